package report

import (
	"context"
	"slices"
	"strings"
	"time"

	"surety/app"
	"surety/isms/risk"
	"surety/language"
	"surety/picture"
	"surety/record"
)

// RiskFigures are the pictures of a risk register, each with its table, the same in a
// page and on paper; whoever shows them says how wide.
type RiskFigures struct {
	Heat    []picture.HeatMap  // as assessed, as it remains, and as it is meant to be where a target is told
	Fall    *picture.Waterfall // what treatment takes away; nil where nothing is to be treated
	Top     *picture.Descent   // the ten highest; nil where no risk has a level
	Trend   *picture.Bars      // levels over the last year; nil where there are too many risks or none
	Hidden  int                // restricted risks that its reader may not see
	Counted int
}

// Figures reads the risks that somebody may see and makes their pictures.
func Figures(ctx context.Context, a *app.App, actor app.Actor) (*RiskFigures, error) {
	var f *RiskFigures
	_, err := read(ctx, a, actor, func(p *Paper) error {
		r := &register{Paper: p, names: app.Names{}}
		err := r.read(ctx, a, actor, app.Query{Kind: "risk", Sort: "-rank"})
		if err == nil {
			f, err = r.figures(ctx, a, actor)
		}
		return err
	})
	return f, err
}

func (r *register) figures(ctx context.Context, a *app.App, actor app.Actor) (*RiskFigures, error) {
	f := &RiskFigures{Counted: len(r.risks.Records), Fall: r.fall(), Top: r.top()}
	for _, m := range r.heatMaps() {
		m.heat.Title = m.caption
		f.Heat = append(f.Heat, m.heat)
	}
	var err error
	if f.Hidden, err = a.Hidden(ctx, actor, "risk"); err != nil {
		return nil, err
	}
	f.Trend, err = r.trend(ctx, a, actor)
	return f, err
}

// Maps are the heat maps in a width.
func (f *RiskFigures) Maps(width float64) []picture.Picture {
	var list []picture.Picture
	for _, m := range f.Heat {
		m.Width = width
		list = append(list, m.Picture())
	}
	return list
}

// Charts are the other pictures in a width, those that there are.
func (f *RiskFigures) Charts(width float64) []picture.Picture {
	var list []picture.Picture
	if f.Fall != nil {
		fall := *f.Fall
		fall.Width = width
		list = append(list, fall.Picture())
	}
	if f.Top != nil {
		top := *f.Top
		top.Width = width
		list = append(list, top.Picture())
	}
	if f.Trend != nil {
		trend := *f.Trend
		trend.Width = width
		list = append(list, trend.Picture())
	}
	return list
}

// fallsBy are the options of treatment in the order in which a waterfall names them.
var fallsBy = []string{"modify", "share", "avoid", "retain"}

// fall is how many risks were to be treated, how many of them each option has brought
// to where they may stay, how many of the rest somebody has accepted, and how many are
// left. It counts risks: steps of scales are not added up.
func (r *register) fall() *picture.Waterfall {
	in := r.reader
	total, accepted := 0, 0
	down := map[string]int{}
	for _, rec := range r.risks.Records {
		body := rec.Body.(*risk.Risk)
		switch {
		case body.Evaluation != risk.Treat:
			continue
		case body.ResidualLevel != "" && body.ResidualAcceptable:
			down[r.treatedBy(rec)]++
		case r.acceptance(rec).tone == good:
			accepted++
		}
		total++
	}
	if total == 0 {
		return nil
	}
	w := picture.Waterfall{
		Title: in.Say("What treatment takes away"), Of: in.Say("Step"), Many: in.Say("Risks"),
		Steps: []picture.Fall{{Name: in.Say("To be treated"), Count: total, Total: true, Tone: picture.Fails, URL: "/list/risk?evaluation=treat"}},
	}
	left := total
	take := func(name string, n int) {
		if left -= n; n > 0 {
			w.Steps = append(w.Steps, picture.Fall{Name: name, Count: n, Tone: picture.Holds})
		}
	}
	for _, option := range fallsBy {
		take(r.options[option], down[option])
	}
	take(in.Say("Without a treatment on record"), down[""])
	w.Steps = append(w.Steps, picture.Fall{Name: in.Say("Above what may stay"), Count: left, Total: true, Tone: picture.Person})
	take(in.Say("Accepted by who may"), accepted)
	w.Steps = append(w.Steps, picture.Fall{Name: in.Say("Left to decide"), Count: left, Total: true, Tone: picture.Fails})
	w.Description = in.Say("%d risks were to be treated, %d are left to decide.", total, left)
	return &w
}

// treatedBy is the option of a risk's treatment, the first in the order of the picture.
func (r *register) treatedBy(rec *record.Record) string {
	for _, option := range fallsBy {
		if slices.ContainsFunc(r.treatments[record.Ref(rec.ID)], func(t *risk.Treatment) bool { return t.Option == option }) {
			return option
		}
	}
	return ""
}

// topMost is how many risks the picture of the highest has.
const topMost = 10

