package pack

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// idsOf are the ids of a pack's controls, in the order in which they stand.
func idsOf(p *Pack) []string {
	var ids []string
	for _, e := range p.Entries {
		if e.Type == TypeControl {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

func roleOf(e *Entry) string {
	if e.Depends == nil {
		return ""
	}
	return e.Depends.Role
}

func TestISO27017HasThirtySevenGuidedControlsAndSevenOfItsOwn(t *testing.T) {
	p := find(t, "iso27017@2015")
	guided := strings.Fields(`5.1.1 6.1.1 6.1.3 7.2.2 8.1.1 8.2.2 9.1.2 9.2.1 9.2.2 9.2.3 9.2.4 9.4.1 9.4.4 10.1.1 10.1.2 11.2.7
		12.1.2 12.1.3 12.3.1 12.4.1 12.4.3 12.4.4 12.6.1 13.1.3 14.1.1 14.2.1 15.1.1 15.1.2 15.1.3 16.1.1 16.1.2 16.1.7
		18.1.1 18.1.2 18.1.3 18.1.5 18.2.1`)
	own := strings.Fields("CLD.6.3.1 CLD.8.1.5 CLD.9.5.1 CLD.9.5.2 CLD.12.1.5 CLD.12.4.5 CLD.13.1.4")
	if len(guided) != 37 || len(own) != 7 {
		t.Fatalf("the test names %d and %d", len(guided), len(own))
	}
	if diff := cmp.Diff(slices.Concat(guided, own), idsOf(p)); diff != "" {
		t.Errorf("controls (-want +got):\n%s", diff)
	}
	// Public lists have guidance for these, which the standard does not give.
	for _, id := range []string{"5.1.2", "6.1.2", "7.1.1"} {
		if p.Entry(id) != nil {
			t.Errorf("%s is an invention", id)
		}
	}
}

func TestEachControlOfISO27017TellsWhatCustomerAndProviderDo(t *testing.T) {
	p := find(t, "iso27017@2015")
	roles := map[string]int{}
	leads := map[string]bool{}
	for _, edge := range p.Edges {
		if edge.To.Pack == "iso27002" && edge.To.Edition == "2022" {
			leads[edge.From.ID] = true
		}
	}
	for _, id := range idsOf(p) {
		e := p.Entry(id)
		roles[roleOf(e)]++
		for _, part := range []string{"customer", "provider"} {
			if len(e.Parts[part]) == 0 {
				t.Errorf("%s leaves the cell of the %s empty", id, part)
			}
		}
		if !leads[id] {
			t.Errorf("%s leads to no control of 2022", id)
		}
		if own := strings.HasPrefix(id, "CLD."); own && roleOf(e) != "" {
			t.Errorf("%s concerns both sides, not %s alone", id, roleOf(e))
		}
	}
	if diff := cmp.Diff(map[string]int{"": 37, "cloud_customer": 4, "cloud_provider": 3}, roles); diff != "" {
		t.Errorf("controls by role (-want +got):\n%s", diff)
	}
}

func TestISO27018KeepsItsTwentyFiveControlsAndCountedOneLowerIn2014(t *testing.T) {
	current := find(t, "iso27018")
	if current.Edition != "2025" || current.Status != StatusCurrent {
		t.Fatalf("the edition in force is %s, %s", current.Ref(), current.Status)
	}
	middle, first := find(t, "iso27018@2019"), find(t, "iso27018@2014")
	ids := idsOf(current)
	if len(ids) != 25 || ids[0] != "A.2.1" || ids[24] != "A.12.2" {
		t.Errorf("the controls are %v", ids)
	}
	if diff := cmp.Diff(ids, idsOf(middle)); diff != "" {
		t.Errorf("2019 differs (-2025 +2019):\n%s", diff)
	}
	var lower []string
	for _, id := range ids {
		var heading, control int
		if _, err := fmt.Sscanf(id, "A.%d.%d", &heading, &control); err != nil {
			t.Fatal(err)
		}
		if heading == 4 || heading == 7 || heading == 9 {
			t.Errorf("%s stands under a heading without controls", id)
		}
		old := fmt.Sprintf("A.%d.%d", heading-1, control)
		lower = append(lower, old)
		if e := first.Entry(old); e == nil || e.Title.String() != current.Entry(id).Title.String() {
			t.Errorf("%s of 2014 has not the title of %s", old, id)
		}
		if role := roleOf(current.Entry(id)); role != "pii_processor" {
			t.Errorf("%s applies to whoever acts as %q", id, role)
		}
	}
	if diff := cmp.Diff(lower, idsOf(first)); diff != "" {
		t.Errorf("2014 differs (-want +got):\n%s", diff)
	}
}

func TestISO27018IsLedOverFromEditionToEdition(t *testing.T) {
	set := builtInSet(t)
	for _, way := range [][2]string{{"2014", "2019"}, {"2019", "2025"}} {
		fates, err := set.Migration("iso27018", way[0], way[1])
		if err != nil {
			t.Fatal(err)
		}
		controls := 0
		for _, f := range fates {
			if f.Relation == RelationSame {
				controls++
			}
			if way[0] == "2014" && f.Old == "A.10.13" && !slices.Equal(f.New, []string{"A.11.13"}) {
				t.Errorf("%s became %v", f.Old, f.New)
			}
		}
		if controls != 25 {
			t.Errorf("%d controls of %s live on in %s", controls, way[0], way[1])
		}
	}
}

func TestISO27019HasTwelveControlsAndLostTwoOfFourteen(t *testing.T) {
	current := find(t, "iso27019")
	if current.Edition != "2024" || current.Status != StatusCurrent {
		t.Fatalf("the edition in force is %s, %s", current.Ref(), current.Status)
	}
	want := strings.Fields("5.38 5.39 7.15 7.16 7.17 7.18 8.35 8.36 8.37 8.38 8.39 8.40")
	for i := range want {
		want[i] += "-ENR"
	}
	if diff := cmp.Diff(want, idsOf(current)); diff != "" {
		t.Errorf("controls (-want +got):\n%s", diff)
	}
	if e := current.Entry("8.36-ENR"); e == nil || e.Clause != "8.36 ENR" {
		t.Error("a control is not cited as it is printed")
	}
	if n := len(idsOf(find(t, "iso27019@2017"))); n != 14 {
		t.Errorf("2017 had %d controls, not 14", n)
	}
	fates, err := builtInSet(t).Migration("iso27019", "2017", "2024")
	if err != nil {
		t.Fatal(err)
	}
	same, gone := map[string]string{}, []string{}
	for _, f := range fates {
		switch f.Relation {
		case RelationSame:
			same[f.Old] = f.New[0]
		case RelationGone:
			gone = append(gone, f.Old)
		}
	}
	if diff := cmp.Diff([]string{"11.3.1-ENR", "11.3.2-ENR"}, gone); diff != "" {
		t.Errorf("controls without a number of their own (-want +got):\n%s", diff)
	}
	if len(same) != 12 || same["11.3.3-ENR"] != "7.18-ENR" || same["17.2.2-ENR"] != "8.40-ENR" {
		t.Errorf("of 2017 went on: %v", same)
	}
}
