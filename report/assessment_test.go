package report_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/asset"
	"surety/isms/control"
	"surety/isms/risk"
	"surety/record"
	"surety/report"
)

func (h *house) assessment(format string) []byte {
	h.t.Helper()
	p, err := report.Assessment(h.t.Context(), h.App, h.manager)
	return write(h.t, p, err, format)
}

func TestTheAssessmentHasASheetForEachViewAndSaysWhatIsMissing(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	h.assessed()
	method := record.Ref(h.method().ID)
	dam := record.Ref(h.must(app.Create{Kind: "control", Body: &control.Control{Title: "Dam", Status: "implemented", Standard: "A.7.5"}})[0].ID)
	harbour := record.Ref(h.must(app.Create{Kind: "asset", Body: &asset.Asset{Name: "Harbour office", Type: "site", InScope: true}})[0].ID)
	h.must(app.Create{Kind: "asset", Body: &asset.Asset{Name: "Forgotten server", Type: "hardware", InScope: true}})
	flood := h.must(app.Create{Kind: "risk", Body: &risk.Risk{
		Title: "Flood", Method: method, Consequence: 3, Likelihood: 3, Assets: []record.Ref{harbour}, TargetConsequence: 1, TargetLikelihood: 1, Assessed: "2026-11-01", LikelihoodWhy: "Seen in 2023",
		Lowered: []risk.Effect{{Control: dam, Lowers: "likelihood", Steps: 1, Reason: "Holds up to 3 m"}},
	}})[0]
	h.must(app.Create{Kind: "treatment", Body: &risk.Treatment{Risk: record.Ref(flood.ID), Option: "modify", Controls: []record.Ref{dam}, Cost: record.Money{Minor: 1_000_000, Currency: "EUR"}}})
	soa := record.Ref(h.must(app.Create{Kind: "soa", Body: &control.Statement{Title: "SoA", Pack: "iso27001", Edition: "2022", Version: "1"}})[0].ID)
	h.must(app.Create{Kind: "soa_row", Body: &control.Row{Statement: soa, Control: "A.7.5", Title: "Threats from outside", Included: "no", WhyNot: "We are on a hill"}})
	h.must(app.Create{Kind: "risk_estimate", Body: &risk.Estimate{Risk: record.Ref(flood.ID), Currency: "EUR", Rate: 0.1, Shape: risk.ShapeLognormal, Low: 1e6, High: 1e7}},
		app.Create{Kind: "loss_tolerance", Body: &risk.Tolerance{Title: "What we bear", Currency: "EUR", Points: []risk.Borne{{Loss: 5e6, Percent: 1}}}})

	tables := sheets(t, h.assessment("xlsx"))
	if got := rowOf(t, tables["In numbers"], "Expected annual loss"); got[1] != "404,000" {
		t.Errorf("the expected loss reads %q", got)
	}
	for _, name := range []string{"Loss exceedance curve", "In numbers", "What each risk contributes", "Criteria", "Scales", "Levels", "What treatment takes away", "The ten highest risks", "What remained month by month", "Risks", "Scenarios", "Assessments", "Treatments", "What controls lower", "Comparison with Annex A", "Assets without a risk", "Risks without an asset"} {
		if len(tables[name]) < 2 {
			t.Errorf("the sheet %q has %d rows", name, len(tables[name]))
		}
	}
	if got := rowOf(t, tables["What controls lower"], "Flood"); !slices.Equal(got[2:], []string{"CTL-0002 Dam", "Likelihood", "1", "Holds up to 3 m"}) {
		t.Errorf("the effect reads %q", got)
	}
	if got := rowOf(t, tables["Comparison with Annex A"], "A.7.5"); got[4] != flood.Key || got[6] != "✗ A treatment needs it, and the statement does not include it." && got[6] != "A treatment needs it, and the statement does not include it." {
		t.Errorf("the comparison reads %q", got)
	}
	if got := rowOf(t, tables["Assets without a risk"], "Forgotten server"); !strings.Contains(got[3], "no reason") {
		t.Errorf("of the server it says %q", got)
	}
	for _, row := range tables["Assets without a risk"] {
		if slices.Contains(row, "Harbour office") {
			t.Error("an asset that a risk names counts as one without")
		}
	}
	rowOf(t, tables["Risks without an asset"], "Unassessed")
	// Five are assessed, all of them to be treated; of those that remain acceptable none has another treatment.
	if got := tables["What treatment takes away"]; !slices.Equal(got[1], []string{"To be treated", "5"}) || got[len(got)-1][0] != "Left to decide" {
		t.Errorf("the waterfall reads %q", got)
	}
	expect(t, "pdf", h.assessment("pdf"), "Risk assessment and treatment", "Method and criteria", "Where the risks stand", "The ten highest risks", "Target", "Comparison with Annex A", "Assets without a risk", "Risk in figures", "Loss exceedance curve", "404,000")
	expect(t, "md", h.assessment("md"), "Forgotten server", "Seen in 2023")
}

func TestTheAssessmentOfAnEmptyHouseIsAPaperToo(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	for _, format := range []string{"pdf", "xlsx", "md"} {
		expect(t, format, h.assessment(format), "Risk assessment and treatment")
	}
}

func TestTheFiguresOfAPageLeaveOutWhatItsReaderMayNotSee(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	method := record.Ref(h.method().ID)
	h.must(app.Create{Kind: "risk", Body: &risk.Risk{Title: "Open to all", Method: method, Consequence: 3, Likelihood: 3}},
		app.Create{Kind: "risk", Mark: record.MarkRestricted, Body: &risk.Risk{Title: "Whispered", Method: method, Consequence: 3, Likelihood: 3}})
	figures := func(ctx context.Context, actor app.Actor) *report.RiskFigures {
		f, err := report.Figures(ctx, h.App, actor)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	reader := h.manager
	reader.Person, reader.Roles = "", []app.Role{app.Reader}
	all, some := figures(t.Context(), h.manager), figures(t.Context(), reader)
	if all.Counted != 3 || all.Hidden != 0 || len(all.Top.Rows) != 2 {
		t.Errorf("the manager sees %d, %d hidden, %v", all.Counted, all.Hidden, all.Top.Rows)
	}
	if some.Counted != 2 || some.Hidden != 1 || len(some.Top.Rows) != 1 || !strings.Contains(some.Top.Rows[0].Name, "Open to all") {
		t.Errorf("a reader sees %d, %d hidden, %v", some.Counted, some.Hidden, some.Top.Rows)
	}
}
