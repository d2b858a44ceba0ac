package web

import (
	"testing"
	"time"

	"surety/isms/org"
	"surety/language"
	"surety/record"
)

func TestFiguresAreReadFromResults(t *testing.T) {
	for text, want := range map[string]struct {
		value float64
		unit  string
	}{
		"91 %": {91, "%"}, "131": {131, ""}, "47 of 50": {47, "of 50"}, "3 of 4: SCADA took 9 hours": {3, "of 4"}, "12.5 hours": {12.5, "hours"}, "12,5 hours": {12.5, "hours"},
		"1,250": {1250, ""}, "1 250 EUR": {1250, "EUR"}, "-2": {-2, ""}, "125, and the auditor's report": {125, ""},
	} {
		if value, unit, ok := readFigure(text); !ok || value != want.value || unit != want.unit {
			t.Errorf("%q was read as %v %q, %v; expected %v", text, value, unit, ok, want)
		}
	}
	for _, text := range []string{"", "Good talks in both rooms", "6 h 40 min", "about 7", "2026-11-24"} {
		if value, unit, ok := readFigure(text); ok {
			t.Errorf("%q was read as %v %q", text, value, unit)
		}
	}
}

func TestAnObjectivesResultsAreDrawnWhereTheyAreFiguresOfOneUnit(t *testing.T) {
	r := language.For(language.English, time.UTC)
	for name, c := range map[string]struct {
		objective org.Objective
		drawn     bool
	}{
		"figures":      {org.Objective{Target: "95 %", Results: []org.Result{{On: "2026-11-01", Value: "96 %", Reached: true}, {On: "2026-08-01", Value: "91 %"}}}, true},
		"one figure":   {org.Objective{Results: []org.Result{{On: "2026-11-01", Value: "96 %"}}}, false},
		"two units":    {org.Objective{Results: []org.Result{{On: "2026-08-01", Value: "29 hours"}, {On: "2026-11-01", Value: "6 days"}}}, false},
		"words":        {org.Objective{Results: []org.Result{{On: "2026-08-01", Value: "Good"}, {On: "2026-11-01", Value: "Better"}}}, false},
		"without days": {org.Objective{Results: []org.Result{{Value: "1"}, {Value: "2"}}}, false},
	} {
		p := trendOf(r, &record.Record{Body: &c.objective})
		if (p != nil) != c.drawn {
			t.Errorf("%s: drawn is %v", name, p != nil)
		}
		if p != nil && (len(p.Table.Rows) != 2 || p.Table.Rows[0][1] != "91 %") {
			t.Errorf("%s: the table says %v, expected the earliest first", name, p.Table.Rows)
		}
	}
}
