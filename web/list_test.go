package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/asset"
	"surety/isms/org"
	"surety/record"
)

// assets are four assets, two of them services of Tom's.
func (h *house) assets(t *testing.T) {
	t.Helper()
	tom := h.must(t, app.Create{Kind: "person", Body: &org.Person{Name: "Tom Okafor"}})[0]
	for _, a := range []asset.Asset{{Name: "Billing", Type: "service", Owner: record.Ref(tom.ID)}, {Name: "Metering", Type: "service", Owner: record.Ref(tom.ID)}, {Name: "Archive", Type: "information"}, {Name: "Server room", Type: "site"}} {
		h.must(t, app.Create{Kind: "asset", Body: &a})
	}
}

func TestAFilterTellsHowManyRecordsEachValueWouldShow(t *testing.T) {
	h := newHouse(t)
	h.assets(t)
	v := h.as(t, h.manager)
	types := v.get("/list/asset/filter/type")
	types.shows(t, http.StatusOK, `Service</span> <small>2</small>`, `Information</span> <small>1</small>`)
	v.get("/list/asset/filter/type?owner=PERSON-0002").shows(t, http.StatusOK, `Service</span> <small>2</small>`, `Information</span> <small>0</small>`)
	v.get("/list/asset/filter/owner?type=service").shows(t, http.StatusOK, `Tom Okafor</span> <small>2</small>`, `none</span> <small>0</small>`)
	v.get("/list/asset/filter/state").shows(t, http.StatusOK, `<small>4</small>`)
	v.get("/list/asset/filter/nonsense").shows(t, http.StatusNotFound)
	chosen := v.get("/list/asset?type=service&type=site")
	chosen.shows(t, http.StatusOK, "Service, Site", "Billing", "Server room")
	if strings.Contains(chosen.main(), "Archive") {
		t.Error("what was not chosen is listed")
	}
}

func TestAListIsGroupedWithTheNumberOfEachGroup(t *testing.T) {
	h := newHouse(t)
	h.assets(t)
	v := h.as(t, h.manager)
	v.get("/list/asset?group=type").shows(t, http.StatusOK, "Grouped by Type", "<b>Service</b> <small>2</small>")
	v.get("/list/asset?group=owner").shows(t, http.StatusOK, "<b>Tom Okafor</b> <small>2</small>", "<b>none</b> <small>2</small>")
	v.get("/list/asset/group/owner?owner=PERSON-0002").shows(t, http.StatusOK, "Billing", "Metering")
}

func TestAPersonChoosesColumnsAndSavesViewsForThemselvesAlone(t *testing.T) {
	h := newHouse(t)
	h.assets(t)
	v, other := h.as(t, h.manager), h.as(t, h.colleague(t, "Rita", "reader"))
	v.post("/list/asset/columns", "column", "description", "query", "type=service").shows(t, http.StatusOK, "Description</th>")
	if got := v.get("/list/asset"); strings.Contains(got.main(), "Type</a></th>") {
		t.Error("a column that was not chosen is shown")
	}
	other.get("/list/asset").shows(t, http.StatusOK, "Type</a></th>")
	v.post("/list/asset/columns", "usual", "yes", "column", "description").shows(t, http.StatusOK, "Type</a></th>")

	saved := v.post("/list/asset/views", "name", "Services <b>", "query", "type=service&after=x")
	saved.shows(t, http.StatusOK, "Services <b>", "Forget this view", "Billing")
	if saved.Path != "/list/asset?type=service" && saved.Path != "/list/asset" {
		t.Errorf("saving led to %s", saved.Path)
	}
	if strings.Contains(other.get("/list/asset").Body, "Services &lt;b&gt;") {
		t.Error("somebody else's view is shown")
	}
	if got := v.post("/list/asset/views/0/forget"); strings.Contains(got.Body, "Services &lt;b&gt;") {
		t.Error("the view was not forgotten")
	}
	v.post("/list/asset/views/0/forget").shows(t, http.StatusNotFound)
}

func TestACellIsEditedInItsPlace(t *testing.T) {
	h := newHouse(t)
	h.assets(t)
	v := h.as(t, h.manager)
	v.get("/ASSET-0003/cell/owner").shows(t, http.StatusOK, `name="base" value="1"`)
	v.post("/ASSET-0003/cell/owner", "base", "1", "owner", "PERSON-0002").shows(t, http.StatusOK, "<tr", "Tom Okafor", "Archive")
	v.post("/ASSET-0003/cell/owner", "base", "2", "owner", "PERSON-9999").shows(t, http.StatusUnprocessableEntity, "PERSON-9999", `role="alert"`)
	v.post("/ASSET-0003/cell/owner", "base", "1", "owner", "PERSON-0001").shows(t, http.StatusConflict, "in the meantime", "Tom Okafor", `name="base" value="2"`)
	v.get("/ASSET-0003/cell/nonsense").shows(t, http.StatusNotFound)
	reader := h.as(t, h.colleague(t, "Rita", "reader"))
	reader.get("/ASSET-0003/cell/owner").shows(t, http.StatusForbidden)
	reader.post("/ASSET-0003/cell/owner", "base", "2", "owner", "PERSON-0001").shows(t, http.StatusForbidden)
	if strings.Contains(reader.get("/list/asset").Body, "data-cell") {
		t.Error("a reader is offered to edit")
	}
}

