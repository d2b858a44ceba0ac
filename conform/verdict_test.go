package conform

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"surety/isms/assess"
	"surety/isms/asset"
	"surety/isms/document"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

const owned = `
entries:
  - id: "1"
    type: clause
    force: information
    title: All
    text: t
  - id: "1.1"
    type: requirement
    parent: "1"
    force: requirement
    title: Owned
    text: t
    why: w
    guidance: g
    evidence: [e]
    pitfalls: [p]
    checks:
      - {id: owned, shape: each, of: risk, where: live(risk), holds: risk.owner.live(), empty: fails, shows: current, field: owner,
         reason: "{key} ({title}) has no owner.", mend: "Name an owner."}
`

// system is the management system that every test judges.
func system(w *world) {
	w.add("s1", "management_system", &org.ManagementSystem{Name: "Our ISMS", Review: "P12M", MostUnread: 1})
}

func TestAnEmptyRegisterDoesNotHold(t *testing.T) {
	w := newWorld(t, owned)
	system(w)
	q := w.find("1.1")
	if q.Verdict != Fails || q.Basis != Computed || len(q.Records) != 0 || !strings.Contains(q.Reason, "No risk is recorded that is not retired.") {
		t.Errorf("got %+v", q)
	}
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood"}, record.StateRetired)
	w.add("r2", "risk", &risk.Risk{System: "other", Title: "Theirs"})
	w.add("r3", "risk", &risk.Risk{System: "s1", Title: "Closed"}, "closed")
	if q := w.find("1.1"); q.Verdict != Fails || len(q.Records) != 0 {
		t.Errorf("records that are retired, another system's or not selected count: %+v", q)
	}
}

func TestAFailingRecordIsNamedWithReasonAndMend(t *testing.T) {
	w := newWorld(t, owned)
	system(w)
	w.add("p1", "person", &org.Person{Name: "Ada"})
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "p1"})
	if q := w.find("1.1"); q.Verdict != Holds || q.Basis != Computed || q.Shows != "current" || q.Reason != "" || q.ValidUntil != "" {
		t.Fatalf("got %+v", q)
	}
	w.add("r2", "risk", &risk.Risk{System: "s1", Title: "Fire {key}"})
	q := w.find("1.1")
	want := &Requirement{ID: "1.1", Clause: "1.1", Force: "requirement", Verdict: Fails, Basis: Computed, Shows: "current",
		Reason: "RISK-R2 (Fire {key}) has no owner.", Mend: "Name an owner.",
		Records: []Named{{Kind: "risk", Key: "RISK-R2", Title: "Fire {key}", ID: "r2", Reason: "RISK-R2 (Fire {key}) has no owner.", Mend: "Name an owner."}}}
	q.Entry, q.Checks = nil, nil
	if diff := cmp.Diff(want, q); diff != "" {
		t.Error(diff)
	}
	edit(w.memory, "p1", func(rec *record.Record, _ *org.Person) { rec.State = "left" })
	if q := w.find("1.1"); len(q.Records) != 2 || q.Reason != "RISK-R1 (Flood) has no owner. (and 1 more)" {
		t.Errorf("got %q of %v", q.Reason, q.Records)
	}
}

const counts = `
entries:
  - {id: policy, type: requirement, force: requirement, title: Policy, text: t, checks: [
      {id: c, shape: count, of: document, where: 'document.type == "security_policy" && document.approved()', holds: count >= 1, shows: current, reason: "{count} policies are approved.", mend: "Approve one."}]}
  - {id: unread, type: requirement, force: requirement, title: Unread, text: t, checks: [
      {id: c, shape: count, of: person, where: 'person.in_scope && !has(person.acknowledgements)', holds: count <= system.unread_allowed, shows: current, reason: "{count} people have not read it.", mend: "Ask them."}]}
  - {id: duties, type: requirement, force: requirement, title: Duties, text: t, checks: [
      {id: c, shape: global, holds: 'records.role.all(r, r.duty != "other") && records.role.exists(r, r.duty == "audit")', shows: recorded, reason: "Nobody audits.", mend: "Make a role."}]}
`

