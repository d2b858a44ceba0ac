package picture

import "math"

// Exceedance is a loss exceedance curve: how often a year costs more than each loss,
// with the curve of what is tolerated. Losses are by powers of ten.
type Exceedance struct {
	Title, Description string
	LossAxis, OddsAxis string // heads of the table, too
	Curve, Tolerance   []Odds // the least loss first; a tolerance may be empty
	CurveName          string
	ToleranceName      string
	Width              float64
	Amount             func(loss float64) string // as the reader writes it
	Percent            func(share float64) string
}

// Odds is how often a loss is exceeded, 0 to 1.
type Odds struct{ Loss, Share float64 }

const exceedanceTall = 240.0

// Picture lays the curve out.
func (e Exceedance) Picture() Picture {
	low, high := e.decades()
	top := e.top()
	f := chart{left: TextWidth(e.Percent(1), heatSmall, false) + 12, top: 30, low: low, high: high, most: top}
	f.width = max(e.Width-f.left-14, 40)
	p := Picture{Width: e.Width, Height: f.top + exceedanceTall + 44, Title: e.Title, Description: e.Description, Name: "exceedance", Table: e.table()}
	p.Marks = append(p.Marks, e.rules(f)...)
	p.Marks = append(p.Marks, e.line(f, e.Tolerance, Fails, true), e.line(f, e.Curve, Accent, false))
	p.Marks = append(p.Marks, e.legend(f)...)
	return p
}

// chart is where losses and shares stand.
type chart struct {
	left, top, width float64
	low, high        float64 // powers of ten
	most             float64 // share at the top
}

func (c chart) at(o Odds) Point {
	x := (math.Log10(max(o.Loss, math.Pow(10, c.low))) - c.low) / (c.high - c.low)
	return Point{c.left + c.width*min(x, 1), c.top + exceedanceTall*(1-min(o.Share/c.most, 1))}
}

// decades are the powers of ten between which the losses of both curves lie, at most
// six: what is smaller stands at the left edge.
func (e Exceedance) decades() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, list := range [][]Odds{e.Curve, e.Tolerance} {
		for _, o := range list {
			if o.Loss > 0 {
				low, high = min(low, math.Floor(math.Log10(o.Loss))), max(high, math.Ceil(math.Log10(o.Loss)))
			}
		}
	}
	if low > high {
		return 0, 1
	}
	if high == low {
		high++
	}
	return max(low, high-6), high
}

// top is the share at the upper edge: a round one that holds both curves.
func (e Exceedance) top() float64 {
	most := 0.0
	for _, list := range [][]Odds{e.Curve, e.Tolerance} {
		for _, o := range list {
			most = max(most, o.Share)
		}
	}
	for _, round := range []float64{0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8} {
		if most <= round {
			return round
		}
	}
	return 1
}

// rules are the lines behind the curves, with what they mean.
func (e Exceedance) rules(f chart) []Mark {
	marks := []Mark{Text{X: f.left, Y: f.top - 12, Size: heatSmall, Tone: Muted, Words: fit(e.OddsAxis, f.width, heatSmall, false)}}
	for i := range 5 {
		share := f.most * float64(i) / 4
		y := f.at(Odds{1, share}).Y
		marks = append(marks, line(Line, 1, Point{f.left, y}, Point{f.left + f.width, y}),
			Text{X: f.left - 8, Y: y + 4, Size: heatSmall, Anchor: End, Tone: Muted, Words: e.Percent(share)})
	}
	from := -1.0
	for decade := f.low; decade <= f.high; decade++ {
		loss := math.Pow(10, decade)
		x := f.at(Odds{loss, 0}).X
		marks = append(marks, line(Line, 1, Point{x, f.top}, Point{x, f.top + exceedanceTall}))
		words := e.Amount(loss)
		if wide := TextWidth(words, heatSmall, false) / 2; x-wide > from {
			x = min(x, e.Width-wide-4) // the last does not end outside
			marks = append(marks, Text{X: x, Y: f.top + exceedanceTall + 18, Size: heatSmall, Anchor: Middle, Tone: Muted, Words: words})
			from = x + wide + 6
		}
	}
	return append(marks, Text{X: f.left + f.width, Y: f.top + exceedanceTall + 38, Size: heatSmall, Anchor: End, Tone: Muted, Words: e.LossAxis})
}

func (e Exceedance) line(f chart, list []Odds, tone Tone, dashed bool) Mark {
	path := Path{Stroke: tone, Weight: 2, Dashed: dashed}
	for _, o := range list {
		path.Steps = append(path.Steps, Step{To: f.at(o)})
	}
	return path
}

// legend names the curves by how they are drawn, not by colour alone.
func (e Exceedance) legend(f chart) []Mark {
	y := f.top + exceedanceTall + 38
	marks := []Mark{Text{X: 0, Y: y, Size: heatSmall, Tone: Accent, Words: "— " + e.CurveName}}
	if len(e.Tolerance) > 0 {
		x := TextWidth("— "+e.CurveName, heatSmall, false) + 18
		marks = append(marks, Text{X: x, Y: y, Size: heatSmall, Tone: Fails, Words: "- - " + e.ToleranceName})
	}
	return marks
}

func (e Exceedance) table() Table {
	head := []string{e.LossAxis, e.CurveName}
	if len(e.Tolerance) > 0 {
		head = append(head, e.ToleranceName)
	}
	t := Table{Head: head}
	for _, o := range e.Curve {
		row := []string{e.Amount(o.Loss), e.Percent(o.Share)}
		if len(e.Tolerance) > 0 {
			row = append(row, e.tolerated(o.Loss))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// tolerated is what the tolerance curve says at a loss: straight between its points as
// they are drawn.
func (e Exceedance) tolerated(loss float64) string {
	for i, o := range e.Tolerance {
		switch {
		case o.Loss < loss:
			continue
		case i == 0 || o.Loss == loss:
			return e.Percent(o.Share)
		}
		a := e.Tolerance[i-1]
		part := math.Log(loss/a.Loss) / math.Log(o.Loss/a.Loss)
		return e.Percent(a.Share * math.Pow(o.Share/a.Share, part))
	}
	return e.Percent(e.Tolerance[len(e.Tolerance)-1].Share)
}
