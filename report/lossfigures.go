package report

import (
	"fmt"
	"math"

	"surety/app/quantified"
	"surety/isms/risk/quantify"
	"surety/language"
	"surety/picture"
)

// LossAmount writes an amount by three figures: more would claim to be known.
func LossAmount(r language.Reader, x float64) string {
	if x == 0 {
		return "0"
	}
	digits := math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-2)
	if digits < 1 {
		return r.Decimal(x, uint64(min(-math.Floor(math.Log10(digits)), 6)))
	}
	return r.Decimal(math.Round(x/digits)*digits, 0)
}

// LossShare writes a probability in percent, with as many places as tell it from nought.
func LossShare(r language.Reader, p float64) string {
	places := uint64(0)
	if p > 0 && p < 0.1 {
		places = uint64(min(1+max(0, -math.Floor(math.Log10(p*100)+1e-9)), 4))
	}
	return r.Decimal(100*p, places) + " %"
}

// LossCurve is how often a year costs more than each loss, against what is tolerated.
func LossCurve(r language.Reader, q *quantified.Analysis, width float64) picture.Picture {
	e := picture.Exceedance{
		Title: r.Say("Loss exceedance curve"), Description: r.Say("In one of a hundred years the loss is more than %s.", LossAmount(r, q.Year.Percentile(0.99))+" "+q.Currency),
		LossAxis: r.Say("Loss of a year in %s", q.Currency), OddsAxis: r.Say("Probability of more"), CurveName: r.Say("reckoned"), ToleranceName: r.Say("tolerated"), Width: width,
		Amount: func(loss float64) string { return LossAmount(r, loss) }, Percent: func(p float64) string { return LossShare(r, p) },
	}
	for _, p := range q.Year.Curve()[1:] {
		e.Curve = append(e.Curve, picture.Odds{Loss: p.Loss, Share: p.Probability})
	}
	for _, p := range q.Bears {
		e.Tolerance = append(e.Tolerance, picture.Odds{Loss: p.Loss, Share: p.Probability})
	}
	return e.Picture()
}

// LossFigures are the year in numbers, percentiles with the bounds of their reckoning.
func LossFigures(r language.Reader, q *quantified.Analysis) picture.Table {
	t := picture.Table{Head: []string{r.Say("Figure"), q.Currency, r.Say("lies between")}}
	t.Rows = append(t.Rows, []string{r.Say("Expected annual loss"), LossAmount(r, q.Year.Expected), ""})
	for _, percent := range []int{50, 90, 95, 99} {
		p := float64(percent) / 100
		low, high := q.Year.Bound(p)
		t.Rows = append(t.Rows, []string{r.Say("%d of 100 years cost at most", percent), LossAmount(r, q.Year.Percentile(p)), fmt.Sprintf("%s – %s", LossAmount(r, low), LossAmount(r, high))})
	}
	for _, percent := range []int{95, 99} {
		t.Rows = append(t.Rows, []string{r.Say("The worst %d of 100 years cost on average", 100-percent), LossAmount(r, q.Year.Tail(float64(percent)/100)), ""})
	}
	return t
}

// mostParts is how many contributions are shown.
const mostParts = 20

// LossParts are contributions to the expected loss, the largest first.
func LossParts(r language.Reader, parts []quantify.Contribution) picture.Table {
	t := picture.Table{Head: []string{r.Say("Risk"), r.Say("Expected annual loss"), r.Say("Share")}}
	list := quantify.Largest(parts)
	for _, c := range list[:min(len(list), mostParts)] {
		t.Rows = append(t.Rows, []string{c.ID + " " + c.Name, LossAmount(r, c.ExpectedAnnualLoss), LossShare(r, c.Share)})
	}
	return t
}

// year is what a year may cost, where risks are estimated in figures.
func (s *assessing) year() error {
	in := s.reader
	n, err := quantified.Of(s.sheet.ctx, s.sheet.app, s.sheet.actor, nil)
	if err != nil || n.Year == nil {
		return err
	}
	s.Paper.add(heading{1, in.Say("Risk in figures")})
	for _, e := range n.Exceeded {
		s.Paper.add(paragraph(in.Say("More than %s: %s of years are tolerated, %s are reckoned.", LossAmount(in, e.Loss)+" "+n.Currency, LossShare(in, e.Tolerated), LossShare(in, e.Found))))
	}
	s.withWords(LossCurve(in, n, assessedWidth))
	s.Paper.add(heading{2, in.Say("In numbers")}, tableOfPicture(in.Say("In numbers"), LossFigures(in, n)),
		heading{2, in.Say("What each risk contributes")}, tableOfPicture(in.Say("What each risk contributes"), LossParts(in, n.Parts)))
	return nil
}