func TestACountThatNoneWouldSatisfyFailsWhileThereIsNothingToCount(t *testing.T) {
	w := newWorld(t, counts)
	system(w)
	if q := w.find("unread"); q.Verdict != Fails || q.Reason != "No person is recorded yet, and an empty register shows nothing." || q.Mend != "Record the first person." {
		t.Errorf("got %+v", q)
	}
	w.add("p1", "person", &org.Person{Name: "Ada", InScope: true})
	if q := w.find("unread"); q.Verdict != Holds {
		t.Errorf("got %+v", q)
	}
	w.add("p2", "person", &org.Person{Name: "Bob", InScope: true})
	q := w.find("unread")
	if q.Verdict != Fails || q.Reason != "2 people have not read it." || len(q.Records) != 2 {
		t.Errorf("too many are not named: %+v", q)
	}
	edit(w.memory, "s1", func(_ *record.Record, s *org.ManagementSystem) { s.MostUnread = 2 })
	if q := w.find("unread"); q.Verdict != Holds {
		t.Errorf("the bound of the management system was raised, and still %+v", q)
	}
}

func TestACountThatWantsMoreNamesNoRecord(t *testing.T) {
	w := newWorld(t, counts)
	system(w)
	doc := &document.Document{Title: "Policy", Type: "security_policy"}
	rec := w.add("d1", "document", doc)
	if q := w.find("policy"); q.Verdict != Fails || q.Reason != "0 policies are approved." || len(q.Records) != 0 {
		t.Errorf("got %+v", q)
	}
	doc.Approvals = []record.Approval{{By: "p1", Basis: rec.Kind.ContentDigest(doc)}}
	rec.State = "approved"
	w.put(rec)
	if q := w.find("policy"); q.Verdict != Holds {
		t.Errorf("got %+v", q)
	}
	doc.Title = "Policy, edited"
	w.put(rec)
	if q := w.find("policy"); q.Verdict != Fails {
		t.Errorf("an approval of other content counts: %+v", q)
	}
}

func TestAGlobalReadsWholeRegistersAndNothingOfEmptyOnes(t *testing.T) {
	w := newWorld(t, counts)
	system(w)
	if q := w.find("duties"); q.Verdict != Fails || q.Reason != "Nothing is recorded yet that this could be computed from." {
		t.Errorf("got %+v", q)
	}
	w.add("x1", "role", &org.Role{Name: "Auditor", Duty: "audit"})
	if q := w.find("duties"); q.Verdict != Holds {
		t.Errorf("got %+v", q)
	}
	edit(w.memory, "x1", func(_ *record.Record, r *org.Role) { r.Duty = "other" })
	if q := w.find("duties"); q.Verdict != Fails || q.Reason != "Nobody audits." {
		t.Errorf("got %+v", q)
	}
	edit(w.memory, "x1", func(rec *record.Record, _ *org.Role) { rec.State = record.StateRetired })
	if q := w.find("duties"); q.Reason != "Nothing is recorded yet that this could be computed from." {
		t.Errorf("a retired role is considered: %+v", q)
	}
}

const judging = `
entries:
  - {id: alone, type: requirement, force: requirement, title: T, text: t, judge: top management, questions: ["Is it so?"]}
  - {id: both, type: requirement, force: requirement, title: T, text: t, judge: risk owner, judgement: true, checks: [
      {id: c, shape: each, of: risk, holds: has(risk.owner), empty: fails, shows: current, reason: "{key} lacks an owner.", mend: "Name one."}]}
  - {id: computed, type: requirement, force: requirement, title: T, text: t, judge: security manager, checks: [
      {id: c, shape: each, of: supplier, holds: has(supplier.owner), empty: person, shows: recorded, reason: "{key} lacks an owner.", mend: "Name one."}]}
  - {id: changes, type: requirement, force: requirement, title: T, text: t, checks: [
      {id: c, shape: each, of: change, holds: has(change.plan), empty: no_occasion, shows: recorded, reason: "{key} has no plan.", mend: "Plan it."}]}
  - {id: waits, type: requirement, force: requirement, title: T, text: t, occasion: {of: change, where: 'change.planned == "unintended"'}, judge: security manager, questions: ["What was done?"]}
  - {id: advice, type: control, force: guidance, title: T, text: t}
  - {id: house, type: requirement, force: house, title: T, text: t, checks: [
      {id: c, shape: each, of: asset, holds: has(asset.supplier), empty: fails, shows: recorded, reason: "{key} is nobody's.", mend: "Name one."}]}
  - {id: processor, type: requirement, force: requirement, title: T, text: t, depends: {role: processor}, checks: [
      {id: c, shape: each, of: asset, holds: has(asset.supplier), empty: fails, shows: recorded, reason: "{key} is nobody's.", mend: "Name one."}]}
`

