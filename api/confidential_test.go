package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/record"
)

func TestAConfidentialFieldIsShownToNobodyAndKeptFromWhoeverCannotSeeIt(t *testing.T) {
	manager := newClient(t)
	contributor := manager.as(t, app.Contributor)
	made := manager.made(t, "gadget", `{"name":"Toaster","flaw":"Canary burns"}`)
	if made["flaw"] != "Canary burns" {
		t.Fatalf("a manager reads %v", made)
	}
	status, rec := contributor.do(t, "GET", "/api/v1/gadget/GADGET-0001", "")
	if status != http.StatusOK || rec["flaw"] != nil {
		t.Fatalf("%d %v", status, rec)
	}
	rec["name"] = "Grill"
	body, err := json.Marshal(rec)
	if err != nil {
		t.Fatal(err)
	}
	status, answer := contributor.do(t, "PUT", "/api/v1/gadget/GADGET-0001", string(body))
	if status != http.StatusOK || answer["name"] != "Grill" || strings.Contains(fmt.Sprint(answer), "Canary") {
		t.Errorf("%d %v", status, answer)
	}
	if _, stands := manager.do(t, "GET", "/api/v1/gadget/GADGET-0001", ""); stands["flaw"] != "Canary burns" || stands["name"] != "Grill" {
		t.Errorf("it was cleared by somebody who can't see it: %v", stands)
	}
	if status, answer := contributor.do(t, "PUT", "/api/v1/gadget/GADGET-0001", `{"revision":2,"name":"Grill","flaw":"none"}`); status != http.StatusForbidden || !strings.Contains(fmt.Sprint(answer), "Flaw is confidential") {
		t.Errorf("unseen, it was put in its place: %d %v", status, answer)
	}
	if status, answer := contributor.do(t, "PUT", "/api/v1/gadget/GADGET-0001", `{"revision":1,"name":"Grill"}`); status != http.StatusConflict || strings.Contains(fmt.Sprint(answer), "Canary") {
		t.Errorf("the version that stands: %d %v", status, answer)
	}
	for _, path := range []string{"/api/v1/gadget", "/api/v1/gadget?q=canary", "/api/v1/gadget/GADGET-0001/history"} {
		if status, answer := contributor.do(t, "GET", path, ""); status != http.StatusOK || strings.Contains(fmt.Sprint(answer), "Canary") {
			t.Errorf("%s: %d %v", path, status, answer)
		}
	}
	if status, answer := manager.do(t, "PUT", "/api/v1/gadget/GADGET-0001", `{"revision":2,"name":"Grill"}`); status != http.StatusOK || answer["flaw"] != nil {
		t.Errorf("a manager can't clear it: %d %v", status, answer)
	}
}

