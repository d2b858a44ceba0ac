package expr_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"surety/expr"
	"surety/isms"
	"surety/record"
)

// records is a View over records in memory.
type records struct {
	catalogue *record.Catalogue
	byID      map[record.ID]*record.Record
	broken    record.ID // reading it fails
	reads     int
}

var errBroken = errors.New("the disk is gone")

func newRecords(t testing.TB) *records {
	t.Helper()
	catalogue, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	return &records{catalogue: catalogue, byID: map[record.ID]*record.Record{}}
}

// put makes a record in the first state of its kind, unless told otherwise.
func (r *records) put(id record.ID, kind string, body any, state ...string) *record.Record {
	k := r.catalogue.Kind(kind)
	rec := &record.Record{ID: id, Kind: k, Key: k.Prefix + "-" + string(id), Revision: 1, State: k.Lifecycle.Initial(), Body: body,
		Created: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), Changed: time.Date(2026, 2, 1, 23, 30, 0, 0, time.UTC)}
	if len(state) > 0 {
		rec.State = state[0]
	}
	r.byID[id] = rec
	return rec
}

func (r *records) Get(id record.ID) (*record.Record, error) {
	r.reads++
	if id == r.broken {
		return nil, errBroken
	}
	return r.byID[id], nil
}

func (r *records) Back(id record.ID, kind, field string) ([]*record.Record, error) {
	r.reads++
	if id == r.broken {
		return nil, errBroken
	}
	var found []*record.Record
	for _, rec := range r.byID {
		if rec.Kind.Name == kind && slices.ContainsFunc(rec.Kind.Links(rec.Body), func(l record.Link) bool { return l.Field == field && l.To.ID() == id }) {
			found = append(found, rec)
		}
	}
	slices.SortFunc(found, func(a, b *record.Record) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return found, nil
}

func (r *records) All(kind string) ([]*record.Record, error) {
	var found []*record.Record
	for _, rec := range r.byID {
		if rec.Kind.Name == kind && rec.State != record.StateRetired {
			found = append(found, rec)
		}
	}
	return found, nil
}

func newEnvironment(t testing.TB, r *records) *expr.Environment {
	t.Helper()
	env, err := expr.New(r.catalogue)
	if err != nil {
		t.Fatal(err)
	}
	return env
}

var today = time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)

// ask evaluates one expression about one record.
func ask(t testing.TB, r *records, about record.ID, text string) (expr.Answer, error) {
	t.Helper()
	env := newEnvironment(t, r)
	rec := r.byID[about]
	program, err := env.Filter(rec.Kind.Name, text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return program.Ask(env.Session(r, expr.At(today, nil, "s1")), rec, 0)
}
