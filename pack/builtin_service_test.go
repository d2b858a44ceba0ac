package pack

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheRequirementsOfISO20000StandInItsSevenClauses(t *testing.T) {
	p := find(t, "iso20000-1@2018")
	found := map[string]int{}
	for _, e := range p.Entries {
		if e.Type != TypeRequirement {
			continue
		}
		found[e.Path()[0].ID]++
		if e.Force != ForceRequirement || e.Judge == "" || !strings.HasPrefix(e.ID, e.Parent.ID+"-") {
			t.Errorf("%s is %s, judged by %q, under %s", e.ID, e.Force, e.Judge, e.Parent.ID)
		}
	}
	if diff := cmp.Diff(map[string]int{"4": 8, "5": 15, "6": 13, "7": 12, "8": 72, "9": 11, "10": 6}, found); diff != "" {
		t.Errorf("requirements of each clause (-want +got):\n%s", diff)
	}
}

func TestISO20000HasTheGroupsAndProcessesOfItsEighthClause(t *testing.T) {
	p := find(t, "iso20000-1@2018")
	for parent, want := range map[string][]string{
		"8.2": {"8.2.1", "8.2.2", "8.2.3", "8.2.4", "8.2.5", "8.2.6"},
		"8.3": {"8.3.1", "8.3.2", "8.3.3", "8.3.4"},
		"8.4": {"8.4.1", "8.4.2", "8.4.3"},
		"8.5": {"8.5.1", "8.5.2", "8.5.3"},
		"8.6": {"8.6.1", "8.6.2", "8.6.3"},
		"8.7": {"8.7.1", "8.7.2", "8.7.3"},
		"10":  {"10.1", "10.2"}, // the other way round than in ISO/IEC 27001 of 2022
		"9":   {"9.1", "9.2", "9.3", "9.4"},
	} {
		if diff := cmp.Diff(want, idsUnder(p, parent)); diff != "" {
			t.Errorf("under %s (-want +got):\n%s", parent, diff)
		}
	}
}

func TestISO20000LeadsOnlyToEntriesThatAreThere(t *testing.T) {
	set := builtInSet(t)
	p := find(t, "iso20000-1@2018")
	var alone []string
	for _, e := range p.Edges {
		to, err := set.Find(e.To.Pack + "@" + e.To.Edition)
		if err != nil {
			t.Fatal(err)
		}
		if to.Entry(e.To.ID) == nil || p.Entry(e.From.ID) == nil {
			t.Errorf("%s leads to %s, one of which isn't there", e.From, e.To)
		}
		if slices.Contains([]string{"8.2.1", "8.2.2", "8.3.1", "8.3.2", "8.4.1"}, e.From.ID) {
			alone = append(alone, e.From.ID)
		}
	}
	if len(p.Edges) < 90 || len(alone) > 0 {
		t.Errorf("%d edges; %v concern services alone, and lead elsewhere", len(p.Edges), alone)
	}
	for from, want := range map[string]string{"10.1": "10.2", "10.2": "10.1"} {
		if !slices.ContainsFunc(p.Edges, func(e *Edge) bool { return e.From.ID == from && e.To.ID == want }) {
			t.Errorf("%s does not lead to %s of ISO/IEC 27001", from, want)
		}
	}
}

func TestISO27013HasThreePlacesToStartFromTheMiddleOneBothWays(t *testing.T) {
	p := find(t, "iso27013@2021")
	if diff := cmp.Diff([]string{"start-none", "start-isms", "start-sms", "start-both"}, idsUnder(p, "start")); diff != "" {
		t.Errorf("starting points (-want +got):\n%s", diff)
	}
	if considered, joint := len(idsUnder(p, "meet")), len(idsUnder(p, "one")); considered != 11 || joint != 8 {
		t.Errorf("%d things to watch and %d that can be one", considered, joint)
	}
	for _, e := range p.Entries {
		if e.Force == ForceRequirement {
			t.Errorf("%s can fail, and is guidance", e.ID)
		}
	}
}

func TestEachEntryOfISO27013LeadsIntoTheServiceStandardOrTheSecurityOne(t *testing.T) {
	set := builtInSet(t)
	p := find(t, "iso27013@2021")
	led := map[string]bool{}
	for _, e := range p.Edges {
		to, err := set.Find(e.To.Pack + "@" + e.To.Edition)
		if err != nil {
			t.Fatal(err)
		}
		if to.Entry(e.To.ID) == nil || p.Entry(e.From.ID) == nil {
			t.Errorf("%s leads to %s, one of which isn't there", e.From, e.To)
		}
		led[e.From.ID] = true
	}
	for _, e := range p.Entries {
		if e.Type == TypeGuidance && !led[e.ID] {
			t.Errorf("%s leads nowhere", e.ID)
		}
	}
}
