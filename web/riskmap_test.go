package web_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/risk"
	"surety/record"
)

// matrixOf is a method of any size whose levels rise with the product of its steps.
func matrixOf(consequences, likelihoods int) *risk.Method {
	m := &risk.Method{Title: fmt.Sprintf("Method %d × %d", consequences, likelihoods), Version: "1", Levels: []risk.Level{
		{Name: "Calm", Rank: 1, Acceptable: true}, {Name: "Rough", Rank: 2}, {Name: "Storm", Rank: 3},
	}}
	for c := 1; c <= consequences; c++ {
		m.Consequence = append(m.Consequence, risk.Step{Value: c, Label: fmt.Sprintf("Harm %d", c)})
	}
	for l := 1; l <= likelihoods; l++ {
		m.Likelihood = append(m.Likelihood, risk.Step{Value: l, Label: fmt.Sprintf("Chance %d", l)})
	}
	for c := 1; c <= consequences; c++ {
		for l := 1; l <= likelihoods; l++ {
			level := m.Levels[min(2, 3*(c*l-1)/(consequences*likelihoods))]
			m.Matrix = append(m.Matrix, risk.Cell{Consequence: c, Likelihood: l, Level: level.Name})
		}
	}
	return m
}

// assessedBy makes risks that are spread over the cells of a method.
func (h *house) assessedBy(t *testing.T, method *record.Record, n int) []*record.Record {
	t.Helper()
	body := method.Body.(*risk.Method)
	var commands []app.Command
	for i := range n {
		r := &risk.Risk{
			Title: fmt.Sprintf("Flood %d", i), Method: record.Ref(method.ID), Consequence: 1 + i%len(body.Consequence), Likelihood: 1 + i/len(body.Consequence)%len(body.Likelihood),
		}
		if i%2 == 0 {
			r.ResidualConsequence, r.ResidualLikelihood = 1, r.Likelihood
		}
		commands = append(commands, app.Create{Kind: "risk", Body: r})
	}
	return h.must(t, commands...)
}

func TestTheMapCountsRisksInMatricesOfEverySize(t *testing.T) {
	for _, c := range []struct{ consequences, likelihoods, risks int }{{3, 3, 0}, {4, 4, 40}, {5, 5, 40}, {5, 4, 5000}, {10, 10, 5000}} {
		t.Run(fmt.Sprintf("%d by %d, %d risks", c.consequences, c.likelihoods, c.risks), func(t *testing.T) {
			h := newHouse(t)
			method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(c.consequences, c.likelihoods)})[0]
			h.assessedBy(t, method, c.risks)
			v := h.as(t, h.manager)
			for _, show := range []string{"", "residual", "both"} {
				page := v.get("/risks/map?show=" + show)
				page.shows(t, http.StatusOK, "Harm 3", "Chance 3", "Storm")
				cells := strings.Count(page.Body, `<g class="cell"`)
				if want := 2 * c.consequences * c.likelihoods; cells != want { // for wide and for narrow windows
					t.Errorf("shown %q: %d cells, expected %d", show, cells, want)
				}
				if len(page.Body) > 300_000 {
					t.Errorf("shown %q the page weighs %d bytes", show, len(page.Body))
				}
			}
			inCells := 0
			for _, m := range regexp.MustCompile(`class="count" href="[^"]*" aria-label="(\d+) risks?\. `).FindAllStringSubmatch(v.get("/risks/map").Body, -1) {
				n, err := strconv.Atoi(m[1])
				if err != nil {
					t.Fatal(err)
				}
				inCells += n
			}
			if inCells != 2*c.risks {
				t.Errorf("%d risks are counted in the cells of both widths, expected %d", inCells, 2*c.risks)
			}
		})
	}
}

