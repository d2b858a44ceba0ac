package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"surety/internal/testpostgres"
	"surety/isms"
	"surety/isms/asset"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

// newProgram is a fixture with every kind of the program, and a clock that runs.
func newProgram(t testing.TB, url string) *fixture {
	t.Helper()
	f := &fixture{t: t, ctx: context.Background(), kinds: map[string]*record.Kind{}}
	catalogue, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range catalogue.Kinds() {
		f.kinds[k.Name] = k
	}
	f.opts = Options{URL: url, Dir: t.TempDir(), Catalogue: catalogue, Clock: time.Now, Random: rand.Reader, NewID: f.newID}
	f.open()
	if err := f.store.CreateOrganization(f.ctx, testOrganization, "Test"); err != nil {
		t.Fatal(err)
	}
	return f
}

// engines runs a benchmark on both engines.
func engines(b *testing.B, bench func(b *testing.B, url string)) {
	b.Run("SQLite", func(b *testing.B) { bench(b, filepath.Join(b.TempDir(), "surety.db")) })
	b.Run("PostgreSQL", func(b *testing.B) { bench(b, testpostgres.Database(b)) })
}

// bare measures durable writes of one row of 1 kB by the driver alone, a second.
func bare(b *testing.B, url string) float64 {
	b.Helper()
	driver, source := "sqlite", "file:"+filepath.Join(b.TempDir(), "bare.db")+"?_pragma=journal_mode(wal)&_pragma=synchronous(full)"
	if isPostgres(url) {
		driver, source = "pgx", url
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	table := fmt.Sprintf("bare_%d", time.Now().UnixNano())
	for _, text := range []string{"CREATE TABLE " + table + " (id BIGINT PRIMARY KEY, body TEXT NOT NULL)"} {
		if _, err := db.Exec(text); err != nil {
			b.Fatal(err)
		}
	}
	body := fmt.Sprintf("%01000d", 7)
	start, n := time.Now(), 0
	for ; n < 300; n++ {
		if _, err := db.Exec("INSERT INTO "+table+" (id, body) VALUES ($1, $2)", n, body); err != nil {
			b.Fatal(err)
		}
	}
	return float64(n) / time.Since(start).Seconds()
}

// cpu is how much processor time this process has used.
func cpu() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// base puts what risks refer to.
func (f *fixture) base() (persons, assets []record.ID, method record.ID) {
	var records []*record.Record
	for i := range 50 {
		records = append(records, f.new("person", &org.Person{Name: fmt.Sprintf("Person %d of the house", i), Mail: fmt.Sprintf("person%d@example.org", i), Unit: "Operations"}))
	}
	for i := range 50 {
		records = append(records, f.new("asset", &asset.Asset{Name: fmt.Sprintf("Asset %d", i)}))
	}
	records = append(records, f.new("risk_method", &risk.Method{Title: "Method"}))
	f.put("create", records...)
	for i := range 50 {
		persons, assets = append(persons, records[i].ID), append(assets, records[50+i].ID)
	}
	return persons, assets, records[100].ID
}

// draw is a number below n that depends on i and the field, and on nothing else.
func draw(i, field, n int) int {
	x := uint64(i)*0x9e3779b97f4a7c15 + uint64(field)*0xbf58476d1ce4e5b9
	x ^= x >> 31
	x *= 0x94d049bb133111eb
	return int((x >> 33) % uint64(n))
}

// risk is a risk as registers have them.
func (f *fixture) risk(i int, persons, assets []record.ID, method record.ID) *record.Record {
	return f.new("risk", &risk.Risk{
		Title: fmt.Sprintf("Ransomware encrypts the %s of site %d", []string{"billing", "metering", "control", "office"}[draw(i, 1, 4)], i), External: fmt.Sprintf("R-%d", i),
		Scenario: "An attacker gets in by a phished account, moves to the servers and encrypts what is there and the backups that can be reached.",
		Threat:   "Malware", Vulnerability: "Backups are online", Effects: []string{"availability"}, Assets: []record.Ref{record.Ref(assets[draw(i, 2, 50)])},
		Owner: record.Ref(persons[draw(i, 3, 50)]), Method: record.Ref(method), Consequence: draw(i, 4, 5) + 1, Likelihood: draw(i, 5, 4) + 1, Level: "high", Rank: draw(i, 6, 20) + 1,
		Evaluation: []string{"acceptable", "treat"}[draw(i, 7, 2)], Priority: draw(i, 8, 100), Assessed: record.Date(fmt.Sprintf("2026-%02d-%02d", draw(i, 9, 12)+1, draw(i, 10, 28)+1)),
		ResidualLevel: "low", ResidualRank: draw(i, 11, 5) + 1,
	})
}

func BenchmarkDurableWrite(b *testing.B) {
	for _, clients := range []int{1, 32} {
		for _, op := range []string{"create", "update"} {
			b.Run(fmt.Sprintf("%s/clients=%d", op, clients), func(b *testing.B) {
				engines(b, func(b *testing.B, url string) { durable(b, url, op, clients) })
			})
		}
	}
}

// durable has clients make writes of one record each, as fast as they are answered.
func durable(b *testing.B, url, op string, clients int) {
	f := newProgram(b, url)
	persons, assets, method := f.base()
	mine := make(chan *record.Record, clients)
	for i := range clients {
		rec := f.risk(i, persons, assets, method)
		f.put("create", rec)
		mine <- rec
	}
	alone := bare(b, url)
	var n atomic.Int64
	start, used := time.Now(), cpu()
	write := func() {
		i := int(n.Add(1))
		rec := f.risk(i, persons, assets, method)
		if op == "update" {
			rec = <-mine
			defer func() { mine <- rec }()
			rec.Body.(*risk.Risk).Priority, rec.Body.(*risk.Risk).Threat = i, fmt.Sprint("Threat ", i)
		}
		if err := f.Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(rec, op, "") }); err != nil {
			b.Error(err)
		}
	}
	b.ResetTimer()
	if clients == 1 {
		for b.Loop() {
			write()
		}
	} else {
		b.SetParallelism(clients / 2)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				write()
			}
		})
	}
	rate := float64(n.Load()) / time.Since(start).Seconds()
	b.ReportMetric(rate, "writes/s")
	b.ReportMetric(float64((cpu()-used).Microseconds())/float64(n.Load()), "cpu-us/write")
	b.ReportMetric(alone, "bare/s") // one client, one row, the same disk at the same time
	b.ReportMetric(rate/alone, "of-bare")
}

