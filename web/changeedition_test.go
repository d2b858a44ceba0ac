package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/assess"
	"surety/isms/control"
	"surety/isms/org"
	"surety/record"
)

// byOlderEdition begins a statement that decides by an older edition, each row included.
func byOlderEdition(t *testing.T, h *house) {
	t.Helper()
	system, err := h.Get(t.Context(), h.manager, h.system(t))
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Edit{ID: system.ID, Base: system.Revision, Set: map[string]string{"roles": "pii_controller; pii_processor"}})
	if _, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{Title: "Statement", Pack: "iso27001", Edition: "2022", Extensions: []string{"iso27701@2019"}, Version: "1.0"}); err != nil {
		t.Fatal(err)
	}
	s, err := h.Statement(t.Context(), h.manager, "SOA-0001")
	if err != nil {
		t.Fatal(err)
	}
	var commands []app.Command
	for _, row := range s.Rows {
		commands = append(commands, app.Edit{ID: row.Record.ID, Base: row.Record.Revision, Set: map[string]string{"included": "yes", "reason": "Customers ask for " + row.Body.Control, "status": "planned"}})
	}
	h.must(t, commands...)
}

// hidden is what a page's form sends along under a name.
func hidden(t *testing.T, page, name string) string {
	t.Helper()
	found := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("the page has no field %s", name)
	}
	return found[1]
}

func TestANewerEditionIsLookedAtThenConfirmedOnce(t *testing.T) {
	h := newHouse(t)
	byOlderEdition(t, h)
	v := h.as(t, h.manager)
	v.get("/SOA-0001").shows(t, http.StatusOK, "ISO/IEC 27701:2025 takes the place of ISO/IEC 27701:2019.", "/standards/iso27701/change?from=2019&to=2025")
	const address = "/standards/iso27701/change?from=2019&to=2025"
	page := v.get(address)
	page.shows(t, http.StatusOK, "Change to ISO/IEC 27701:2025", "A.1.2.2", "A.7.2.1", "Customers ask for A.7.2.1", "asks for the same", "stays as it is decided", "had no row before", "to be decided", "0 leave")
	if got := v.get("/standards/iso27701/change"); !strings.Contains(got.Body, "A.7.2.1") {
		t.Error("without editions the newest change is not shown")
	}

	rec, err := h.Get(t.Context(), h.manager, "ROW-0094")
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"reason": "Meanwhile"}})
	v.post(address, "digest", hidden(t, page.Body, "digest"), "once", hidden(t, page.Body, "once")).shows(t, http.StatusConflict, "Something changed since this was shown", "Meanwhile")

	page = v.get(address)
	digest, once := hidden(t, page.Body, "digest"), hidden(t, page.Body, "once")
	v.post(address, "digest", digest, "once", once).shows(t, http.StatusOK, "records go by the newer edition now", "No statement and no judgement goes by ISO/IEC 27701:2019")
	v.post(address, "digest", digest, "once", once).shows(t, http.StatusOK, "records go by the newer edition now")
	v.get("/SOA-0001").shows(t, http.StatusOK, "Each of the 78 controls of ISO/IEC 27701:2025 has its row", "29 incomplete")
	v.get("/ROW-0094/history").shows(t, http.StatusOK, "change to a newer edition")
}

func TestWhoOnlyReadsSeesWhatBecomesOfRowsAndConfirmsNothing(t *testing.T) {
	h := newHouse(t)
	byOlderEdition(t, h)
	reader := h.as(t, h.colleague(t, "Rita", "reader"))
	const address = "/standards/iso27701/change?from=2019&to=2025"
	page := reader.get(address)
	page.shows(t, http.StatusOK, "A manager confirms the change", "A.1.2.2")
	if strings.Contains(page.main(), "<button") {
		t.Error("a reader is offered to confirm")
	}
	reader.post(address, "digest", "", "once", "x").shows(t, http.StatusForbidden, "A manager changes the edition")
}

func TestAManagementSystemThatGoesByAnOlderEditionGoesByTheNewer(t *testing.T) {
	h := newHouse(t)
	system, err := h.Get(t.Context(), h.manager, h.system(t))
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Edit{ID: system.ID, Base: system.Revision, Set: map[string]string{"standard": "iso27701", "edition": "2019"}})
	v := h.as(t, h.manager)
	page := v.get("/standards/iso27701/change")
	page.shows(t, http.StatusOK, "The management system itself is judged by the newer edition")
	v.post("/standards/iso27701/change?from=2019&to=2025", "digest", hidden(t, page.Body, "digest"), "once", "once").shows(t, http.StatusOK, "One record goes by the newer edition now")
	if system, err = h.Get(t.Context(), h.manager, system.Key); err != nil || system.Body.(*org.ManagementSystem).Edition != "2025" {
		t.Errorf("it goes by %+v, %v", system.Body, err)
	}
}

func TestARequirementShowsWhatWasJudgedByAnOlderEdition(t *testing.T) {
	h := newHouse(t)
	system := h.system(t)
	rec, err := h.Get(t.Context(), h.manager, system)
	if err != nil {
		t.Fatal(err)
	}
	judged := record.DateOf(h.Now())
	h.must(t, app.Create{Kind: "judgement", Body: &assess.Judgement{
		System: record.Ref(rec.ID), Standard: "iso27014", Edition: "2013", Requirement: "monitor", Outcome: "holds", Reason: "The board reads the figures",
		Judge: record.Ref(h.manager.Person), Judged: judged, Expires: judged,
	}})
	v := h.as(t, h.manager)
	v.get("/conformity/iso27014@2020/monitor").shows(t, http.StatusOK, "Judged by an older edition", "monitor (2013)", "The board reads the figures", "asks for the same")
	if page := v.get("/conformity/iso27014@2020/direct").main(); strings.Contains(page, "Judged by an older edition") {
		t.Error("another's judgement is shown")
	}
}