// judge makes a judgement of today, for a year, of what it is told to have seen.
func (w *world) judge(id record.ID, entry, outcome string, saw ...record.ID) *record.Record {
	j := &assess.Judgement{System: "s1", Standard: "rules", Edition: "1", Requirement: entry, Outcome: outcome, Reason: "I looked at it.", Judge: "boss", Judged: "2026-11-24", Expires: "2027-11-24"}
	for _, seen := range saw {
		j.Saw = append(j.Saw, assess.Seen{Record: record.Ref(seen), Revision: w.rows[seen].rec.Revision})
	}
	return w.add(id, "judgement", j)
}

func newJudging(t *testing.T) *world {
	w := newWorld(t, judging)
	system(w)
	w.add("boss", "person", &org.Person{Name: "Ada"})
	w.add("p1", "person", &org.Person{Name: "Bob"})
	w.charge("top", "boss", "top_management")
	w.charge("b1", "boss", "risk_owner")
	w.charge("b2", "boss", "conformity")
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "p1"})
	return w
}

func TestWhatIsNotComputedNeedsAPerson(t *testing.T) {
	w := newJudging(t)
	q := w.find("alone")
	if q.Verdict != NeedsPerson || q.Basis != Judged || q.Judge != "top management" || q.Reason != "Only a person can judge this: top management." || q.Mend == "" {
		t.Errorf("got %+v", q)
	}
	w.judge("j1", "alone", "holds", "r1")
	q = w.find("alone")
	if q.Verdict != Holds || q.Basis != Judged || q.Shows != "current" || q.Judge != "Ada" || q.Reason != "I looked at it." || q.ValidUntil != "2027-11-24" {
		t.Errorf("got %+v", q)
	}
}

func TestComputationAndJudgementAreBothNeededWhereWordsWantIt(t *testing.T) {
	w := newJudging(t)
	q := w.find("both")
	if q.Verdict != NeedsPerson || q.Basis != Both || q.Reason != "The records are in order; whether that is enough is for the risk owner to judge." {
		t.Errorf("got %+v", q)
	}
	w.judge("j1", "both", "holds", "r1")
	if q := w.find("both"); q.Verdict != Holds || q.Basis != Both {
		t.Errorf("got %+v", q)
	}
	w.add("r2", "risk", &risk.Risk{System: "s1", Title: "Fire"})
	if q := w.find("both"); q.Verdict != Fails || q.Basis != Computed || q.Reason != "RISK-R2 lacks an owner." {
		t.Errorf("a judgement makes good what computation finds wrong: %+v", q)
	}
}

func TestANegativeJudgementFailsWhateverIsComputed(t *testing.T) {
	w := newJudging(t)
	w.judge("j1", "both", "fails", "r1")
	q := w.find("both")
	if q.Verdict != Fails || q.Basis != Judged || q.Reason != "I looked at it." {
		t.Errorf("got %+v", q)
	}
}

func TestAJudgeIsHeldToTheNewestWordAndTwoJudgesToTheWorse(t *testing.T) {
	w := newJudging(t)
	first := w.judge("j1", "alone", "fails")
	first.Body.(*assess.Judgement).Judged = "2026-11-01"
	w.put(first)
	w.judge("j2", "alone", "holds")
	if q := w.find("alone"); q.Verdict != Holds {
		t.Errorf("the older word of one judge counts: %+v", q)
	}
	w.charge("b3", "p1", "top_management")
	other := w.judge("j0", "alone", "fails")
	other.Body.(*assess.Judgement).Judge = "p1"
	w.put(other)
	if q := w.find("alone"); q.Verdict != Fails || q.Judge != "Bob" {
		t.Errorf("of two judges the better counts: %+v", q)
	}
}

