package conform

import (
	"strings"
	"testing"

	"surety/isms/assess"
	"surety/isms/org"
	"surety/record"
	"surety/store"
)

// charge gives a person the duty of judges, until it is taken away.
func (w *world) charge(id record.ID, person record.Ref, duty string) {
	w.add("role-"+id, "role", &org.Role{Name: "Role " + string(id), Duty: duty})
	w.add(id, "assignment", &org.Assignment{Role: record.Ref("role-" + id), Person: person, From: "2020-01-01"})
}

func TestAJudgementCountsWhenWhoeverGaveItHeldTheRoleOnThatDay(t *testing.T) {
	for _, test := range []struct {
		name   string
		do     func(w *world)
		counts bool
		why    string // where it does not count
	}{
		{"passing: the right role, for all management systems", func(*world) {}, true, ""},
		{"passing: the right role, for this management system among others", func(w *world) {
			edit(w.memory, "top", func(_ *record.Record, a *org.Assignment) { a.Systems = []record.Ref{"s2", "s1"} })
		}, true, ""},
		{"passing: the first and last day of the assignment", func(w *world) {
			edit(w.memory, "top", func(_ *record.Record, a *org.Assignment) { a.From, a.Until = "2026-11-24", "2026-11-24" })
		}, true, ""},
		{"passing: the assignment ends after the judgement", func(w *world) {
			edit(w.memory, "top", func(_ *record.Record, a *org.Assignment) { a.Until = "2026-12-01" })
			w.now = w.now.AddDate(0, 1, 0)
		}, true, ""},
		{"passing: one of two assignments is in force", func(w *world) {
			edit(w.memory, "top", func(_ *record.Record, a *org.Assignment) { a.Until = "2026-01-01" })
			w.add("a2", "assignment", &org.Assignment{Role: "role-top", Person: "boss", From: "2026-02-01"})
		}, true, ""},
		{"failing: no role at all", func(w *world) {
			edit(w.memory, "top", func(_ *record.Record, a *org.Assignment) { a.Person = "p1" })
		}, false, "Ada held no role with the duty “Top management” on that day"},
		{"failing: another role", func(w *world) {
			edit(w.memory, "role-top", func(_ *record.Record, r *org.Role) { r.Duty = "conformity" })
		}, false, "Ada held no role with the duty “Top management” on that day"},
		{"failing: the role is retired", func(w *world) {
			edit(w.memory, "role-top", func(rec *record.Record, _ *org.Role) { rec.State = record.StateRetired })
		}, false, "Ada held no role with the duty “Top management” on that day"},
		{"failing: the assignment is retired", func(w *world) {
			edit(w.memory, "top", func(rec *record.Record, _ *org.Assignment) { rec.State = record.StateRetired })
		}, false, "Ada held no role with the duty “Top management” on that day"},
		{"near miss: the right person, whose assignment had ended", func(w *world) {
			edit(w.memory, "top", func(_ *record.Record, a *org.Assignment) { a.Until = "2026-11-23" })
		}, false, "ASSIGN-TOP, which gave Ada the duty “Top management”, had ended on 23 Nov 2026"},
		{"near miss: the right person, whose assignment begins later", func(w *world) {
			edit(w.memory, "top", func(_ *record.Record, a *org.Assignment) { a.From = "2026-11-25" })
		}, false, "ASSIGN-TOP, which gives Ada the duty “Top management”, begins on 25 Nov 2026"},
		{"near miss: the right role, for another management system", func(w *world) {
			edit(w.memory, "top", func(_ *record.Record, a *org.Assignment) { a.Systems = []record.Ref{"s2"} })
		}, false, "ASSIGN-TOP, which gives Ada the duty “Top management”, is for another management system"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newJudging(t)
			w.add("s2", "management_system", &org.ManagementSystem{Name: "Theirs"})
			w.judge("j1", "alone", "holds", "r1")
			if q := w.find("alone"); q.Verdict != Holds {
				t.Fatalf("before anything is changed: %+v", q)
			}
			test.do(w)
			q := w.find("alone")
			if test.counts {
				if q.Verdict != Holds || q.Judge != "Ada" {
					t.Errorf("got %+v", q)
				}
				return
			}
			if q.Verdict != NeedsPerson || q.Judge != "top management" || !strings.HasSuffix(q.Reason, "The judgement of 24 Nov 2026 does not count: "+test.why+".") {
				t.Errorf("got %s: %q", q.Verdict, q.Reason)
			}
			if want := "Have it judged by somebody who holds a role with the duty “Top management” here. If Ada did on 24 Nov 2026, record the assignment with its dates."; q.Mend != want {
				t.Errorf("it is mended by %q, want %q", q.Mend, want)
			}
		})
	}
}

func TestEachRoleOfJudgesIsHeldByADuty(t *testing.T) {
	for judge, duty := range map[string]string{
		"top management": "top_management", "security manager": "conformity", "risk owner": "risk_owner",
		"control owner": "control_owner", "document owner": "document_owner", "internal auditor": "audit",
	} {
		w := newWorld(t, "entries:\n  - {id: e, type: requirement, force: requirement, title: T, text: t, judge: "+judge+", questions: [q]}\n")
		system(w)
		w.add("boss", "person", &org.Person{Name: "Ada"})
		w.judge("j1", "e", "holds")
		if q := w.find("e"); q.Verdict != NeedsPerson {
			t.Errorf("%s: without a role it %s", judge, q.Verdict)
		}
		w.charge("top", "boss", duty)
		if q := w.find("e"); q.Verdict != Holds {
			t.Errorf("%s, with the duty %s: %s", judge, duty, q.Reason)
		}
	}
}

func TestWhoeverIsNotEntitledCanNotFailARequirementEither(t *testing.T) {
	w := newJudging(t)
	w.judge("j1", "alone", "holds", "r1")
	against := w.judge("j2", "alone", "fails", "r1")
	against.Body.(*assess.Judgement).Judge = "p1"
	w.put(against)
	if q := w.find("alone"); q.Verdict != Holds || q.Judge != "Ada" {
		t.Errorf("got %+v", q)
	}
}

func TestWhereAnEntryNamesNoJudgeAnybodysJudgementCounts(t *testing.T) {
	w := newJudging(t)
	rec := w.judge("j1", "advice", "holds")
	rec.Body.(*assess.Judgement).Judge = "p1"
	w.put(rec)
	if q := w.find("advice"); q.Verdict != Holds {
		t.Errorf("got %+v", q)
	}
}

func TestARestrictedJudgementDoesNotTellWhoWasNotEntitled(t *testing.T) {
	w := newJudging(t)
	rec := w.judge("j1", "alone", "holds")
	rec.Mark, rec.Body.(*assess.Judgement).Judge = "confidential", "p1"
	w.put(rec)
	q := w.find("alone", store.Sight{Person: "boss"})
	if strings.Contains(q.Reason+q.Mend, "Bob") || !strings.Contains(q.Reason, "the judge held no role") {
		t.Errorf("%q, %q", q.Reason, q.Mend)
	}
}
