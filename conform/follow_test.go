package conform

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
	"surety/store"
)

// past is a memory as it was after so many entries of its log.
func (m *memory) past(position int) *memory {
	then := newMemory(m.catalogue)
	for _, e := range m.log[:position] {
		rec := e.after.decode()
		then.put(rec)
	}
	return then
}

func TestAVerdictAsOfAnInstantIsThatOfTheRecordsAndTheDayThen(t *testing.T) {
	w := newWorld(t, owned+`  - {id: fresh, type: requirement, force: requirement, title: T, text: t, checks: [
      {id: c, shape: each, of: risk, holds: 'clock.within(risk.assessed, "P1M")', empty: fails, shows: current, reason: "{key} is stale.", mend: m}]}
`)
	system(w)
	w.add("p1", "person", &org.Person{Name: "Ada"})
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "p1", Assessed: "2026-06-01"})
	position := len(w.log)
	edit(w.memory, "p1", func(rec *record.Record, _ *org.Person) { rec.State = "left" })
	verdicts := func(r Reader, now time.Time) []Verdict {
		engine, err := New(w.engine.options)
		if err != nil {
			t.Fatal(err)
		}
		if err := engine.Evaluate(context.Background(), r, now); err != nil {
			t.Fatal(err)
		}
		report, err := engine.Report(context.Background(), r, store.Sight{All: true}, now)
		if err != nil {
			t.Fatal(err)
		}
		return []Verdict{report.Find("1.1").Verdict, report.Find("fresh").Verdict}
	}
	june := time.Date(2026, 6, 20, 0, 0, 0, 0, time.UTC)
	if diff := cmp.Diff([]Verdict{Holds, Holds}, verdicts(w.past(position), june)); diff != "" {
		t.Errorf("in June:\n%s", diff)
	}
	if diff := cmp.Diff([]Verdict{Fails, Fails}, verdicts(w.memory, w.now)); diff != "" {
		t.Errorf("now:\n%s", diff)
	}
}

func TestAnEngineThatIsTurnedBackInTimeComputesAnew(t *testing.T) {
	w := newWorld(t, owned+`  - {id: fresh, type: requirement, force: requirement, title: T, text: t, checks: [
      {id: c, shape: each, of: risk, holds: 'clock.ahead(risk.assessed)', empty: fails, shows: current, reason: "{key}", mend: m}]}
`)
	system(w)
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Assessed: "2026-12-24"})
	w.now = time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC)
	if q := w.find("fresh"); q.Verdict != Fails {
		t.Fatalf("got %+v", q)
	}
	w.now = time.Date(2026, 12, 23, 23, 30, 0, 0, time.UTC)
	if q := w.find("fresh"); q.Verdict != Holds {
		t.Errorf("the day before: %+v", q)
	}
	w.now = w.now.In(time.FixedZone("east", 3600))
	if q := w.find("fresh"); q.Verdict != Fails {
		t.Errorf("in a zone where it is the day already: %+v", q)
	}
}

// TestEvaluationAsksInBulk holds that ten times the records cost no more
// questions than the pages that they fill.
func TestEvaluationAsksInBulk(t *testing.T) {
	asked := func(n int) int64 {
		m, options := sized(t, n)
		engine, err := New(options)
		if err != nil {
			t.Fatal(err)
		}
		if err := engine.Evaluate(context.Background(), m, now); err != nil {
			t.Fatal(err)
		}
		return m.asked.Load()
	}
	if few, many := asked(1000), asked(10_000); many > 3*few {
		t.Errorf("%d questions for 1,000 records, %d for 10,000", few, many)
	}
}

func TestWhatFailedToBeReadIsReadAgainTheNextTime(t *testing.T) {
	w := newWorld(t, `
entries:
  - {id: named, type: requirement, force: requirement, title: T, text: t, checks: [
      {id: c, shape: each, of: risk, holds: filled(risk.owner.name), empty: fails, shows: recorded, reason: "{key}", mend: m}]}
`)
	system(w)
	w.add("p1", "person", &org.Person{Name: "Ada"})
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "p1"})
	w.broken["p1"] = true
	if q := w.find("named"); q.Verdict != NotComputed || q.Error != "RISK-R1: the page is torn" {
		t.Fatalf("got %+v", q)
	}
	delete(w.broken, "p1")
	if q := w.find("named"); q.Verdict != Holds {
		t.Errorf("got %+v", q)
	}
}

func TestAnEngineThatIsInterruptedSaysWhatItSaidBefore(t *testing.T) {
	w := newWorld(t, owned)
	system(w)
	w.add("p1", "person", &org.Person{Name: "Ada"})
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "p1"})
	before := w.report()
	edit(w.memory, "p1", func(rec *record.Record, _ *org.Person) { rec.State = "left" })
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := w.engine.Follow(ctx, w.memory, w.now); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	after, err := w.engine.Report(context.Background(), w.memory, store.Sight{All: true}, w.now)
	if err != nil {
		t.Fatal(err)
	}
	if before.Find("1.1").Verdict != after.Find("1.1").Verdict {
		t.Errorf("%s became %s", before.Find("1.1").Verdict, after.Find("1.1").Verdict)
	}
	if q := w.find("1.1"); q.Verdict != Fails {
		t.Errorf("afterwards the change is lost: %+v", q)
	}
}

func TestManyReadAReportWhileItFollows(t *testing.T) {
	w := newWorld(t, owned)
	system(w)
	w.add("p1", "person", &org.Person{Name: "Ada"})
	for i := range 50 {
		w.add(record.ID("r"+string(rune('A'+i))), "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "p1"})
	}
	w.report()
	done := make(chan error)
	for range 4 {
		go func() {
			for range 20 {
				if _, err := w.engine.Report(context.Background(), w.memory, store.Sight{}, w.now); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for i := range 20 {
		if err := w.engine.Follow(context.Background(), w.memory, w.now.AddDate(0, 0, i)); err != nil {
			t.Fatal(err)
		}
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
}

func TestOverAnEmptyOrganizationNothingHolds(t *testing.T) {
	env := environment(t)
	engine, err := New(Options{Environment: env, Pack: iso27001(t), System: "s1"})
	if err != nil {
		t.Fatal(err)
	}
	m := newMemory(env.Catalogue())
	m.add("s1", kindSystem, &org.ManagementSystem{Name: "ISMS"})
	if err := engine.Follow(context.Background(), m, now); err != nil {
		t.Fatal(err)
	}
	r, err := engine.Report(context.Background(), m, store.Sight{All: true}, now)
	if err != nil {
		t.Fatal(err)
	}
	if r.Summary.Holds+r.Summary.NotComputed > 0 || len(r.Requirements) == 0 {
		t.Errorf("%+v of %d", r.Summary, len(r.Requirements))
	}
	for _, q := range r.Requirements {
		if q.Verdict == Holds || q.Reason == "" && q.Verdict != NoOccasion {
			t.Errorf("%s %s: %q", q.ID, q.Verdict, q.Reason)
		}
		if slices.ContainsFunc(q.Checks, func(c CheckResult) bool { return c.Verdict == Holds }) {
			t.Errorf("%s: a check holds", q.ID)
		}
	}
}
