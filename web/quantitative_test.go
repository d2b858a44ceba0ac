package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/risk"
	"surety/record"
)

// estimated makes risks of which each has an estimate.
func (h *house) estimated(t *testing.T, n int) []*record.Record {
	t.Helper()
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(3, 3)})[0]
	risks := h.assessedBy(t, method, n)
	var commands []app.Command
	for i, r := range risks {
		commands = append(commands, app.Create{Kind: "risk_estimate", Body: &risk.Estimate{
			Risk: record.Ref(r.ID), Currency: "EUR", Shape: risk.ShapeLognormal, Rate: 0.1 * float64(1+i), Low: 1e4, High: 1e5,
		}})
	}
	h.must(t, commands...)
	return risks
}

func TestRiskInFiguresIsReckonedHeldAgainstTheToleranceAndAskedAbout(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/risk/quantitative").shows(t, http.StatusOK, "No risk is estimated in figures yet")
	risks := h.estimated(t, 3)
	v.get("/risk/quantitative").shows(t, http.StatusOK, "Loss exceedance curve", `class="picture exceedance"`, "No loss tolerance is on record in EUR", risks[2].Key, "99 of 100 years cost at most", "Events a year")
	h.must(t, app.Create{Kind: "loss_tolerance", Body: &risk.Tolerance{Title: "What we bear", Currency: "EUR", Points: []risk.Borne{{Loss: 1000, Percent: 100}, {Loss: 50_000, Percent: 1}}}})
	v.get("/risk/quantitative").shows(t, http.StatusOK, "The year costs more than is tolerated.", "50,000 EUR: 1.0 %")

	// A tenth as often, the tolerance is kept; nothing of that is written.
	asked := ""
	for _, r := range risks {
		asked += fmt.Sprintf("&rate.%s=0", r.Key)
	}
	v.get("/risk/quantitative/year?"+asked[1:]).shows(t, http.StatusOK, `id="year"`, "Each point of the tolerance is kept")
	v.get("/risk/quantitative").shows(t, http.StatusOK, "The year costs more than is tolerated.")
	for _, wrong := range []string{"rate.RISK-0001=-1", "loss.RISK-0001=0", "rate.RISK-0001=NaN", "loss.RISK-0001=1e9", "rate.RISK-0001=x"} {
		if page := v.get("/risk/quantitative/year?" + wrong); page.Status != http.StatusBadRequest {
			t.Errorf("%s is answered with %d", wrong, page.Status)
		}
	}
}

func TestASimulationIsKeptAndProvesItselfWhenItIsRunAgain(t *testing.T) {
	h := newHouse(t)
	h.estimated(t, 2)
	v := h.as(t, h.manager)
	v.post("/risk/quantitative", "trials", "many", "seed", "-1").shows(t, http.StatusUnprocessableEntity, "no number of years", "is no seed")
	v.post("/risk/quantitative", "trials", "1000000000", "seed", "1").shows(t, http.StatusUnprocessableEntity, "expected 1 to 100000000")
	kept := v.post("/risk/quantitative", "trials", "5000", "seed", "9007199254740991")
	kept.shows(t, http.StatusOK, "bit for bit", "Standard error")
	v.get("/SIM-0001").shows(t, http.StatusOK, "Run it again")
	v.get("/risk/quantitative").shows(t, http.StatusOK, "SIM-0001")

	// Figures that were altered are found out.
	rec, err := h.App.Get(t.Context(), h.manager, "SIM-0001")
	if err != nil {
		t.Fatal(err)
	}
	body := *rec.Body.(*risk.Simulation)
	body.Results = strings.Replace(body.Results, `"trials":5000`, `"trials":5001`, 1)
	h.must(t, app.Edit{ID: rec.ID, Base: rec.Revision, Body: &body})
	v.get("/SIM-0001/again").shows(t, http.StatusOK, "other figures than those that were kept")
}

func TestAnEstimateThatCannotBeReckonedWithIsRefusedAtItsField(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(3, 3)})[0]
	of := record.Ref(h.assessedBy(t, method, 1)[0].ID)
	for name, e := range map[string]risk.Estimate{
		"high":             {Shape: risk.ShapeLognormal, Rate: 1, Low: 5, High: 5},
		"rate":             {Shape: risk.ShapeLognormal, Rate: -1, Low: 1, High: 5},
		"likeliest":        {Shape: risk.ShapePERT, Rate: 1, Low: 5, Likeliest: 1, High: 9},
		"past":             {Shape: risk.ShapeObserved, Rate: 1},
		"vulnerability":    {Shape: risk.ShapeLognormal, Threats: 3, Success: 1.5, Low: 1, High: 5},
		"secondary_chance": {Shape: risk.ShapeLognormal, Rate: 1, Low: 1, High: 5, SecondChance: 1.5, SecondLow: 1, SecondHigh: 2},
		"limit":            {Shape: risk.ShapeLognormal, Rate: 1, Low: 1, High: 5, Limit: -1},
		"shared":           {Shape: risk.ShapeLognormal, Rate: 1, Low: 1, High: 5, Cause: "provider"},
		"currency":         {Shape: risk.ShapeLognormal, Rate: 1, Low: 1, High: 5, Currency: "eur"},
	} {
		e.Risk = of
		if e.Currency == "" {
			e.Currency = "EUR"
		}
		_, err := h.App.Do(t.Context(), h.manager, app.Request{}, app.Create{Kind: "risk_estimate", Body: &e})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatIsRestrictedIsNeitherSummedNorKeptForOthers(t *testing.T) {
	h := newHouse(t)
	risks := h.estimated(t, 2)
	mark := record.MarkRestricted
	h.must(t, app.Edit{ID: risks[0].ID, Base: risks[0].Revision, Mark: &mark})
	manager, reader := h.as(t, h.manager), h.as(t, h.colleague(t, "rita@example.org", app.Reader))
	manager.get("/risk/quantitative").shows(t, http.StatusOK, risks[0].Key)
	page := reader.get("/risk/quantitative")
	page.shows(t, http.StatusOK, "One restricted estimate is left out.", risks[1].Key)
	if strings.Contains(page.Body, risks[0].Key) {
		t.Error("a restricted risk is named to who may not see it")
	}
	manager.post("/risk/quantitative", "trials", "2000", "seed", "1")
	if page := reader.get("/SIM-0001"); strings.Contains(page.Body, risks[0].Key) {
		t.Error("a kept simulation names a restricted risk")
	}
}
