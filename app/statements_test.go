package app_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"surety/app"
	"surety/isms/asset"
	"surety/isms/risk"
	"surety/record"
	"surety/store"
)

// statements are those that the database was given.
type statements struct {
	mu   sync.Mutex
	list []string
}

func (s *statements) note(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, text)
}

// of returns those that do gave rise to.
func (s *statements) of(do func()) []string {
	s.mu.Lock()
	s.list = nil
	s.mu.Unlock()
	do()
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.list)
}

// register fills a risk register, with persons and assets that its risks name.
func register(t *testing.T, h *house) []*record.Record {
	t.Helper()
	named := h.must(t, h.manager, app.Create{Kind: "risk_method", Body: &risk.Method{Title: "Method", Version: "1"}}, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Server", Type: "hardware"}})
	var commands []app.Command
	for i := range 60 {
		mark := ""
		if i%9 == 0 {
			mark = record.MarkRestricted
		}
		commands = append(commands, app.Create{Kind: "risk", Mark: mark, Body: &risk.Risk{
			Title: fmt.Sprint("Risk ", i), Owner: record.Ref(h.manager.Person), Assets: []record.Ref{record.Ref(named[1].ID)}, Method: record.Ref(named[0].ID), Consequence: i%5 + 1, Likelihood: i%4 + 1,
		}})
	}
	return h.must(t, h.manager, commands...)
}

func TestAListAndADetailTakeFewStatements(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		risks := register(t, h)
		list := func(q store.Query) func() error {
			q.Kind = "risk"
			return func() error { _, err := h.List(t.Context(), h.manager, q); return err }
		}
		for name, c := range map[string]struct {
			most int
			do   func() error
		}{
			"a list":          {2, list(store.Query{})},
			"a sorted list":   {2, list(store.Query{Sort: "-changed"})},
			"a filtered list": {3, list(store.Query{Filters: []store.Filter{{Field: "consequence", Values: []string{"3"}}}, Sort: "-changed"})},
			"words in a list": {3, list(store.Query{Search: "risk"})},
			"a filter by key": {3, list(store.Query{Filters: []store.Filter{{Field: "owner", Values: []string{"PERSON-0001"}}}})},
			"a detail by id":  {7, func() error { _, err := h.Detail(t.Context(), h.manager, string(risks[7].ID)); return err }},
			"a detail by key": {6, func() error { _, err := h.Detail(t.Context(), h.manager, risks[7].Key); return err }},
			"a marked detail": {6, func() error { _, err := h.Detail(t.Context(), h.manager, risks[9].Key); return err }},
			"a person's":      {8, func() error { _, err := h.Detail(t.Context(), h.manager, "PERSON-0001"); return err }},
		} { // a key tells its kind, an id does not; sealed values and who may read what is marked are read too where there are some
			if err := c.do(); err != nil { // verdicts and names are kept from then on
				t.Fatal(err)
			}
			ran := h.ran.of(func() {
				if err := c.do(); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			})
			if len(ran) > c.most || len(ran) == 0 {
				t.Errorf("%s takes %d statements, expected at most %d: %q", name, len(ran), c.most, ran)
			}
		}
	})
}