func TestReadersAreNamedByTheirKeysAndReadBack(t *testing.T) {
	manager := newClient(t)
	open := manager.made(t, "person", `{"name":"Olga Open"}`)
	manager.made(t, "person", `{"name":"Canary One","mark":"restricted"}`)
	olga := manager.colleague(t, open["key"].(string), app.Contributor)
	secret := manager.made(t, "gadget", `{"name":"Toaster","mark":"restricted","readers":["PERSON-0003","PERSON-0002"]}`)
	if fmt.Sprint(secret["readers"]) != "[PERSON-0003 PERSON-0002]" {
		t.Errorf("its maker reads %v", secret)
	}
	other := manager.as(t, app.Contributor)
	if status, answer := other.do(t, "GET", "/api/v1/gadget/GADGET-0001", ""); status != http.StatusNotFound {
		t.Errorf("somebody who is no reader: %d %v", status, answer)
	}
	rec, err := olga.app.Get(t.Context(), olga.actor, "GADGET-0001")
	if err != nil {
		t.Fatalf("a reader named by key: %v", err)
	}
	if string(rec.Readers[1]) != open["id"] {
		t.Errorf("the readers are kept as %v", rec.Readers)
	}
	names, err := olga.app.NamesOf(t.Context(), olga.actor, rec)
	if err != nil {
		t.Fatal(err)
	}
	text, err := names.JSON(rec)
	if err != nil || !strings.Contains(string(text), `"readers":["restricted","PERSON-0002"]`) {
		t.Errorf("a reader reads %s, %v", text, err)
	}
	status, answer := manager.do(t, "PUT", "/api/v1/gadget/GADGET-0001", `{"revision":1,"name":"Toaster","readers":["PERSON-0002"]}`)
	if status != http.StatusOK || fmt.Sprint(answer["readers"]) != "[PERSON-0002]" || answer["mark"] != "restricted" {
		t.Errorf("%d %v", status, answer)
	}
	for _, readers := range []string{`["PERSON-9999"]`, `["GADGET-0001"]`, `["Olga Open"]`, `["restricted"]`} {
		if status, answer := manager.do(t, "POST", "/api/v1/gadget", `{"name":"Kettle","mark":"restricted","readers":`+readers+`}`); status != http.StatusUnprocessableEntity || !strings.Contains(fmt.Sprint(answer), "readers") {
			t.Errorf("readers %s: %d %v", readers, status, answer)
		}
	}
	if status, answer := other.do(t, "POST", "/api/v1/gadget", `{"name":"Kettle","mark":"restricted","readers":["PERSON-0003"]}`); status != http.StatusUnprocessableEntity {
		t.Errorf("a reader whom the sender may not know: %d %v", status, answer)
	}
}

func TestOnlyAManagerLiftsAMarkOrSaysWhoMayRead(t *testing.T) {
	manager := newClient(t)
	open := manager.made(t, "person", `{"name":"Olga Open"}`)
	manager.made(t, "person", `{"name":"Canary One","mark":"restricted"}`)
	olga := manager.colleague(t, open["key"].(string), app.Contributor)
	manager.made(t, "gadget", `{"name":"Toaster","mark":"restricted","readers":["PERSON-0003","PERSON-0002"]}`)
	none, both := "", []string{"restricted", "PERSON-0002"}
	edit := func(e app.Edit) error {
		rec, err := olga.app.Get(t.Context(), olga.actor, "GADGET-0001")
		if err != nil {
			t.Fatal(err)
		}
		e.ID, e.Base, e.Body = rec.ID, rec.Revision, &gadget{Name: "Grill"}
		_, err = olga.app.Do(t.Context(), olga.actor, app.Request{}, e)
		return err
	}
	if err := edit(app.Edit{Mark: &none}); err == nil || !strings.Contains(err.Error(), "only a manager") {
		t.Errorf("a reader lifts the mark: %v", err)
	}
	if err := edit(app.Edit{Readers: refs("PERSON-0002")}); err == nil || !strings.Contains(err.Error(), "only a manager") {
		t.Errorf("a reader shuts another out: %v", err)
	}
	if err := edit(app.Edit{Readers: refs(both...)}); err != nil {
		t.Errorf("what was read is not taken back: %v", err)
	}
	if _, rec := manager.do(t, "GET", "/api/v1/gadget/GADGET-0001", ""); fmt.Sprintln(rec["readers"], rec["mark"], rec["name"]) != "[PERSON-0003 PERSON-0002] restricted Grill\n" {
		t.Errorf("it stands as %v", rec)
	}
}

func refs(keys ...string) *[]record.Ref {
	list := make([]record.Ref, len(keys))
	for i, key := range keys {
		list[i] = record.Ref(key)
	}
	return &list
}

// colleague is the account of a person at a browser.
func (c client) colleague(t *testing.T, person string, roles ...app.Role) client {
	t.Helper()
	account, err := c.app.AddAccount(t.Context(), c.actor, app.NewAccount{Login: person, Name: person, Roles: roles, Person: person})
	if err != nil {
		t.Fatal(err)
	}
	c.actor = app.Actor{Account: account.ID, Name: account.Name, Organization: c.actor.Organization, Person: account.Person, Roles: roles, Origin: app.FromBrowser}
	c.token = ""
	return c
}
