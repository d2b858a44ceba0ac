package conform

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
	"surety/store"
)

func TestWhatPassesIsNamedToWhoMaySeeIt(t *testing.T) {
	w := newWorld(t, owned)
	system(w)
	w.add("p1", "person", &org.Person{Name: "Ada"})
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood", Owner: "p1"})
	w.add("r2", "risk", &risk.Risk{System: "s1", Title: "Fire", Owner: "p1"})
	w.add("r3", "risk", &risk.Risk{System: "s1", Title: "Theft"})
	edit(w.memory, "r2", func(rec *record.Record, _ *risk.Risk) { rec.Mark = record.MarkRestricted })
	w.report()
	ask := func(fails bool, most int, sight store.Sight) string {
		named, err := w.engine.Asked(context.Background(), w.memory, "1.1", "owned", fails, most, sight)
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, n := range named {
			keys = append(keys, n.Key)
		}
		return strings.Join(keys, " ")
	}
	for _, test := range []struct{ got, want string }{
		{ask(false, 10, store.Sight{All: true}), "RISK-R1 RISK-R2"}, {ask(false, 1, store.Sight{All: true}), "RISK-R1"},
		{ask(false, 10, store.Sight{}), "RISK-R1"}, {ask(true, 10, store.Sight{}), "RISK-R3"},
	} {
		if test.got != test.want {
			t.Errorf("named are %q, want %q", test.got, test.want)
		}
	}
}

func TestAnExplanationIsWrittenForPeopleAndForScripts(t *testing.T) {
	w := newWorld(t, owned)
	system(w)
	w.add("p1", "person", &org.Person{Name: "Ada"})
	w.add("r1", "risk", &risk.Risk{System: "s1", Title: "Flood\x1b[31m", Owner: "p1"})
	told, err := w.explain("1.1", "owned", "r1", store.Sight{})
	if err != nil {
		t.Fatal(err)
	}
	why := &Why{Entry: told.Entry, Checks: []*Explanation{told}}
	var out bytes.Buffer
	if err := WriteWhy(&out, why); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"1.1 Owned", Disclaimer, "of RISK-R1 Flood", "holds where risk.owner.live(): yes", "risk.owner = PERSON-P1", "seen: PERSON-P1 live() = true"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, &out)
		}
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Error("a title steers the terminal")
	}
	out.Reset()
	if err := WriteWhyJSON(&out, why); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Requirement string
		Checks      []struct {
			Holds  string
			Record struct{ Key string }
			Answer struct {
				Holds bool
				Seen  []struct{ What, Value string }
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if c := got.Checks[0]; got.Requirement != "1.1" || c.Record.Key != "RISK-R1" || c.Holds != "risk.owner.live()" || !c.Answer.Holds || len(c.Answer.Seen) != 2 {
		t.Errorf("got %s", &out)
	}
}
