package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"surety/app"
)

// made creates a record and gives its key.
func (c client) made(t testing.TB, kind, body string) map[string]any {
	t.Helper()
	status, made := c.do(t, "POST", "/api/v1/"+kind, body)
	if status != http.StatusCreated {
		t.Fatalf("%s %s: %d %v", kind, body, status, made)
	}
	return made
}

// hidden is a client of somebody who may not know two persons that records name:
// PERSON-0002 and PERSON-0003.
func hidden(t testing.TB) (manager, contributor client) {
	t.Helper()
	manager = newClient(t)
	for _, name := range []string{"Canary One", "Canary Two"} {
		manager.made(t, "person", `{"name":"`+name+`","mark":"restricted"}`)
	}
	manager.made(t, "person", `{"name":"Olga Open"}`)
	return manager, manager.as(t, app.Contributor, app.RiskOwner, app.ControlOwner)
}

func TestAFilterByWhatOneMayNotKnowAnswersAsIfItWereNotThere(t *testing.T) {
	manager, reader := hidden(t)
	secret := manager.made(t, "gadget", `{"name":"Toaster","owner":"PERSON-0002","users":["PERSON-0003"]}`)
	manager.made(t, "gadget", `{"name":"Kettle","owner":"PERSON-0004","users":["PERSON-0004"]}`)
	_, person := manager.do(t, "GET", "/api/v1/person/PERSON-0002", "")
	id := person["id"].(string)
	answers := func(c client, query string) string {
		status, answer := c.do(t, "GET", "/api/v1/gadget?"+query, "")
		delete(answer, "next")
		text, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(status, string(text))
	}
	if !strings.Contains(answers(manager, "owner=PERSON-0002"), secret["key"].(string)) {
		t.Error("a manager does not find it")
	}
	for _, query := range []string{
		"owner=KEY", "owner.eq=KEY", "owner.in=KEY", "owner.in=PERSON-0004,KEY", "owner.ne=KEY", "owner=KEY&owner=PERSON-0004", "owner=KEY&sort=-title&q=toaster",
		"owner.lt=KEY", "owner.ge=KEY", "owner.prefix=KEY", "users=KEY", "users.in=KEY,PERSON-0004", "users.ne=KEY", "owner=KEY&ended=yes", "owner=KEY&state=current",
	} {
		missing := answers(reader, strings.ReplaceAll(query, "KEY", "PERSON-9999"))
		for _, known := range []string{"PERSON-0002", "PERSON-0003", "person-0002", id} {
			got := answers(reader, strings.ReplaceAll(query, "KEY", known))
			if got = strings.ReplaceAll(got, known, "PERSON-9999"); got != missing {
				t.Errorf("%s with %s answers %s, and with a missing record %s", query, known, got, missing)
			}
		}
	}
	if status, problem := reader.do(t, "GET", "/api/v1/gadget?sort=owner", ""); status != http.StatusUnprocessableEntity {
		t.Errorf("the order of what is restricted is told: %d %v", status, problem)
	}
}

func TestWhatReadsRestrictedIsKeptWhenItIsSentBack(t *testing.T) {
	manager, contributor := hidden(t)
	manager.made(t, "gadget", `{"name":"Toaster","owner":"PERSON-0002","users":["PERSON-0003","PERSON-0004","PERSON-0002"],"parts":[
		{"name":"Lid","keeper":"PERSON-0002"},{"name":"Plug","keeper":"PERSON-0004"},{"name":"Cord","keeper":"PERSON-0003","helpers":["PERSON-0002","PERSON-0004"]}]}`)
	read := func(c client) map[string]any {
		status, rec := c.do(t, "GET", "/api/v1/gadget/GADGET-0001", "")
		if status != http.StatusOK {
			t.Fatalf("%d %v", status, rec)
		}
		return rec
	}
	put := func(rec map[string]any) (int, map[string]any) {
		body, err := json.Marshal(rec)
		if err != nil {
			t.Fatal(err)
		}
		return contributor.do(t, "PUT", "/api/v1/gadget/GADGET-0001", string(body))
	}
	row := func(rec map[string]any, i int) map[string]any { return rec["parts"].([]any)[i].(map[string]any) }
	before := read(manager)
	if text := fmt.Sprint(read(contributor)); !strings.Contains(text, "restricted") || strings.Contains(text, "PERSON-0002") {
		t.Fatalf("it reads %s", text)
	}

	t.Run("unchanged", func(t *testing.T) {
		if status, answer := put(read(contributor)); status != http.StatusOK {
			t.Fatalf("%d %v", status, answer)
		}
		after := read(manager)
		for _, field := range []string{"owner", "users", "parts"} {
			if !reflect.DeepEqual(after[field], before[field]) {
				t.Errorf("%s was %v and is %v", field, before[field], after[field])
			}
		}
	})
	t.Run("with a change elsewhere, a row more and rows in another order", func(t *testing.T) {
		rec := read(contributor)
		rec["name"] = "Grill"
		rec["users"] = append(rec["users"].([]any), "PERSON-0001")
		row(rec, 0)["name"] = "Cover"
		rec["parts"] = []any{row(rec, 0), row(rec, 2), row(rec, 1), map[string]any{"name": "Knob"}}
		if status, answer := put(rec); status != http.StatusOK {
			t.Fatalf("%d %v", status, answer)
		}
		after := read(manager)
		if got := fmt.Sprintln(after["name"], after["owner"], after["users"]); got != "Grill PERSON-0002 [PERSON-0003 PERSON-0004 PERSON-0002 PERSON-0001]\n" {
			t.Error(got)
		}
		if got := fmt.Sprint(row(after, 0), row(after, 1), row(after, 2)); got != "map[keeper:PERSON-0002 name:Cover] map[helpers:[PERSON-0002 PERSON-0004] keeper:PERSON-0003 name:Cord] map[keeper:PERSON-0004 name:Plug]" {
			t.Error(got)
		}
	})
	for name, change := range map[string]func(rec map[string]any){
		"one of two restricted left out": func(rec map[string]any) { rec["users"] = []any{"restricted"} },
		"one restricted too many":        func(rec map[string]any) { rec["users"] = append(rec["users"].([]any), "restricted") },
		"where a known one stood":        func(rec map[string]any) { row(rec, 2)["keeper"] = "restricted" },
		"in a row that is new": func(rec map[string]any) {
			rec["parts"] = append(rec["parts"].([]any), map[string]any{"name": "x", "keeper": "restricted"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			rec := read(contributor)
			change(rec)
			if status, answer := put(rec); status != http.StatusUnprocessableEntity || !strings.Contains(fmt.Sprint(answer), "restricted") {
				t.Errorf("%d %v", status, answer)
			}
		})
	}
	t.Run("taken away on purpose", func(t *testing.T) {
		rec := read(contributor)
		delete(rec, "owner")
		if status, answer := put(rec); status != http.StatusOK || answer["owner"] != nil {
			t.Errorf("%d %v", status, answer)
		}
	})
	t.Run("stale, with what stands as its reader may know it", func(t *testing.T) {
		rec := read(contributor)
		rec["revision"] = 1
		status, problem := put(rec)
		current, _ := problem["current"].(map[string]any)
		if status != http.StatusConflict || fmt.Sprint(current["users"]) != "[restricted PERSON-0004 restricted PERSON-0001]" {
			t.Errorf("%d %v", status, problem)
		}
	})
	if status, problem := contributor.do(t, "POST", "/api/v1/gadget", `{"name":"New","owner":"restricted"}`); status != http.StatusUnprocessableEntity {
		t.Errorf("a new record with what stood nowhere: %d %v", status, problem)
	}
}
