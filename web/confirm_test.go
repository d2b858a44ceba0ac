package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/assess"
	"surety/isms/document"
	"surety/record"
)

// importPolicy imports a policy that its file says to have been approved.
func (h *house) importPolicy(t *testing.T, by app.Actor) {
	t.Helper()
	importing := h.manager
	importing.Origin = app.FromImport
	if _, err := h.Do(t.Context(), importing, app.Request{}, app.Create{
		Kind: "document", Body: &document.Document{Title: "Policy", Type: "security_policy", RequiredBy: "standard", Version: "1.0"},
		Asserted: []record.Approval{{By: record.Ref(by.Person), At: h.now.AddDate(0, -1, 0)}},
	}); err != nil {
		t.Fatal(err)
	}
}

func TestThePersonNamedConfirmsAnImportedApprovalOnItsPage(t *testing.T) {
	h := newHouse(t)
	jonas := h.colleague(t, "Jonas Reuter", app.Manager)
	h.importPolicy(t, jonas)
	other := h.as(t, h.manager)
	page := other.get("/DOC-0001")
	page.shows(t, http.StatusOK, "Imported: says", "Jonas Reuter", "approved this on 24 Oct 2026", "It counts for nothing yet", "Put evidence to it")
	if strings.Contains(page.main(), "If that is you") {
		t.Error("somebody else is asked to confirm")
	}
	other.post("/DOC-0001/confirm/1", "base", "1").shows(t, http.StatusForbidden, "only the person whom the approval names")
	self := h.as(t, jonas)
	self.get("/DOC-0001").shows(t, http.StatusOK, "If that is you:", "/DOC-0001/confirm/1")
	self.post("/DOC-0001/confirm/1", "base", "7").shows(t, http.StatusConflict)
	confirmed := self.post("/DOC-0001/confirm/1", "base", "1")
	confirmed.shows(t, http.StatusOK, "You have confirmed the approval", "Approved", "Confirmed on", "made an imported approval count")
	if strings.Contains(confirmed.main(), "Imported: says") {
		t.Error("it is still to be confirmed")
	}
}

func TestEvidenceIsPutToAnImportedApprovalOnItsPage(t *testing.T) {
	h := newHouse(t)
	h.importPolicy(t, h.colleague(t, "Jonas Reuter", app.Manager))
	file, err := h.KeepAttachment(t.Context(), h.manager, h.Catalogue().Kind("evidence"), "minutes.txt", "text/plain", strings.NewReader("Approved."))
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Word of mouth", Origin: "assertion", Collected: "2026-10-24"}},
		app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Minutes", Origin: "document", Collected: "2026-10-24", File: file}})
	v := h.as(t, h.manager)
	v.post("/DOC-0001/confirm/1", "base", "1", "evidence", "").shows(t, http.StatusUnprocessableEntity, "which evidence")
	v.post("/DOC-0001/confirm/1", "base", "1", "evidence", "EV-0001").shows(t, http.StatusUnprocessableEntity, "no file is attached")
	v.post("/DOC-0001/confirm/1", "base", "1", "evidence", "EV-0002").
		shows(t, http.StatusOK, "The approval counts as asserted, with evidence", "Asserted, with evidence:", "/EV-0002", "Approved")
	reader := h.as(t, h.colleague(t, "Rita", app.Reader))
	reader.get("/DOC-0001").shows(t, http.StatusOK, "Asserted, with evidence:", "Jonas Reuter")
}
