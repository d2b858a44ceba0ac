package app_test

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"surety/app"
	"surety/expr"
	"surety/fault"
	"surety/internal/testpostgres"
	"surety/isms"
	"surety/record"
	"surety/store"
)

// empty is the door to a database in which nothing is set up yet; observe is told
// each statement.
func empty(t *testing.T, url string, observe func(string)) *app.App {
	t.Helper()
	catalogue, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	language, err := expr.New(catalogue)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if url == "" {
		url = filepath.Join(dir, "surety.db")
	}
	newID := func() record.ID { return record.ID(uuid.Must(uuid.NewV7()).String()) }
	s, err := store.Open(t.Context(), store.Options{URL: url, Dir: dir, Catalogue: catalogue, Clock: time.Now, Random: rand.Reader, NewID: newID, Observe: observe})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return app.New(app.Options{Store: s, Catalogue: catalogue, Language: language, Clock: time.Now, Random: rand.Reader, NewID: newID})
}

func TestASetUpThatIsInterruptedAtAnyStatementCanBeDoneAgain(t *testing.T) {
	form := app.SetUpForm{Organization: "Nordwerk Netz", Name: "Mara Lind", Login: "mara", Password: "correct horse battery"}
	for name, url := range map[string]string{"SQLite": "", "PostgreSQL": testpostgres.Database(t)} {
		t.Run(name, func(t *testing.T) {
			var left atomic.Int64
			stop := func() {}
			a := empty(t, url, func(string) {
				if left.Add(-1) == 0 {
					stop()
				}
			})
			tries := 0
			for done := false; !done; tries++ {
				left.Store(0)
				token, err := a.SetUpToken(t.Context())
				if fault.Is(err, fault.Exists) {
					break // interrupted after its last write
				}
				if err != nil {
					t.Fatal(err)
				}
				var ctx context.Context
				ctx, stop = context.WithCancel(t.Context())
				left.Store(1 + int64(tries))
				_, err = a.SetUp(ctx, token, form)
				done = err == nil
				stop()
			}
			if tries < 10 {
				t.Errorf("it was interrupted %d times only", tries)
			}
			left.Store(0)
			session, err := a.SignIn(t.Context(), form.Login, form.Password)
			if err != nil {
				t.Fatal(err)
			}
			actor, _, err := a.ActorOfSession(t.Context(), session.Secret)
			if err != nil {
				t.Fatal(err)
			}
			for kind, title := range map[string]string{"person": "Mara Lind", "organization": "Nordwerk Netz", "management_system": "Information security management system"} {
				listing, err := a.List(t.Context(), actor, store.Query{Kind: kind, Limit: 10})
				if err != nil {
					t.Fatal(err)
				}
				if len(listing.Records) != 1 || listing.Records[0].Title() != title {
					t.Errorf("%d records of %s are there", len(listing.Records), kind)
				}
				if kind == "person" && actor.Person != listing.Records[0].ID {
					t.Error("the account is another person's")
				}
			}
			accounts, err := a.Accounts(t.Context(), actor)
			if err != nil || len(accounts) != 1 {
				t.Errorf("%d accounts are there: %v", len(accounts), err)
			}
		})
	}
}

func TestASetUpThatIsRefusedLeavesNothingAndCanBeDoneRight(t *testing.T) {
	a := empty(t, "", nil)
	token, err := a.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	form := app.SetUpForm{Organization: "Nordwerk Netz", Name: strings.Repeat("long ", 100_000), Login: "mara", Password: "correct horse battery"}
	if _, err := a.SetUp(t.Context(), token, form); !fault.Is(err, fault.Invalid) {
		t.Errorf("a name that is too long gives %.200v", err)
	}
	if organizations, err := a.Organizations(t.Context()); err != nil || len(organizations) != 0 {
		t.Errorf("%d organizations were left: %v", len(organizations), err)
	}
	form.Name = "Mara Lind"
	if _, err := a.SetUp(t.Context(), token, form); err != nil {
		t.Error(err)
	}
}
