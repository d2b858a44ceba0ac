package web_test

import (
	"bytes"
	"html"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/assess"
	"surety/isms/asset"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

func TestARefusedFormKeepsWhatWasTypedAndSaysWhatIsWrongAtItsField(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	refused := v.post("/new/evidence", "title", "Restore test", "collected", "yesterday", "note", "typed & kept")
	refused.shows(t, http.StatusUnprocessableEntity, "Nothing was saved yet", "Restore test", "typed & kept", `value="yesterday"`, `id="collected.fault"`, `aria-describedby="collected.fault"`)
	done := v.post("/new/evidence", "title", "Restore test", "origin", "test", "collected", "2026-11-20")
	done.shows(t, http.StatusOK, "EV-0001 is there", "Restore test", "20 Nov 2026", "created it")
	if done.Path != "/EV-0001" {
		t.Errorf("saving led to %s", done.Path)
	}
}

func TestARiskMethodCanBeginWithOneThatIsFilledIn(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/new/risk_method").shows(t, http.StatusOK, "Begin with one that is filled in", `href="/new/risk_method?start=4x4"`)
	v.get("/new/risk_method?start=4x4").shows(t, http.StatusOK, `value="Risk assessment method"`, `name="matrix.15.level"`, `value="Very high"`)
	v.get("/new/risk_method?start=9x9").shows(t, http.StatusOK, "Begin with one that is filled in")
}

func TestAFormThatIsSentTwiceMakesOneRecord(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	for range 2 {
		v.post("/new/asset", "once", "01936000-0000-7000-8000-00000000aaaa", "name", "Billing", "type", "service").shows(t, http.StatusOK, "ASSET-0001")
	}
	list, err := h.List(t.Context(), h.manager, app.Query{Kind: "asset"})
	if err != nil || len(list.Records) != 1 {
		t.Errorf("there are %d assets, %v", len(list.Records), err)
	}
}

func TestRowsAreAddedAndRemovedWithoutScript(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	typed := []string{"title", "Plan", "type", "risk", "count.actions", "1", "actions.0.what", "first"}
	added := v.post("/new/planning", append(typed, "row", "add:actions")...)
	added.shows(t, http.StatusOK, `name="count.actions" value="2"`, `name="actions.1.what"`, `value="Plan"`, "first")
	removed := v.post("/new/planning", "title", "Plan", "count.actions", "2", "actions.0.what", "first", "actions.1.what", "second", "row", "remove:actions:0")
	removed.shows(t, http.StatusOK, `name="count.actions" value="1"`, "second")
	if strings.Contains(removed.Body, "first") {
		t.Error("the row is still there")
	}
	v.post("/new/planning", "title", "Plan", "type", "risk", "aim", "outcomes", "decision", "act", "count.actions", "2", "actions.0.what", "only", "actions.1.what", "").
		shows(t, http.StatusOK, "PLANNING-0001 is there", "only")
}

func TestAChangeOnAnOldRevisionShowsBothVersions(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	rec := h.must(t, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}})[0]
	h.must(t, app.Edit{ID: rec.ID, Base: 1, Set: map[string]string{"name": "Billing system"}})
	stale := v.post("/ASSET-0001/edit", "base", "1", "name", "Invoices", "type", "service")
	stale.shows(t, http.StatusConflict, "Somebody else has changed this", "Billing system", "Invoices", `name="base" value="2"`)
	v.post("/ASSET-0001/edit", "base", "2", "name", "Invoices", "type", "service").shows(t, http.StatusOK, "ASSET-0001 is saved", "Invoices")
	v.get("/ASSET-0001/history").shows(t, http.StatusOK, "Billing system", "Invoices", "revision 3")
}

