package report_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"surety/app"
	"surety/conform"
	"surety/fault"
	"surety/isms/assess"
	"surety/record"
	"surety/report"
)

var formats = []string{"pdf", "xlsx", "md"}

// expect tells which words a paper lacks.
func expect(t *testing.T, format string, paper []byte, expected ...string) {
	t.Helper()
	said := words(t, format, paper)
	for _, want := range expected {
		if !strings.Contains(said, want) {
			t.Errorf("%s: there is no %q in:\n%.3000s", format, want, said)
		}
	}
}

func TestAReleasedStatementSaysWhoseItIsAndWhoApprovedItInEachFormat(t *testing.T) {
	h := newHouse(t, "Stadtwerke Übersee")
	h.release()
	for _, format := range formats {
		paper := h.paper(format, false)
		expect(t, format, paper, "Stadtwerke Übersee", "Statement of Applicability", "ISO/IEC 27001:2022", "Amd 1:2024",
			"Released 25 Nov 2026", "Mara Lind, 25 Nov 2026", "25 Nov 2026, 09:00 UTC", conform.Disclaimer)
		if said := words(t, format, paper); strings.Contains(said, "Draft") {
			t.Errorf("%s: the release calls itself a draft", format)
		}
	}
}

func TestAStatementIsHeldAgainstAnnexAAndShowsOwnControls(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	const whole = "Of the 93 controls of Annex A, the statement includes 92 and leaves out 1. One control is the organization's own."
	for _, format := range formats {
		expect(t, format, h.paper(format, true), whole, "OWN-1", "Two people at the", "Grid code")
	}
	h.edit("A.5.1", "included", "undecided")
	gone := h.rows["A.5.2"]
	h.retire(gone)
	for _, format := range formats {
		expect(t, format, h.paper(format, true), "Of the 93 controls of Annex A, the statement includes 90 and leaves out 1. One is undecided. One has no row: A.5.2.")
	}
}

func TestARowGivesReasonsBothWaysStatusFoundOwnerAndEvidence(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	h.release()
	for row, want := range map[string][]string{
		"A.8.13": {"A.8.13", "Information backup", "Yes", "RISK-0001 Fire in the archive; Customers ask for it", "Implemented", "Evidence in date", "Jörg Weiß", "EV-0001 Restore test"},
		"A.5.7":  {"A.5.7", "Threat intelligence", "Yes", "Customers ask for it", "Partly implemented", "Claimed only", "", ""},
		"A.8.23": {"A.8.23", "Web filtering", "No", "Nobody browses from the control room.", "–", "–", "", ""},
		"OWN-1":  {"OWN-1", "Two people at the switchboard", "Yes", "Grid code", "Planned", "–", "", ""},
	} {
		for format, table := range map[string][][]string{"xlsx": sheets(t, h.paper("xlsx", false))["Statement"], "md": renderedMarkdown(t, h.paper("md", false)).table} {
			n := slices.IndexFunc(table, func(cells []string) bool { return cells[0] == row })
			if n < 0 {
				t.Errorf("%s has no row %s", format, row)
				continue
			}
			got := append(slices.Clone(table[n]), make([]string, len(want)-len(table[n]))...)
			if !slices.Equal(got, want) {
				t.Errorf("%s: row %s is\n%q, expected\n%q", format, row, got, want)
			}
		}
		// A PDF has no cells: each word of the row stands somewhere in it.
		expect(t, "pdf", h.paper("pdf", false), strings.Fields(strings.Join(want, " "))...)
	}
}

