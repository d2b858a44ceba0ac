package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"surety/app"
	"surety/demo"
	"surety/internal/testpostgres"
	"surety/isms"
)

// demonstrated loads a demonstration into an empty database and returns who is
// to sign in first.
func demonstrated(ctx context.Context, p *program, size int) (app.Actor, error) {
	d, err := p.BeginDemonstration(ctx, demo.Name, size, 1)
	if err != nil {
		return app.Actor{}, err
	}
	return p.demonstrate(ctx, d, func(int) {})
}

// kept are the kinds whose number in a demonstration is looked at.
var kept = []string{"person", "asset", "risk", "control", "soa", "soa_row", "soa_release", "treatment", "acceptance", "evidence", "judgement", "task"}

// entriesOf counts a demonstration's records by kind.
func entriesOf(t *testing.T, dir string, database ...string) map[string]int {
	t.Helper()
	found := map[string]int{}
	for _, kind := range kept {
		out := mustSurety(t, dir, "", append(database, "list", kind, "--limit", "500", "--format", "json")...)
		found[kind] = strings.Count(out, `"revision":`)
	}
	return found
}

var address = regexp.MustCompile(`http://\S+/enter#\S+`)

// serveDemonstration starts surety with --demo, reads until it tells an address,
// and returns that; it is empty where the program ended before.
func serveDemonstration(t testing.TB, dir string, args ...string) (*server, string) {
	t.Helper()
	c := exec.Command(os.Args[0], append([]string{"--dir", dir, "serve", "--demo", "--listen", "127.0.0.1:0"}, args...)...)
	c.Env = append(os.Environ(), asProgram+"=1")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if found := address.FindString(lines.Text()); found != "" {
			return &server{command: c}, found
		}
	}
	return &server{command: c}, ""
}

// letsIn tells whether an address opens the first page: its page sends the code
// behind the # by its form.
func letsIn(t *testing.T, entry string) bool {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	page, code, _ := strings.Cut(entry, "#")
	response, err := client.PostForm(page, url.Values{"code": {code}})
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode == http.StatusSeeOther
}

func TestADemonstrationThatWasKilledIsBroughtToItsEndByTheNextStart(t *testing.T) {
	dir := t.TempDir()
	for _, size := range []int64{0, 1 << 20, 2 << 20, 4 << 20, 6 << 20, 9 << 20} { // of the write-ahead log
		c := exec.Command(os.Args[0], "--dir", dir, "serve", "--demo", "--listen", "127.0.0.1:0")
		c.Env = append(os.Environ(), asProgram+"=1")
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		<-watch(filepath.Join(dir, besideFolder, "surety.db-wal"), size, c)
		(&server{command: c}).kill(t)
	}
	s, entry := serveDemonstration(t, dir)
	defer s.kill(t)
	if entry == "" || !letsIn(t, entry) {
		t.Errorf("the address %q lets nobody in", entry)
	}
	same(t, entriesOf(t, filepath.Join(dir, besideFolder)), wholeDemonstration(t))
	mustSurety(t, filepath.Join(dir, besideFolder), "", "log", "verify")
}

// wholeDemonstration counts the records of one that nothing interrupted.
func wholeDemonstration(t *testing.T) map[string]int {
	t.Helper()
	dir := t.TempDir()
	mustSurety(t, dir, "", "demo")
	return entriesOf(t, dir)
}

func same(t *testing.T, got, want map[string]int) {
	t.Helper()
	for _, kind := range kept {
		if got[kind] != want[kind] || want[kind] == 0 {
			t.Errorf("%d records of %s are there, expected %d", got[kind], kind, want[kind])
		}
	}
}

func TestADemonstrationThatStopsAnywhereGoesOnThereOnBothDatabases(t *testing.T) {
	want := wholeDemonstration(t)
	for name, database := range map[string]string{"SQLite": "", "PostgreSQL": testpostgres.Database(t)} {
		t.Run(name, func(t *testing.T) {
			c := &commands{Dir: t.TempDir(), DB: database, kinds: isms.Kinds()}
			sittings, tries := 0, 0
			for more := true; more; tries++ {
				sittings, more = loadUntil(t, c, 7+tries*40)
			}
			flags := []string{}
			if database != "" {
				flags = []string{"--db", database}
			}
			if tries < 3 || sittings < 60 {
				t.Errorf("%d sittings were done in %d tries", sittings, tries)
			}
			same(t, entriesOf(t, c.Dir, flags...), want)
			mustSurety(t, c.Dir, "", append(flags, "log", "verify")...)
		})
	}
}

// loadUntil begins or goes on loading a demonstration, and stops it after so many
// sittings; it tells whether it was stopped.
func loadUntil(t *testing.T, c *commands, most int) (sittings int, stopped bool) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	p, err := c.open(ctx, false)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	d, err := (&demoFillCommand{}).begin(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.demonstrate(ctx, d, func(int) {
		if sittings++; sittings > most {
			stop()
		}
	})
	if err != nil && sittings <= most {
		t.Fatal(err)
	}
	return sittings, err != nil
}

func TestADemonstrationThatMetAFullDiskIsBroughtToItsEndWhenThereIsRoom(t *testing.T) {
	dir := t.TempDir()
	inPart := false
	for bytes := 500_000; bytes < 8_000_000; bytes += 2_300_000 { // how large a file may grow; the last are too small still
		t.Setenv(mostFileBytes, strconv.Itoa(bytes))
		out, err := surety(t, dir, "", "demo")
		if exitCode(err) != 2 || !strings.Contains(out, "the disk can't be read or written") {
			t.Errorf("with %d bytes it exits %d and says %q", bytes, exitCode(err), out)
		}
		inPart = inPart || strings.Contains(out, "in part only") && strings.Contains(out, "start again, and the rest of it follows")
	}
	if !inPart {
		t.Error("the disk was never full within the load")
	}
	t.Setenv(mostFileBytes, "")
	s, entry := serveDemonstration(t, dir)
	defer s.kill(t)
	if entry == "" || !letsIn(t, entry) {
		t.Errorf("the address %q lets nobody in", entry)
	}
	same(t, entriesOf(t, dir), wholeDemonstration(t))
}

func TestEveryStartOfADemonstrationTellsAFreshAddress(t *testing.T) {
	dir := t.TempDir()
	known := map[string]bool{}
	for range 3 {
		s, entry := serveDemonstration(t, dir)
		_, code, _ := strings.Cut(entry, "#")
		if entry == "" || known[code] || !letsIn(t, entry) {
			t.Errorf("the address %q is none, told before or lets nobody in", entry)
		}
		known[code] = true
		s.kill(t)
	}
}
