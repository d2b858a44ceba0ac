package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"surety/app"
	"surety/isms"
)

// BenchmarkRiskList answers a script that asks for 50 of 2,000 risks by the
// network, each with its links named; "eight clients" at once as well. "one risk"
// is the same for a single one: what a request takes beside its records.
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
	site := httptest.NewServer((&serveCommand{}).handler(p, slog.New(slog.DiscardHandler)))
	defer site.Close()
	site.Client().Transport.(*http.Transport).MaxIdleConnsPerHost = 8
	ask := func(b *testing.B, path string) {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, site.URL+path, nil)
		if err != nil {
			b.Error(err)
			return
		}
		request.Header.Set("Authorization", "Bearer "+token)
		response, err := site.Client().Do(request)
		if err != nil {
			b.Error(err)
			return
		}
		defer response.Body.Close()
		if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != http.StatusOK {
			b.Errorf("%s: %s %v", path, response.Status, err)
		}
	}
	const list = "/api/v1/risk?limit=50&sort=-level"
	b.Run("one client", func(b *testing.B) {
		for b.Loop() {
			ask(b, list)
		}
	})
	b.Run("eight clients", func(b *testing.B) {
		b.SetParallelism(4) // on two cores
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				ask(b, list)
			}
		})
	})
	b.Run("one risk", func(b *testing.B) {
		for b.Loop() {
			ask(b, "/api/v1/risk?limit=1&sort=-level")
		}
	})
}