func TestEvidenceThatShowsNothingAnyMoreIsToldApart(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	about := []record.Ref{record.Ref(h.rows["A.5.7"].ID)}
	h.must(app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Old scan", Origin: "test", Collected: "2024-01-01", Expires: "2025-01-01", Rows: about}})
	for _, format := range formats {
		expect(t, format, h.paper(format, true), "Claimed only", "Old scan (ran out on 1 Jan 2025)")
	}
}

func TestADraftSaysThatItIsOneAndHowItDiffersFromTheRelease(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	for _, format := range formats {
		expect(t, format, h.paper(format, false), "Draft, never released", "nobody yet")
	}
	h.release()
	for _, format := range formats {
		expect(t, format, h.paper(format, true), "Draft, equal to released 1.0")
	}
	h.edit("A.5.7", "status", "implemented")
	h.edit("A.8.13", "included", "no", "exclusion_reason", "The provider backs up")
	for _, format := range formats {
		draft := h.paper(format, true)
		expect(t, format, draft, "Draft, differs from released 1.0 in 2 rows", "The provider backs up", "nobody yet")
		expect(t, format, draft, "declared status Partly implemented Implemented", "inclusion Yes No", "reason Customers ask for it The provider backs up", "declared status Implemented –")
		expect(t, format, h.paper(format, false), "Released 25 Nov 2026", "Fire in the archive")
		if said := words(t, format, h.paper(format, false)); strings.Contains(said, "The provider backs up") {
			t.Errorf("%s: the release has changed with the draft", format)
		}
	}
	for _, format := range []string{"pdf", "md"} {
		expect(t, format, h.paper(format, true), "Differences from released 1.0")
	}
	expected := [][]string{
		{"Control", "Title", "What differs", "Released 1.0", "Draft 1.0"},
		{"A.5.7", "Threat intelligence", "declared status", "Partly implemented", "Implemented"},
		{"A.8.13", "Information backup", "inclusion", "Yes", "No"},
		{"A.8.13", "Information backup", "reason", "Customers ask for it", "The provider backs up"},
		{"A.8.13", "Information backup", "declared status", "Implemented", "–"},
	}
	if diff := cmp.Diff(expected, sheets(t, h.paper("xlsx", true))["Differences"]); diff != "" {
		t.Errorf("the sheet of differences is not as expected: %s", diff)
	}
}

func TestADraftShowsRowsThatAreNewAndRowsThatAreGone(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	h.release()
	h.retire(h.rows["A.5.7"])
	h.edit("OWN-1", "control", "OWN-2")
	for _, format := range formats {
		expect(t, format, h.paper(format, true), "Draft, differs from released 1.0 in 3 rows",
			"A.5.7 Threat intelligence row is gone Yes; Customers ask for it; Partly implemented –",
			"OWN-2 Two people at the switchboard new row – Yes; Grid code; Planned")
	}
}

func TestTheDaysOfAPaperAreThoseOfTheOrganization(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	h.now = h.now.Add(14 * time.Hour) // 23:00 UTC, midnight in Berlin
	organization, err := h.Get(t.Context(), h.manager, "ORG-0001")
	if err != nil {
		t.Fatal(err)
	}
	h.must(app.Edit{ID: organization.ID, Base: organization.Revision, Set: map[string]string{"time_zone": "Europe/Berlin"}})
	h.release()
	for _, format := range formats {
		expect(t, format, h.paper(format, false), "Released 26 Nov 2026", "Mara Lind, 26 Nov 2026", "26 Nov 2026, 00:00 CET")
	}
}

func TestTheSamePaperIsMadeTwiceToTheByteInPDFAndMarkdown(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	for _, format := range []string{"pdf", "md"} {
		if !slices.Equal(h.paper(format, true), h.paper(format, true)) {
			t.Errorf("%s: two papers of the same instant differ", format)
		}
	}
}

func TestAnUnknownFormatIsRefusedWithThoseThatThereAre(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	p, err := report.SoA(t.Context(), h.App, h.manager, "SOA-0001", true)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Write(&strings.Builder{}, "docx"); !fault.Is(err, fault.Malformed) || !strings.Contains(err.Error(), "pdf, xlsx, md") {
		t.Errorf("docx gave %v", err)
	}
}
