package pack

import (
	"fmt"
	"slices"
	"testing"
)

// bodyPacks are the packs for bodies that certify, and how many requirements each has.
var bodyPacks = map[string]int{"iso27006-1@2024": 55, "iso27006-2@2021": 15, "iso27706@2025": 20}

func TestEachRequirementOnBodiesThatCertifyAppliesToThemAlone(t *testing.T) {
	for name, want := range bodyPacks {
		n := 0
		for _, e := range find(t, name).Entries {
			if e.Type != TypeRequirement {
				continue
			}
			n++
			if e.Depends == nil || e.Depends.Role != "certification_body" || e.Force != ForceRequirement {
				t.Errorf("%s depends on %v and is %s", e.Ref(), e.Depends, e.Force)
			}
		}
		if n != want {
			t.Errorf("%s has %d requirements, not %d", name, n, want)
		}
	}
}

func TestFiguresOfAuditTimeAreGivenOnlyWhereASourceIsNamed(t *testing.T) {
	p := find(t, "iso27006-1@2024")
	days := []string{"5", "6", "7", "8.5", "10", "11", "12", "13"}
	for i, want := range days {
		e := p.Entry(fmt.Sprintf("AT-%d", i+1))
		if e == nil || len(e.Parts["value"]) != 1 || e.Parts["value"][0].String() != want+" auditor days" || e.Source != "digitrust" {
			t.Errorf("row %d of the table is not %s days by its source", i+1, want)
		}
	}
	for _, id := range []string{"AT-9", "AT-reduction", "AT-share"} {
		if e := p.Entry(id); e == nil || e.Parts["value"][0].String() != "A setting" {
			t.Errorf("%s tells a figure that no source was seen for", id)
		}
	}
	if p.Entry("AT-10") != nil {
		t.Error("the table goes on beyond what a source was seen for")
	}
	for _, e := range p.Entries {
		if e.Type == TypeItem && (len(e.Parts["value"]) == 0 || len(e.Parts["source"]) == 0) {
			t.Errorf("%s has no value or no source", e.ID)
		}
	}
}

func TestTheReportAndTheCertificateNameTheStatementOfApplicability(t *testing.T) {
	p := find(t, "iso27006-1@2024")
	if n := len(idsUnder(p, "9.4.3")); n != 13 {
		t.Errorf("a report holds %d things", n)
	}
	if n := len(idsUnder(p, "8.2.2")); n != 5 {
		t.Errorf("a certificate holds %d things", n)
	}
	for _, id := range []string{"9.4.3-8", "8.2.2-4"} {
		if !slices.ContainsFunc(p.Edges, func(e *Edge) bool { return e.From.ID == id && e.To.ID == "6.1.3" }) {
			t.Errorf("%s does not lead to where the statement is asked for", id)
		}
	}
}

func TestPacksForBodiesAndBoardsLeadOnlyToEntriesThatAreThere(t *testing.T) {
	set := builtInSet(t)
	for _, name := range []string{"iso27006-1@2024", "iso27706@2025", "iso27014@2020", "iso27010@2015"} {
		for _, e := range find(t, name).Edges {
			if e.To.ID == "" {
				continue
			}
			to, err := set.Find(e.To.Pack + "@" + e.To.Edition)
			if err != nil {
				t.Fatal(err)
			}
			if to.Entry(e.To.ID) == nil {
				t.Errorf("%s leads to %s, which isn't there", e.From, e.To)
			}
		}
	}
}

func TestPrivacyCertificationTakesOverWhatTheOlderSpecificationAdded(t *testing.T) {
	if p := find(t, "iso27006-2@2021"); p.Status != StatusLegacy {
		t.Errorf("%s is %s", p.Ref(), p.Status)
	}
	var from []string
	for _, e := range find(t, "iso27706@2025").Edges {
		if e.To.Pack == "iso27006-2" {
			from = append(from, e.To.ID)
		}
	}
	// Resting on an ISMS certificate, and a scope within that of the ISMS, are no longer asked.
	for i := range 15 {
		if id := fmt.Sprintf("PS-%d", i+1); slices.Contains(from, id) == (id == "PS-1" || id == "PS-9") {
			t.Errorf("whether %s goes on is not as expected", id)
		}
	}
}
