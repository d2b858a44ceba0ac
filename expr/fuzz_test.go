package expr_test

import (
	"errors"
	"strings"
	"testing"

	"surety/expr"
	"surety/fault"
)

// FuzzCompile holds that any text is either refused with a place in it, or
// makes a program that answers, or says that it can't, without breaking.
func FuzzCompile(f *testing.F) {
	r := world(f)
	env := newEnvironment(f, r)
	for _, e := range expressions {
		f.Add(e.text)
	}
	for _, bad := range []string{"", "risk.", "risk.owner[", `"`, "a.b.c(d, e)", "{}", "risk{}", "has(risk)", "[].map(x, x).filter(y, y)", "\x00", "risk.`owner`", "records.risk", "1/0 == 1", "risk.assets[7] == risk.assets[0]", "[[[[1]]]].exists(x, true)"} {
		f.Add(bad)
	}
	f.Fuzz(func(t *testing.T, text string) {
		check, err := env.Each("risk", "", text)
		if err != nil {
			var list fault.List
			if !errors.As(err, &list) || !strings.Contains(list[0].Message, "line ") {
				t.Fatalf("%q: refused without a place: %v", text, err)
			}
			return
		}
		session := env.Session(r, expr.At(today, nil, "s1"))
		first, err := check.Holds.Ask(session, r.byID["r1"], 0)
		if err != nil && !fault.Is(err, fault.Uncomputable) {
			t.Fatalf("%q: %v is of another kind than could not be computed", text, err)
		}
		again, err2 := check.Holds.Ask(session, r.byID["r1"], 0)
		if first != again || (err == nil) != (err2 == nil) {
			t.Fatalf("%q: %v, %v and then %v, %v", text, first, err, again, err2)
		}
		if _, err3 := check.Holds.Explain(session, r.byID["r1"], 0); (err == nil) && err3 != nil {
			t.Fatalf("%q: answers, but can't be explained: %v", text, err3)
		}
	})
}
