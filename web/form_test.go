package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/asset"
	"surety/isms/org"
	"surety/isms/risk"
)

func TestAReferenceIsChosenByWordsOfIt(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "person", Body: &org.Person{Name: "Okafor, Tom"}}, app.Create{Kind: "person", Body: &org.Person{Name: "Ann Berg"}}, app.Create{Kind: "person", Body: &org.Person{Name: "Ann Dahl"}},
		app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}}, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Metering", Type: "service"}})
	v := h.as(t, h.manager)
	for typed, owner := range map[string]string{"okafor": "Okafor, Tom", "PERSON-0002": "Okafor, Tom", "PERSON-0002 Okafor, Tom": "Okafor, Tom", "Ann Dahl": "Ann Dahl"} {
		v.post("/new/asset", "name", "Archive", "type", "information", "owner", typed).shows(t, http.StatusOK, "is there", owner)
	}
	v.post("/new/asset", "name", "Archive", "type", "information", "owner", "Ann").shows(t, http.StatusUnprocessableEntity, "fits several", "Ann Berg", "Ann Dahl", `value="Ann"`)
	v.post("/new/asset", "name", "Archive", "type", "information", "owner", "nobody").shows(t, http.StatusUnprocessableEntity, "nothing that can stand here is called “nobody”")
	system := h.system(t)
	v.post("/new/risk", "system", system, "title", "Loss", "assets", "ASSET-0001", "assets", "metering").shows(t, http.StatusOK, "Billing", "Metering")
	v.get("/choose?named=yes&kinds=person&field=owner&owner=oka").shows(t, http.StatusOK, `value="PERSON-0002 Okafor, Tom"`)
	v.get("/choose?named=yes&kinds=person&field=owner&owner=PERSON-0002+Okafor%3B+berg").shows(t, http.StatusOK, `value="PERSON-0002 Okafor; PERSON-0003 Ann Berg"`)
}

// system is the key of the management system that setting up has made.
func (h *house) system(t *testing.T) string {
	t.Helper()
	list, err := h.List(t.Context(), h.manager, app.Query{Kind: "management_system", Limit: 1})
	if err != nil || len(list.Records) == 0 {
		t.Fatalf("no management system: %v", err)
	}
	return list.Records[0].Key
}

func TestAnEarlierValueIsFilledInAgainAndSavedOnlyWhenAsked(t *testing.T) {
	h := newHouse(t)
	rec := h.must(t, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}})[0]
	h.must(t, app.Edit{ID: rec.ID, Base: 1, Set: map[string]string{"name": "Invoices"}})
	v := h.as(t, h.manager)
	v.get("/ASSET-0001").shows(t, http.StatusOK, "Restore this value", "/ASSET-0001/edit?restore=1&field=name#name")
	form := v.get("/ASSET-0001/edit?restore=1&field=name")
	form.shows(t, http.StatusOK, "filled in as it was in revision 1", `value="Billing"`)
	if stands, err := h.Get(t.Context(), h.manager, "ASSET-0001"); err != nil || stands.Title() != "Invoices" {
		t.Errorf("looking at it changed it: %v, %v", stands, err)
	}
	v.get("/ASSET-0001/edit?restore=7&field=name").shows(t, http.StatusNotFound, "no revision 7")
	v.get("/ASSET-0001/edit?restore=x&field=name").shows(t, http.StatusOK, `value="Invoices"`)
	reader := h.as(t, h.colleague(t, "Rita", "reader"))
	if strings.Contains(reader.get("/ASSET-0001").Body, "Restore this value") {
		t.Error("a reader is offered to restore")
	}
}

func TestATextIsPreviewedWithoutWhatCouldHarm(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	page := v.post("/preview?field=scenario", "scenario", "**strong** [x](javascript:alert(1))")
	page.shows(t, http.StatusOK, "<strong>strong</strong>")
	if strings.Contains(page.Body, "javascript:") {
		t.Errorf("the preview holds %s", page.Body)
	}
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Loss"}})
	v.get("/RISK-0001/edit").shows(t, http.StatusOK, "Preview", "data-keep")
}

func TestOfAStaleEditOnlyWhatDiffersIsShownBesideTheOther(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "person", Body: &org.Person{Name: "Okafor, Tom"}})
	v := h.as(t, h.manager)
	v.post("/new/asset", "name", "Billing", "type", "service", "owner", "PERSON-0002").shows(t, http.StatusOK, "is there")
	v.post("/ASSET-0001/edit", "base", "1", "name", "Invoices", "type", "service", "owner", "PERSON-0002 Okafor, Tom").shows(t, http.StatusOK, "is saved")
	stale := v.post("/ASSET-0001/edit", "base", "1", "name", "Billing 2", "type", "service", "owner", "PERSON-0002 Okafor, Tom")
	stale.shows(t, http.StatusConflict, "Invoices", "Billing 2", "Okafor, Tom")
	if strings.Contains(stale.main(), "<td>Owner</td>") {
		t.Error("the owner is shown, whom nobody has changed")
	}
}
