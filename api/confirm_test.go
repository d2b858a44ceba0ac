package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"surety/app"
	"surety/isms/assess"
	"surety/isms/document"
	"surety/record"
)

// importPolicy imports a policy that its file says to have been approved.
func (c client) importPolicy(t *testing.T, by string) {
	t.Helper()
	approver, err := c.app.Get(t.Context(), c.actor, by)
	if err != nil {
		t.Fatal(err)
	}
	importing := c.actor
	importing.Origin = app.FromImport
	if _, err := c.app.Do(t.Context(), importing, app.Request{}, app.Create{
		Kind: "document", Body: &document.Document{Title: "Policy", Type: "security_policy", RequiredBy: "standard", Version: "1.0"},
		Asserted: []record.Approval{{By: record.Ref(approver.ID), At: time.Now().AddDate(0, -1, 0)}},
	}); err != nil {
		t.Fatal(err)
	}
}

func approval(t *testing.T, doc map[string]any) map[string]any {
	t.Helper()
	approvals, _ := doc["approvals"].([]any)
	if len(approvals) != 1 {
		t.Fatalf("approvals: %v", doc)
	}
	return approvals[0].(map[string]any)
}

func TestAnImportedApprovalIsConfirmedByEvidenceOverTheAPI(t *testing.T) {
	c := newClient(t)
	if status, made := c.do(t, "POST", "/api/v1/person", `{"name":"Jonas Reuter"}`); status != http.StatusCreated || made["key"] != "PERSON-0002" {
		t.Fatalf("%d %v", status, made)
	}
	c.importPolicy(t, "PERSON-0002")
	const path = "/api/v1/document/DOC-0001/confirm"
	if status, problem := c.do(t, "POST", path, `{"revision":1,"approval":1}`); status != http.StatusForbidden {
		t.Errorf("somebody else confirms it: %d %v", status, problem)
	}
	if status, problem := c.do(t, "POST", path, `{}`); status != http.StatusBadRequest {
		t.Errorf("without a revision: %d %v", status, problem)
	}
	if status, problem := c.do(t, "POST", path, `{"revision":1,"evidence":"EV-0099"}`); status != http.StatusNotFound {
		t.Errorf("evidence that is not there: %d %v", status, problem)
	}
	file, err := c.app.KeepAttachment(t.Context(), c.actor, c.app.Catalogue().Kind("evidence"), "minutes.txt", "text/plain", strings.NewReader("Approved."))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.app.Do(t.Context(), c.actor, app.Request{}, app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Minutes", Origin: "document", Collected: "2026-01-01", File: file}}); err != nil {
		t.Fatal(err)
	}
	status, doc := c.do(t, "POST", path, `{"revision":1,"evidence":"EV-0001"}`)
	if status != http.StatusOK || doc["state"] != "approved" {
		t.Fatalf("shown by evidence: %d %v", status, doc)
	}
	if a := approval(t, doc); a["asserted"] != true || a["evidence"] != "EV-0001" {
		t.Errorf("got %v", a)
	}
	_, described := c.do(t, "GET", "/api/v1/openapi.json", "")
	paths, _ := described["paths"].(map[string]any)
	if paths["/api/v1/document/{key}/confirm"] == nil || paths["/api/v1/risk/{key}/confirm"] != nil {
		t.Error("the description does not tell what can be confirmed")
	}
}

func TestATokenConfirmsInNobodysName(t *testing.T) {
	c := newClient(t)
	c.importPolicy(t, "PERSON-0001")
	if status, problem := c.do(t, "POST", "/api/v1/document/DOC-0001/confirm", `{"revision":1}`); status != http.StatusForbidden {
		t.Errorf("a token confirms what whoever made it is to confirm: %d %v", status, problem)
	}
}