func TestTheMapNamesRisksAndListsACell(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(5, 5)})[0]
	risks := h.must(t,
		app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood", Method: record.Ref(method.ID), Consequence: 5, Likelihood: 4, ResidualConsequence: 2, ResidualLikelihood: 2}},
		app.Create{Kind: "risk", Body: &risk.Risk{Title: "Drizzle", Method: record.Ref(method.ID), Consequence: 1, Likelihood: 1}},
		app.Create{Kind: "risk", Body: &risk.Risk{Title: "Not looked at", Method: record.Ref(method.ID)}},
		app.Create{Kind: "risk", Body: &risk.Risk{Title: "To be treated", Method: record.Ref(method.ID), Consequence: 5, Likelihood: 5}})
	v := h.as(t, h.manager)
	v.get("/risks/map").shows(t, http.StatusOK, risks[0].Key, risks[1].Key, risks[3].Key, "One risk is not assessed yet", "1 risk. Consequence 5 Harm 5, likelihood 4 Chance 4: Storm")
	v.get("/risks/map?cell=5.4").shows(t, http.StatusOK, "Flood", "Find in the map")
	// What remains of a risk that is acceptable as it is, is what there is.
	v.get("/risks/map?show=residual").shows(t, http.StatusOK, "1 risk. Consequence 2 Harm 2, likelihood 2 Chance 2", "1 risk. Consequence 1 Harm 1, likelihood 1 Chance 1", "Of one risk it was not assessed what remains")
	v.get("/risks/map?show=residual&cell=1.1").shows(t, http.StatusOK, "Drizzle")
	v.get("/risks/map?show=both").shows(t, http.StatusOK, "1 → 0", "0 → 1", `class="flows"`, "What moved, as a table")
	v.get("/list/risk?method="+method.Key+"&rank.empty=yes").shows(t, http.StatusOK, "Not looked at")
	v.get("/list/risk?method="+method.Key+"&residual_rank.empty=yes").shows(t, http.StatusOK, "To be treated")
	v.get("/list/risk?method="+method.Key+"&consequence=5&likelihood=4").shows(t, http.StatusOK, "Flood")
	if page := v.get("/risks/map?treatment=open"); strings.Contains(page.Body, risks[0].Key) || !strings.Contains(page.Body, risks[3].Key) {
		t.Errorf("the filter for what is to be treated shows\n%s", page.main())
	}
	v.get("/risks/map?risk="+risks[0].Key).shows(t, http.StatusOK, "Draft the assessment", "chip chosen")
	for address, status := range map[string]int{"/risks/map?method=METHOD-0099": http.StatusNotFound, "/risks/map?risk=" + method.Key: http.StatusNotFound, "/risks/map?cell=99.x": http.StatusOK, "/risks/map?show=all": http.StatusOK} {
		v.get(address).shows(t, status)
	}
}

func TestWithoutAMethodTheMapSaysWhatItNeeds(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/risks/map").shows(t, http.StatusOK, "Add a method")
	h.must(t, app.Create{Kind: "risk_method", Body: &risk.Method{Title: "Bare", Version: "1"}})
	v.get("/risks/map").shows(t, http.StatusOK, "Lay out its matrix")
}

func TestTheMapTellsNothingOfRestrictedRisksButHowMany(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(3, 3)})[0]
	reader := h.colleague(t, "rita@example.org", app.Reader)
	secret := h.must(t, app.Create{Kind: "risk", Mark: record.MarkRestricted, Body: &risk.Risk{Title: "CANARY takeover", Method: record.Ref(method.ID), Consequence: 3, Likelihood: 3}})[0]
	v := h.as(t, reader)
	for _, address := range []string{"/risks/map", "/risks/map?show=residual", "/risks/map?show=both", "/risks/map?cell=3.3", "/risks/map?state=any"} {
		page := v.get(address)
		page.shows(t, http.StatusOK, "One restricted risk is not shown to you")
		if strings.Contains(page.Body, "CANARY") || strings.Contains(page.Body, secret.Key) || strings.Contains(page.Body, "1 risk.") {
			t.Errorf("%s tells of it:\n%s", address, page.main())
		}
	}
	v.get("/risks/map?risk="+secret.Key).shows(t, http.StatusNotFound)
	v.get("/"+secret.Key+"/assess").shows(t, http.StatusNotFound)
	h.as(t, h.manager).get("/risks/map").shows(t, http.StatusOK, secret.Key)
}

