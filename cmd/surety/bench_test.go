package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"surety/app"
	"surety/isms"
)

// BenchmarkRiskList answers a script that asks for 50 of 2,000 risks by the
// network, each with its links named; "eight clients" at once as well. "one risk"
// is the same for a single one: what a request takes beside its records. x-bare
// is how much more of the processors, client included, it takes than to send the
// bodies of the same rows as they lie in the database.
func BenchmarkRiskList(b *testing.B) {
	ctx := context.Background()
	c := &commands{Dir: b.TempDir(), kinds: isms.Kinds()}
	p, err := c.open(ctx, false)
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	const size = 13_400 // of whose mix 15 in 100 are risks
	manager, err := demonstrated(ctx, p, size)
	if err != nil {
		b.Fatal(err)
	}
	token, err := p.AddToken(ctx, manager, "benchmark", []app.Role{app.Reader}, time.Hour)
	if err != nil {
		b.Fatal(err)
	}
	surety := newAsked(b, (&serveCommand{}).handler(p, slog.New(slog.DiscardHandler)), token)
	bare := newAsked(b, bareRisks(b, c.Dir), "")
	const list, one = "/api/v1/risk?limit=50&sort=-level", "/api/v1/risk?limit=1&sort=-level"
	b.Run("one client", func(b *testing.B) {
		var took []time.Duration
		begun := processor()
		for b.Loop() {
			sent := time.Now()
			surety.ask(b, list)
			took = append(took, time.Since(sent))
		}
		reportRatio(b, processor()-begun, bare)
		slices.Sort(took)
		b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
	})
	b.Run("eight clients", func(b *testing.B) {
		b.SetParallelism(4) // on two cores
		begun := processor()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				surety.ask(b, list)
			}
		})
		b.StopTimer()
		reportRatio(b, processor()-begun, bare)
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
	})
	b.Run("one risk", func(b *testing.B) {
		for b.Loop() {
			surety.ask(b, one)
		}
	})
}

// reportRatio compares what so many requests took of the processors with bare
// ones, asked now.
func reportRatio(b *testing.B, used time.Duration, bare *asked) {
	b.Helper()
	const times = 500
	begun := processor()
	for range times {
		bare.ask(b, "/")
	}
	least := (processor() - begun).Seconds() / times
	b.ReportMetric(used.Seconds()/float64(b.N)/least, "x-bare")
	b.ReportMetric(used.Seconds()*1000/float64(b.N), "processor-ms/op")
}

// bareRisks sends the bodies of 50 risks by level with nothing but the standard
// library and the database beneath.
func bareRisks(b *testing.B, dir string) http.Handler {
	b.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, "surety.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	rows, err := db.Prepare("SELECT body FROM k_risk INDEXED BY k_risk_f_level WHERE org = 1 AND arm = 0 ORDER BY f_level DESC, num DESC LIMIT 50")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { rows.Close() })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		found, err := rows.QueryContext(r.Context())
		if err != nil {
			b.Error(err)
			return
		}
		defer found.Close()
		var bodies []json.RawMessage
		for found.Next() {
			var body []byte
			if err := found.Scan(&body); err != nil {
				b.Error(err)
			}
			bodies = append(bodies, body)
		}
		if err := found.Err(); err != nil || len(bodies) != 50 {
			b.Errorf("%d rows, %v", len(bodies), err)
		}
		for _, body := range bodies {
			if _, err := w.Write(body); err != nil {
				b.Error(err)
			}
		}
	})
}

// asked is a site that is asked as fast as it answers.
type asked struct {
	site  *httptest.Server
	token string
}

func newAsked(b *testing.B, handler http.Handler, token string) *asked {
	b.Helper()
	site := httptest.NewServer(handler)
	b.Cleanup(site.Close)
	site.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = 8
	return &asked{site, token}
}

func (a *asked) ask(b *testing.B, path string) {
	request, err := http.NewRequest(http.MethodGet, a.site.URL+path, nil)
	if err != nil {
		b.Error(err)
		return
	}
	request.Header.Set("Authorization", "Bearer "+a.token)
	response, err := a.site.Client().Do(request)
	if err != nil {
		b.Error(err)
		return
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != http.StatusOK {
		b.Errorf("%s: %s %v", path, response.Status, err)
	}
}