func TestAFormThatIsSavedAsItCameMakesNoRevision(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	h.must(t, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service", Owner: record.Ref(h.manager.Person)}})
	v.post("/ASSET-0001/edit", "base", "1", "name", "Billing", "type", "service", "owner", "PERSON-0001").shows(t, http.StatusOK, "Nothing was changed", `name="base" value="1"`)
	if history := v.get("/ASSET-0001/history"); strings.Contains(history.Body, "revision 2") {
		t.Error("saving what stands has made a revision")
	}
	v.post("/ASSET-0001/edit", "base", "1", "name", "Billing 2", "type", "service", "owner", "PERSON-0001").shows(t, http.StatusOK, "ASSET-0001 is saved")
	v.post("/ASSET-0001/edit", "base", "1", "name", "Billing 2", "type", "service", "owner", "PERSON-0001").shows(t, http.StatusConflict, "Somebody else has changed this")
}

func TestAnActIsBoundToTheRevisionThatWasShown(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	h.must(t, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}})
	v.get("/ASSET-0001").shows(t, http.StatusOK, "Retire", "It stays in history and no longer counts.", `name="base" value="1"`)
	v.post("/ASSET-0001/move/retire", "base", "7").shows(t, http.StatusConflict, "Somebody else was faster")
	v.post("/ASSET-0001/move/retire").shows(t, http.StatusBadRequest, "which revision")
	v.post("/ASSET-0001/move/retire", "base", "1", "note", "Switched off").shows(t, http.StatusOK, "is now: Retired", "Switched off", "Bring back")
}

func TestPeriodsAreReadAndWrittenInWords(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/ISMS-0001/edit").shows(t, http.StatusOK, `value="12 months"`)
	typed := []string{"base", "1", "name", "ISMS", "standard", "iso27001", "edition", "2022", "assessment_interval", "P1Y"}
	v.post("/ISMS-0001/edit", append(typed, "review_interval", "now and then")...).shows(t, http.StatusUnprocessableEntity, "is no period", "now and then")
	v.post("/ISMS-0001/edit", append(typed, "review_interval", "1 year and 6 months")...).shows(t, http.StatusOK, "1 year 6 months")
}

