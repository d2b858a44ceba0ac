package conform

import (
	"errors"
	"strings"
	"testing"

	"surety/fault"
	"surety/pack"
)

func TestEachCheckOfTheProgramsPacksCompiles(t *testing.T) {
	env := environment(t)
	set, problems := pack.Load(nil, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, p := range set.Packs() {
		if _, err := New(Options{Environment: env, Pack: p}); err != nil {
			t.Error(err)
		}
	}
}

func TestTheFirstCheckThatDoesNotCompileIsNamed(t *testing.T) {
	p := &pack.Pack{Header: pack.Header{ID: "acme", Edition: "1"}}
	for _, id := range []string{"1", "2", "3"} {
		check := &pack.Check{ID: "owned", Shape: pack.ShapeEach, Of: "risk", Holds: "true"}
		if id != "1" {
			check.Holds = "risk.nothing" + id
		}
		p.Entries = append(p.Entries, &pack.Entry{Pack: p, ID: id, Force: pack.ForceHouse, Checks: []*pack.Check{check}})
	}
	_, err := New(Options{Environment: environment(t), Pack: p})
	if _, ok := errors.AsType[fault.List](err); !ok || !strings.HasPrefix(err.Error(), "acme@1:2: check owned: ") {
		t.Errorf("got %v", err)
	}
}
