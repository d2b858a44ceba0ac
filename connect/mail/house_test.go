package mail_test

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"surety/app"
	"surety/connect/mail"
	"surety/internal/testhouse"
	"surety/isms/org"
	"surety/record"
	"surety/store"
)

// house is an organization whose people are told by mail what is due from them.
type house struct {
	t       *testing.T
	url     string
	dir     string
	now     time.Time
	ids     *atomic.Int64
	manager app.Actor
	*app.App
	store  *store.Store
	logged *lines
}

// lines are what was logged.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func onBoth(t *testing.T, test func(t *testing.T, h *house)) {
	t.Run("SQLite", func(t *testing.T) { test(t, newHouse(t, testhouse.SQLite)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, newHouse(t, testhouse.PostgreSQL)) })
}

func newHouse(t *testing.T, database func(testing.TB, string) string) *house {
	t.Helper()
	h := &house{t: t, dir: t.TempDir(), now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), ids: &atomic.Int64{}, logged: &lines{}} // a Tuesday
	h.url = database(t, h.dir)
	h.App, h.store = h.open()
	t.Cleanup(func() {
		if err := h.store.Close(); err != nil {
			t.Error(err)
		}
	})
	token, err := h.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	session, err := h.SetUp(t.Context(), token, app.SetUpForm{Organization: "Nordwerk Netz", Name: "Mara Lind", Login: "mara@example.org", Password: "correct horse battery"})
	if err != nil {
		t.Fatal(err)
	}
	if h.manager, _, err = h.ActorOfSession(t.Context(), session.Secret); err != nil {
		t.Fatal(err)
	}
	return h
}

// open opens the database as a program that starts does.
func (h *house) open() (*app.App, *store.Store) {
	h.t.Helper()
	parts := testhouse.Of(h.t)
	newID := func() record.ID {
		return record.ID(fmt.Sprintf("01936000-0000-7000-8000-%012x", h.ids.Add(1)))
	}
	clock := func() time.Time { return h.now }
	s, err := store.Open(h.t.Context(), store.Options{URL: h.url, Dir: h.dir, Catalogue: parts.Catalogue, Clock: clock, Random: rand.Reader, NewID: newID})
	if err != nil {
		h.t.Fatal(err)
	}
	return app.New(app.Options{Store: s, Catalogue: parts.Catalogue, Packs: parts.Packs, Language: parts.Language, Clock: clock, Random: rand.Reader, NewID: newID}), s
}

// restart ends the program and starts it again.
func (h *house) restart() {
	h.t.Helper()
	if err := h.store.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.App, h.store = h.open()
}

func (h *house) do(commands ...app.Command) []*record.Record {
	h.t.Helper()
	done, err := h.Do(h.t.Context(), h.manager, app.Request{}, commands...)
	if err != nil {
		h.t.Fatal(err)
	}
	return done
}

// colleague is somebody with an account, a mail address and what they like.
func (h *house) colleague(name string, likes app.Preferences) app.Actor {
	h.t.Helper()
	address := strings.ToLower(strings.Fields(name)[0]) + "@example.org"
	person := h.do(app.Create{Kind: "person", Body: &org.Person{Name: name, Mail: address, Manager: record.Ref(h.manager.Person)}})[0]
	account, err := h.AddAccount(h.t.Context(), h.manager, app.NewAccount{Login: address, Name: name, Roles: []app.Role{app.Contributor}, Person: person.Key})
	if err != nil {
		h.t.Fatal(err)
	}
	actor := app.Actor{Account: account.ID, Name: name, Organization: h.manager.Organization, Person: person.ID, Roles: []app.Role{app.Contributor}}
	if err := h.KeepPreferences(h.t.Context(), actor, likes); err != nil {
		h.t.Fatal(err)
	}
	return actor
}

func (h *house) task(title string, of app.Actor, due record.Date) {
	h.t.Helper()
	h.do(app.Create{Kind: "task", Body: &org.Task{Title: title, Assignee: record.Ref(of.Person), Due: due}})
}

func (h *house) postman(server *mail.Server) *mail.Postman {
	return &mail.Postman{App: h.App, Server: server, URL: "https://isms.example.org/", Log: slog.New(slog.NewTextHandler(h.logged, nil))}
}

func (h *house) round(server *mail.Server) {
	h.t.Helper()
	if err := h.postman(server).Round(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}