func BenchmarkImport(b *testing.B) {
	engines(b, func(b *testing.B, url string) {
		f := newProgram(b, url)
		persons, assets, method := f.base()
		for _, kind := range []string{"risk", "person", "asset"} {
			b.Run(kind, func(b *testing.B) {
				n := 0
				var spent, used time.Duration
				for b.Loop() {
					var records []*record.Record
					for range 10_000 {
						n++
						switch kind {
						case "risk":
							records = append(records, f.risk(n, persons, assets, method))
						case "person":
							records = append(records, f.new("person", &org.Person{Name: fmt.Sprintf("Person %d of the house", n), Mail: fmt.Sprintf("p%d@example.org", n), Unit: "Ops"}))
						case "asset":
							records = append(records, f.new("asset", &asset.Asset{Name: fmt.Sprintf("Server %d of the data centre", n)}))
						}
					}
					start, before := time.Now(), cpu()
					f.put("create", records...)
					spent, used = spent+time.Since(start), used+cpu()-before
				}
				b.ReportMetric(float64(n)/spent.Seconds(), "records/s")
				b.ReportMetric(float64(n)/used.Seconds(), "records/cpu-s")
			})
		}
	})
}

func BenchmarkList100k(b *testing.B) {
	engines(b, func(b *testing.B, url string) {
		f := newProgram(b, url)
		persons, assets, method := f.base()
		for i := 0; i < 100_000; i += 10_000 {
			var records []*record.Record
			for j := range 10_000 {
				records = append(records, f.risk(i+j, persons, assets, method))
			}
			f.put("create", records...)
		}
		f.analyze(b)
		owner := string(persons[7])
		for name, q := range map[string]Query{
			"sorted":           {Sort: "-rank"},
			"rare":             {Filters: []Filter{{Field: "assessed", Values: []string{"2026-03-03"}}, {Field: "evaluation", Values: []string{"treat"}}}, Sort: "-rank"},
			"filtered":         {Filters: []Filter{{Field: "owner", Values: []string{owner}}}, Sort: "-rank"},
			"half":             {Filters: []Filter{{Field: "evaluation", Values: []string{"treat"}}}, Sort: "-priority"},
			"two":              {Filters: []Filter{{Field: "evaluation", Values: []string{"treat"}}, {Field: "consequence", Op: "ge", Values: []string{"4"}}}, Sort: "assessed"},
			"none":             {Filters: []Filter{{Field: "priority", Op: "gt", Values: []string{"98"}}, {Field: "owner", Values: []string{owner}}, {Field: "rank", Values: []string{"7"}}}, Sort: "-rank"},
			"words":            {Search: "ransom control", Sort: "-rank"},
			"seen by somebody": {Sort: "-changed", Sight: Sight{Person: persons[3]}},
			"with ended":       {Sort: "title", IncludeEnded: true},
		} {
			q.Kind = "risk"
			if q.Sight.Person == "" {
				q.Sight.All = true
			}
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					page, err := f.List(f.ctx, q)
					if err != nil || len(page.Records) < 50 && name != "none" {
						b.Fatal(len(page.Records), err)
					}
				}
			})
		}
		b.Run("count", func(b *testing.B) {
			for b.Loop() {
				if _, err := f.Count(f.ctx, Query{Kind: "risk", Sight: Sight{All: true}}, "evaluation"); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("search", func(b *testing.B) {
			for b.Loop() {
				if _, err := f.Search(f.ctx, "ransom office", Sight{All: true}, nil, 20); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("scan all", func(b *testing.B) {
			for b.Loop() {
				for after, n := record.ID(""), 0; ; {
					list, err := f.Scan(f.ctx, "risk", after, 5000)
					if err != nil {
						b.Fatal(err)
					}
					if n += len(list); len(list) == 0 {
						if n != 100_000 {
							b.Fatal(n)
						}
						break
					}
					after = list[len(list)-1].ID
				}
			}
		})
	})
}
