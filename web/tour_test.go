package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/asset"
	"surety/isms/org"
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
