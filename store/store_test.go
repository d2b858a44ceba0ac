package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"surety/internal/testpostgres"
	"surety/record"
)

// onBoth runs a test of the contract on both engines.
func onBoth(t *testing.T, test func(t *testing.T, f *fixture)) {
	t.Run("SQLite", func(t *testing.T) { test(t, newFixture(t, filepath.Join(t.TempDir(), "surety.db"))) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, newFixture(t, testpostgres.Database(t))) })
}

// fixture is an open store with one organization and a clock that stands still
// until it is moved.
type fixture struct {
	*Org
	t     testing.TB
	ctx   context.Context
	opts  Options
	kinds map[string]*record.Kind

	mu         sync.Mutex
	now        time.Time
	statements []watched
	watching   bool
	ids        atomic.Int64
}

const testOrganization = "org-1"

func newFixture(t testing.TB, url string) *fixture {
	t.Helper()
	f := &fixture{t: t, ctx: context.Background(), kinds: map[string]*record.Kind{}, now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	catalogue := testCatalogue(t)
	for _, k := range catalogue.Kinds() {
		f.kinds[k.Name] = k
	}
	f.opts = Options{URL: url, Dir: t.TempDir(), Catalogue: catalogue, Clock: f.clock, Random: rand.Reader, NewID: f.newID, watch: f.observe}
	f.open()
	if err := f.store.CreateOrganization(f.ctx, testOrganization, "Test"); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *fixture) open() {
	f.t.Helper()
	s, err := Open(f.ctx, f.opts)
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { s.Close() })
	f.Org = s.In(testOrganization)
}

func (f *fixture) clock() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

func (f *fixture) tick() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = f.now.Add(time.Second)
}

// newID gives ids in ascending order, of the length of real ones.
func (f *fixture) newID() record.ID {
	return record.ID(fmt.Sprintf("01930000-0000-7000-8000-%012x", f.ids.Add(1)))
}

// watched is a statement that was run.
type watched struct {
	text string
	args []any
}

func (f *fixture) observe(_ *conn, text string, args []any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.watching {
		f.statements = append(f.statements, watched{text, slices.Clone(args)})
	}
}

// watch returns the statements that do runs.
func (f *fixture) watch(do func()) []watched {
	f.mu.Lock()
	f.statements, f.watching = nil, true
	f.mu.Unlock()
	do()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.watching = false
	return f.statements
}

var testAuthor = Author{Actor: "account-1", Request: "request-1", Origin: "browser"}

// new makes a record that isn't stored yet.
func (f *fixture) new(kind string, body any) *record.Record {
	k := f.kinds[kind]
	return &record.Record{Kind: k, State: k.Lifecycle.Initial(), Body: body}
}

// put stores records in one write.
func (f *fixture) put(op string, records ...*record.Record) {
	f.t.Helper()
	err := f.Write(f.ctx, testAuthor, func(tx *Tx) error {
		for _, rec := range records {
			if err := tx.Put(rec, op, ""); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) person(name string) *record.Record    { return f.new("person", &testPerson{Name: name}) }
func (f *fixture) asset(body *testAsset) *record.Record { return f.new("asset", body) }

// freshOf makes a fixture on a database of its own, on the engine of another.
func freshOf(t testing.TB, f *fixture) *fixture {
	t.Helper()
	if isPostgres(f.opts.URL) {
		return newFixture(t, testpostgres.Database(t))
	}
	return newFixture(t, filepath.Join(t.TempDir(), "surety.db"))
}