func TestAJudgementLapses(t *testing.T) {
	for _, test := range []struct {
		name string
		do   func(w *world)
		want string
	}{
		{"when a record that it saw changes", func(w *world) {
			edit(w.memory, "r1", func(_ *record.Record, r *risk.Risk) { r.Title = "Flood of the cellar" })
		}, "RISK-R1 has changed since: revision 1 was seen, 2 stands"},
		{"when its day has passed", func(w *world) { w.now = w.now.AddDate(1, 0, 1) }, "it ran out on 24 Nov 2027"},
		{"when the judge has left", func(w *world) {
			edit(w.memory, "boss", func(rec *record.Record, _ *org.Person) { rec.State = "left" })
		}, "who gave it works here no more"},
		{"on the day on which the judge leaves", func(w *world) {
			edit(w.memory, "boss", func(_ *record.Record, p *org.Person) { p.Left = "2026-12-01" })
			w.report()
			w.now = w.now.AddDate(0, 0, 7)
		}, "who gave it works here no more"},
		{"when it is withdrawn", func(w *world) {
			edit(w.memory, "j1", func(rec *record.Record, _ *assess.Judgement) { rec.State = "withdrawn" })
		}, "it was withdrawn"},
		{"when the judge alone comes to own what it saw", func(w *world) {
			edit(w.memory, "r1", func(_ *record.Record, r *risk.Risk) { r.Owner = "boss" })
			edit(w.memory, "j1", func(_ *record.Record, j *assess.Judgement) { j.Saw[0].Revision = 2 })
		}, "it is on nothing but what the judge alone owns"},
		{"until its day has come", func(w *world) {
			edit(w.memory, "j1", func(_ *record.Record, j *assess.Judgement) { j.Judged = "2026-11-30" })
		}, "it is dated 30 Nov 2026, which has not come"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newJudging(t)
			w.judge("j1", "alone", "holds", "r1")
			if q := w.find("alone"); q.Verdict != Holds {
				t.Fatalf("got %+v", q)
			}
			test.do(w)
			q := w.find("alone")
			if q.Verdict != NeedsPerson || !strings.HasSuffix(q.Reason, "no longer counts: "+test.want+".") {
				t.Errorf("got %s, %q", q.Verdict, q.Reason)
			}
		})
	}
}

func TestAJudgementOfAnotherStandardSystemOrEditionCountsForNothing(t *testing.T) {
	w := newJudging(t)
	for i, change := range []func(j *assess.Judgement){
		func(j *assess.Judgement) { j.Standard = "others" },
		func(j *assess.Judgement) { j.Edition = "2" },
		func(j *assess.Judgement) { j.System = "s2" },
		func(j *assess.Judgement) { j.Requirement = "both" },
	} {
		rec := w.judge(record.ID(rune('a'+i)), "alone", "holds")
		change(rec.Body.(*assess.Judgement))
		w.put(rec)
	}
	if q := w.find("alone"); q.Verdict != NeedsPerson || q.Judgement != nil {
		t.Errorf("got %+v", q)
	}
}

func TestAnEmptyRegisterMayNeedAPersonOrBeNoOccasion(t *testing.T) {
	w := newJudging(t)
	if q := w.find("computed"); q.Verdict != NeedsPerson || q.Basis != Both || q.Reason != "No supplier is recorded yet, and an empty register shows nothing. Whether that is right is for the security manager to judge." {
		t.Errorf("got %+v", q)
	}
	if q := w.find("changes"); q.Verdict != NoOccasion || q.Reason != "No occasion yet. No change is recorded yet, and an empty register shows nothing." {
		t.Errorf("got %+v", q)
	}
	w.judge("j1", "computed", "holds")
	if q := w.find("computed"); q.Verdict != Holds || q.Basis != Both {
		t.Errorf("got %+v", q)
	}
}

func TestAConditionalRequirementWaitsForItsOccasion(t *testing.T) {
	w := newJudging(t)
	q := w.find("waits")
	if q.Verdict != NoOccasion || q.Reason != `No occasion yet: no change is recorded with this: “Planned?” as “Unintended”.` {
		t.Errorf("got %+v", q)
	}
	w.add("c1", "change", &org.Change{System: "s1", Title: "Outage", Planned: "unintended"})
	if q := w.find("waits"); q.Verdict != NeedsPerson {
		t.Errorf("got %+v", q)
	}
}

