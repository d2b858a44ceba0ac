package risk_test

import (
	"strings"
	"testing"
	"time"

	"surety/isms/risk"
	"surety/record"
)

var (
	monday  = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	tuesday = monday.AddDate(0, 0, 1)
	flood   = lookup{"flood": {Kind: kindOf("risk"), Body: &risk.Risk{Title: "Flood", ResidualLevel: "middle"}}}
)

func TestATreatmentTellsWhatIsPlannedFromWhatIsReported(t *testing.T) {
	first := &risk.Treatment{Risk: "flood", Option: "modify", Actions: []risk.Action{{What: "Move the pumps", Owner: "mara", Due: "2027-03-01"}}}
	if err := first.Prepare(record.Preparation{Now: monday, Lookup: flood}); err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]struct {
		change func(next *risk.Treatment)
		want   time.Time
	}{
		"an action is reported as done": {func(next *risk.Treatment) { next.Actions[0].Done = "2027-02-01" }, monday},
		"the whole is reported as done": {func(next *risk.Treatment) { next.Done = "2027-02-01" }, monday},
		"an action is put off":          {func(next *risk.Treatment) { next.Actions[0].Due = "2028-03-01" }, tuesday},
		"an action is added":            {func(next *risk.Treatment) { next.Actions = append(next.Actions, risk.Action{What: "Test"}) }, tuesday},
		"a control is added":            {func(next *risk.Treatment) { next.Controls = []record.Ref{"dam"} }, tuesday},
		"the option changes":            {func(next *risk.Treatment) { next.Option = "retain" }, tuesday},
		"it moves to another plan":      {func(next *risk.Treatment) { next.Plan = "next year" }, tuesday},
	} {
		t.Run(name, func(t *testing.T) {
			next := *first
			next.Actions = append([]risk.Action{}, first.Actions...)
			edit.change(&next)
			if err := next.Prepare(record.Preparation{Now: tuesday, Before: first, Lookup: flood}); err != nil {
				t.Fatal(err)
			}
			if !next.Planned.Equal(edit.want) {
				t.Errorf("what is planned last changed on %s, want %s", next.Planned, edit.want)
			}
		})
	}
}

func TestAnAcceptanceIsThePersonsOwnWordOnly(t *testing.T) {
	for name, step := range map[string]struct {
		change   func(next *risk.Acceptance)
		actor    record.Ref
		asserted bool
	}{
		"it is kept as it was given":        {func(*risk.Acceptance) {}, "tom", false},
		"another names another person":      {func(next *risk.Acceptance) { next.By = "boss" }, "tom", true},
		"another lets it run for longer":    {func(next *risk.Acceptance) { next.Expires = "2030-01-01" }, "tom", true},
		"the person lets it run for longer": {func(next *risk.Acceptance) { next.Expires = "2030-01-01" }, "mara", false},
	} {
		t.Run(name, func(t *testing.T) {
			given := &risk.Acceptance{Risk: "flood", By: "mara", Expires: "2027-01-01"}
			if err := given.Prepare(record.Preparation{Now: monday, Actor: "mara", Lookup: flood}); err != nil {
				t.Fatal(err)
			}
			if given.Asserted || given.Level != "middle" || !given.At.Equal(monday) {
				t.Fatalf("given as %+v", given)
			}
			next := *given
			step.change(&next)
			if err := next.Prepare(record.Preparation{Now: tuesday, Actor: step.actor, Before: given, Lookup: flood}); err != nil {
				t.Fatal(err)
			}
			if next.Asserted != step.asserted {
				t.Errorf("asserted: %v, want %v", next.Asserted, step.asserted)
			}
		})
	}
}

func TestAnAcceptanceRunsNoLongerThanTheMethodAllows(t *testing.T) {
	m := square(5, 5)
	m.Levels[2].Lasts = "P6M"
	known := lookup{"method": {Kind: kindOf("risk_method"), Body: m}, "flood": {Kind: kindOf("risk"), Body: &risk.Risk{Title: "Flood", Method: "method", ResidualLevel: "high"}}}
	for expires, want := range map[record.Date]record.Date{"": "2027-05-23", "2027-01-01": "2027-01-01", "2027-05-23": "2027-05-23", "2027-05-24": "refused"} {
		given := &risk.Acceptance{Risk: "flood", By: "mara", Expires: expires}
		err := given.Prepare(record.Preparation{Now: monday, Actor: "mara", Lookup: known, Record: &record.Record{Kind: kindOf("acceptance"), Body: given}})
		switch {
		case want == "refused" && (err == nil || !strings.Contains(err.Error(), "until 2027-05-23 at the latest")):
			t.Errorf("until %s: %v", expires, err)
		case want != "refused" && (err != nil || given.Expires != want):
			t.Errorf("until %q it runs until %s (%v)", expires, given.Expires, err)
		}
	}
}