func TestManyRecordsAreChangedOnlyAfterTheChangeWasShown(t *testing.T) {
	h := newHouse(t)
	h.assets(t)
	v := h.as(t, h.manager)
	chosen := "/list/asset/change?" + url.Values{"key": {"ASSET-0001", "ASSET-0003"}, "query": {"sort=key"}, "field": {"owner"}}.Encode()
	v.get(chosen).shows(t, http.StatusOK, "2 records are chosen", "Billing", "Archive", "Show what changes")
	pairs := []string{"key", "ASSET-0001", "key", "ASSET-0003", "field", "owner", "query", "sort=key", "base.ASSET-0001", "1", "base.ASSET-0003", "1"}
	v.post("/list/asset/change", append(pairs, "owner", "PERSON-0002")...).shows(t, http.StatusOK, "as it is", "<ins>", "Change this record")
	if rec, err := h.Get(t.Context(), h.manager, "ASSET-0003"); err != nil || rec.Revision != 1 {
		t.Fatalf("showing the change changed %v, %v", rec, err)
	}
	v.post("/list/asset/change", append(pairs, "owner", "PERSON-9999")...).shows(t, http.StatusOK, "PERSON-9999")
	v.post("/list/asset/change", append(pairs, "owner", "PERSON-0002", "do", "yes")...).shows(t, http.StatusOK, "records are changed", "Tom Okafor")
	v.post("/list/asset/change", append(pairs, "owner", "PERSON-0001", "do", "yes")...).shows(t, http.StatusUnprocessableEntity, "ASSET-0003")
	v.get("/list/asset/change?all=yes&query=type%3Dservice&field=owner").shows(t, http.StatusOK, "2 records are chosen", "Billing", "Metering")
	v.get("/list/asset/change").shows(t, http.StatusOK, "No record is chosen")
	h.as(t, h.colleague(t, "Rita", "reader")).get(chosen).shows(t, http.StatusForbidden)
}

func TestThePaletteOffersActsPagesAndRecords(t *testing.T) {
	h := newHouse(t)
	h.assets(t)
	v := h.as(t, h.manager)
	v.get("/palette?q=bil").shows(t, http.StatusOK, "Billing", "ASSET-0001", `href="/ASSET-0001"`)
	v.get("/palette?q=new+ass").shows(t, http.StatusOK, "New: Asset", `href="/new/asset"`)
	v.get("/palette?q=conf").shows(t, http.StatusOK, `href="/conformity"`)
	v.get("/palette?q=keyb").shows(t, http.StatusOK, `href="/help/keys"`)
	v.get("/palette?q=zzzz").shows(t, http.StatusOK, "Nothing begins with “zzzz”")
	v.get("/palette").shows(t, http.StatusOK, "Home")
	reader := h.as(t, h.colleague(t, "Rita", "reader"))
	if got := reader.get("/palette?q=new"); strings.Contains(got.Body, "/new/asset") {
		t.Error("a reader is offered to add an asset")
	}
}

func TestAPersonsSettingsHoldOnEveryPage(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/settings").shows(t, http.StatusOK, "Your settings", "Time zone")
	v.post("/settings", "language", "de", "zone", "Europe/Berlin", "density", "compact", "theme", "dark").
		shows(t, http.StatusOK, `<html lang="de" data-theme="dark" data-density="compact">`)
	v.get("/list/asset").shows(t, http.StatusOK, `lang="de"`)
	v.post("/settings", "zone", "Europe/Atlantis").shows(t, http.StatusUnprocessableEntity, "Europe/Atlantis")
}

func TestTheChoicesOfEveryFilterCanBeAskedFor(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	for _, kind := range h.Catalogue().Kinds() {
		for _, field := range kind.Fields {
			if !field.Is(record.MarkIndex) {
				continue
			}
			if got := v.get("/list/" + kind.Name + "/filter/" + field.Name); got.Status != http.StatusOK && got.Status != http.StatusNotFound {
				t.Errorf("%s by %s: %d", kind.Name, field.Name, got.Status)
			}
		}
	}
	if h.logged.Len() > 0 {
		t.Errorf("it logged %.500s", h.logged)
	}
}
