package web_test

import (
	"crypto/rand"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"surety/app"
	"surety/internal/testhouse"
	"surety/isms/org"
	"surety/record"
	"surety/store"
	"surety/web"
)

// house is an organization that was just set up, being served.
type house struct {
	*app.App
	manager app.Actor
	now     time.Time
	address string
	logged  *strings.Builder // what the pages have logged
	ran     statements
}

// newHouse serves an organization with all kinds of the program and more.
func newHouse(t *testing.T, more ...*record.Kind) *house {
	t.Helper()
	dir := t.TempDir()
	parts, url := testhouse.Of(t), ""
	if len(more) == 0 {
		url = testhouse.SQLite(t, dir)
	} else {
		parts, url = testhouse.With(t, more...), filepath.Join(dir, "surety.db")
	}
	h := &house{now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), logged: &strings.Builder{}}
	n := 0
	newID := func() record.ID {
		n++
		return record.ID(fmt.Sprintf("01936000-0000-7000-8000-%012x", n))
	}
	clock := func() time.Time { return h.now }
	s, err := store.Open(t.Context(), store.Options{URL: url, Dir: dir, Catalogue: parts.Catalogue, Clock: clock, Random: rand.Reader, NewID: newID, Observe: h.ran.note})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	h.App = app.New(app.Options{Store: s, Catalogue: parts.Catalogue, Packs: parts.Packs, Language: parts.Language, Clock: clock, Random: rand.Reader, NewID: newID})
	server := httptest.NewServer(web.Handler(web.Options{App: h.App, Log: slog.New(slog.NewTextHandler(h.logged, nil)), Version: "test"}))
	t.Cleanup(server.Close)
	h.address = server.URL
	h.setUp(t)
	return h
}

func (h *house) setUp(t *testing.T) {
	t.Helper()
	token, err := h.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	session, err := h.SetUp(t.Context(), token, app.SetUpForm{Organization: "Nordwerk Netz", Name: "Mara Lind", Login: "mara@example.org", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	if h.manager, _, err = h.ActorOfSession(t.Context(), session.Secret); err != nil {
		t.Fatal(err)
	}
}

const password = "correct horse battery"

// must carries out commands as the manager.
func (h *house) must(t *testing.T, commands ...app.Command) []*record.Record {
	t.Helper()
	done, err := h.Do(t.Context(), h.manager, app.Request{}, commands...)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// colleague is another person with an account.
func (h *house) colleague(t *testing.T, name string, roles ...app.Role) app.Actor {
	t.Helper()
	person := h.must(t, app.Create{Kind: "person", Body: &org.Person{Name: name}})[0]
	account, err := h.AddAccount(t.Context(), h.manager, app.NewAccount{Login: name, Name: name, Password: password, Roles: roles, Person: person.Key})
	if err != nil {
		t.Fatal(err)
	}
	return app.Actor{Account: account.ID, Name: name, Organization: h.manager.Organization, Person: person.ID, Roles: roles, Origin: app.FromBrowser}
}

// visitor is somebody at a browser.
type visitor struct {
	t       *testing.T
	client  *http.Client
	address string
	token   string
}

// answer is what came back, redirections followed.
type answer struct {
	Status int
	Path   string
	Body   string
	Header http.Header
}

// stranger has not signed in.
func (h *house) stranger(t *testing.T) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t: t, client: &http.Client{Jar: jar}, address: h.address}
}

// as is an actor who has signed in.
func (h *house) as(t *testing.T, actor app.Actor) *visitor {
	t.Helper()
	token, err := h.OneTimeEntry(t.Context(), actor.Account)
	if err != nil {
		t.Fatal(err)
	}
	v := h.stranger(t)
	home := v.post("/enter", "code", token)
	if home.Status != http.StatusOK {
		t.Fatalf("sign-in was answered with %d:\n%s", home.Status, home.Body)
	}
	v.token = home.token(t)
	return v
}

var tokenInput = regexp.MustCompile(`name="token" value="([^"]+)"`)

func (a answer) token(t *testing.T) string {
	t.Helper()
	m := tokenInput.FindStringSubmatch(a.Body)
	if m == nil {
		t.Fatalf("%s has no form with a token", a.Path)
	}
	return html.UnescapeString(m[1])
}

func (v *visitor) get(path string) answer {
	v.t.Helper()
	request, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.address+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.send(request)
}

// post sends a form with the session's token; pairs are names and values.
func (v *visitor) post(path string, pairs ...string) answer {
	v.t.Helper()
	values := url.Values{"token": {v.token}}
	for i := 0; i < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	request, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.address+path, strings.NewReader(values.Encode()))
	if err != nil {
		v.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.send(request)
}

func (v *visitor) send(request *http.Request) answer {
	v.t.Helper()
	response, err := v.client.Do(request)
	if err != nil {
		v.t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		v.t.Fatal(err)
	}
	return answer{response.StatusCode, response.Request.URL.Path, string(body), response.Header}
}

// shows fails the test where the page lacks one of the texts.
func (a answer) shows(t *testing.T, status int, texts ...string) {
	t.Helper()
	if a.Status != status {
		t.Errorf("%s was answered with %d, expected %d:\n%s", a.Path, a.Status, status, a.main())
	}
	for _, text := range texts {
		if !strings.Contains(html.UnescapeString(a.Body), text) {
			t.Errorf("%s does not show %q:\n%s", a.Path, text, a.main())
		}
	}
}

// main is the page without its frame, for messages.
func (a answer) main() string {
	if i := strings.Index(a.Body, `<main`); i >= 0 {
		return a.Body[i:]
	}
	return a.Body
}