// top are the ten risks of which most remains, or where nothing was assessed a second
// time, that are highest as assessed.
func (r *register) top() *picture.Descent {
	in := r.reader
	list := slices.Clone(r.risks.Records)
	standing := func(rec *record.Record) int {
		if body := rec.Body.(*risk.Risk); body.ResidualLevel != "" {
			return body.ResidualRank
		}
		return rec.Body.(*risk.Risk).Rank
	}
	list = slices.DeleteFunc(list, func(rec *record.Record) bool { return standing(rec) == 0 })
	slices.SortStableFunc(list, func(a, b *record.Record) int {
		if d := standing(b) - standing(a); d != 0 {
			return d
		}
		return b.Body.(*risk.Risk).Rank - a.Body.(*risk.Risk).Rank
	})
	if len(list) == 0 {
		return nil
	}
	d := picture.Descent{
		Title: in.Say("The ten highest risks"), Of: in.Say("Risk"), Before: in.Say("As assessed"), After: in.Say("After treatment"), To: in.Say("Target"),
	}
	for _, level := range slices.Backward(r.levels) {
		d.Levels = append(d.Levels, picture.Level{Name: level.Name, Acceptable: level.Acceptable, Shade: level.Shade()})
	}
	at := func(name string) int {
		return slices.IndexFunc(d.Levels, func(l picture.Level) bool { return l.Name == name })
	}
	for _, rec := range list[:min(len(list), topMost)] {
		body := rec.Body.(*risk.Risk)
		d.Rows = append(d.Rows, picture.Drop{Name: rec.Key + " " + rec.Title(), URL: "/" + rec.Key, Before: at(body.Level), After: at(body.ResidualLevel), To: at(body.TargetLevel)})
	}
	return &d
}

// Bounds of a trend.
const (
	trendMonths = 12
	trendRisks  = 500 // more would read too much of the past at once
)

// trend is how many risks stood at which remaining level at the end of each of the
// last months, read from the records as they were then.
func (r *register) trend(ctx context.Context, a *app.App, actor app.Actor) (*picture.Bars, error) {
	if n := len(r.risks.Records); n == 0 || n > trendRisks {
		return nil, nil
	}
	in := r.reader
	ids := make([]record.ID, len(r.risks.Records))
	for i, rec := range r.risks.Records {
		ids[i] = rec.ID
	}
	var levels []picture.Level
	for _, level := range slices.Backward(r.levels) {
		levels = append(levels, picture.Level{Name: level.Name, Shade: level.Shade()})
	}
	b := picture.Bars{Title: in.Say("What remained month by month"), Of: in.Say("Month"), Parts: picture.LevelParts(levels)}
	b.Parts = append(b.Parts, picture.Part{Name: in.Say("not assessed"), Tone: picture.Sheet, On: picture.Ink})
	zone := r.Printed.Location()
	for back := trendMonths - 1; back >= 0; back-- {
		at := firstOf(r.today)
		for range back {
			at = monthBefore(at)
		}
		at = at.Add("P1M").AddDays(-1) // the last day of the month
		row := picture.Bar{Name: at.Time().Format("2006-01"), Counts: make([]int, len(b.Parts))}
		then := map[record.ID]*record.Record{}
		if back == 0 {
			for _, rec := range r.risks.Records {
				then[rec.ID] = rec
			}
		} else {
			var err error
			if then, err = a.Before(ctx, actor, at.End(zone), ids...); err != nil {
				return nil, err
			}
		}
		for _, rec := range then {
			if rec.Ended() {
				continue
			}
			name := rec.Body.(*risk.Risk).ResidualLevel
			i := slices.IndexFunc(levels, func(l picture.Level) bool { return l.Name == name })
			if i < 0 {
				i = len(levels)
			}
			row.Counts[i]++
		}
		if len(b.Rows) > 0 || len(then) > 0 {
			b.Rows = append(b.Rows, row)
		}
	}
	return &b, nil
}

// firstOf is the first day of a day's month.
func firstOf(d record.Date) record.Date { return d[:8] + "01" }

// monthBefore is the first day of the month before.
func monthBefore(first record.Date) record.Date { return firstOf(first.AddDays(-1)) }

// tableOfPicture is the table of a picture as a sheet of a paper.
func tableOfPicture(name string, of picture.Table) *table {
	t := &table{name: sheetName(name), narrow: true}
	for i, head := range of.Head {
		t.columns = append(t.columns, column{head: head, strong: i == 0})
	}
	for _, line := range of.Rows {
		var cells []cell
		for _, text := range line {
			cells = append(cells, said(text))
		}
		t.rows = append(t.rows, row{cells: cells})
	}
	return t
}

// withWords draws a picture of a paper with its table beneath.
func (p *Paper) withWords(of picture.Picture) {
	p.add(drawing{of.Title, &of}, tableOfPicture(of.Title, of.Table))
}

// RiskAt is a risk as it stood from an instant on.
type RiskAt struct {
	From time.Time
	Risk *risk.Risk
}

// RiskHistory is how the level of one risk went, as a line from the earliest: what
// remained, or as long as nothing was assessed twice, the level itself. It is nil where
// the level never changed.
func RiskHistory(r language.Reader, stood []RiskAt, width float64) *picture.Picture {
	t := picture.Trend{Title: r.Say("The level over time"), Of: r.Say("Level"), When: r.Say("On"), Width: width, Names: map[float64]string{}}
	var names []string
	for _, at := range stood {
		name, rank := at.Risk.ResidualLevel, at.Risk.ResidualRank
		if name == "" {
			name, rank = at.Risk.Level, at.Risk.Rank
		}
		if name == "" || len(names) > 0 && names[len(names)-1] == name {
			continue
		}
		names = append(names, name)
		t.Names[float64(rank)] = name
		t.Readings = append(t.Readings, picture.Reading{At: float64(at.From.Unix()) / 86400, Day: r.Day(at.From), Value: float64(rank), Words: name, Good: at.Risk.ResidualAcceptable})
	}
	if len(t.Readings) < 2 {
		return nil
	}
	if last := stood[len(stood)-1].Risk; last.TargetRank > 0 {
		target := float64(last.TargetRank)
		t.Names[target] = last.TargetLevel
		t.Target, t.TargetName = &target, r.Say("Target: %s", last.TargetLevel)
	}
	t.Description = strings.Join(names, " → ")
	p := t.Picture()
	return &p
}
