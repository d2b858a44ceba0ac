package conform

import (
	"testing"

	"surety/isms/org"
	"surety/isms/risk"
	"surety/language"
)

func TestWhatStandsAgainstOneRecordIsKnownAtOnce(t *testing.T) {
	w := newWorld(t, owned+`  - {id: few, type: requirement, force: requirement, title: T, text: t, checks: [
      {id: c, shape: count, of: risk, where: '!has(risk.method)', holds: count <= 1, shows: recorded, reason: "{count} risks have no method.", mend: "Name it."}]}
  - {id: later, type: requirement, force: requirement, title: T, text: t, occasion: {of: change}, checks: [
      {id: c, shape: each, of: risk, holds: has(risk.method), empty: fails, shows: recorded, reason: "{key} has no method.", mend: "Name it."}]}
`)
	system(w)
	w.add("p1", "person", &org.Person{Name: "Ada"})
	bad := w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood"})
	good := w.add("r2", "risk", &risk.Risk{System: "s1", Title: "Fire", Owner: "p1", Method: "p1"})
	if got := w.engine.Against(language.For("en", nil), bad); got != nil {
		t.Errorf("before any evaluation: %v", got)
	}
	w.report()
	got := w.engine.Against(language.For("en", nil), bad)
	if len(got) != 1 || got[0].Reason != "RISK-R1 (Flood) has no owner." || got[0].Mend != "Name an owner." || got[0].Entry.ID != "1.1" || got[0].Check.Field != "owner" {
		t.Errorf("got %+v", got)
	}
	if got := w.engine.Against(language.For("en", nil), good); len(got) != 0 {
		t.Errorf("got %+v", got)
	}
	w.add("r3", "risk", &risk.Risk{System: "s1", Title: "Theft", Owner: "p1"})
	w.report()
	if got := w.engine.Against(language.For("en", nil), bad); len(got) != 2 || got[1].Reason != "2 risks have no method." {
		t.Errorf("one too many: %+v", got)
	}
}
