package report

import (
	"context"
	"slices"
	"strings"
	"time"

	"surety/app"
	"surety/isms/audit"
	"surety/isms/risk"
	"surety/language"
	"surety/picture"
	"surety/record"
)

// mostSpans is how many bars a picture of a plan has.
const mostSpans = 60

// Gantt draws what belongs to a treatment plan or an audit programme along the days,
// the same on the screen and on paper; nil where nothing of it has a day, or the
// record is neither. links tells that the bars lead to their records.
func Gantt(ctx context.Context, a *app.App, actor app.Actor, rec *record.Record, width float64, links bool) (*picture.Picture, error) {
	kind, field := "", ""
	switch rec.Body.(type) {
	case *risk.Plan:
		kind, field = "treatment", "plan"
	case *audit.Programme:
		kind, field = "audit", "programme"
	default:
		return nil, nil
	}
	today, err := a.Today(ctx, actor)
	if err != nil {
		return nil, err
	}
	page, err := a.List(ctx, actor, app.Query{Kind: kind, Limit: app.MostLimit, Filters: []app.Filter{{Field: field, Values: []string{string(rec.ID)}}}})
	if err != nil {
		return nil, err
	}
	g := &gantt{reader: language.From(ctx), today: today, links: links}
	for _, r := range page.Records {
		g.span(r)
	}
	return g.picture(width), nil
}

// gantt is such a picture on its way.
type gantt struct {
	reader language.Reader
	today  record.Date
	links  bool
	bars   []bar
}

// bar is what is planned or was done from a day until a day.
type bar struct {
	rec         *record.Record
	from, until record.Date
	done        bool
}

// span adds a record as a bar: a treatment from when it was planned until it is due
// or was done, an audit from its first to its last day.
func (g *gantt) span(rec *record.Record) {
	b := bar{rec: rec}
	switch body := rec.Body.(type) {
	case *risk.Treatment:
		b.from, b.until, b.done = record.DateOf(body.Planned), body.Due, rec.State == "done"
		for _, action := range body.Actions {
			for _, day := range []record.Date{action.Due, action.Done} {
				if day != "" && day < b.from {
					b.from = day
				}
			}
		}
		if body.Done != "" {
			b.until = body.Done
		}
	case *audit.Audit:
		b.from, b.until, b.done = body.PlannedFrom, max(body.PlannedFrom, body.PlannedUntil), body.HeldUntil != ""
		if body.HeldFrom != "" {
			b.from, b.until = body.HeldFrom, max(body.HeldFrom, body.HeldUntil)
		}
	}
	if b.until != "" {
		b.from = min(b.from, b.until)
		g.bars = append(g.bars, b)
	}
}

func (g *gantt) picture(width float64) *picture.Picture {
	if len(g.bars) == 0 {
		return nil
	}
	slices.SortStableFunc(g.bars, func(a, b bar) int { return strings.Compare(string(a.until), string(b.until)) })
	g.bars = g.bars[:min(len(g.bars), mostSpans)]
	r := g.reader
	first, last := g.bars[0].from, g.bars[0].until
	chart := picture.Gantt{Title: r.Say("Along the days"), Head: []string{r.Say("What"), r.Say("From"), r.Say("Until"), r.Say("State")}, Width: width, Today: dayNumber(g.today), TodayName: r.Say("Today")}
	late := 0
	for _, b := range g.bars {
		first, last = min(first, b.from), max(last, b.until)
		name := b.rec.Key + " " + b.rec.Title()
		state, _ := b.rec.Kind.Lifecycle.State(b.rec.State)
		span := picture.Span{
			Name: name, From: dayNumber(b.from), Until: dayNumber(b.until), FromName: r.Day(b.from.Time()), UntilName: r.Day(b.until.Time()),
			State: r.Say(state.Label), Done: b.done, Late: !b.done && b.until < g.today && !b.rec.Ended(),
		}
		if span.Late {
			late++
			span.State = r.Say("%s, late", span.State)
		}
		if g.links {
			span.URL = "/" + b.rec.Key
		}
		chart.Rows = append(chart.Rows, span)
	}
	chart.First, chart.Last = dayNumber(first)-3, dayNumber(last)+3
	begin := first.Time()
	for month := time.Date(begin.Year(), begin.Month(), 1, 0, 0, 0, 0, time.UTC); record.DateOf(month) <= last; month = month.AddDate(0, 1, 0) {
		if at := dayNumber(record.DateOf(month)); at >= chart.First {
			chart.Months = append(chart.Months, picture.Month{At: at, Name: r.ShortMonth(month)})
		}
	}
	chart.Description = r.Say("%d bars from %s to %s, %d of them late", len(chart.Rows), r.Day(first.Time()), r.Day(last.Time()), late)
	p := chart.Picture()
	return &p
}

// dayNumber is a date counted in days.
func dayNumber(d record.Date) float64 { return float64(d.Time().Unix()) / (24 * 60 * 60) }

// drawing is a picture over the width of the page.
type drawing struct {
	caption string
	picture *picture.Picture
}

// drawing sets a picture, on one page.
func (d *press) drawing(part drawing) {
	width := min(d.width, 230)
	tall := part.picture.Height * width / part.picture.Width
	if room := d.bottom - d.top - lead(smallSize) - 6; tall > room {
		width, tall = width*room/tall, room
	}
	d.need(tall + lead(smallSize) + 6)
	d.set(d.one(span{text: d.legible(part.caption), face: strong, size: smallSize, ink: muted}), d.left, d.y, lead(smallSize))
	part.picture.Draw(d.Fpdf, "Inter", d.left, d.y+lead(smallSize)+1, width, nil)
	d.y += tall + lead(smallSize) + 6
}
