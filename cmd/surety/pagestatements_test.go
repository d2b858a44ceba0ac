package main

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"surety/internal/testpostgres"
	"surety/isms"
	"surety/store"
)

// mostStatements is how many statements each page that people meet may take, however
// much there is in the organization.
var mostStatements = map[string]int{
	"/":                                14,
	"/work":                            11,
	"/calendar":                        6,
	"/calendar?mine=yes":               5,
	"/board/task":                      8,
	"/board/treatment":                 8,
	"/board/nonconformity":             10,
	"/board/corrective_action":         8,
	"/conformity":                      6,
	"/conformity/iso27001/6.1.2-6":     13,
	"/readiness":                       12,
	"/SOA-0001":                        23,
	"/list/soa_row":                    6,
	"/list/risk":                       6,
	"/list/risk?group=owner":           8,
	"/list/risk?q=key&sort=-level":     7,
	"/list/asset":                      6,
	"/list/control":                    6,
	"/list/evidence":                   6,
	"/list/treatment":                  6,
	"/list/person":                     6,
	"/risks/map":                       13,
	"/RISK-0001":                       8,
	"/RISK-0001/edit":                  6,
	"/RISK-0001/history":               6,
	"/MR-0003/inputs":                  28,
	"/way/mandate":                     29,
	"/place/plan":                      4,
	"/search?q=key":                    6,
	"/palette?q=key":                   6,
	"/standards/iso27002@2022":         3,
	"/standards/iso27701@2025/more":    6,
	"/standards/iso27014@2020/compare": 3,
}

func TestEachPageThatPeopleMeetTakesFewStatements(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { takesFewStatements(t, "") })
	t.Run("PostgreSQL", func(t *testing.T) { takesFewStatements(t, testpostgres.Database(t)) })
}

func takesFewStatements(t *testing.T, database string) {
	ctx := t.Context()
	var mu sync.Mutex
	var ran []string
	c := &commands{Dir: t.TempDir(), DB: database, kinds: isms.Kinds()}
	p, err := c.openWith(ctx, false, func(ctx context.Context, o store.Options) (*store.Store, error) {
		o.Observe = func(text string) {
			mu.Lock()
			defer mu.Unlock()
			ran = append(ran, text)
		}
		return store.Open(ctx, o)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	manager, err := demonstrated(ctx, p, 0)
	if err != nil {
		t.Fatal(err)
	}
	token, err := p.OneTimeEntry(ctx, manager.Account)
	if err != nil {
		t.Fatal(err)
	}
	session, err := p.EnterOnce(ctx, token)
	if err != nil {
		t.Fatal(err)
	}
	pages := (&serveCommand{}).handler(p, slog.New(slog.DiscardHandler))
	ask := func(path string) []string {
		mu.Lock()
		ran = nil
		mu.Unlock()
		request := httptest.NewRequest(http.MethodGet, path, nil)
		request.Host = "localhost:8080"
		request.AddCookie(&http.Cookie{Name: "surety-8080", Value: session.Secret})
		response := httptest.NewRecorder()
		pages.ServeHTTP(response, request)
		if response.Code != http.StatusOK {
			t.Errorf("%s: %d %.300s", path, response.Code, response.Body)
		}
		mu.Lock()
		defer mu.Unlock()
		return ran
	}
	for range 3 { // verdicts and names are kept from then on
		ask("/conformity")
	}
	for path, most := range mostStatements {
		ask(path)
		statements := ask(path)
		t.Logf("%s takes %d statements", path, len(statements))
		if len(statements) > most || len(statements) == 0 {
			t.Errorf("%s takes %d statements, expected at most %d", path, len(statements), most)
		}
	}
}