func TestAFileIsSentBackAsItCameAndNeverShownInThePage(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range map[string]string{"token": v.token, "title": "Scan", "origin": "document", "collected": "2026-11-20"} {
		if err := form.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	const content = "<script>alert(1)</script>"
	file, err := form.CreateFormFile("upload.file", "Prüfung 1.html")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequest(http.MethodPost, h.address+"/new/evidence", &body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	v.send(request).shows(t, http.StatusOK, "EV-0001 is there", "Prüfung 1.html")

	got := v.get("/EV-0001/file/file/0")
	if got.Body != content || got.Header.Get("X-Content-Type-Options") != "nosniff" || got.Header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("the file came back as %q with %v", got.Body, got.Header)
	}
	if disposition := got.Header.Get("Content-Disposition"); disposition != "attachment; filename*=UTF-8''Pr%C3%BCfung%201.html" {
		t.Errorf("Content-Disposition is %q", disposition)
	}
	line := `{"digest":"x","name":"a.txt","media":"","size":1}`
	v.post("/EV-0001/edit", "base", "1", "title", "Scan", "origin", "document", "collected", "2026-11-20", "file", line, "drop.file", "0").shows(t, http.StatusOK, "is saved")
	v.get("/EV-0001/file/file/0").shows(t, http.StatusNotFound, "There is no such page")
}

func TestMarkdownIsShownWithoutWhatCouldHarm(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "<b>Bold</b>", Scenario: "**strong** <script>x</script> [a](javascript:alert(1)) <img src=x onerror=y>"}})
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Provider", Scenario: "The <name of the provider> is told.\n\n<div onclick=\"y()\">\nNobody misses *this* paragraph.\n</div>\n\n<!-- not seen -->"}})
	v := h.as(t, h.manager)
	v.get("/RISK-0002").shows(t, http.StatusOK, "The <name of the provider> is told.", "Nobody misses *this* paragraph.", "<!-- not seen -->")
	page := v.get("/RISK-0001")
	page.shows(t, http.StatusOK, "<strong>strong</strong>", "<script>x</script>")
	for _, bad := range []string{"<script>x", "javascript:", "<img", "<b>Bold"} {
		if strings.Contains(page.Body, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
}

func TestAListIsFilteredSortedAndPaged(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/list/evidence").shows(t, http.StatusOK, "Nothing is here yet", "Add the first")
	for i, title := range []string{"Alpha", "Beta", "Gamma"} {
		day := record.Date("2026-01-01").AddDays(31 * i)
		h.must(t, app.Create{Kind: "evidence", Body: &assess.Evidence{Title: title, Origin: "test", Collected: day, Collector: record.Ref(h.manager.Person)}})
	}
	v.get("/list/evidence?collected.ge=2026-01-15&collected.le=2026-02-15&origin=test&state=").shows(t, http.StatusOK, "Beta", "Show all", "15 Jan 2026 to 15 Feb 2026")
	page := v.get("/list/evidence?sort=-collected&limit=2")
	page.shows(t, http.StatusOK, "Gamma", "Beta", "Next page", "↓")
	if strings.Contains(page.main(), "Alpha") || strings.Index(page.Body, "Gamma") > strings.Index(page.Body, "Beta") {
		t.Error("the page is not the two newest, the newest first")
	}
	v.get("/list/evidence?collector=PERSON-0001").shows(t, http.StatusOK, "Alpha", "Mara Lind")
	v.get("/list/evidence?origin=interview").shows(t, http.StatusOK, "Nothing fits these filters")
	for _, href := range regexp.MustCompile(`/list/evidence\?[^"]*sort=[^"]*`).FindAllString(v.get("/list/evidence").Body, -1) {
		v.get(html.UnescapeString(href)).shows(t, http.StatusOK, "Alpha") // no column offers an order that there isn't
	}
	v.get("/list/nonsense").shows(t, http.StatusNotFound, "There is no such page")
}

func TestSearchGoesStraightToAKeyAndFindsByBeginnings(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	h.must(t, app.Create{Kind: "person", Body: &org.Person{Name: "Tom Okafor"}})
	v.get("/search?q=oka").shows(t, http.StatusOK, "Tom Okafor", "PERSON-0002")
	v.get("/search?q=nobody").shows(t, http.StatusOK, "Nothing that you may see")
	if got := v.get("/search?q=person-0002"); got.Path != "/PERSON-0002" {
		t.Errorf("a key led to %s", got.Path)
	}
	v.get("/choose?kinds=person&field=owner&owner=oka").shows(t, http.StatusOK, `<option value="PERSON-0002">Tom Okafor</option>`)
	v.get("/choose?kinds=person&field=readers&readers=PERSON-0001%3B+oka").shows(t, http.StatusOK, `<option value="PERSON-0001; PERSON-0002">PERSON-0001; oka: Tom Okafor</option>`)
	if got := v.get("/choose?kinds=risk&field=owner&owner=oka"); strings.Contains(got.Body, "option") {
		t.Errorf("a person was offered as a risk: %s", got.Body)
	}
}

func TestAPersonalValueIsErased(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	h.must(t, app.Create{Kind: "person", Body: &org.Person{Name: "Tom Okafor", Mail: "tom@example.org"}})
	v.get("/PERSON-0002").shows(t, http.StatusOK, "tom@example.org", "Destroys")
	erased := v.post("/PERSON-0002/erase/mail", "note", "asked for it")
	erased.shows(t, http.StatusOK, "Erased, in history too")
	if strings.Contains(erased.Body, "tom@example.org") {
		t.Error("the value is still shown")
	}
	v.post("/log").shows(t, http.StatusOK, "entries fit together")
}

func TestAFormOpensOnlyWhereItCanBeSaved(t *testing.T) {
	h := newHouse(t)
	reader := h.as(t, h.colleague(t, "Tom Reader", app.Reader))
	h.must(t, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}})
	reader.get("/new/asset").shows(t, http.StatusForbidden, "may not do this: create", "Ask a manager")
	reader.get("/ASSET-0001/edit").shows(t, http.StatusForbidden, "may not do this: edit", "Ask a manager")
	v := h.as(t, h.manager)
	v.post("/ASSET-0001/move/retire", "base", "1").shows(t, http.StatusOK, "is now: Retired")
	v.get("/ASSET-0001/edit").shows(t, http.StatusUnprocessableEntity, "it is “Retired” and can't be edited")
	if got := v.get("/new/soa_release"); got.Path != "/list/soa" {
		t.Errorf("a release by hand begins at %s", got.Path)
	}
}
