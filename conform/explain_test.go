package conform

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/fault"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
	"surety/store"
)

func (w *world) explain(entry, check string, id record.ID, sight store.Sight) (*Explanation, error) {
	w.report()
	return w.engine.Explain(context.Background(), w.memory, entry, check, id, sight, w.now)
}

func lines(r *Reasoning) []string {
	said := []string{fmt.Sprintf("%s: %v until %q", r.Expression, r.Holds, r.Until)}
	for _, l := range append(append([]Line{}, r.Parts...), r.Seen...) {
		said = append(said, l.What+" = "+l.Value)
	}
	return said
}

func TestAVerdictIsExplainedByItsExpressionsAndTheValuesSeen(t *testing.T) {
	w := newWorld(t, owned)
	system(w)
	w.add("p1", "person", &org.Person{Name: "Ada"}, "left")
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "p1"})
	why, err := w.explain("1.1", "owned", "r1", store.Sight{})
	if err != nil {
		t.Fatal(err)
	}
	if !why.Considered || why.Record.Key != "RISK-R1" || why.Withheld {
		t.Errorf("got %+v", why)
	}
	want := []string{
		`live(risk): true until ""`, `live(risk) = true`, `RISK-R1 live() = true`,
		`risk.owner.live(): false until ""`, `risk.owner = PERSON-P1`, `risk.owner.live() = false`, `RISK-R1 owner = PERSON-P1`, `PERSON-P1 live() = false`,
	}
	if diff := cmp.Diff(want, append(lines(why.Where), lines(why.Holds)...)); diff != "" {
		t.Error(diff)
	}
	edit(w.memory, "p1", func(rec *record.Record, _ *org.Person) { rec.Mark = record.MarkRestricted })
	if why, err = w.explain("1.1", "owned", "r1", store.Sight{}); err != nil {
		t.Fatal(err)
	}
	want = []string{`risk.owner.live(): false until ""`, `RISK-R1 owner = a restricted person`, `a restricted person live() = withheld`}
	if diff := cmp.Diff(want, lines(why.Holds)); diff != "" || !why.Withheld {
		t.Error(diff)
	}
}

func TestACountAndAGlobalAreExplainedAsAWhole(t *testing.T) {
	w := newWorld(t, counts)
	system(w)
	w.add("x1", "role", &org.Role{Name: "Auditor", Duty: "other"})
	w.add("p1", "person", &org.Person{Name: "Ada", InScope: true})
	why, err := w.explain("unread", "c", "", store.Sight{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`count <= system.unread_allowed: true until ""`, `count = 1`, `system.unread_allowed = 1`, `ISMS-S1 unread_allowed = 1`}
	if diff := cmp.Diff(want, lines(why.Holds)); diff != "" {
		t.Error(diff)
	}
	if why, err = w.explain("duties", "c", "", store.Sight{}); err != nil || why.Holds.Holds {
		t.Errorf("got %+v, %v", why, err)
	}
	if why, err = w.explain("unread", "c", "p1", store.Sight{}); err != nil || !why.Where.Holds || why.Holds != nil {
		t.Errorf("whether somebody is counted: %+v, %v", why, err)
	}
}

func TestWhatCanNotBeExplainedIsSaid(t *testing.T) {
	w := newWorld(t, owned)
	system(w)
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood"})
	edit(w.memory, "r1", func(rec *record.Record, _ *risk.Risk) { rec.Mark = record.MarkRestricted })
	for _, test := range []struct {
		entry, check string
		id           record.ID
		want         fault.Kind
	}{
		{"9.9", "owned", "r1", fault.NotFound}, {"1.1", "other", "r1", fault.NotFound}, {"1.1", "owned", "nobody", fault.NotFound},
		{"1.1", "owned", "s1", fault.NotFound}, {"1.1", "owned", "r1", fault.NotFound}, {"1.1", "owned", "", fault.Invalid},
	} {
		if _, err := w.explain(test.entry, test.check, test.id, store.Sight{}); !fault.Is(err, test.want) {
			t.Errorf("%+v: got %v", test, err)
		}
	}
}
