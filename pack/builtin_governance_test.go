package pack

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// idsUnder are the ids of the entries below one, in the order of the pack.
func idsUnder(p *Pack, parent string) []string {
	var ids []string
	for _, e := range p.Entries {
		if e.Parent != nil && e.Parent.ID == parent {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

func TestGovernanceHasFourProcessesWhereItHadFive(t *testing.T) {
	set := builtInSet(t)
	now, before := find(t, "iso27014@2020"), find(t, "iso27014@2013")
	if diff := cmp.Diff([]string{"evaluate", "direct", "monitor", "communicate"}, idsUnder(now, "processes")); diff != "" {
		t.Errorf("processes of 2020 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"evaluate", "direct", "monitor", "communicate", "assure"}, idsUnder(before, "processes")); diff != "" {
		t.Errorf("processes of 2013 (-want +got):\n%s", diff)
	}
	for _, id := range idsUnder(now, "processes") {
		for _, part := range []string{"governing_body", "executive_management"} {
			if len(now.Entry(id).Parts[part]) == 0 {
				t.Errorf("%s has no %s", id, part)
			}
		}
	}
	if n := len(idsUnder(now, "objectives")); n != 6 {
		t.Errorf("%d objectives", n)
	}
	fates, err := set.Migration("iso27014", "2013", "2020")
	if err != nil {
		t.Fatal(err)
	}
	var gone []string
	for _, f := range fates {
		if f.Relation == RelationGone {
			gone = append(gone, f.Old)
		}
	}
	if diff := cmp.Diff([]string{"assure"}, gone); diff != "" {
		t.Errorf("what is gone since 2013 (-want +got):\n%s", diff)
	}
}

func TestSharingCommunitiesHaveTheirControlsAndBothSetsOfLabels(t *testing.T) {
	p := find(t, "iso27010@2015")
	for parent, want := range map[string][]string{
		"TLP1": {"TLP1-RED", "TLP1-AMBER", "TLP1-GREEN", "TLP1-WHITE"},
		"TLP2": {"TLP2-RED", "TLP2-AMBER-STRICT", "TLP2-AMBER", "TLP2-GREEN", "TLP2-CLEAR"},
	} {
		if diff := cmp.Diff(want, idsUnder(p, parent)); diff != "" {
			t.Errorf("labels of %s (-want +got):\n%s", parent, diff)
		}
		for _, id := range want {
			if e := p.Entry(id); e != nil && (len(e.Parts["who_may_see"]) == 0 || len(e.Parts["when"]) == 0 || e.Source != "first") {
				t.Errorf("%s does not say, by its publisher, who may see it and when", id)
			}
		}
	}
	if added := idsUnder(p, "added"); len(added) != 10 || !slices.Contains(added, "AC-10") {
		t.Errorf("added controls: %v", added)
	}
}
