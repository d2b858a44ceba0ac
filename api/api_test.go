package api_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"surety/api"
	"surety/app"
	"surety/internal/testhouse"
	"surety/record"
	"surety/store"
)

// gadget is a kind that only this test knows: one struct and its words.
type gadget struct {
	Name      string            `json:"name" label:"Gadget" is:"required,title,search,list"`
	Power     string            `json:"power,omitzero" label:"Power" enum:"low,high" is:"index,list"`
	Owner     record.Ref        `json:"owner,omitzero" label:"Owner" to:"person" back:"gadgets" is:"index"`
	Users     []record.Ref      `json:"users,omitzero" label:"Users" to:"person" is:"index"`
	Parts     []gadgetPart      `json:"parts,omitzero" label:"Parts"`
	Maker     string            `json:"maker,omitzero" label:"Maker" is:"index"`
	Size      int               `json:"size,omitzero" label:"Size" is:"index"`
	Flaw      string            `json:"flaw,omitzero" label:"Flaw" is:"confidential"`
	Level     string            `json:"level,omitzero" label:"Level" is:"computed"`
	Approvals []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

type gadgetPart struct {
	Name    string       `json:"name" label:"Part" is:"required"`
	Keeper  record.Ref   `json:"keeper,omitzero" label:"Keeper" to:"person"`
	Helpers []record.Ref `json:"helpers,omitzero" label:"Helpers" to:"person"`
}

// Prepare computes the level.
func (g *gadget) Prepare(record.Preparation) error {
	g.Level = "plain"
	return nil
}

// client talks to the API with a token.
type client struct {
	handler http.Handler
	token   string
	app     *app.App
	actor   app.Actor // whom the token belongs to
}

// as is the same API with a token that has these roles only.
func (c client) as(t testing.TB, roles ...app.Role) client {
	t.Helper()
	token, err := c.app.AddToken(context.Background(), c.actor, fmt.Sprint(roles), roles, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	c.token = token
	return c
}

func newClient(t testing.TB) client {
	t.Helper()
	parts := testhouse.With(t, record.MustDefine[gadget](record.Spec{Name: "gadget", Prefix: "GADGET", Label: "Gadget", Plural: "Gadgets", Help: "For tests.", Editors: []string{"contributor"}}))
	newID := func() record.ID { return record.ID(uuid.Must(uuid.NewV7()).String()) }
	dir := t.TempDir()
	s, err := store.Open(context.Background(), store.Options{URL: filepath.Join(dir, "surety.db"), Dir: dir, Catalogue: parts.Catalogue, Clock: time.Now, Random: rand.Reader, NewID: newID})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	a := app.New(app.Options{Store: s, Catalogue: parts.Catalogue, Packs: parts.Packs, Language: parts.Language, Clock: time.Now, Random: rand.Reader, NewID: newID})
	setUp, err := a.SetUpToken(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.SetUp(context.Background(), setUp, app.SetUpForm{Organization: "Nordwerk Netz", Name: "Mara Lind", Login: "mara", Password: "correct horse battery"}); err != nil {
		t.Fatal(err)
	}
	actor, err := a.CommandLineActor(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	token, err := a.AddToken(context.Background(), actor, "test", []app.Role{app.Manager}, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	return client{api.Handler(a, slog.New(slog.NewTextHandler(io.Discard, nil))), token, a, actor}
}

func (c client) do(t testing.TB, method, path, body string, headers ...string) (int, map[string]any) {
	t.Helper()
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response := httptest.NewRecorder()
	c.handler.ServeHTTP(response, request)
	var answer map[string]any
	if err := json.Unmarshal(response.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%s %s answers no JSON: %s", method, path, response.Body)
	}
	return response.Code, answer
}

func TestAKindDeclaredInOneStructHasItsAPI(t *testing.T) {
	c := newClient(t)
	status, made := c.do(t, "POST", "/api/v1/gadget", `{"name":"Toaster","power":"high","owner":"PERSON-0001"}`)
	if status != http.StatusCreated || made["key"] != "GADGET-0001" || made["owner"] != "PERSON-0001" {
		t.Fatalf("created: %d %v", status, made)
	}
	sent, err := json.Marshal(made)
	if err != nil {
		t.Fatal(err)
	}
	status, same := c.do(t, "PUT", "/api/v1/gadget/GADGET-0001", strings.Replace(string(sent), "Toaster", "Kettle", 1))
	if status != http.StatusOK || same["name"] != "Kettle" || same["revision"] != 2.0 {
		t.Errorf("what was answered, sent back with another name: %d %v", status, same)
	}
	if status, problem := c.do(t, "PUT", "/api/v1/gadget/GADGET-0001", string(sent)); status != http.StatusConflict || problem["current"] == nil {
		t.Errorf("a stale write: %d %v", status, problem)
	}
	status, list := c.do(t, "GET", "/api/v1/gadget?power=high&sort=-name", "")
	if status != http.StatusUnprocessableEntity {
		t.Errorf("sorted by what is not indexed: %d %v", status, list)
	}
	status, list = c.do(t, "GET", "/api/v1/gadget?power=high&owner=PERSON-0001&sort=-title&limit=5", "")
	if items, _ := list["items"].([]any); status != http.StatusOK || len(items) != 1 {
		t.Errorf("listed: %d %v", status, list)
	}
	status, history := c.do(t, "GET", "/api/v1/gadget/GADGET-0001/history", "")
	if items, _ := history["items"].([]any); status != http.StatusOK || len(items) != 2 {
		t.Errorf("history: %d %v", status, history)
	}
	if status, retired := c.do(t, "POST", "/api/v1/gadget/GADGET-0001/retire", ""); status != http.StatusOK || retired["state"] != "retired" {
		t.Errorf("retired: %d %v", status, retired)
	}
	status, described := c.do(t, "GET", "/api/v1/openapi.json", "")
	if paths, _ := described["paths"].(map[string]any); status != http.StatusOK || paths["/api/v1/gadget"] == nil {
		t.Error("the description lacks the kind")
	}
	if status, schema := c.do(t, "GET", "/api/v1/kinds/gadget/schema", ""); status != http.StatusOK || schema["title"] != "Gadget" {
		t.Errorf("schema: %d %v", status, schema)
	}
}

func TestWhatIsWrongIsToldAsAProblemWithTheRightStatus(t *testing.T) {
	c := newClient(t)
	for _, test := range []struct {
		name, method, path, body string
		status                   int
		says                     string
	}{
		{"unknown kind", "GET", "/api/v1/nonsense", "", 404, "nonsense"},
		{"unknown field", "POST", "/api/v1/gadget", `{"name":"x","colour":"red"}`, 422, "colour"},
		{"unknown choice", "POST", "/api/v1/gadget", `{"name":"x","power":"enormous"}`, 422, "enormous"},
		{"missing name", "POST", "/api/v1/gadget", `{}`, 422, "missing"},
		{"reference to nothing", "POST", "/api/v1/gadget", `{"name":"x","owner":"PERSON-0404"}`, 422, "PERSON-0404"},
		{"reference to another kind", "POST", "/api/v1/gadget", `{"name":"x","owner":"ORG-0001"}`, 422, "owner"},
		{"no JSON", "POST", "/api/v1/gadget", `{"name"`, 400, "JSON"},
		{"bad limit", "GET", "/api/v1/gadget?limit=100000", "", 400, "limit"},
		{"strange cursor", "GET", "/api/v1/gadget?after=nonsense", "", 400, ""},
		{"filter on what is not indexed", "GET", "/api/v1/gadget?name=x", "", 422, "power"},
		{"no such record", "GET", "/api/v1/gadget/GADGET-0404", "", 404, "GADGET-0404"},
		{"record of another kind", "GET", "/api/v1/gadget/PERSON-0001", "", 404, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, problem := c.do(t, test.method, test.path, test.body)
			told, err := json.Marshal(problem)
			if err != nil {
				t.Fatal(err)
			}
			if status != test.status || !strings.Contains(string(told), test.says) {
				t.Errorf("%d %s, expected %d and a word of %q", status, told, test.status, test.says)
			}
		})
	}
	if status, _ := (client{handler: c.handler}).do(t, "GET", "/api/v1/gadget", ""); status != http.StatusUnauthorized {
		t.Errorf("without a token: %d", status)
	}
	if status, _ := (client{handler: c.handler, token: "made-up"}).do(t, "GET", "/api/v1/gadget", ""); status != http.StatusUnauthorized {
		t.Errorf("with a made-up token: %d", status)
	}
}
