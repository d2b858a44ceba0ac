package conform

import (
	"context"
	"maps"
	"slices"
	"testing"

	"surety/expr"
	"surety/pack"
	"surety/record"
	"surety/store"
)

const (
	fixtureFolder    = "testdata/iso27001-2022"
	allRequirements  = 159 // of clauses 4 to 10
	leastComputed    = 150 // of them, that carry a computed check
	controlsOfAnnexA = 93
)

// readStandard loads the pack that fixtures are for, with its checks by name.
func readStandard(t *testing.T, env *expr.Environment) (*pack.Pack, map[string]*pack.Check) {
	t.Helper()
	set, problems := pack.Load(nil, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := set.Pack(pack.Ref{Pack: "iso27001", Edition: "2022"})
	checks := map[string]*pack.Check{}
	for _, entry := range p.Entries {
		for _, check := range entry.Checks {
			checks[entry.ID+"/"+check.ID] = check
		}
	}
	return p, checks
}

// judge evaluates one check by itself over records, as if it were the only
// one of a pack with one requirement, and gives the verdict on that.
func judge(t *testing.T, env *expr.Environment, check *pack.Check, records map[record.ID]*record.Record) *Requirement {
	t.Helper()
	p := &pack.Pack{Header: pack.Header{ID: "one", Edition: "1", Designation: "One check", Language: "en"}}
	p.Entries = []*pack.Entry{{Pack: p, ID: "1", Type: pack.TypeRequirement, Clause: "1", Force: pack.ForceRequirement, Checks: []*pack.Check{check}}}
	return evaluate(t, env, p, records).Find("1")
}

func evaluate(t *testing.T, env *expr.Environment, p *pack.Pack, records map[record.ID]*record.Record) *Report {
	t.Helper()
	engine, err := New(Options{Environment: env, Pack: p, System: fixtureSystem})
	if err != nil {
		t.Fatal(err)
	}
	organization := newMemory(env.Catalogue())
	for _, id := range slices.Sorted(maps.Keys(records)) {
		organization.put(records[id])
	}
	if err := engine.Evaluate(context.Background(), organization, fixtureNow); err != nil {
		t.Fatal(err)
	}
	report, err := engine.Report(context.Background(), organization, store.Sight{All: true}, fixtureNow)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestEachCheckHoldsOverWhatPassesAndFailsOverWhatDoesNot(t *testing.T) {
	env := environment(t)
	_, checks := readStandard(t, env)
	fixtures := readFixtures(t, fixtureFolder)
	for _, name := range slices.Sorted(maps.Keys(fixtures)) {
		f := fixtures[name]
		check := checks[name]
		if check == nil {
			t.Errorf("%s: there is no check %s", f.File, name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			for _, set := range []struct {
				name   string
				drafts []draft
				want   Verdict
			}{{"passing", f.Passing, Holds}, {"failing", f.Failing, Fails}, {"near miss", f.NearMiss, Fails}} {
				got := judge(t, env, check, buildRecords(t, env.Catalogue(), set.drafts))
				if got.Verdict != set.want {
					t.Errorf("%s, %s: got %s, want %s (%s)", f.File, set.name, got.Verdict, set.want, got.Reason)
				}
			}
		})
	}
}

func TestEachCheckHasFixtures(t *testing.T) {
	_, checks := readStandard(t, environment(t))
	fixtures := readFixtures(t, fixtureFolder)
	for _, name := range slices.Sorted(maps.Keys(checks)) {
		if _, ok := fixtures[name]; !ok {
			t.Errorf("the check %s is shown by no fixture", name)
		}
	}
}

func TestAllRequirementsAndControlsAreThereAndMostRequirementsAreComputed(t *testing.T) {
	p, _ := readStandard(t, environment(t))
	requirements, computed, controls, uncomputed := 0, 0, 0, 0
	for _, entry := range p.Entries {
		switch {
		case entry.Type == pack.TypeControl:
			controls++
		case entry.Path()[0].ID == "A": // what must hold where a control is at work
			if entry.Force == pack.ForceRequirement && (len(entry.Checks) == 0 || entry.Occasion == nil) {
				uncomputed++
			}
		case entry.Force == pack.ForceRequirement:
			requirements++
			if len(entry.Checks) > 0 {
				computed++
			}
		}
	}
	if requirements != allRequirements || computed < leastComputed || controls != controlsOfAnnexA {
		t.Errorf("%d requirements, %d of them computed, and %d controls: expected %d, at least %d of them computed, and %d",
			requirements, computed, controls, allRequirements, leastComputed, controlsOfAnnexA)
	}
	if uncomputed > 0 {
		t.Errorf("%d requirements of Annex A are not computed, or wait for no row of the Statement of Applicability", uncomputed)
	}
}

func TestNoCheckHoldsOverAnEmptyOrganization(t *testing.T) {
	env := environment(t)
	set, problems := pack.Load(nil, nil)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	alone := buildRecords(t, env.Catalogue(), []draft{{"management_system", fixtureSystem, map[string]any{}}})
	for _, p := range set.Packs() {
		for what, records := range map[string]map[record.ID]*record.Record{"nothing": nil, "a management system alone": alone} {
			for _, requirement := range evaluate(t, env, p, records).Requirements {
				if requirement.Verdict == Holds {
					t.Errorf("%s:%s holds, where there is %s", p.Ref(), requirement.ID, what)
				}
				for _, check := range requirement.Checks {
					if check.Verdict == Holds {
						t.Errorf("%s:%s/%s holds, where there is %s", p.Ref(), requirement.ID, check.Check.ID, what)
					}
				}
			}
		}
	}
}
