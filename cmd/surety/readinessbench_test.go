package main

import (
	"context"
	"slices"
	"testing"
	"time"

	"surety/app"
	"surety/app/readiness"
	"surety/internal/testpostgres"
	"surety/isms"
)

// BenchmarkReadiness measures how long it takes to say how ready an organization of
// 100,000 records of all kinds is: "first" by a program that has just been opened and
// evaluates everything from nothing, "again" by one that has nothing to evaluate.
func BenchmarkReadiness(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) { benchmarkReadiness(b, "") })
	b.Run("PostgreSQL", func(b *testing.B) { benchmarkReadiness(b, testpostgres.Database(b)) })
}

func benchmarkReadiness(b *testing.B, database string) {
	ctx := context.Background()
	c := &commands{Dir: b.TempDir(), DB: database, kinds: isms.Kinds()}
	p, err := c.open(ctx, false)
	mustBench(b, err)
	manager, err := demonstrated(ctx, p, largeRegister)
	mustBench(b, err)
	mustBench(b, p.Close())
	measure := func(b *testing.B, opened func() (*program, func())) {
		var took []time.Duration
		used := time.Duration(0)
		for b.Loop() {
			b.StopTimer()
			p, done := opened()
			before := processor()
			begun := time.Now()
			b.StartTimer()
			ready, err := readiness.Of(ctx, p.App, manager, app.VerdictQuery{})
			b.StopTimer()
			mustBench(b, err)
			took = append(took, time.Since(begun))
			used += processor() - before
			if len(ready.Rows) == 0 {
				b.Fatal("there is no requirement")
			}
			done()
			b.StartTimer()
		}
		slices.Sort(took)
		b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
		b.ReportMetric(used.Seconds()*1000/float64(b.N), "processor-ms/op")
	}
	b.Run("first", func(b *testing.B) {
		measure(b, func() (*program, func()) {
			p, err := c.open(ctx, false)
			mustBench(b, err)
			return p, func() { mustBench(b, p.Close()) }
		})
	})
	b.Run("again", func(b *testing.B) {
		p, err := c.open(ctx, false)
		mustBench(b, err)
		defer func() { mustBench(b, p.Close()) }()
		measure(b, func() (*program, func()) { return p, func() {} })
	})
}
