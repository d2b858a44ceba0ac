package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/assess"
	"surety/isms/asset"
	"surety/isms/control"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

func TestTheTourIsTickedByWhatIsThereAndCanBeLeftAndTakenAgain(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/").shows(t, http.StatusOK, "The first hour", "0 of 5 done", `href="/new/scope"`, `href="/new/risk_method"`, `href="/begin-soa"`, "Leave the tour")
	system, err := h.Get(t.Context(), h.manager, "ISMS-0001")
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Create{Kind: "scope", Body: &org.Scope{System: record.Ref(system.ID), Title: "All of it", Version: "1"}}, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}})
	v.get("/").shows(t, http.StatusOK, "1 of 5 done", `href="/list/management_system"`, `href="/new/risk"`)
	if page := v.post("/tour", "act", "leave"); page.Path != "/" || strings.Contains(page.Body, "The first hour") {
		t.Errorf("the tour was left and is still there, at %s", page.Path)
	}
	v.get("/settings").shows(t, http.StatusOK, "Take the tour")
	v.post("/tour", "act", "take").shows(t, http.StatusOK, "The first hour")
	if strings.Contains(h.as(t, h.colleague(t, "Tom Okafor", "contributor")).get("/").Body, "The first hour") {
		t.Error("the tour is shown to one who does not set up the management system")
	}
}

func TestAnEmptyListTeachesWhatBelongsInIt(t *testing.T) {
	h := newHouse(t)
	h.as(t, h.manager).get("/list/risk").shows(t, http.StatusOK, "Nothing is here yet.", h.Catalogue().Kind("risk").Help[:20], "ISO/IEC 27001 6.1.2 asks for it.", `href="/new/risk"`, "Add the first")
	h.as(t, h.colleague(t, "Ann Berg", "reader")).get("/list/risk").shows(t, http.StatusOK, "Your roles let you read this")
}

func TestAnEmptyListNamesWhatComesBeforeItsFirstRecord(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	page := v.get("/list/treatment")
	page.shows(t, http.StatusOK, `href="/list/risk"`, "Begin with: Risks")
	if strings.Contains(page.Body, "Add the first") {
		t.Error("a treatment of no risk is offered")
	}
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood"}})
	v.get("/list/treatment").shows(t, http.StatusOK, "Add the first")
}

func TestTheTourIsGoneOnceAllOfItIsDone(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	h.must(t, app.Create{Kind: "scope", Body: &org.Scope{Title: "All of it", Version: "1"}},
		app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}}, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood"}},
		app.Create{Kind: "risk_method", Body: &risk.Method{Title: "Bare", Version: "1"}},
		app.Create{Kind: "soa", Body: &control.Statement{Title: "Statement", Pack: "iso27001", Edition: "2022", Version: "1"}})
	v.get("/").shows(t, http.StatusOK, "4 of 5 done")
	h.must(t, app.Create{Kind: "judgement", Body: &assess.Judgement{
		Standard: "iso27001", Edition: "2022", Requirement: "4.1-1", Outcome: "holds", Reason: "We looked.", Judge: record.Ref(h.manager.Person), Judged: "2026-11-24", Expires: "2027-11-24",
	}})
	if strings.Contains(v.get("/").Body, "The first hour") {
		t.Error("the tour is still there")
	}
}
