package web_test

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"testing"

	"surety/app"
	"surety/isms/asset"
	"surety/isms/risk"
	"surety/record"
)

// statements are those that the database was given.
type statements struct {
	mu   sync.Mutex
	list []string
	hold func(text string) // keeps a statement waiting; nil: none
}

func (s *statements) note(text string) {
	s.mu.Lock()
	hold := s.hold
	s.list = append(s.list, text)
	s.mu.Unlock()
	if hold != nil {
		hold(text)
	}
}

// holding has hold called before each statement from now on.
func (s *statements) holding(hold func(text string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hold = hold
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

// aroundAPage are the statements that any page takes: who asks, and the
// organization's name.
const aroundAPage = 2

func TestAPageTakesFewStatements(t *testing.T) {
	h := newHouse(t)
	risks := register(t, h)
	v := h.as(t, h.manager)
	for path, most := range map[string]int{
		"/list/risk":                             aroundAPage + 3, // the two of the list, and how many there are in each state
		"/list/risk?consequence=3&sort=-changed": aroundAPage + 4,
		"/" + risks[7].Key:                       aroundAPage + 6,
	} {
		v.get(path) // verdicts and names are kept from then on
		ran := h.ran.of(func() { v.get(path).shows(t, http.StatusOK, "Risk") })
		if len(ran) > most || len(ran) == 0 {
			t.Errorf("%s takes %d statements, expected at most %d: %q", path, len(ran), most, ran)
		}
	}
}

// register fills a risk register, with persons and assets that its risks name.
func register(t *testing.T, h *house) []*record.Record {
	t.Helper()
	named := h.must(t, app.Create{Kind: "risk_method", Body: &risk.Method{Title: "Method", Version: "1"}}, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Server", Type: "hardware"}})
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
	return h.must(t, commands...)
}
