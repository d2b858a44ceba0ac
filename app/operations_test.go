package app_test

import (
	"testing"

	"surety/app"
	"surety/fault"
	"surety/internal/testhouse"
	"surety/isms/competence"
	"surety/isms/measure"
	"surety/isms/org"
	"surety/isms/process"
	"surety/record"
)

// refused tells that the kind's own rules refuse a command.
func (h *house) refused(t *testing.T, what string, command app.Command) {
	t.Helper()
	if _, err := h.Do(t.Context(), h.manager, app.Request{}, command); !fault.Is(err, fault.Invalid) {
		t.Errorf("%s: expected a refusal, got %v", what, err)
	}
}

// openLocks is a measure that is in use since 1 July: once a month, by the manager.
func (h *house) openLocks(t *testing.T) *record.Record {
	t.Helper()
	mara := record.Ref(h.manager.Person)
	rec := h.must(t, h.manager, app.Create{Kind: "measure", Body: &measure.Measure{
		Title: "Doors found open", Better: "less", Target: "0", Alarm: "3", Unit: "doors", Every: "P1M", Since: "2026-07-01", Allowance: "P7D",
		Method: "Count those a round finds open.", Source: "Books of the rounds", Collector: mara, Analysis: "P3M", Analyst: mara, Version: "1",
	}})[0]
	return h.must(t, h.manager, app.Move{ID: rec.ID, Base: 1, Transition: "begin"})[0]
}

func TestAReadingFindsItsPeriodAndHowItStands(t *testing.T) {
	h := open(t, testhouse.SQLite)
	m := record.Ref(h.openLocks(t).ID)
	for _, c := range []struct{ value, standing string }{{"0", measure.OnTarget}, {"1,5", measure.OffTarget}, {"3", measure.Alarm}} {
		rec := h.must(t, h.manager, app.Create{Kind: "reading", Body: &measure.Reading{Measure: m, Value: c.value}})[0]
		r := rec.Body.(*measure.Reading)
		if r.Standing != c.standing || r.From != "2026-10-01" || r.Until != "2026-10-31" || r.Next != "2026-12-07" || r.Version != "1" {
			t.Errorf("%s on 24 November became %+v", c.value, r)
		}
		h.refused(t, "a second reading of the same month", app.Create{Kind: "reading", Body: &measure.Reading{Measure: m, From: "2026-10-17", Value: "2"}})
		h.must(t, h.manager, app.Move{ID: rec.ID, Base: 1, Transition: "retire"})
	}
	h.must(t, h.manager, app.Create{Kind: "reading", Body: &measure.Reading{Measure: m, From: "2026-08-09", Gap: "Storm surge, no round."}})
	h.refused(t, "neither a value nor a reason", app.Create{Kind: "reading", Body: &measure.Reading{Measure: m, From: "2026-09-09"}})
	h.refused(t, "words for a value", app.Create{Kind: "reading", Body: &measure.Reading{Measure: m, From: "2026-09-09", Value: "a few"}})
	h.refused(t, "a day before the first period", app.Create{Kind: "reading", Body: &measure.Reading{Measure: m, From: "2026-06-09", Value: "1"}})
}

func TestAMeasureInUseCountsSomethingElseOnlyUnderANewVersion(t *testing.T) {
	h := open(t, testhouse.SQLite)
	m := h.openLocks(t)
	h.refused(t, "another method under the same version", app.Edit{ID: m.ID, Base: 2, Set: map[string]string{"method": "Count those a patrol reports."}})
	h.must(t, h.manager, app.Edit{ID: m.ID, Base: 2, Set: map[string]string{"method": "Count those a patrol reports.", "version": "2"}})
	h.refused(t, "an alarm on the side of the target", app.Edit{ID: m.ID, Base: 3, Set: map[string]string{"alarm": "-1"}})
	draft := h.must(t, h.manager, app.Create{Kind: "measure", Body: &measure.Measure{Title: "Logs with gaps", Better: "less", Version: "1"}})[0]
	h.refused(t, "a measure of which nobody said how it is taken", app.Move{ID: draft.ID, Base: 1, Transition: "begin"})
}

