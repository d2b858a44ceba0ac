package pack

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// controlsOf counts the controls of a pack by the group that an id begins with.
func controlsOf(p *Pack, groups ...string) map[string]int {
	found := map[string]int{}
	for _, e := range p.Entries {
		for _, group := range groups {
			if e.Type == TypeControl && strings.HasPrefix(e.ID, group+".") {
				found[group]++
			}
		}
	}
	return found
}

func TestISO27701HasAControlTableForEachRoleAndOneForBoth(t *testing.T) {
	p := find(t, "iso27701")
	if p.Edition != "2025" || p.Status != StatusCurrent {
		t.Fatalf("the edition in force is %s, %s", p.Ref(), p.Status)
	}
	want := map[string]int{
		"A.1": 31, "A.1.2": 8, "A.1.3": 10, "A.1.4": 9, "A.1.5": 4,
		"A.2": 18, "A.2.2": 6, "A.2.3": 1, "A.2.4": 3, "A.2.5": 8,
		"A.3": 29,
	}
	if diff := cmp.Diff(want, controlsOf(p, "A.1", "A.1.2", "A.1.3", "A.1.4", "A.1.5", "A.2", "A.2.2", "A.2.3", "A.2.4", "A.2.5", "A.3")); diff != "" {
		t.Errorf("controls (-want +got):\n%s", diff)
	}
	roles := map[string]string{"A.1": "pii_controller", "A.2": "pii_processor", "A.3": ""}
	total := 0
	for _, e := range p.Entries {
		if e.Type != TypeControl {
			continue
		}
		total++
		role := ""
		if e.Depends != nil {
			role = e.Depends.Role
		}
		if want := roles[e.ID[:3]]; role != want {
			t.Errorf("%s applies to whoever acts as %q, not %q", e.ID, role, want)
		}
		if len(e.Attributes["role"]) != 1 || len(e.Attributes["group"]) != 1 {
			t.Errorf("%s has the attributes %v", e.ID, e.Attributes)
		}
	}
	if total != 78 {
		t.Errorf("%d controls, not 78", total)
	}
	for id, title := range map[string]string{
		"A.3.3": "Policies for information security", "A.3.8": "Identity management", "A.3.23": "Secure authentication",
		"A.3.26": "Use of cryptography", "A.3.31": "Test information", "A.2.5.5": "Notification of PII disclosure requests",
	} {
		if e := p.Entry(id); e == nil || e.Title.String() != title {
			t.Errorf("%s is not %q", id, title)
		}
	}
}

func TestISO27701Of2019HasItsFortyNineControls(t *testing.T) {
	p := find(t, "iso27701@2019")
	want := map[string]int{
		"A": 31, "A.7.2": 8, "A.7.3": 10, "A.7.4": 9, "A.7.5": 4,
		"B": 18, "B.8.2": 6, "B.8.3": 1, "B.8.4": 3, "B.8.5": 8,
	}
	if diff := cmp.Diff(want, controlsOf(p, "A", "A.7.2", "A.7.3", "A.7.4", "A.7.5", "B", "B.8.2", "B.8.3", "B.8.4", "B.8.5")); diff != "" {
		t.Errorf("controls (-want +got):\n%s", diff)
	}
	if p.Status != StatusLegacy || p.Entry("B.8.3.2") != nil {
		t.Errorf("%s is %s, or has a B.8.3.2, which public lists carry by mistake", p.Ref(), p.Status)
	}
}

func TestEachControlOfISO27701IsLedOverFrom2019(t *testing.T) {
	fresh, old := find(t, "iso27701@2025"), find(t, "iso27701@2019")
	forerunners, successors := map[string][]string{}, map[string]bool{}
	foundation := map[string]string{}
	for _, e := range fresh.Edges {
		switch {
		case e.To.Pack == "iso27701" && e.Relation != RelationNew:
			forerunners[e.From.ID] = append(forerunners[e.From.ID], e.To.ID)
			successors[e.To.ID] = true
			if old.Entry(e.To.ID) == nil {
				t.Errorf("%s leads to %s, which isn't there", e.From.ID, e.To)
			}
		case e.To.Pack == "iso27002":
			foundation[e.From.ID] = e.To.ID
		}
	}
	for _, e := range fresh.Entries {
		if e.Type != TypeControl {
			continue
		}
		if len(forerunners[e.ID]) == 0 {
			t.Errorf("%s has no forerunner", e.ID)
		}
		if security := strings.HasPrefix(e.ID, "A.3."); security != (foundation[e.ID] != "") {
			t.Errorf("%s rests on the control %q of ISO/IEC 27002", e.ID, foundation[e.ID])
		}
	}
	for _, e := range old.Entries {
		if (e.Type == TypeControl || e.Type == TypeGuidance) && !successors[e.ID] {
			t.Errorf("nothing goes on with %s", e.ID)
		}
	}
	for id, want := range map[string][]string{
		"A.1.2.2": {"A.7.2.1"}, "A.2.3.2": {"B.8.3.1"}, "A.2.5.9": {"B.8.5.8"}, "A.3.9": {"6.6.2.2", "6.6.2.5", "6.6.2.6"},
	} {
		if diff := cmp.Diff(want, forerunners[id]); diff != "" {
			t.Errorf("forerunners of %s (-want +got):\n%s", id, diff)
		}
	}
	for id, want := range map[string]string{"A.3.8": "5.16", "A.3.11": "5.24", "A.3.23": "8.5", "A.3.26": "8.24"} {
		if foundation[id] != want {
			t.Errorf("%s rests on %s, not %s", id, foundation[id], want)
		}
	}
}

func TestTheRequirementsOfISO27701StandInItsSevenClauses(t *testing.T) {
	clauses := map[string]int{}
	for _, e := range find(t, "iso27701@2025").Entries {
		if e.Type == TypeRequirement {
			clause, _, _ := strings.Cut(e.ID, ".")
			clauses[clause]++
		}
	}
	if diff := cmp.Diff(map[string]int{"4": 7, "5": 3, "6": 14, "7": 6, "8": 4, "9": 4, "10": 3}, clauses); diff != "" {
		t.Errorf("requirements of each clause (-want +got):\n%s", diff)
	}
}
