package main

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"surety/isms"
)

// BenchmarkStart starts the program as a process and waits for a page. "sign in"
// is the page that anybody gets and "first page" the one of a person who is signed
// in, with the verdict, both on a database that is there; "demonstration" begins
// with an empty folder. x-bare is how much more of the processors it takes than to
// start the program for nothing but to tell its version.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	session := sessionOf(b, dir)
	page := func(path string) func() *server {
		return func() *server {
			s := startServer(b, dir)
			readPage(b, s.address, path, session)
			return s
		}
	}
	b.Run("sign in", func(b *testing.B) { benchmarkStart(b, page("/sign-in")) })
	b.Run("first page", func(b *testing.B) { benchmarkStart(b, page("/")) })
	b.Run("demonstration", func(b *testing.B) {
		benchmarkStart(b, func() *server {
			s, entry := serveDemonstration(b, b.TempDir())
			readPage(b, entry, "/sign-in", session)
			return s
		})
	})
}

// sessionOf loads the demonstration and signs its manager in.
func sessionOf(b *testing.B, dir string) string {
	ctx := context.Background()
	p, err := (&commands{Dir: dir, kinds: isms.Kinds()}).open(ctx, false)
	mustBench(b, err)
	manager, err := demonstrated(ctx, p, 0)
	mustBench(b, err)
	token, err := p.OneTimeEntry(ctx, manager.Account)
	mustBench(b, err)
	session, err := p.EnterOnce(ctx, token)
	mustBench(b, err)
	mustBench(b, p.Close())
	return session.Secret
}

// benchmarkStart measures starts, each until there is a page.
func benchmarkStart(b *testing.B, start func() *server) {
	var took []time.Duration
	var used time.Duration
	for b.Loop() {
		begun := time.Now()
		s := start()
		took = append(took, time.Since(begun))
		b.StopTimer()
		s.kill(b)
		used += usedBy(s.command)
		b.StartTimer()
	}
	const times = 10
	var bare time.Duration
	for range times {
		c := exec.Command(os.Args[0], "version")
		c.Env = append(os.Environ(), asProgram+"=1")
		mustBench(b, c.Run())
		bare += usedBy(c)
	}
	slices.Sort(took)
	b.ReportMetric(took[0].Seconds()*1000, "least-ms")
	b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
	b.ReportMetric(used.Seconds()*1000/float64(b.N), "processor-ms/op")
	b.ReportMetric(used.Seconds()/float64(b.N)/(bare.Seconds()/times), "x-bare")
}

// usedBy is how much time of processors a process that has ended took.
func usedBy(c *exec.Cmd) time.Duration {
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}

// readPage reads a page of the site that an address belongs to, signed in.
func readPage(b *testing.B, address, path, session string) {
	at, err := url.Parse(address)
	mustBench(b, err)
	request, err := http.NewRequest(http.MethodGet, "http://"+at.Host+path, nil)
	mustBench(b, err)
	request.AddCookie(&http.Cookie{Name: "surety-" + at.Port(), Value: session})
	response, err := http.DefaultTransport.RoundTrip(request) // a redirection is no page
	mustBench(b, err)
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil || response.StatusCode != http.StatusOK {
		b.Fatalf("%s: %s %v", path, response.Status, err)
	}
}
