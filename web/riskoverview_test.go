package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/asset"
	"surety/isms/control"
	"surety/isms/risk"
	"surety/record"
)

func TestWhereTheRisksStandIsShownInPicturesWithTheirTables(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/risks/overview").shows(t, http.StatusOK, "Where the risks stand")
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(3, 3)})[0]
	dam := h.must(t, app.Create{Kind: "control", Body: &control.Control{Title: "Dam", Status: "implemented"}})[0]
	flood := h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood", Method: record.Ref(method.ID), Consequence: 3, Likelihood: 3, TargetConsequence: 1, TargetLikelihood: 1,
		Lowered: []risk.Effect{{Control: record.Ref(dam.ID), Lowers: "likelihood", Steps: 1}}}})[0]
	page := v.get("/risks/overview")
	page.shows(t, http.StatusOK, "What treatment takes away", "The ten highest risks", "What remained month by month", "Target: where those with a target are meant to be", "The same as a table", flood.Key+" Flood")
	if strings.Contains(page.Body, "style=") {
		t.Error("a picture brings its own style")
	}

	// A rating beside what the controls give needs its reason and day, and the line of the risk shows it.
	h.must(t, app.Edit{ID: flood.ID, Base: flood.Revision, Set: map[string]string{"residual_consequence": "1", "residual_likelihood": "1", "override_reason": "The dam was raised", "override_until": "2027-05-01"}})
	v.get("/"+flood.Key).shows(t, http.StatusOK, "The level over time", "The dam was raised", ">Storm<", ">Calm<")

	// So does the page on which what remains is assessed.
	path := "/" + flood.Key + "/assess"
	form := v.get(path + "?on=residual")
	form.shows(t, http.StatusOK, "The controls leave 3 × 2", "That rating holds until", "2027-05-01")
	values := form.filled(path)
	v.sendForm(path, values, "consequence", "2", "likelihood", "1", "reason", "Seen again", "override_until", "").shows(t, http.StatusUnprocessableEntity, "until when this rating holds")
	v.sendForm(path, values, "consequence", "2", "likelihood", "1", "reason", "Seen again", "override_until", "2027-06-01").shows(t, http.StatusOK, "is assessed anew")

	for _, file := range []string{"assessment.pdf", "assessment.xlsx", "assessment.md"} {
		if answer := v.get("/risks/paper/" + file); answer.Status != http.StatusOK || len(answer.Body) < 200 {
			t.Errorf("%s: %d, %d bytes", file, answer.Status, len(answer.Body))
		}
	}
	v.get("/risks/paper/other.pdf").shows(t, http.StatusNotFound, "no such paper")
}

func TestAssetsInheritWhatDependsOnThemNeeds(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/assets/dependencies").shows(t, http.StatusOK, "No asset depends on another yet")
	disk := h.must(t, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Disk", Type: "hardware", InScope: true, Availability: 1}})[0]
	server := h.must(t, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Server", Type: "hardware", InScope: true, DependsOn: []record.Ref{record.Ref(disk.ID)}}})[0]
	shop := h.must(t, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Shop", Type: "service", Primary: true, InScope: true, Availability: 4, DependsOn: []record.Ref{record.Ref(server.ID)}}})[0]
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Fire", Assets: []record.Ref{record.Ref(server.ID)}}}, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Adrift"}})
	page := v.get("/assets/dependencies")
	page.shows(t, http.StatusOK, "What depends on what", "–/–/1", "<b>–/–/4</b>", "Assets without a risk", "Risks without an asset", "Adrift", "Disk")
	around := v.get("/assets/dependencies?asset=" + disk.Key)
	around.shows(t, http.StatusOK, "Shop", shop.Key)
	v.get("/assets/dependencies?asset=ASSET-9999").shows(t, http.StatusNotFound, "There is no asset ASSET-9999")

	// A circle is refused with its way.
	_, err := h.Do(t.Context(), h.manager, app.Request{}, app.Edit{ID: disk.ID, Base: disk.Revision, Set: map[string]string{"depends_on": string(shop.ID)}})
	if err == nil || !strings.Contains(err.Error(), disk.Key+" → "+shop.Key+" → "+server.Key+" → "+disk.Key) {
		t.Errorf("said %v", err)
	}
}

func TestTheFiveWorkshopsSayWhatEachHasBrought(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/risks/workshops").shows(t, http.StatusOK, "1. Scope and baseline", "5. Treatment", "something is missing")
	source := h.must(t, app.Create{Kind: "risk_source", Body: &risk.Source{Title: "Extortionists", Category: "organized_crime", Kept: "yes"}})[0]
	party := h.must(t, app.Create{Kind: "ecosystem_party", Body: &risk.Party{Title: "Maker", Dependency: 4, Penetration: 4, Maturity: 2, Trust: 2}})[0]
	way := h.must(t, app.Create{Kind: "strategic_scenario", Body: &risk.Strategic{Title: "Through the maker", Source: record.Ref(source.ID), Parties: []record.Ref{record.Ref(party.ID)}}})[0]
	h.must(t, app.Create{Kind: "operational_scenario", Body: &risk.Operational{Title: "A session", Strategic: record.Ref(way.ID), Steps: []risk.Move{{What: "A mail", Likelihood: 3}}}})
	page := v.get("/risks/workshops")
	for _, address := range []string{"/list/risk_source?kept=yes", "/list/ecosystem_party?zone=danger", "/list/strategic_scenario", "/list/operational_scenario"} {
		if !strings.Contains(page.Body, `href="`+address+`">1</a>`) {
			t.Errorf("%s does not count one", address)
		}
		v.get(address).shows(t, http.StatusOK)
	}
}