func TestGuidanceNeverFails(t *testing.T) {
	w := newJudging(t)
	if q := w.find("advice"); q.Verdict != NeedsPerson {
		t.Errorf("got %+v", q)
	}
	rec := w.judge("j1", "advice", "fails")
	if q := w.find("advice"); q.Verdict != NotFollowed || q.Reason != "I looked at it." {
		t.Errorf("got %+v", q)
	}
	rec.Body.(*assess.Judgement).Outcome = "holds"
	w.put(rec)
	if q := w.find("advice"); q.Verdict != Holds {
		t.Errorf("got %+v", q)
	}
}

func TestAHouseRuleBreaksAndNoRequirementFails(t *testing.T) {
	w := newJudging(t)
	w.add("a1", "asset", &asset.Asset{Name: "Server"})
	r := w.report()
	if q := r.Find("house"); q.Verdict != Broken || q.Force != "house" || q.Reason != "ASSET-A1 is nobody's." {
		t.Errorf("got %+v", q)
	}
	if r.Summary.Fails != 0 {
		t.Errorf("a house rule counts as a requirement that fails: %+v", r.Summary)
	}
	if code := r.Exit(); code != ExitNeedsPerson {
		t.Errorf("exit %d", code)
	}
	if code := r.Strictly().Exit(); code != ExitFails {
		t.Errorf("strict exit %d", code)
	}
}

func TestARequirementOfARoleAppliesToWhoDeclaredIt(t *testing.T) {
	w := newJudging(t)
	w.add("a1", "asset", &asset.Asset{Name: "Server"})
	if q := w.find("processor"); q.Verdict != NoOccasion || !strings.Contains(q.Reason, "processor, which is not declared here") {
		t.Errorf("got %+v", q)
	}
	declared := newWorld(t, judging, func(o *Options) { o.Roles = []string{"processor"} })
	system(declared)
	declared.add("a1", "asset", &asset.Asset{Name: "Server"})
	if q := declared.find("processor"); q.Verdict != Fails {
		t.Errorf("got %+v", q)
	}
}

func TestWhatCanNotBeComputedComesFirstAndIsNoVerdictOfAnother(t *testing.T) {
	w := newWorld(t, owned)
	system(w)
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "gone"})
	w.add("r2", "risk", &risk.Risk{System: "s1", Title: "Fire"})
	r := w.report()
	q := r.Find("1.1")
	if q.Verdict != NotComputed || !strings.Contains(q.Error, "RISK-R1: a record refers to gone, which is not there") || r.Exit() != ExitNotComputed || r.Summary.NotComputed != 1 {
		t.Errorf("got %+v", q)
	}
	if tree := r.Tree(); tree[0].Verdict != NotComputed {
		t.Errorf("rolled up: %s", tree[0].Verdict)
	}
	w.add("gone", "person", &org.Person{Name: "Back again"})
	if q := w.find("1.1"); q.Verdict != Fails {
		t.Errorf("it can be computed again: %+v", q)
	}
}

func TestAVerdictTurnsOnItsDayWithoutAnyChange(t *testing.T) {
	w := newWorld(t, `
entries:
  - {id: fresh, type: requirement, force: requirement, title: T, text: t, checks: [
      {id: c, shape: each, of: issue, where: 'issue.determination == "relevant"', holds: 'clock.within(issue.reviewed, system.review_interval)', empty: fails, shows: current, reason: "{key} is stale.", mend: "Review it."}]}
`)
	system(w)
	w.add("i1", "issue", &org.Issue{System: "s1", Title: "Heat", Determination: "relevant", Reviewed: "2026-10-01"})
	w.add("i2", "issue", &org.Issue{System: "s1", Title: "Law", Determination: "relevant", Reviewed: "2026-01-15"})
	if q := w.find("fresh"); q.Verdict != Holds || q.ValidUntil != "2027-01-15" {
		t.Fatalf("got %+v", q)
	}
	w.now = time.Date(2027, 1, 16, 0, 30, 0, 0, time.UTC)
	q := w.find("fresh")
	if q.Verdict != Fails || q.Records[0].Key != "ISSUE-I2" || q.ValidUntil != "2027-10-01" {
		t.Errorf("got %+v", q)
	}
	edit(w.memory, "s1", func(_ *record.Record, s *org.ManagementSystem) { s.Review = "P2Y" })
	if q := w.find("fresh"); q.Verdict != Holds || q.ValidUntil != "2028-01-15" {
		t.Errorf("after the interval was changed: %+v", q)
	}
}
