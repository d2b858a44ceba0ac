package pack

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/fault"
)

func TestAPackIsFoundByIdAsTheEditionToWorkWith(t *testing.T) {
	type edition struct {
		name, status string
		own          bool // a user's
	}
	for _, test := range []struct {
		name     string
		editions []edition
		want     string
	}{
		{"the newest current one", []edition{{"2013", "current", false}, {"2022", "current", false}, {"2026", "withdrawn", false}}, "s@2022"},
		{"by number, not by letter", []edition{{"9", "current", false}, {"10", "current", false}}, "s@10"},
		{"the newest legacy one where none is current", []edition{{"1", "legacy", false}, {"2", "legacy", false}, {"3", "withdrawn", false}}, "s@2"},
		{"never a user's while the program has a current one", []edition{{"2022", "current", false}, {"2099", "current", true}}, "s@2022"},
		{"a user's current one before a legacy one of the program", []edition{{"2018", "legacy", false}, {"2026", "current", true}}, "s@2026"},
	} {
		t.Run(test.name, func(t *testing.T) {
			program, user := map[string]string{}, map[string]string{}
			for _, e := range test.editions {
				files := program
				if e.own {
					files = user
				}
				files[e.name+"/pack.yaml"] = strings.Replace(headerOf("s", e.name), "current", e.status, 1)
			}
			set, problems := load(folderOf(program), folderOf(user), nil)
			if err := problems.Err(); err != nil {
				t.Fatal(err)
			}
			got, err := set.Find("s")
			if err != nil || got.Ref().String() != test.want {
				t.Errorf("got %v, %v", got.Ref(), err)
			}
		})
	}
}

func TestAPackThatIsNotThereIsToldWithThoseThatAre(t *testing.T) {
	set := mustLoad(t, map[string]string{"a/pack.yaml": headerOf("a", "1"), "b/pack.yaml": headerOf("b", "2")})
	for _, test := range []struct {
		name string
		kind fault.Kind
		want string
	}{
		{"c", fault.NotFound, "there is no pack c: there are a@1, b@2"},
		{"a@2", fault.NotFound, "there is no pack a@2: there are a@1, b@2"},
		{"a@1:5", fault.Malformed, `"a@1:5" names no pack: expected a form such as iso27002 or iso27002@2022`},
		{"A", fault.Malformed, `"A" names no pack: expected a form such as iso27002 or iso27002@2022`},
	} {
		if _, err := set.Find(test.name); !fault.Is(err, test.kind) || err.Error() != test.want {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if got, err := set.Find("b@2"); err != nil || got.ID != "b" {
		t.Errorf("b@2 is %v, %v", got, err)
	}
}

func TestTheTreeIsWalkedFromTheTopInTheOrderOfTheFiles(t *testing.T) {
	clause := func(id, parent string) string {
		if parent != "" {
			parent = fmt.Sprintf(", parent: %q", parent)
		}
		return fmt.Sprintf("- {id: %q, type: clause, force: information, title: T%s}\n", id, parent)
	}
	p := mustLoad(t, map[string]string{
		"a/pack.yaml": headerOf("a", "1"),
		"a/1.yaml":    "entries:\n" + clause("4.10", "4") + clause("4", "") + clause("4.9", "4"),
		"a/2.yaml":    "entries:\n" + clause("5", "") + clause("4.9.1", "4.9"),
	}).Packs()[0]
	var walk []string
	for depth, e := range p.Tree() {
		walk = append(walk, strings.Repeat(" ", depth)+e.ID)
	}
	if diff := cmp.Diff([]string{"4", " 4.10", " 4.9", "  4.9.1", "5"}, walk); diff != "" {
		t.Errorf("walk (-want +got):\n%s", diff)
	}
	var path []string
	for _, e := range p.Entry("4.9.1").Path() {
		path = append(path, e.ID)
	}
	if diff := cmp.Diff([]string{"4", "4.9", "4.9.1"}, path); diff != "" {
		t.Errorf("path (-want +got):\n%s", diff)
	}
	for range p.Tree() {
		break // a walk may be left at any place
	}
}

func TestWhatAFileLeavesOutIsFilledIn(t *testing.T) {
	header := strings.Replace(headerOf("a", "1"), "name: Our own", "name: Our own, confirmed: true", 1)
	p := mustLoad(t, map[string]string{"a/pack.yaml": header, "a/x.yaml": checksWith(
		"{id: each, shape: each, of: risk, holds: 'true', reason: R, mend: M}",
		"{id: count, shape: count, of: risk, holds: count > 0, shows: current, reason: R, mend: M}",
	) + "- {id: b, type: requirement, force: house, title: T, text: X, judge: risk owner, questions: [Q]}\n" +
		"- {id: c, type: requirement, force: house, title: T, text: X, judge: risk owner, checks: [{id: x, shape: count, of: risk, holds: count > 0, reason: R, mend: M}]}\n"}).Packs()[0]
	a := p.Entry("a")
	if a.Clause != "a" || a.Source != "own" || !a.Confirmed || a.Judgement {
		t.Errorf("entry %+v", a)
	}
	if c := a.Checks[0]; c.Empty != EmptyFails || c.Shows != ShowsRecorded {
		t.Errorf("check %+v", c)
	}
	if c := a.Checks[1]; c.Shows != ShowsCurrent {
		t.Errorf("check %+v", c)
	}
	if !p.Entry("b").Judgement || p.Entry("c").Judgement {
		t.Error("a judgement is always needed where nothing is computed, and elsewhere only where the file says so")
	}
}