func TestWhoOnlyReadsMovesNothing(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(3, 3)})[0]
	one := h.assessedBy(t, method, 1)[0]
	v := h.as(t, h.colleague(t, "rita@example.org", app.Reader))
	page := v.get("/risks/map?risk=" + one.Key)
	page.shows(t, http.StatusOK, one.Key)
	for _, offer := range []string{"data-assess", "data-hint", "Draft the assessment", "New risk"} {
		if strings.Contains(page.Body, offer) {
			t.Errorf("a reader is offered %q", offer)
		}
	}
	v.get("/"+one.Key+"/assess").shows(t, http.StatusForbidden)
	v.post("/"+one.Key+"/assess", "base", "1", "consequence", "3", "likelihood", "3", "reason", "I want to").shows(t, http.StatusForbidden)
	v.get("/"+method.Key+"/matrix").shows(t, http.StatusOK, "Storm")
	v.post("/"+method.Key+"/matrix", "act", "save", "base", "1").shows(t, http.StatusForbidden)
	if now, err := h.Get(t.Context(), h.manager, one.Key); err != nil || now.Revision != 1 {
		t.Errorf("the risk stands at revision %d, %v", now.Revision, err)
	}
}

func TestAnAssessmentIsDraftedAndSavedWithItsReason(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(5, 5)})[0]
	one := h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood", Method: record.Ref(method.ID), Consequence: 5, Likelihood: 4}})[0]
	owner := h.colleague(t, "otto@example.org", app.RiskOwner)
	v := h.as(t, owner)
	draft := v.get("/" + one.Key + "/assess?on=inherent&consequence=2&likelihood=2&to=/risks/map")
	draft.shows(t, http.StatusOK, "5 × 4", "Storm", "2 × 2", "Calm", "may stay as it is", "The method is a draft")

	fields := []string{"base", "1", "on", "inherent", "consequence", "2", "likelihood", "2", "assessed", "2026-11-24", "to", "/risks/map"}
	v.post("/"+one.Key+"/assess", fields...).shows(t, http.StatusUnprocessableEntity, "Say why")
	v.post("/"+one.Key+"/assess", append(fields, "act", "look")...).shows(t, http.StatusOK, "2 × 2")
	v.post("/"+one.Key+"/assess", "base", "1", "consequence", "9", "likelihood", "2", "reason", "x").shows(t, http.StatusUnprocessableEntity, "Choose a consequence and a likelihood")
	saved := v.post("/"+one.Key+"/assess", append(fields, "reason", "The dyke was raised.")...)
	saved.shows(t, http.StatusOK, one.Key+" is assessed anew.", "1 risk. Consequence 2 Harm 2, likelihood 2 Chance 2: Calm")
	if saved.Path != "/risks/map" {
		t.Errorf("saving led to %s", saved.Path)
	}
	v.get("/"+one.Key+"/history").shows(t, http.StatusOK, "The dyke was raised.")

	// Somebody else was faster: nothing is overwritten unseen.
	v.post("/"+one.Key+"/assess", "base", "1", "on", "residual", "consequence", "1", "likelihood", "1", "reason", "Pumps", "assessed", "2026-11-24").shows(t, http.StatusConflict, "Somebody changed this risk", "Pumps")
	v.post("/"+one.Key+"/assess", "base", "2", "on", "residual", "consequence", "1", "likelihood", "2", "reason", "Pumps", "assessed", "2026-11-24").shows(t, http.StatusOK)
	now, err := h.Get(t.Context(), h.manager, one.Key)
	if err != nil {
		t.Fatal(err)
	}
	if body := now.Body.(*risk.Risk); body.Consequence != 2 || body.ResidualConsequence != 1 || body.ResidualLikelihood != 2 || body.Level != "Calm" || body.Assessed != "2026-11-24" {
		t.Errorf("it stands as %+v", body)
	}
}

func TestAContributorAssessesRisksAndLeavesTheMatrixAlone(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(3, 3)})[0]
	one := h.assessedBy(t, method, 1)[0]
	v := h.as(t, h.colleague(t, "cora@example.org", app.Contributor))
	v.get("/risks/map").shows(t, http.StatusOK, "data-assess")
	v.post("/"+one.Key+"/assess", "base", "1", "consequence", "3", "likelihood", "3", "assessed", "2026-11-24", "reason", strings.Repeat("é", 500)).shows(t, http.StatusOK, one.Key+" is assessed anew.")
	v.post("/"+one.Key+"/assess", "base", "2", "consequence", "3", "likelihood", "2", "assessed", "2026-11-24", "reason", strings.Repeat("é", 501)).shows(t, http.StatusUnprocessableEntity, "The reason is too long")
	page := v.get("/" + method.Key + "/matrix")
	page.shows(t, http.StatusOK, "Storm")
	if strings.Contains(page.Body, "Show what changes") {
		t.Error("a contributor is offered to change the matrix")
	}
}
