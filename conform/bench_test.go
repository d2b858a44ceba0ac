package conform

import (
	"context"
	"fmt"
	"runtime"
	"syscall"
	"testing"
	"time"

	"surety/demo"
	"surety/isms/risk"
	"surety/record"
	"surety/store"
)

// sized are n records of realistic mix in memory.
func sized(b testing.TB, n int) (*memory, Options) {
	b.Helper()
	env := environment(b)
	m := newMemory(env.Catalogue())
	made := 0
	newID := func() record.ID { made++; return record.ID(fmt.Sprintf("01990000-0000-7000-8000-%012d", made)) }
	if err := demo.Load(context.Background(), demo.Size(n, 1, "2026-11-24"), env.Catalogue(), newID, m.sit); err != nil {
		b.Fatal(err)
	}
	return m, Options{Environment: env, Pack: iso27001(b), System: m.byKind[kindSystem][0]}
}

// sit does what a sitting of the demonstration does.
func (m *memory) sit(_ context.Context, s demo.Sitting) error {
	for _, a := range s.Acts {
		k := m.catalogue.Kind(a.Kind)
		rec := &record.Record{ID: a.ID, Kind: k, Key: fmt.Sprintf("%s-%04d", k.Prefix, len(m.byKind[k.Name])+1), State: k.Lifecycle.Initial(), Mark: a.Mark, Readers: a.Readers, Body: a.Body}
		if a.Do != demo.Create {
			rec = m.rows[a.ID].decode()
			t, ok := k.Lifecycle.Transition(a.Do, rec.State)
			if !ok {
				return fmt.Errorf("%s of a %s in state %s", a.Do, a.Kind, rec.State)
			}
			rec.State = t.To
			if f := k.ApprovalsField(); t.Approves {
				approval := record.Approval{By: record.Ref(s.By), At: s.At, Basis: k.ContentDigest(rec.Body)}
				if err := f.Set(rec.Body, append(f.Get(rec.Body).([]record.Approval), approval)); err != nil {
					return err
				}
			}
		}
		if p, ok := rec.Body.(record.Preparer); ok {
			if err := p.Prepare(record.Preparation{Now: s.At, Record: rec, Actor: record.Ref(s.By), Lookup: lookup{m}}); err != nil {
				return err
			}
		}
		m.put(rec)
	}
	return nil
}

type lookup struct{ m *memory }

func (l lookup) Get(ref record.Ref) (*record.Record, error) { return l.m.rows[ref.ID()].decode(), nil }

func (l lookup) Back(kind, field string, to record.ID) ([]*record.Record, error) {
	var found []*record.Record
	for _, id := range l.m.holders[direction{kind, field}][to] {
		found = append(found, l.m.rows[id].decode())
	}
	return found, nil
}

// BenchmarkEvaluate computes a whole verdict from nothing. Beside it stands
// how long it takes just to read all records once.
func BenchmarkEvaluate(b *testing.B) {
	for _, n := range []int{2_000, 100_000} {
		m, options := sized(b, n)
		engine, err := New(options)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m.asked.Store(0)
			begun := processor()
			for b.Loop() {
				if err := engine.Evaluate(context.Background(), m, now); err != nil {
					b.Fatal(err)
				}
			}
			perRun := float64(b.Elapsed()) / float64(b.N)
			b.ReportMetric((processor()-begun).Seconds()/float64(b.N), "processor-s/op")
			b.ReportMetric(float64(m.asked.Load())/float64(b.N), "questions/op")
			b.ReportMetric(perRun/float64(readAll(b, m)), "x-reading-all")
		})
	}
}

var now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// processor is how much time of processors the process has used: what a
// machine that others use too can be measured by.
func processor() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// readAll is how long it takes to read every record once, on one processor.
func readAll(b *testing.B, m *memory) time.Duration {
	begun := time.Now()
	for kind := range m.byKind {
		for after := record.ID(""); ; {
			records, err := m.Scan(context.Background(), kind, after, batch)
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

// BenchmarkFollow brings an engine up to one change among 100,000 records.
func BenchmarkFollow(b *testing.B) {
	m, options := sized(b, 100_000)
	engine, err := New(options)
	if err != nil {
		b.Fatal(err)
	}
	if err := engine.Follow(context.Background(), m, now); err != nil {
		b.Fatal(err)
	}
	change := func(kind string, alter func(rec *record.Record)) func(b *testing.B) {
		return func(b *testing.B) {
			ids := m.byKind[kind]
			m.asked.Store(0)
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				rec := m.rows[ids[i*7919%len(ids)]].decode()
				alter(rec)
				m.put(rec)
				b.StartTimer()
				if err := engine.Follow(context.Background(), m, now); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(m.asked.Load())/float64(b.N), "questions/op")
		}
	}
	b.Run("risk", change("risk", func(rec *record.Record) { rec.Body.(*risk.Risk).Consequence ^= 1 }))
	b.Run("treatment", change("treatment", func(rec *record.Record) { rec.Body.(*risk.Treatment).Reason += "." }))
	b.Run("person leaves", change("person", func(rec *record.Record) {
		if rec.State = "left"; rec.Revision%2 == 0 {
			rec.State = "active"
		}
	}))
	b.Run("method", change("risk_method", func(rec *record.Record) {
		if rec.State = "draft"; rec.Revision%2 == 0 {
			rec.State = "approved"
		}
	}))
	b.Run("report", func(b *testing.B) {
		for b.Loop() {
			if _, err := engine.Report(context.Background(), m, store.Sight{All: true}, now); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkHeld is what an engine holds in memory of 100,000 records.
func BenchmarkHeld(b *testing.B) {
	m, options := sized(b, 100_000)
	engine, err := New(options)
	if err != nil {
		b.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.GC() // what a pool gives up in the first goes in the second
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if err := engine.Evaluate(context.Background(), m, now); err != nil {
			b.Fatal(err)
		}
	}
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/1e6, "MB-held")
	runtime.KeepAlive(engine)
	runtime.KeepAlive(m)
}
