package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"surety/app"
)

var assets = regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`)

func TestEmbeddedFilesCanBeKeptForEverAndPagesNever(t *testing.T) {
	h := newHouse(t)
	page := h.stranger(t).get("/sign-in")
	if got := page.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("a page has Cache-Control %q", got)
	}
	found := assets.FindAllStringSubmatch(page.Body, -1)
	if len(found) < 3 {
		t.Fatalf("the page names %v", found)
	}
	for _, m := range found {
		got := h.stranger(t).get(m[1])
		if got.Status != http.StatusOK || got.Header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%s: %d, Cache-Control %q", m[1], got.Status, got.Header.Get("Cache-Control"))
		}
		for _, font := range regexp.MustCompile(`url\(([^)#]+)\)`).FindAllStringSubmatch(got.Body, -1) {
			if f := h.stranger(t).get("/static/" + font[1]); f.Status != http.StatusOK || f.Header.Get("Content-Type") != "font/woff2" {
				t.Errorf("%s: %d %s", font[1], f.Status, f.Header.Get("Content-Type"))
			}
		}
	}
	h.stranger(t).get("/static/style.css").shows(t, http.StatusNotFound)
}

func TestPagesAreCompressedForWhoeverTakesIt(t *testing.T) {
	h := newHouse(t)
	request, err := http.NewRequest(http.MethodGet, h.address+"/sign-in", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "gzip")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	if response.Header.Get("Content-Encoding") != "gzip" || response.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("the headers are %v", response.Header)
	}
	z, err := gzip.NewReader(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil || !strings.Contains(string(body), "</html>") {
		t.Errorf("the page is not whole: %v", err)
	}
}

func TestNothingStandsInlineAndNothingIsLoadedFromElsewhere(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	elsewhere := regexp.MustCompile(`(?i)(src|href|action|formaction)="(https?:)?//|<script>|<style|\sstyle="|\son[a-z]+="|javascript:`)
	n := v.crawl(func(a answer) {
		if a.Status != http.StatusOK && a.Path != "/import" { // the guide leads there, and this house imports nothing
			t.Errorf("%s was answered with %d", a.Path, a.Status)
		}
		policy := a.Header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s has the policy %q", a.Path, policy)
		}
		if found := elsewhere.FindString(a.Body); found != "" && strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s holds %q", a.Path, found)
		}
	})
	if n < 300 {
		t.Errorf("only %d pages were read", n)
	}
	if h.logged.Len() > 0 {
		t.Errorf("the pages logged: %s", h.logged)
	}
}

var (
	addresses = regexp.MustCompile(`(?:href|action|hx-get)="(/[^"#]*)`)
	postForms = regexp.MustCompile(`<form[^>]*method="post"[^>]*>`)
)

// entryPage is the page of one entry of a standard.
var entryPage = regexp.MustCompile(`^/(conformity|standards)/[^/?]+/`)

// mostEntries is of how many entries of one standard the pages are read: there are
// thousands, made by one template.
const mostEntries = 30

// crawl reads every page that can be reached by links.
func (v *visitor) crawl(see func(answer)) int {
	v.t.Helper()
	seen, queue, entries, read := map[string]bool{}, []string{"/"}, map[string]int{}, 0
	for len(queue) > 0 && len(seen) < 3000 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] {
			continue
		}
		seen[path] = true
		if of := entryPage.FindString(path); of != "" {
			if entries[of]++; entries[of] > mostEntries {
				continue
			}
		}
		a := v.get(strings.ReplaceAll(path, "&amp;", "&"))
		see(a)
		read++
		if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") || strings.Contains(path, "?") && strings.HasPrefix(path, "/list/") {
			continue
		}
		for _, m := range addresses.FindAllStringSubmatch(postForms.ReplaceAllString(a.Body, ""), -1) {
			queue = append(queue, m[1])
		}
	}
	return read
}

func TestAMistakeIsToldInPlainWords(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/nowhere").shows(t, http.StatusNotFound, "There is no such page", "Nothing is at this address.")
	v.get("/RISK-9999").shows(t, http.StatusNotFound, "There is no record RISK-9999.", "Look for it by a few letters of its title.")
	v.get("/conformity/iso27001/99").shows(t, http.StatusNotFound, "no requirement 99")
	v.post("/new/asset", "name", strings.Repeat("x", 5<<20)).shows(t, http.StatusRequestEntityTooLarge, "That is too large")
	reader := h.as(t, h.colleague(t, "Rita", "reader"))
	reader.post("/new/asset", "name", "X", "type", "service").shows(t, http.StatusForbidden, "You may not do this", "Rita may not do this: create")
	reader.get("/accounts").shows(t, http.StatusForbidden, "Ask a manager.")
}

func TestTheTokenOfAFormNeverRepeatsAndEachWorks(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	seen := map[string]bool{}
	for _, name := range []string{"First", "Second", "Third"} {
		token := v.get("/new/asset").token(t)
		if seen[token] {
			t.Errorf("the token %q stands on two pages: its length when compressed tells it", token)
		}
		seen[token] = true
		v.token = token
		v.post("/new/asset", "name", name, "type", "service").shows(t, http.StatusOK, name)
	}
	other := h.as(t, h.colleague(t, "Rita", app.Manager))
	other.token = v.token
	other.post("/new/asset", "name", "Forged", "type", "service").shows(t, http.StatusForbidden, "does not come from your session")
}
