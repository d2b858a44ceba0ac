package conform

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"surety/fault"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// reporting is a world with one of everything that a report can say.
func reporting(t testing.TB) *world {
	w := newWorld(t, owned+`  - {id: "2.1", type: requirement, force: requirement, title: Judged, text: t, judge: top management, questions: ["Is it so?"]}
`)
	system(w)
	w.add("o1", "organization", &org.Organization{Name: "ACME <Energy>"})
	w.add("p1", "person", &org.Person{Name: "Ada"})
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "p1"})
	w.add("r2", "risk", &risk.Risk{System: "s1", Title: `Fire "</script>`})
	return w
}

func TestTheJSONOfAReportIsAsPromised(t *testing.T) {
	var out bytes.Buffer
	if err := WriteJSON(&out, reporting(t).report()); err != nil {
		t.Fatal(err)
	}
	var got any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"organization": "ACME <Energy>", "management_system": "Our ISMS", "standard": "rules", "edition": "1", "as_of": "2026-11-24T09:00:00Z",
		"summary": map[string]any{"holds": 0., "fails": 1., "needs_person": 1., "no_occasion": 0.},
		"note":    "Computed from records; not a statement of conformity.",
		"requirements": []any{
			map[string]any{"id": "1.1", "clause": "1.1", "force": "requirement", "verdict": "fails", "basis": "computed", "shows": "current",
				"reason": `RISK-R2 (Fire "</script>) has no owner.`, "mend": "Name an owner.", "judge": "", "valid_until": "",
				"records": []any{map[string]any{"kind": "risk", "key": "RISK-R2", "title": `Fire "</script>`}}},
			map[string]any{"id": "2.1", "clause": "2.1", "force": "requirement", "verdict": "needs_person", "basis": "judged", "shows": "recorded",
				"reason": "Only a person can judge this: top management.", "mend": "Have it judged, with a reason, what was seen, and the day until which the judgement stands.", "judge": "top management", "valid_until": "", "records": []any{}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestATextReadsAsAPersonWouldWant(t *testing.T) {
	var out strings.Builder
	if err := WriteText(&out, reporting(t).report()); err != nil {
		t.Fatal(err)
	}
	want := `Rules 1: Our ISMS, ACME <Energy>
As of 2026-11-24 09:00 UTC. Computed from records; not a statement of conformity.

1 All: FAILS
  1.1        FAILS                  Owned
             RISK-R2 (Fire "</script>) has no owner.
             Do: Name an owner.
             - RISK-R2 Fire "</script>
  2.1        needs a person         Judged
             Only a person can judge this: top management.
             Do: Have it judged, with a reason, what was seen, and the day until which the judgement stands.

Requirements: 0 hold, 1 fail, 1 need a person, 0 had no occasion.
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestJUnitCountsWhatItHolds(t *testing.T) {
	var out bytes.Buffer
	if err := WriteJUnit(&out, reporting(t).report()); err != nil {
		t.Fatal(err)
	}
	var got junitSuites
	if err := xml.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	s := got.Suite
	if s.Tests != 2 || s.Failures != 1 || s.Errors != 0 || s.Skipped != 1 || len(s.Cases) != 2 {
		t.Errorf("got %+v", s)
	}
	if c := s.Cases[0]; c.Name != "1.1 Owned" || c.Failure == nil || c.Failure.Text != "Name an owner.\nRISK-R2 Fire \"</script>" {
		t.Errorf("got %+v", c)
	}
	if !bytes.Contains(out.Bytes(), []byte(Disclaimer)) {
		t.Error("it does not say that it states no conformity")
	}
}

func TestSARIFHasARuleForEachEntryAndAResultForEachRecord(t *testing.T) {
	var out bytes.Buffer
	if err := WriteSARIF(&out, reporting(t).report(), "1.0"); err != nil {
		t.Fatal(err)
	}
	var got sarifLog
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	run := got.Runs[0]
	if got.Version != "2.1.0" || len(run.Tool.Driver.Rules) != 2 || len(run.Results) != 2 || !run.Invocations[0].Successful || run.Properties["note"] != Disclaimer {
		t.Fatalf("got %+v", got)
	}
	want := sarifResult{RuleID: "1.1", Kind: "fail", Level: "error", Message: sarifMessage{`RISK-R2 (Fire "</script>) has no owner. Name an owner.`},
		Locations:  []sarifLocation{{[]sarifLogical{{Name: `Fire "</script>`, Full: "RISK-R2", Kind: "risk"}}}},
		Properties: sarifProperties{"verdict": "fails", "force": "requirement", "basis": "computed", "shows": "current"}}
	if diff := cmp.Diff(want, run.Results[0]); diff != "" {
		t.Error(diff)
	}
	for _, r := range run.Results {
		if r.Kind != "fail" && r.Level != "none" || run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("SARIF does not allow %+v", r)
		}
	}
}

// everything is all that leaves the package about a world towards one reader.
func everything(t *testing.T, w *world, sight store.Sight) string {
	t.Helper()
	var out bytes.Buffer
	r := w.report(sight)
	for _, write := range []func(io.Writer, *Report) error{WriteJSON, WriteText, WriteJUnit, func(o io.Writer, r *Report) error { return WriteSARIF(o, r, "") }} {
		if err := write(&out, r); err != nil {
			t.Fatal(err)
		}
	}
	for i := range r.Requirements {
		q := r.Requirements[i]
		q.Entry = nil
		for j := range q.Checks {
			q.Checks[j].Check = nil
		}
		data, err := json.Marshal([]any{q, q.Checks, q.Judgement, q.Records})
		if err != nil {
			t.Fatal(err)
		}
		out.Write(data)
	}
	for id := range w.rows {
		if why, err := w.engine.Explain(context.Background(), w.memory, "1.1", "owned", id, sight, w.now); err == nil {
			why.Entry, why.Check = nil, nil
			data, err := json.Marshal(why)
			if err != nil {
				t.Fatal(err)
			}
			out.Write(data)
		}
	}
	return out.String()
}

func TestARestrictedRecordIsCountedAndNotNamed(t *testing.T) {
	w := reporting(t)
	restrict := func(rec *record.Record) { rec.Mark = record.MarkRestricted }
	w.add("canary-person", "person", &org.Person{Name: "Canary Reader"})
	edit(w.memory, "r2", func(rec *record.Record, r *risk.Risk) { restrict(rec); r.Title = "canary takeover" })
	owner := w.add("px", "person", &org.Person{Name: "canary person"}, "left")
	restrict(owner)
	w.put(owner)
	edit(w.memory, "r1", func(_ *record.Record, r *risk.Risk) { r.Owner = "px" })
	edit(w.memory, "r2", func(rec *record.Record, _ *risk.Risk) { rec.Readers = []record.Ref{"canary-person"} })
	judged := w.judge("j1", "2.1", "fails", "r2")
	restrict(judged)
	w.put(judged)
	edit(w.memory, "canary-person", func(_ *record.Record, p *org.Person) { p.Name = "Somebody" })

	q := w.find("1.1", store.Sight{})
	want := []Named{
		{Kind: "risk", Key: "RISK-R1", Title: "Flood", ID: "r1", Reason: "RISK-R1 (Flood) has no owner.", Mend: "Name an owner."},
		{Kind: "risk", Title: "a restricted risk", Reason: "A restricted risk (a restricted risk) has no owner.", Mend: "Name an owner."},
	}
	if diff := cmp.Diff(want, q.Records); diff != "" {
		t.Error(diff)
	}
	for _, sight := range []store.Sight{{}, {Person: "p1"}} {
		said := everything(t, w, sight)
		for _, secret := range []string{"canary", "RISK-R2", `"r2"`, "PERSON-PX", "I looked at it", "JUDGE-J1"} {
			if strings.Contains(said, secret) {
				at := strings.Index(said, secret)
				t.Errorf("%q leaves towards %+v: …%s…", secret, sight, said[max(0, at-120):min(len(said), at+80)])
			}
		}
	}
	if said := everything(t, w, store.Sight{Person: "canary-person"}); !strings.Contains(said, "canary takeover") || strings.Contains(said, "canary person") {
		t.Error("a reader of one restricted record does not see just that one")
	}
	if said := everything(t, w, store.Sight{All: true}); !strings.Contains(said, "canary takeover") || !strings.Contains(said, "PERSON-PX") || !strings.Contains(said, "I looked at it") {
		t.Error("who may see all does not see all")
	}
}

func TestWhatIsRenamedOrRestrictedBetweenReportsIsCalledAnew(t *testing.T) {
	w := reporting(t)
	if got := w.find("1.1", store.Sight{}).Records[0]; got.Title != `Fire "</script>` {
		t.Fatalf("got %+v", got)
	}
	edit(w.memory, "r2", func(_ *record.Record, r *risk.Risk) { r.Title = "Blaze" })
	if got := w.find("1.1", store.Sight{}).Records[0]; got.Title != "Blaze" {
		t.Errorf("renamed: %+v", got)
	}
	edit(w.memory, "r2", func(rec *record.Record, _ *risk.Risk) { rec.Mark = record.MarkRestricted })
	if got := w.find("1.1", store.Sight{}).Records[0]; got.Title != "a restricted risk" || got.Key != "" {
		t.Errorf("restricted: %+v", got)
	}
}

func TestAReportBeforeAnyEvaluationIsRefused(t *testing.T) {
	w := newWorld(t, owned)
	_, err := w.engine.Report(context.Background(), w.memory, store.Sight{All: true}, w.now)
	if !fault.Is(err, fault.Uncomputable) {
		t.Errorf("got %v", err)
	}
}

func TestClausesRollUpWorstFirst(t *testing.T) {
	w := newWorld(t, `
entries:
  - {id: "4", type: clause, force: information, title: Four, text: t}
  - {id: "4.1", type: clause, parent: "4", force: information, title: Four one, text: t}
  - {id: a, type: requirement, parent: "4.1", force: requirement, title: T, text: t, checks: [
      {id: c, shape: each, of: person, holds: has(person.name), empty: fails, shows: recorded, reason: r, mend: m}]}
  - {id: b, type: requirement, parent: "4.1", force: requirement, title: T, text: t, judge: top management, questions: [q]}
  - {id: h, type: requirement, parent: "4.1", force: house, title: T, text: t, checks: [
      {id: c, shape: each, of: person, holds: has(person.mail), empty: fails, shows: recorded, reason: r, mend: m}]}
  - {id: "5", type: clause, force: information, title: Five, text: t}
  - {id: g, type: control, parent: "5", force: guidance, title: T, text: t}
`)
	system(w)
	w.add("p1", "person", &org.Person{Name: "Ada"})
	tree := w.report().Tree()
	if tree[0].Verdict != NeedsPerson || tree[0].Branches[0].Verdict != NeedsPerson {
		t.Errorf("a clause with one that holds, one that needs a person and an own rule that is broken is %s", tree[0].Verdict)
	}
	if tree[1].Verdict != NeedsPerson {
		t.Errorf("a clause of guidance alone is %s", tree[1].Verdict)
	}
	edit(w.memory, "p1", func(_ *record.Record, p *org.Person) { p.Name = "" })
	if tree := w.report().Tree(); tree[0].Verdict != Fails || tree[1].Verdict != NeedsPerson {
		t.Errorf("got %s and %s", tree[0].Verdict, tree[1].Verdict)
	}
}

// FuzzWriters holds that whatever a record is called, each form can be read
// again by its own rules and says what the record is called.
func FuzzWriters(f *testing.F) {
	f.Add("Fire", "Ada")
	f.Add("]]>&lt;<b>\x1b[31m\u202e", "{key}{owner}{count}")
	f.Add("\x00\xff\n\t", "\u2028")
	rules := readPack(f, owned)
	f.Fuzz(func(t *testing.T, title, reason string) {
		n := Named{Kind: "risk", Key: "RISK-1", Title: title}
		r := &Report{Pack: rules, Requirements: []Requirement{{ID: "1.1", Force: pack.ForceRequirement, Verdict: Fails, Reason: reason, Records: []Named{n}}}}
		r.Requirements[0].Entry = r.Pack.Entry("1.1")
		var out bytes.Buffer
		if err := WriteJSON(&out, r); err != nil || !json.Valid(out.Bytes()) {
			t.Fatalf("JSON: %v", err)
		}
		out.Reset()
		if err := WriteSARIF(&out, r, ""); err != nil || !json.Valid(out.Bytes()) {
			t.Fatalf("SARIF: %v", err)
		}
		out.Reset()
		if err := WriteJUnit(&out, r); err != nil {
			t.Fatal(err)
		}
		var read junitSuites
		if err := xml.Unmarshal(out.Bytes(), &read); err != nil || read.Suite.Failures != 1 {
			t.Fatalf("JUnit: %v\n%s", err, out.Bytes())
		}
		out.Reset()
		if err := WriteText(&out, r); err != nil {
			t.Fatal(err)
		}
		if i := strings.IndexFunc(out.String(), func(c rune) bool { return c != '\n' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c)) }); i >= 0 {
			t.Fatalf("the text steers the terminal: %q", out.String()[i:])
		}
	})
}
