package conform

import (
	"strings"
	"testing"
	"time"

	"surety/isms/assess"
	"surety/isms/org"
	"surety/record"
)

func TestAJudgementStandsNoLongerThanItsEntryPermits(t *testing.T) {
	w := newWorld(t, `
entries:
  - {id: usual, type: requirement, force: requirement, title: T, text: t, judge: top management, questions: [q]}
  - {id: long, type: requirement, force: requirement, title: T, text: t, judge: top management, questions: [q], stands: P3Y}
`)
	system(w)
	w.add("boss", "person", &org.Person{Name: "Ada"})
	w.charge("top", "boss", "top_management")
	for _, entry := range []string{"usual", "long"} {
		rec := w.judge(record.ID("j-"+entry), entry, "holds", "boss")
		rec.Body.(*assess.Judgement).Expires = "2099-01-01"
		w.put(rec)
	}
	q := w.find("usual")
	if q.Verdict != Holds || q.ValidUntil != "2027-11-24" || q.Judgement.Expires != "2027-11-24" || q.Reason != "I looked at it. (It stands until 24 Nov 2027 and not until 1 Jan 2099: one stands 1 year at most here.)" {
		t.Errorf("got %+v", q)
	}
	if q := w.find("long"); q.ValidUntil != "2029-11-24" {
		t.Errorf("got %+v", q)
	}
	w.now = time.Date(2027, 11, 25, 9, 0, 0, 0, time.UTC)
	if q := w.find("usual"); q.Verdict != NeedsPerson || !strings.Contains(q.Reason, "it ran out on 24 Nov 2027, after 1 year, the longest that one stands here, and not on 1 Jan 2099") {
		t.Errorf("a year later: %+v", q)
	}
	if q := w.find("long"); q.Verdict != Holds {
		t.Errorf("where three years are permitted: %+v", q)
	}
}

func TestAJudgementThatNamesNothingSeenShowsThatItWasSaidAndNoMore(t *testing.T) {
	w := newJudging(t)
	rec := w.judge("j1", "alone", "holds")
	if q := w.find("alone"); q.Verdict != Holds || q.Shows != "recorded" || !strings.Contains(q.Reason, "names nothing that was seen") {
		t.Errorf("got %+v", q)
	}
	w.judge("j2", "both", "holds")
	if q := w.find("both"); q.Verdict != Holds || q.Shows != "recorded" {
		t.Errorf("on top of a check: %+v", q)
	}
	w.add("e1", "evidence", &assess.Evidence{Title: "Minutes", Origin: "document", Collected: "2026-11-01"})
	rec.Body.(*assess.Judgement).Evidence = []record.Ref{"e1"}
	w.put(rec)
	if q := w.find("alone"); q.Shows != "current" || q.Reason != "I looked at it." {
		t.Errorf("with evidence: %+v", q)
	}
	w.judge("j3", "both", "holds", "r1")
	if q := w.find("both"); q.Shows != "current" {
		t.Errorf("with a record seen: %+v", q)
	}
}
