package web

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"surety/app"
	"surety/app/quantified"
	"surety/fault"
	"surety/isms/risk"
	"surety/isms/risk/quantify"
	"surety/language"
	"surety/picture"
	"surety/record"
	"surety/report"
	"surety/web/components"
)

// Bounds of the page of risk in figures.
const (
	mostAsked = 12 // risks whose rate and losses may be asked about
	mostKept  = 10 // simulations listed
	// mostServed events are drawn for a page: some seconds' work.
	mostServed = 200_000_000
)

func (s *server) quantitativeRoutes(places, records *http.ServeMux) {
	places.Handle("GET /risk/quantitative", s.page(s.quantitative))
	places.Handle("GET /risk/quantitative/year", s.page(s.quantitativeYear))
	places.Handle("POST /risk/quantitative", s.page(s.keepSimulation))
	records.Handle("GET /{key}/again", s.page(s.simulateAgain))
}

// quantitativeView is the page of what a year may cost.
type quantitativeView struct {
	*quantified.Analysis
	Swings      []quantify.Swing
	Kept        []*record.Record
	MayAdd      bool
	MayKeep     bool
	WhatIf      map[string]quantified.Change
	Mistakes    []components.Fault
	Trials      string
	Seed        string
	MayTolerate bool
}

func (s *server) quantitative(w http.ResponseWriter, v visit) error {
	return s.showQuantitative(w, v, http.StatusOK, quantitativeView{Trials: "100000", Seed: "1"})
}

func (s *server) showQuantitative(w http.ResponseWriter, v visit, status int, view quantitativeView) error {
	if err := s.reckonYear(v, &view); err != nil {
		return err
	}
	kinds := s.app.Catalogue()
	view.MayAdd, view.MayKeep, view.MayTolerate = app.MayCreate(v.Actor, kinds.Kind("risk_estimate")), app.MayCreate(v.Actor, kinds.Kind("simulation")), app.MayCreate(v.Actor, kinds.Kind("loss_tolerance"))
	kept, err := s.app.List(v.Context(), v.Actor, app.Query{Kind: "simulation", Sort: "-key", Limit: mostKept})
	if err != nil {
		return err
	}
	view.Kept = kept.Records
	if view.Year != nil {
		if view.Swings, err = quantify.Tornado(view.Scenarios, 0.95); err != nil {
			return err
		}
	}
	return s.show(w, v, status, v.reader().Say("Risk in figures"), quantitativePage(view))
}

// quantitativeYear is the part of the page that answers while a figure changes.
func (s *server) quantitativeYear(w http.ResponseWriter, v visit) error {
	view := quantitativeView{}
	if err := s.reckonYear(v, &view); err != nil {
		return err
	}
	return quantitativeYearPart(view).Render(v.Context(), w)
}

// reckonYear reckons with what was asked: rate.RISK-0001=50 is half as often.
func (s *server) reckonYear(v visit, view *quantitativeView) error {
	var err error
	if view.WhatIf, err = changesOf(v.URL.Query()); err != nil {
		return err
	}
	view.Analysis, err = quantified.Of(v.Context(), s.app, v.Actor, view.WhatIf)
	return err
}

// mostPercent bounds what is asked for: ten times as often, ten times as dear.
const mostPercent = 1000

func changesOf(values url.Values) (map[string]quantified.Change, error) {
	changes := map[string]quantified.Change{}
	for name, given := range values {
		what, key, ok := strings.Cut(name, ".")
		if !ok || what != "rate" && what != "loss" || len(given) == 0 || given[0] == "" {
			continue
		}
		percent, err := strconv.ParseFloat(given[0], 64)
		if err != nil || !(percent >= 0 && percent <= mostPercent) || what == "loss" && percent == 0 {
			return nil, fault.At(fault.Malformed, key, what, "%q can't be reckoned with: expected a percentage from 1 to %d", given[0], mostPercent)
		}
		change, asked := changes[key]
		if !asked {
			change = quantified.Change{Rate: 1, Loss: 1}
		}
		if what == "rate" {
			change.Rate = percent / 100
		} else {
			change.Loss = percent / 100
		}
		changes[key] = change
	}
	return changes, nil
}

// keepSimulation simulates and keeps what went in and what came out.
func (s *server) keepSimulation(w http.ResponseWriter, v visit) error {
	view := quantitativeView{Trials: v.PostFormValue("trials"), Seed: v.PostFormValue("seed")}
	trials, err := strconv.Atoi(view.Trials)
	if err != nil {
		view.Mistakes = append(view.Mistakes, components.Fault{Input: "trials", Text: v.reader().Say("%q is no number of years: expected a whole number", view.Trials)})
	}
	seed, err := strconv.ParseUint(view.Seed, 10, 53)
	if err != nil {
		view.Mistakes = append(view.Mistakes, components.Fault{Input: "seed", Text: v.reader().Say("%q is no seed: expected a whole number from 0 on", view.Seed)})
	}
	if len(view.Mistakes) > 0 {
		return s.showQuantitative(w, v, http.StatusUnprocessableEntity, view)
	}
	title := v.reader().Say("Loss of a year, simulated")
	rec, err := quantified.Keep(v.Context(), s.app, v.Actor, title, quantify.Options{Trials: trials, Seed: seed, Most: mostServed})
	switch {
	case err == nil:
		setNotice(w, v.reader().Say("%s is kept.", rec.Key))
		http.Redirect(w, v.Request, recordURL(rec.Key)+"/again", http.StatusSeeOther)
		return nil
	case fault.Is(err, fault.Invalid):
		text := plain(v.reader(), err)
		if f := (*fault.Error)(nil); errors.As(err, &f) {
			text = f.Said(v.reader().Say)
		}
		view.Mistakes = append(view.Mistakes, components.Fault{Input: "trials", Text: text})
		return s.showQuantitative(w, v, http.StatusUnprocessableEntity, view)
	}
	return err
}