func TestAnEvaluationSaysWhatWasOffTargetAndWhatWasMissing(t *testing.T) {
	h := open(t, testhouse.SQLite)
	m := h.openLocks(t)
	h.must(t, h.manager, app.Create{Kind: "reading", Body: &measure.Reading{Measure: record.Ref(m.ID), From: "2026-07-01", Value: "1", On: "2026-08-03"}})
	h.must(t, h.manager, app.Create{Kind: "reading", Body: &measure.Reading{Measure: record.Ref(m.ID), From: "2026-09-01", Value: "2", On: "2026-10-03"}})
	rec := h.must(t, h.manager, app.Create{Kind: "evaluation", Body: &measure.Evaluation{
		Title: "Third quarter", From: "2026-07-01", Until: "2026-09-30", On: "2026-10-20", Measures: []record.Ref{record.Ref(m.ID)},
	}})[0]
	if e := rec.Body.(*measure.Evaluation); len(e.Off) != 1 || len(e.Lacking) != 1 {
		t.Errorf("of July and September read, both off target, it says off %v and lacking %v", e.Off, e.Lacking)
	}
	h.refused(t, "an approval of what concludes nothing", app.Move{ID: rec.ID, Base: 1, Transition: "approve"})
}

func TestATrainingWasHeldOnceSomebodyWasThereAndIsClosedWithItsEffect(t *testing.T) {
	h := open(t, testhouse.SQLite)
	rec := h.must(t, h.manager, app.Create{Kind: "training", Body: &competence.Training{Title: "Restoring alone", About: []string{"skill"}, Planned: "2026-11-02", Held: "2026-11-03", Evaluate: "2027-01-15"}})[0]
	if next := rec.Body.(*competence.Training).Next; next != "2027-01-15" {
		t.Errorf("what was held is next due on %s", next)
	}
	h.refused(t, "held, and nobody was there", app.Move{ID: rec.ID, Base: 1, Transition: "hold"})
	there := h.must(t, h.manager, app.Create{Kind: "attendance", Body: &competence.Attendance{Training: record.Ref(rec.ID), Person: record.Ref(h.manager.Person), Result: "passed"}})[0]
	if on := there.Body.(*competence.Attendance).On; on != "2026-11-03" {
		t.Errorf("whoever was there was so on %s", on)
	}
	h.must(t, h.manager, app.Move{ID: rec.ID, Base: 1, Transition: "hold"})
	h.refused(t, "closed, and nobody said whether it worked", app.Move{ID: rec.ID, Base: 2, Transition: "evaluate"})
	h.must(t, h.manager, app.Edit{ID: rec.ID, Base: 2, Set: map[string]string{"effect": "worked", "evaluated": "2026-11-20"}}, app.Move{ID: rec.ID, Base: 3, Transition: "evaluate"})
}

func TestAProcessBeginsWithAnOwnerAndACriterion(t *testing.T) {
	h := open(t, testhouse.SQLite)
	rec := h.must(t, h.manager, app.Create{Kind: "process", Body: &process.Process{Title: "Leavers", Type: "isms", Owner: record.Ref(h.manager.Person)}})[0]
	h.refused(t, "a process without a criterion", app.Move{ID: rec.ID, Base: 1, Transition: "begin"})
	h.must(t, h.manager, app.Edit{ID: rec.ID, Base: 1, Set: map[string]string{"criteria": "Locked out within a day"}}, app.Move{ID: rec.ID, Base: 2, Transition: "begin"})
	h.refused(t, "a deviation of what ran as planned", app.Create{Kind: "process_run", Body: &process.Run{Process: record.Ref(rec.ID), On: "2026-11-20", Planned: "yes", Deviation: "Two late"}})
}

func TestAResourceIsGrantedBySomebodyAndRefusedForAReason(t *testing.T) {
	h := open(t, testhouse.SQLite)
	rec := h.must(t, h.manager, app.Create{Kind: "resource", Body: &org.Resource{Title: "A deputy", Type: "people", Phases: []string{"maintain"}, Days: 100, Asked: "2026-10-01"}})[0]
	h.refused(t, "granted by nobody", app.Move{ID: rec.ID, Base: 1, Transition: "grant"})
	h.must(t, h.manager, app.Edit{ID: rec.ID, Base: 1, Set: map[string]string{"decided_by": string(h.manager.Person), "decided_on": "2026-11-01"}})
	h.refused(t, "refused for no reason", app.Move{ID: rec.ID, Base: 2, Transition: "refuse"})
	h.must(t, h.manager, app.Move{ID: rec.ID, Base: 2, Transition: "grant"})
	h.refused(t, "arrived on no day", app.Move{ID: rec.ID, Base: 3, Transition: "provide"})
}
