package conform_test

import (
	"maps"
	"slices"
	"testing"

	"surety/expr"
	"surety/isms"
	"surety/pack"
	"surety/record"
)

const (
	fixtureFolder  = "testdata/iso27001-2022"
	leastComputed  = 90 // requirements that carry a computed check
	requirements27 = 159
)

var edition = pack.Ref{Pack: "iso27001", Edition: "2022"}

// bench is the pack with its checks compiled.
type bench struct {
	catalogue   *record.Catalogue
	environment *expr.Environment
	pack        *pack.Pack
	checks      map[string]*pack.Check
}

func newBench(t *testing.T) *bench {
	t.Helper()
	catalogue, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	environment, err := expr.New(catalogue)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{catalogue: catalogue, environment: environment, checks: map[string]*pack.Check{}}
	set, problems := pack.Load(nil, func(c pack.Check) error {
		_, err := b.compile(c)
		return err
	})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b.pack = set.Pack(edition)
	for _, entry := range b.pack.Entries {
		for _, check := range entry.Checks {
			b.checks[entry.ID+"/"+check.ID] = check
		}
	}
	return b
}

func (b *bench) compile(c pack.Check) (*expr.Check, error) {
	switch c.Shape {
	case pack.ShapeCount:
		return b.environment.Count(c.Of, c.Where, c.Holds)
	case pack.ShapeGlobal:
		return b.environment.Global(c.Holds)
	}
	return b.environment.Each(c.Of, c.Where, c.Holds)
}

func TestEachCheckHoldsOverWhatPassesAndFailsOverWhatDoesNot(t *testing.T) {
	b := newBench(t)
	fixtures := readFixtures(t, fixtureFolder)
	for _, name := range slices.Sorted(maps.Keys(fixtures)) {
		f := fixtures[name]
		check := b.checks[name]
		if check == nil {
			t.Errorf("%s: there is no check %s", f.File, name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			for _, set := range []struct {
				name   string
				drafts []draft
				want   bool
			}{{"passing", f.Passing, true}, {"failing", f.Failing, false}, {"near miss", f.NearMiss, false}} {
				t.Run(set.name, func(t *testing.T) {
					holds := b.holds(t, check, fixtureView(buildRecords(t, b.catalogue, set.drafts)))
					if holds != set.want {
						t.Errorf("%s: the check holds: %v, want %v", f.File, holds, set.want)
					}
				})
			}
		})
	}
}

func TestEachCheckHasFixtures(t *testing.T) {
	b := newBench(t)
	fixtures := readFixtures(t, fixtureFolder)
	for _, name := range slices.Sorted(maps.Keys(b.checks)) {
		if _, ok := fixtures[name]; !ok {
			t.Errorf("the check %s is shown by no fixture", name)
		}
	}
}

func TestAllRequirementsAreThereAndMostAreComputed(t *testing.T) {
	b := newBench(t)
	all, computed := 0, 0
	for _, entry := range b.pack.Entries {
		if entry.Force != pack.ForceRequirement {
			continue
		}
		all++
		if len(entry.Checks) > 0 {
			computed++
		}
	}
	if all != requirements27 || computed < leastComputed {
		t.Errorf("%d requirements, %d of them computed: expected %d, at least %d of them computed", all, computed, requirements27, leastComputed)
	}
}

func TestNoCheckHoldsOverAnEmptyOrganization(t *testing.T) {
	b := newBench(t)
	system := buildRecords(t, b.catalogue, []draft{{"management_system", fixtureSystem, map[string]any{}}})
	for what, view := range map[string]fixtureView{"nothing": {}, "a management system alone": system} {
		for _, name := range slices.Sorted(maps.Keys(b.checks)) {
			if b.holds(t, b.checks[name], view) {
				t.Errorf("%s holds, where there is %s", name, what)
			}
		}
	}
}