// againView is a kept simulation with what came out now.
type againView struct {
	Record *record.Record
	Body   *risk.Simulation
	Result *quantify.Result
	Same   bool
}

// simulateAgain runs a kept simulation anew and tells whether the same came out.
func (s *server) simulateAgain(w http.ResponseWriter, v visit) error {
	rec, err := s.recordOf(v, v.PathValue("key"), "simulation")
	if err != nil {
		return err
	}
	view := againView{Record: rec, Body: rec.Body.(*risk.Simulation)}
	if view.Result, view.Same, err = view.Body.Again(v.Context(), mostServed); err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("%s, run again", rec.Key), againPage(view))
}

// simulationPages lead from a kept simulation to its figures.
func simulationPages(v visit, d *app.Detail) []components.Link {
	if d.Record.Kind.Name != "simulation" {
		return nil
	}
	return []components.Link{{Label: v.reader().Say("Run it again"), URL: recordURL(d.Record.Key) + "/again"}}
}

// Asked are the risks about which may be asked, those that cost the most.
func (q quantitativeView) Asked() []quantify.Contribution {
	list := quantify.Largest(q.Parts)
	return list[:min(len(list), mostAsked)]
}

// Percent is what was asked of a risk; 100 where nothing was.
func (q quantitativeView) Percent(key, what string) string {
	change, asked := q.WhatIf[key]
	switch {
	case !asked:
		return "100"
	case what == "rate":
		return strconv.FormatFloat(100*change.Rate, 'f', -1, 64)
	}
	return strconv.FormatFloat(100*change.Loss, 'f', -1, 64)
}

// curve is the picture of the year.
func (q quantitativeView) curve(r language.Reader, width float64) picture.Picture {
	return report.LossCurve(r, q.Analysis, width)
}

// figures are the year in numbers.
func (q quantitativeView) figures(r language.Reader) picture.Table {
	return report.LossFigures(r, q.Analysis)
}

// parts are the contributions, the largest first.
func (q quantitativeView) parts(r language.Reader) picture.Table { return report.LossParts(r, q.Parts) }

// amount is an amount in the currency of the estimates.
func (q quantitativeView) amount(r language.Reader, x float64) string {
	return report.LossAmount(r, x) + " " + q.Currency
}

// tornado is how far the 95th percentile moves with each factor.
func (q quantitativeView) tornado(r language.Reader) picture.Table {
	t := picture.Table{Head: []string{r.Say("What is varied"), r.Say("low"), r.Say("high"), r.Say("moves by")}}
	for _, s := range q.Swings[:min(len(q.Swings), mostAsked)] {
		name := r.Say("Events a year")
		if s.Factor == quantify.FactorLoss {
			name = r.Say("Loss of one event")
		}
		t.Rows = append(t.Rows, []string{s.ID + " " + name, report.LossAmount(r, s.Low), report.LossAmount(r, s.High), report.LossAmount(r, s.Width())})
	}
	return t
}

// excess says in words where the tolerance is not kept.
func (q quantitativeView) excess(r language.Reader) []string {
	var list []string
	for _, e := range q.Exceeded {
		list = append(list, r.Say("More than %s: %s of years are tolerated, %s are reckoned.", q.amount(r, e.Loss), report.LossShare(r, e.Tolerated), report.LossShare(r, e.Found)))
	}
	return list
}

// simulated are the figures of a kept simulation.
func (a againView) simulated(r language.Reader) picture.Table {
	t := picture.Table{Head: []string{r.Say("Figure"), a.Body.Currency}}
	t.Rows = append(t.Rows, []string{r.Say("Expected annual loss"), report.LossAmount(r, a.Result.ExpectedAnnualLoss)}, []string{r.Say("Standard error"), report.LossAmount(r, a.Result.StandardError)})
	for _, p := range []int{50, 90, 95, 99} {
		t.Rows = append(t.Rows, []string{r.Say("%d of 100 years cost at most", p), report.LossAmount(r, a.Result.Percentiles[strconv.Itoa(p)])})
	}
	for _, p := range []int{95, 99} {
		t.Rows = append(t.Rows, []string{r.Say("The worst %d of 100 years cost on average", 100-p), report.LossAmount(r, a.Result.TailValueAtRisk[strconv.Itoa(p)])})
	}
	return t
}

func (a againView) parts(r language.Reader) picture.Table {
	return report.LossParts(r, a.Result.Risks)
}
