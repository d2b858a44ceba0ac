package audit_test

import (
	"strings"
	"testing"
	"time"

	"surety/isms"
	"surety/isms/audit"
	"surety/isms/org"
	"surety/record"
)

// house keeps records by their key, as a store would.
type house struct {
	t       *testing.T
	kinds   *record.Catalogue
	records map[record.ID]*record.Record
}

func newHouse(t *testing.T) *house {
	t.Helper()
	kinds, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	return &house{t: t, kinds: kinds, records: map[record.ID]*record.Record{}}
}

func (h *house) put(kind, key, state string, body any) *record.Record {
	rec := &record.Record{ID: record.ID(key), Kind: h.kinds.Kind(kind), Key: key, State: state, Body: body}
	h.records[rec.ID] = rec
	return rec
}

// Get gives a record by its key.
func (h *house) Get(ref record.Ref) (*record.Record, error) { return h.records[ref.ID()], nil }

// Back gives the records that refer to one.
func (h *house) Back(kind, field string, to record.ID) ([]*record.Record, error) {
	var found []*record.Record
	for _, rec := range h.records {
		if rec.Kind.Name == kind && len(rec.Kind.Field(field).Refs(rec.Body)) > 0 && rec.Kind.Field(field).Refs(rec.Body)[0].ID() == to {
			found = append(found, rec)
		}
	}
	return found, nil
}

func (h *house) preparation(rec *record.Record) record.Preparation {
	return record.Preparation{Now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Record: rec, Lookup: h}
}

// try makes a transition as far as its guard lets it pass.
func (h *house) try(rec *record.Record, transition string) string {
	h.t.Helper()
	t, ok := rec.Kind.Lifecycle.Transition(transition, rec.State)
	if !ok {
		h.t.Fatalf("%s leads nowhere from %s", transition, rec.State)
	}
	if err := t.Guard(h.preparation(rec)); err != nil {
		return err.Error()
	}
	rec.State = t.To
	return ""
}

func (h *house) refused(rec *record.Record, transition, because string) {
	h.t.Helper()
	if got := h.try(rec, transition); !strings.Contains(got, because) {
		h.t.Errorf("%s of %s: expected to be refused for %q, got %q", transition, rec.Key, because, got)
	}
}

func (h *house) passes(rec *record.Record, transition string) {
	h.t.Helper()
	if got := h.try(rec, transition); got != "" {
		h.t.Errorf("%s of %s is refused: %s", transition, rec.Key, got)
	}
}

func TestANonconformityIsClosedOnlyWhenItsCauseIsGoneAndSomebodyElseHasSeenThat(t *testing.T) {
	h := newHouse(t)
	n := &audit.Nonconformity{Title: "Rights that nobody confirms", Source: "own", Found: "2026-09-01"}
	rec := h.put("nonconformity", "NC-1", "open", n)
	h.refused(rec, "analyse", "how it was put right")
	n.Correction, n.CorrectedOn = "Ended.", "2026-09-02"
	h.refused(rec, "analyse", "what consequences")
	n.Consequences = "None."
	h.refused(rec, "analyse", "who reviewed it")
	n.Reviewed, n.Reviewers = "2026-09-04", []record.Ref{"mara"}
	n.Causes = []audit.Cause{{Branch: "method", Cause: "Silence counts as yes"}}
	h.refused(rec, "analyse", "mark a root")
	n.Causes[0].Root = true
	h.refused(rec, "analyse", "where else")
	n.Extent = "Billing: 12 more."
	h.passes(rec, "analyse")
	n.ActionNeeded = "yes"
	h.refused(rec, "act", "enter a corrective action")
	action := &audit.CorrectiveAction{Nonconformity: "NC-1", Title: "Silence ends a right", Owner: "jonas"}
	done := h.put("corrective_action", "CA-1", "open", action)
	h.put("corrective_action", "CA-2", "dropped", &audit.CorrectiveAction{Nonconformity: "NC-1", Title: "Train everybody"})
	h.passes(rec, "act")
	n.ChangeNeeded = "no"
	h.refused(rec, "close", "finish or drop CA-1")
	h.refused(done, "finish", "when it was done")
	action.Done, action.Result = "2026-10-01", "The tool ends them."
	h.passes(done, "finish")
	h.refused(rec, "close", "review first")
	n.Effects = []audit.Effect{{On: "2026-09-20", By: "mara", Outcome: "effective"}}
	h.refused(rec, "close", "after the last review")
	n.Effects = append(n.Effects, audit.Effect{On: "2026-11-01", By: "jonas", Outcome: "effective"})
	h.refused(rec, "close", "let somebody else review it")
	n.Effects[1].By, n.Effects[1].Outcome = "mara", "not_effective"
	h.refused(rec, "close", "act anew")
	n.Effects[1].Outcome = "effective"
	h.passes(rec, "close")
}

func TestANonconformityThatNeedsNoActionIsClosedWithAReason(t *testing.T) {
	h := newHouse(t)
	n := &audit.Nonconformity{
		Correction: "Signed.", CorrectedOn: "2026-09-02", Consequences: "None.", Reviewed: "2026-09-04", Reviewers: []record.Ref{"mara"},
		Whys: []audit.Why{{Why: "Why?", Because: "The form was out."}}, Extent: "All 64.", ActionNeeded: "no", ChangeNeeded: "no",
	}
	rec := h.put("nonconformity", "NC-1", "analysed", n)
	h.refused(rec, "act", "no action is needed")
	h.refused(rec, "close", "why no action is needed")
	n.NoAction = "A slip of one day."
	h.passes(rec, "close")
}

