package conform

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"surety/isms/risk"
	"surety/record"
	"surety/store"
)

// stored puts the records of a memory into a database, as they stand.
func stored(t testing.TB, m *memory, count *atomic.Int64) *store.Org {
	t.Helper()
	ctx := context.Background()
	made := 0
	// The records were there long before anything was reviewed, as in memory.
	s, err := store.Open(ctx, store.Options{
		URL: filepath.Join(t.TempDir(), "surety.db"), Catalogue: m.catalogue, Clock: func() time.Time { return now.AddDate(-5, 0, 0) }, Random: rand.Reader,
		NewID:   func() record.ID { made++; return record.ID(fmt.Sprintf("01990000-0000-7000-9000-%012d", made)) },
		Observe: func(string) { count.Add(1) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := s.CreateOrganization(ctx, "org", "Test"); err != nil {
		t.Fatal(err)
	}
	o := s.In("org")
	var order []record.ID
	for _, e := range m.log {
		if e.before == nil {
			order = append(order, e.id)
		}
	}
	for ids := range slices.Chunk(order, 2000) {
		err := o.Write(ctx, store.Author{Actor: "a", Origin: "import"}, func(tx *store.Tx) error {
			for _, id := range ids {
				rec := m.rows[id].decode()
				rec.Revision = 0
				if err := tx.Put(rec, "create", ""); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return o
}

// change writes one record anew.
func change[B any](t testing.TB, o *store.Org, id record.ID, alter func(b *B)) {
	t.Helper()
	err := o.Write(context.Background(), store.Author{Actor: "a", Origin: "api"}, func(tx *store.Tx) error {
		found, err := tx.Get(context.Background(), id)
		if err != nil {
			return err
		}
		rec := found[id]
		alter(rec.Body.(*B))
		return tx.Put(rec, "edit", "")
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOverADatabaseVerdictsAreThoseOverMemory(t *testing.T) {
	m, options := sized(t, 1500)
	o := stored(t, m, new(atomic.Int64))
	ctx := context.Background()
	over := func(e *Engine, r Source) []verdictOf {
		if err := e.Follow(ctx, r, now); err != nil {
			t.Fatal(err)
		}
		return verdicts(e)
	}
	engine := func() *Engine {
		e, err := New(options)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	kept := engine()
	if diff := cmp.Diff(over(engine(), m), over(kept, o), cmp.AllowUnexported(lapse{})); diff != "" {
		t.Error(diff)
	}
	id := m.byKind["risk"][3]
	unown := func(r *risk.Risk) { r.Owner, r.Assessed = "", "" }
	change(t, o, id, unown)
	edit(m, id, func(_ *record.Record, r *risk.Risk) { unown(r) })
	if diff := cmp.Diff(over(engine(), m), over(kept, o), cmp.AllowUnexported(lapse{})); diff != "" {
		t.Errorf("after a change:\n%s", diff)
	}
}

// BenchmarkStore computes verdicts over 100,000 records in a database, from
// nothing and after a change. Beside the first stands how long it takes just to
// read all records once.
func BenchmarkStore(b *testing.B) {
	m, options := sized(b, 100_000)
	var statements atomic.Int64
	o := stored(b, m, &statements)
	ctx := context.Background()
	risks, kinds := m.byKind["risk"], slices.Collect(maps.Keys(m.byKind))
	m = nil // from here on the database alone has the records
	engine, err := New(options)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("evaluate", func(b *testing.B) {
		statements.Store(0)
		begun := processor()
		for b.Loop() {
			if err := engine.Evaluate(ctx, o, now); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric((processor()-begun).Seconds()/float64(b.N), "processor-s/op")
		b.ReportMetric(float64(statements.Load())/float64(b.N), "statements/op")
		perRun := float64(b.Elapsed()) / float64(b.N)
		b.ReportMetric(perRun/float64(scanAll(b, kinds, o)), "x-reading-all")
	})
	b.Run("follow", func(b *testing.B) {
		if err := engine.Follow(ctx, o, now); err != nil {
			b.Fatal(err)
		}
		statements.Store(0)
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			change(b, o, risks[i*7919%len(risks)], func(r *risk.Risk) { r.Consequence ^= 1 })
			b.StartTimer()
			if err := engine.Follow(ctx, o, now); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("report", func(b *testing.B) {
		if err := engine.Follow(ctx, o, now); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := engine.Report(ctx, o, store.Sight{All: true}, now); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func scanAll(b *testing.B, kinds []string, o *store.Org) time.Duration {
	begun := time.Now()
	for _, kind := range kinds {
		for after := record.ID(""); ; {
			records, err := o.Scan(context.Background(), kind, after, batch)
			if err != nil {
				b.Fatal(err)
			}
			if len(records) < batch {
				break
			}
			after = records[len(records)-1].ID
		}
	}
	return time.Since(begun)
}
