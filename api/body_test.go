package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func TestWhatTheProgramGivesIsRefusedByName(t *testing.T) {
	c := newClient(t)
	for _, member := range []string{
		`"key":"GADGET-0007"`, `"id":"01936000-0000-7000-8000-000000000001"`, `"state":"retired"`, `"revision":3`, `"created":"2020-01-01T00:00:00Z"`,
		`"level":"best"`, `"approvals":[{"by":"PERSON-0001","at":"2026-01-01T00:00:00Z"}]`, `"kind":"person"`,
	} {
		name := strings.Split(member, `"`)[1]
		status, problem := c.do(t, "POST", "/api/v1/gadget", `{"name":"x",`+member+`}`)
		if status != http.StatusUnprocessableEntity || !strings.Contains(fmt.Sprint(problem["errors"]), "field:"+name) {
			t.Errorf("%s: %d %v", member, status, problem)
		}
	}
	status, problem := c.do(t, "POST", "/api/v1/gadget", `{"name":"x","key":"GADGET-0007","level":"best"}`)
	if errors, _ := problem["errors"].([]any); status != http.StatusUnprocessableEntity || len(errors) != 2 {
		t.Errorf("both at once: %d %v", status, problem)
	}
	c.made(t, "gadget", `{"kind":"gadget","state":"current","name":"Toaster","level":"","approvals":[],"id":null}`)
}

func TestWhatWasReadCanBeSentBackAndNothingGivenCanBeChangedSo(t *testing.T) {
	c := newClient(t)
	rec := c.made(t, "gadget", `{"name":"Toaster"}`)
	send := func(change func(map[string]any), headers ...string) (int, map[string]any) {
		copied := map[string]any{}
		for name, value := range rec {
			copied[name] = value
		}
		change(copied)
		body, err := json.Marshal(copied)
		if err != nil {
			t.Fatal(err)
		}
		return c.do(t, "PUT", "/api/v1/gadget/GADGET-0001", string(body), headers...)
	}
	for name, value := range map[string]any{"key": "GADGET-0002", "state": "retired", "level": "best", "created": "2020-01-01T00:00:00Z", "id": "x", "kind": "person"} {
		status, problem := send(func(body map[string]any) { body[name] = value })
		if status != http.StatusUnprocessableEntity || !strings.Contains(fmt.Sprint(problem["errors"]), "field:"+name) {
			t.Errorf("%s: %d %v", name, status, problem)
		}
	}
	if status, problem := send(func(map[string]any) {}, "If-Match", `"2"`); status != http.StatusBadRequest {
		t.Errorf("two revisions: %d %v", status, problem)
	}
	status, answer := send(func(body map[string]any) { delete(body, "level"); body["name"] = "Grill" })
	if status != http.StatusOK || answer["level"] != "plain" {
		t.Errorf("left out: %d %v", status, answer)
	}
	if status, answer = send(func(body map[string]any) { body["level"] = "best" }); status != http.StatusConflict {
		t.Errorf("based on an older revision: %d %v", status, answer)
	}
	rec = answer["current"].(map[string]any)
	if status, answer := send(func(map[string]any) {}); status != http.StatusOK || answer["revision"] != rec["revision"] {
		t.Errorf("sent back as it is: %d %v", status, answer)
	}
	if status, problem := c.do(t, "POST", "/api/v1/gadget/GADGET-0001/submit", ""); status != http.StatusNotFound || !strings.Contains(problem["detail"].(string), "retire") {
		t.Errorf("a transition that is none: %d %v", status, problem)
	}
}

func TestABodyThatIsNotWrittenCleanlyIsRefusedAndNamesWhere(t *testing.T) {
	c := newClient(t)
	for body, want := range map[string]string{
		`{"name":"a","name":"b"}`:                        "400 name",
		`{"name":"a","parts":[{"name":"p","name":"q"}]}`: "400 parts[1].name",
		`{"name":"a","custom":{"x":1,"x":2}}`:            "400 custom.x",
		`{"name":"a","mark":"","mark":"restricted"}`:     "400 mark",
		`{"Name":"a"}`:                     "422 Name",
		`{"name":"a","Key":"GADGET-0009"}`: "422 Key",
		"{\"name\":\"a\xff\"}":             "400 UTF-8",
		`{"name":"a\ud800"}`:               "400 UTF-8",
		`{"name":"a"} {}`:                  "400 JSON",
		``:                                 "400 empty",
		`null`:                             "400 empty",
		`[]`:                               "400 array",
		`{"name":"a","mark":5}`:            "400 mark",
		`{"name":"two\r\nlines"}`:          "422 one line",
		`{"name":"two\u2028lines"}`:        "422 one line",
		`{"name":"   "}`:                   "422 Gadget is missing",
		`{"name":"\u202e\u200b\u2060\ufeff\u00ad\u3164\u2800"}`:    "422 Gadget is missing",
		`{"name":"a","parts":[{"name":"p"},{"name":" \u200b\t"}]}`: "422 parts[2].name",
	} {
		status, problem := c.do(t, "POST", "/api/v1/gadget", body)
		code, word, _ := strings.Cut(want, " ")
		if fmt.Sprint(status) != code || !strings.Contains(fmt.Sprint(problem["detail"]), word) {
			t.Errorf("%q: %d %v, expected %s", body, status, problem["detail"], want)
		}
	}
	c.made(t, "gadget", `{"name":"\ud83d\udc69\u200d\ud83d\udd27"}`) // joiners between signs that are seen
	c.made(t, "risk", `{"title":"Flood","scenario":"several\nlines"}`)
	for path, body := range map[string]string{
		"/api/v1/gadget/GADGET-0001/retire":  `{"note":"a","note":"b"}`,
		"/api/v1/gadget/GADGET-0001/retire ": `{"reason":"a"}`,
	} {
		if status, problem := c.do(t, "POST", strings.TrimSpace(path), body); status != http.StatusBadRequest {
			t.Errorf("%s: %d %v", body, status, problem)
		}
	}
}

func TestTheDescriptionSaysHowListsAreAskedAndWhatIsGiven(t *testing.T) {
	c := newClient(t)
	_, described := c.do(t, "GET", "/api/v1/openapi.json", "")
	get := described["paths"].(map[string]any)["/api/v1/gadget"].(map[string]any)["get"].(map[string]any)
	said := map[string]string{}
	for _, p := range get["parameters"].([]any) {
		p := p.(map[string]any)
		said[p["name"].(string)] = p["description"].(string)
	}
	if !strings.Contains(said["owner"], "owner.in=A,B") || strings.Contains(said["owner"], "owner.lt") || strings.Contains(said["users"], ".ne") || !strings.Contains(said["size"], "size.lt") {
		t.Errorf("filters: %v", said)
	}
	if strings.Contains(said["sort"], "owner") || !strings.Contains(said["sort"], "size") {
		t.Errorf("sort: %s", said["sort"])
	}
	properties := described["components"].(map[string]any)["schemas"].(map[string]any)["gadget"].(map[string]any)["properties"].(map[string]any)
	for _, name := range []string{"key", "state", "level", "approvals"} {
		if property, _ := properties[name].(map[string]any); property["readOnly"] != true {
			t.Errorf("%s: %v", name, property)
		}
	}
	names, _, _ := strings.Cut(strings.TrimPrefix(said["sort"], "one of "), ";")
	for _, name := range strings.Split(names, ", ") {
		if status, problem := c.do(t, "GET", "/api/v1/gadget?sort="+name, ""); status != http.StatusOK {
			t.Errorf("sorted by %s: %d %v", name, status, problem)
		}
	}
}
