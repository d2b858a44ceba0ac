package web

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"surety/isms/org"
	"surety/language"
	"surety/picture"
	"surety/record"
)

// trendWidth is the width of a trend in a page.
const trendWidth = 560

// figure is a result that can be drawn: a number, what it is of or its unit, and
// words after a comma or a colon, which say more.
var figure = regexp.MustCompile(`^([-+]?[0-9][0-9  .,]*?)\s*(of [0-9]+|[^0-9,:;]{0,20}?)\s*(?:[,:;] .*)?$`)

// trendOf is the results of an objective over time; nil where they are no figures of
// one unit, or fewer than two.
func trendOf(r language.Reader, rec *record.Record) *picture.Picture {
	o, ok := rec.Body.(*org.Objective)
	if !ok || len(o.Results) < 2 {
		return nil
	}
	results := slices.Clone(o.Results)
	slices.SortStableFunc(results, func(a, b org.Result) int { return strings.Compare(string(a.On), string(b.On)) })
	t := picture.Trend{Title: r.Say("Results over time"), Of: r.Say("Result"), When: r.Say("On"), Width: trendWidth}
	unit := ""
	for i, result := range results {
		value, of, ok := readFigure(result.Value)
		if i == 0 {
			unit = of
		}
		if !ok || of != unit || result.On == "" {
			return nil
		}
		t.Readings = append(t.Readings, picture.Reading{
			At: day(result.On), Day: r.Day(result.On.Time()), Value: value, Words: result.Value, Good: result.Reached,
		})
	}
	if !strings.HasPrefix(unit, "of ") && unit != "" {
		t.Unit = " " + unit
	}
	if target, of, ok := readFigure(o.Target); ok && of == unit {
		t.Target, t.TargetName = &target, r.Say("Target: %s", o.Target)
	}
	t.Description = r.Say("From %s to %s", results[0].Value, results[len(results)-1].Value)
	p := t.Picture()
	return &p
}

// readFigure reads "91 %", "47 of 50" or "12.5 hours: the slowest counts". A comma
// or a point with three digits behind it parts thousands.
func readFigure(text string) (value float64, unit string, ok bool) {
	m := figure.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, "", false
	}
	value, err := strconv.ParseFloat(plainNumber(m[1]), 64)
	return value, m[2], err == nil
}

var thousands = regexp.MustCompile(`[ \x{00a0}.,]([0-9]{3})\b`)

func plainNumber(text string) string {
	return strings.ReplaceAll(thousands.ReplaceAllString(strings.TrimSpace(text), "$1"), ",", ".")
}