func TestAnAuditIsReportedWithAVerdictAndClosedWhenItsNonconformitiesAreEntered(t *testing.T) {
	h := newHouse(t)
	a := &audit.Audit{Title: "Office IT", Type: "internal", PlannedFrom: "2026-09-01", HeldFrom: "2026-09-01", HeldUntil: "2026-09-03"}
	rec := h.put("audit", "AUDIT-1", "under_way", a)
	h.refused(rec, "report", "conclusion")
	a.Conclusion = "Good, but for rights."
	h.refused(rec, "report", "put into effect")
	a.Effectiveness = "partly"
	h.refused(rec, "report", "to whom")
	a.Reported = []audit.Told{{Person: "jonas", On: "2026-09-10"}}
	h.passes(rec, "report")
	h.put("finding", "FIND-1", "open", &audit.Finding{Audit: "AUDIT-1", Title: "Rights", Grade: "minor"})
	h.refused(rec, "close", "enter a nonconformity for FIND-1")
	h.put("nonconformity", "NC-1", "open", &audit.Nonconformity{Finding: "FIND-1"})
	h.passes(rec, "close")
}

func TestOwnAuditsGradeAsTheManagementSystemSays(t *testing.T) {
	h := newHouse(t)
	system := &org.ManagementSystem{Name: "ISMS"}
	h.put("management_system", "isms", "current", system)
	a := &audit.Audit{System: "isms", Type: "internal"}
	h.put("audit", "AUDIT-1", "planned", a)
	for _, c := range []struct {
		grading, kind, grade string
		permitted            bool
	}{
		{"", "internal", "minor", true}, {"major_minor", "internal", "nonconformity", false}, {"single", "internal", "nonconformity", true},
		{"single", "internal", "major", false}, {"single", "surveillance", "major", true}, {"single", "internal", "observation", true},
	} {
		system.Grading, a.Type = c.grading, c.kind
		f := &audit.Finding{Audit: "AUDIT-1", Title: "Rights", Grade: c.grade}
		err := f.Prepare(h.preparation(h.put("finding", "FIND-1", "open", f)))
		if (err == nil) != c.permitted {
			t.Errorf("%s in a %s audit where grading is %q: %v", c.grade, c.kind, c.grading, err)
		}
	}
}

func TestWhatMeetsTheRequirementIsNoNonconformity(t *testing.T) {
	h := newHouse(t)
	h.put("finding", "FIND-1", "open", &audit.Finding{Title: "Words beside figures", Grade: "opportunity"})
	n := &audit.Nonconformity{Title: "Words", Finding: "FIND-1"}
	if err := n.Prepare(h.preparation(h.put("nonconformity", "NC-1", "open", n))); err == nil || !strings.Contains(err.Error(), "is an improvement") {
		t.Errorf("an opportunity becomes a nonconformity: %v", err)
	}
}

func TestAReviewIsApprovedOnlyWithAllInputsConclusionsAndDecisions(t *testing.T) {
	h := newHouse(t)
	const heard record.Markdown = "Nothing new."
	r := &audit.Review{Title: "Review", Planned: "2026-11-01"}
	rec := h.put("management_review", "MR-1", "planned", r)
	h.refused(rec, "hold", "who attended")
	r.Held, r.Attendees = "2026-11-02", []record.Ref{"boss"}
	h.passes(rec, "hold")
	r.EarlierActions, r.Issues, r.Needs, r.Nonconformities, r.Measurements = heard, heard, heard, heard, heard
	r.Audits, r.Objectives, r.Feedback, r.Risks = heard, heard, heard, heard
	h.refused(rec, "approve", "one of the ten inputs")
	r.Opportunities = heard
	r.Suitable, r.Adequate = "yes", "yes"
	h.refused(rec, "approve", "conclude first")
	r.Effective = "no"
	h.refused(rec, "approve", "what was decided")
	h.put("review_decision", "DEC-1", "open", &audit.Decision{Review: "MR-1", Title: "More people", Type: "resource"})
	h.passes(rec, "approve")
}

func TestOnlyWhatIsStillToBeDoneIsDue(t *testing.T) {
	h := newHouse(t)
	a := &audit.Audit{PlannedFrom: "2026-12-01", PlannedUntil: "2026-12-03"}
	rec := h.put("audit", "AUDIT-1", "under_way", a)
	if err := a.Prepare(h.preparation(rec)); err != nil || a.Due != "2026-12-03" {
		t.Errorf("an audit under way is due on %q (%v)", a.Due, err)
	}
	rec.State = "reported"
	if err := a.Prepare(h.preparation(rec)); err != nil || a.Due != "" {
		t.Errorf("a reported audit is due on %q (%v)", a.Due, err)
	}
}

func TestAManagementSystemWithoutIntervalsRecursYearly(t *testing.T) {
	m := &org.ManagementSystem{Management: "P6M"}
	if err := m.Prepare(record.Preparation{}); err != nil || m.Audit != "P12M" || m.LookBack != "P12M" || m.Management != "P6M" {
		t.Errorf("intervals became %+v (%v)", m, err)
	}
}
