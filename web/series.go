package web

import (
	"slices"
	"strconv"
	"strings"

	"surety/app"
	"surety/isms/measure"
	"surety/picture"
	"surety/record"
)

// mostDrawn bounds the readings of a series: the newest are drawn.
const mostDrawn = 60

// series is a measure's readings over time, as far as the reader may see them; nil
// where there are fewer than two. A gap is left out.
func (s *server) series(v visit, key string, m *measure.Measure) (*picture.Picture, error) {
	listing, err := s.app.List(v.Context(), v.Actor, app.Query{
		Kind: "reading", Sort: "-period_from", Limit: mostDrawn, Filters: []app.Filter{{Field: "measure", Op: "eq", Values: []string{key}}},
	})
	if err != nil {
		return nil, err
	}
	r := v.reader()
	t := picture.Trend{Title: r.Say("Results over time"), Of: r.Say("Reading"), When: r.Say("Period until"), Width: trendWidth}
	if m.Unit != "" {
		t.Unit = " " + m.Unit
	}
	words := func(value string) string { return strings.TrimSpace(value + " " + m.Unit) }
	for _, rec := range slices.Backward(listing.Records) {
		reading, ok := rec.Body.(*measure.Reading)
		if !ok {
			continue
		}
		value, err := strconv.ParseFloat(reading.Value, 64)
		if err != nil {
			continue // a gap
		}
		t.Readings = append(t.Readings, picture.Reading{
			At: day(reading.Until), Day: r.Day(reading.Until.Time()), Value: value, Words: words(reading.Value), Good: reading.Standing == measure.OnTarget,
		})
	}
	if len(t.Readings) < 2 {
		return nil, nil
	}
	if target, err := strconv.ParseFloat(m.Target, 64); err == nil {
		t.Target, t.TargetName = &target, r.Say("Target: %s", words(m.Target))
	}
	t.Description = r.Say("From %s to %s", t.Readings[0].Words, t.Readings[len(t.Readings)-1].Words)
	p := t.Picture()
	return &p, nil
}

// day is the number of a date, counted in days.
func day(d record.Date) float64 { return float64(d.Time().Unix()) / (24 * 60 * 60) }
