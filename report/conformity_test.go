package report_test

import (
	"bytes"
	"strings"
	"testing"

	"surety/app"
	"surety/report"
)

// conformity is the paper of a standard in Markdown.
func (h *house) conformity(t *testing.T, standard string) string {
	t.Helper()
	paper, err := report.Conformity(t.Context(), h.App, h.manager, app.VerdictQuery{Standard: standard})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := paper.Write(&b, report.Markdown); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{report.PDF, report.XLSX} {
		if err := paper.Write(&bytes.Buffer{}, format); err != nil {
			t.Errorf("%s as %s: %v", standard, format, err)
		}
	}
	return b.String()
}

func TestWhereOneStandsByAnyStandardIsAPaperInTheTermsOfItsForce(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	requirements := h.conformity(t, "iso27001")
	for _, want := range []string{"# Where we stand by ISO/IEC 27001:2022", "| Section | fails | needs a person | holds | no occasion yet |", "| **All** |", "Entry by entry", "not a statement of conformity"} {
		if !strings.Contains(requirements, strings.ReplaceAll(want, "**", "")) {
			t.Errorf("the paper of requirements does not say %q", want)
		}
	}
	guidance := h.conformity(t, "iso27014")
	if !strings.Contains(guidance, "| Section | not followed | open | followed |") || strings.Contains(guidance, "fails") {
		t.Errorf("the paper of guidance:\n%.1500s", guidance)
	}
	for _, p := range h.Packs().Headers() {
		h.conformity(t, p.Ref().String())
	}
	if _, err := report.Conformity(t.Context(), h.App, h.manager, app.VerdictQuery{Standard: "iso9001"}); err == nil {
		t.Error("a standard that is not there has a paper")
	}
}
