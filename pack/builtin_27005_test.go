package pack

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestISO27005HasItsFiftySevenThreats(t *testing.T) {
	p := find(t, "iso27005@2022")
	got := map[string]int{}
	for _, e := range p.Entries {
		if e.Type == TypeItem && e.Parent.Parent != nil && e.Parent.Parent.ID == "threats" {
			got[e.Parent.ID]++
			if len(e.Attributes["threat_category"]) != 1 || !strings.HasPrefix(e.ID, e.Parent.ID) {
				t.Errorf("%s is in %s, of category %v", e.ID, e.Parent.ID, e.Attributes["threat_category"])
			}
		}
	}
	want := map[string]int{"TP": 6, "TN": 6, "TI": 8, "TT": 3, "TH": 26, "TC": 4, "TO": 4}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("threats of each category (-want +got):\n%s", diff)
	}
}

func TestISO27005HasTheListsThatItsAnnexNames(t *testing.T) {
	p := find(t, "iso27005@2022")
	got := map[string]int{}
	for _, e := range p.Entries {
		if e.Type == TypeItem && e.Parent.Parent == nil {
			got[e.Parent.ID]++
		}
	}
	want := map[string]int{
		"risk-sources": 9, "motivations": 6, "objectives": 6, "options": 4, "factors": 10,
		"consequences": 9, "consequence-scale": 5, "likelihood-scale": 5, "matrix": 5,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items of each list (-want +got):\n%s", diff)
	}
}

func TestEachActivityOfISO27005SaysWhatGoesInAndWhatComesOut(t *testing.T) {
	n := 0
	for _, e := range find(t, "iso27005@2022").Entries {
		if e.Type != TypeGuidance {
			continue
		}
		n++
		for _, part := range []string{"input", "action", "trigger", "output"} {
			if len(e.Parts[part]) == 0 {
				t.Errorf("%s has no %s", e.ID, part)
			}
		}
	}
	if n != 30 {
		t.Errorf("%d activities", n)
	}
}

// partsOf27005 are what the items of each list have; V- and T are groups of vulnerabilities and threats.
var partsOf27005 = map[string][]string{
	"risk-sources": {"motivation", "means"}, "motivations": {"motivation"}, "objectives": {"motivation"}, "options": {"counters"},
	"factors": {"shows"}, "consequences": {"harms"}, "consequence-scale": {"harms"}, "likelihood-scale": {"shows"}, "matrix": {},
	"vulnerabilities": {"shows", "counters"}, "threats": {"harms", "shows", "counters"},
}

func TestEachItemOfISO27005HasItsParts(t *testing.T) {
	p := find(t, "iso27005@2022")
	edges := map[string]bool{}
	for _, e := range p.Edges {
		edges[e.From.ID] = true
	}
	for _, e := range p.Entries {
		if e.Type != TypeItem {
			continue
		}
		list := e.Parent
		if list.Parent != nil {
			list = list.Parent
			if !edges[e.ID] {
				t.Errorf("no control is named against %s", e.ID)
			}
		}
		parts, known := partsOf27005[list.ID]
		if !known {
			t.Errorf("%s is in the unknown list %s", e.ID, list.ID)
		}
		for _, part := range parts {
			if len(e.Parts[part]) == 0 {
				t.Errorf("%s has no %s", e.ID, part)
			}
		}
	}
}

func TestISO27005LeadsOnlyToEntriesThatAreThere(t *testing.T) {
	set := builtInSet(t)
	for _, e := range find(t, "iso27005@2022").Edges {
		to, err := set.Find(e.To.Pack + "@" + e.To.Edition)
		if err != nil {
			t.Fatal(err)
		}
		if to.Entry(e.To.ID) == nil {
			t.Errorf("%s leads to %s, which isn't there", e.From, e.To)
		}
	}
}

func TestActivitiesHelpWithClausesAndThreatsOnlyConcernTheMatterOfControls(t *testing.T) {
	want := map[string]Relation{"iso27001": RelationSupports, "iso27002": RelationRelated}
	for _, e := range find(t, "iso27005@2022").Edges {
		if e.Relation != want[e.To.Pack] {
			t.Errorf("from %s to %s the relation is %s", e.From.ID, e.To, e.Relation)
		}
	}
}
