package main

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/app"
	"surety/internal/testbrowser"
)

// barred fails for each barrier on the page as it stands, told once a rule.
func barred(t *testing.T, p *testbrowser.Page, where string, rules ...string) {
	t.Helper()
	tellBarriers(t, where, p.Barriers(rules...))
}

func tellBarriers(t *testing.T, where string, barriers []testbrowser.Barrier) {
	t.Helper()
	count, first := map[string]int{}, map[string]testbrowser.Barrier{}
	for _, barrier := range barriers {
		if count[barrier.Rule]++; count[barrier.Rule] == 1 {
			first[barrier.Rule] = barrier
		}
	}
	for rule, barrier := range first {
		t.Errorf("%s: %d × %v", where, count[rule], barrier)
	}
}

// narrow is a window of 1280 pixels at a zoom of 400 %, and half at one of 200 %, in
// which one need not scroll sideways (WCAG 2.2, 1.4.4 and 1.4.10).
const (
	narrow = 320
	half   = 640
)

// barredInEveryLook does so in light and dark, on a phone and at a zoom of up to
// 400 %, looks whether everything finds its room there, and leaves the page wide and light.
func barredInEveryLook(t *testing.T, p *testbrowser.Page, where string) {
	t.Helper()
	barred(t, p, where)
	fits(t, p, where)
	p.Look(1280, true)
	barred(t, p, where+" in the dark", "color-contrast", "link-in-text-block")
	p.Look(390, false)
	tellBarriers(t, where+" on a phone", p.BarriersBeside("color-contrast"))
	for _, width := range []int{half, narrow} {
		p.Look(width, false)
		fits(t, p, fmt.Sprintf("%s at %d pixels", where, width))
	}
	p.Look(1280, false)
}

// fits fails for what stands out of the window, as it is and with texts spread (1.4.12).
func fits(t *testing.T, p *testbrowser.Page, where string) {
	t.Helper()
	for _, element := range p.Sideways() {
		t.Errorf("%s: out of the window is %s", where, element)
	}
	for _, element := range p.CutOff() {
		t.Errorf("%s: with its texts spread is cut off: %s", where, element)
	}
}

var (
	keyInPath = regexp.MustCompile(`^/[A-Z]+-[0-9]+`)
	// places of which one stands for all: the kinds' lists and forms, a standard's entries
	alike = regexp.MustCompile(`^/(list|new|place|conformity|standards)/[^/]+(/[^/]+)?`)
	// what is read in another program, or leads out
	noPage = regexp.MustCompile(`\.(pdf|docx|xlsx|ics)$|^/(export|static|import/sample|log/checkpoint|sign-out)|/(paper|file)/`)
)

// likeness is the same for addresses that one template answers.
func likeness(path string) string {
	path = keyInPath.ReplaceAllString(path, "/KEY")
	return alike.ReplaceAllStringFunc(path, func(found string) string {
		parts := strings.Split(found, "/")
		return "/" + parts[1] + strings.Repeat("/*", len(parts)-2)
	})
}

// pagesWithTheirOwn are those that no plain link leads to, or whose likes differ.
var pagesWithTheirOwn = []string{
	"/", "/list/risk", "/list/risk?q=scada&sort=level", "/list/control", "/list/document", "/conformity/iso27001", "/conformity/iso27001/6.1.3-8",
	"/risks/map", "/risks/map?show=both", "/risks/map?show=both&cell=3.3", "/RISK-0003", "/RISK-0003/edit", "/RISK-0003/history", "/RISK-0003/assess?consequence=3&likelihood=2",
	"/SOA-0001", "/SOA-0001?only=changed", "/METHOD-0001", "/METHOD-0001/matrix", "/new/risk_method", "/begin-soa", "/search?q=scada", "/import?kind=risk",
}

// opensPalette asks it for a word, and waits for a record that it finds.
func opensPalette(words, key string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)), chromedp.WaitVisible(chromedp.CSS("#palette input")),
		chromedp.KeyEvent(words), chromedp.WaitVisible(chromedp.CSS(`#palette-found a[href="/`+key+`"]`)))
}

// eachPage opens one page of each kind of the demonstration organization.
func (s *site) eachPage(t *testing.T, p *testbrowser.Page, look func(path string)) {
	t.Helper()
	seen, queue := map[string]bool{}, pagesWithTheirOwn
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		p.Do(chromedp.Navigate(s.address+path), chromedp.WaitVisible(chromedp.CSS("h1")))
		look(path)
		seen[likeness(path)] = true
		for _, link := range testbrowser.Value(p, chromedp.Evaluate[[]string](`[...document.querySelectorAll("a[href]:not([download])")].map(a => new URL(a.getAttribute("href"), location).href)`)) {
			to, err := url.Parse(link)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if to.RawQuery != "" || !strings.HasPrefix(link, s.address) || noPage.MatchString(to.Path) || seen[likeness(to.Path)] {
				continue
			}
			seen[likeness(to.Path)] = true
			queue = append(queue, to.Path)
		}
	}
	if len(seen) < 25 {
		t.Errorf("only %d kinds of page were found", len(seen))
	}
}

// TestNoPageBarsAnybody looks with axe-core at one page of each kind of the
// demonstration organization: WCAG 2.2, levels A and AA, and good practice.
func TestNoPageBarsAnybody(t *testing.T) {
	t.Parallel() // the machine has more than one core, and these take longest
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	p.Do(opensPalette("scada", risk3))
	barredInEveryLook(t, p, "the palette")
	s.eachPage(t, p, func(path string) { barredInEveryLook(t, p, path) })
}

// ofWords are the rules of axe-core that a page may keep in one language and break in
// another: by words that are longer, that are missing, or of which the language is not told.
var ofWords = []string{
	"target-size", "html-has-lang", "html-lang-valid", "valid-lang", "document-title", "empty-heading", "empty-table-header", "label", "select-name", "button-name",
	"link-name", "image-alt", "svg-img-alt", "input-button-name", "input-image-alt", "aria-command-name", "aria-dialog-name", "aria-input-field-name", "aria-toggle-field-name",
	"aria-meter-name", "aria-progressbar-name", "aria-tooltip-name", "aria-treeitem-name", "summary-name", "identical-links-same-purpose", "landmark-unique",
}

// TestNoGermanPageBarsAnybody does so where words are longer and another language is said.
func TestNoGermanPageBarsAnybody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	if err := s.KeepPreferences(t.Context(), s.manager, app.Preferences{Language: "de", Zone: "Europe/Berlin"}); err != nil {
		t.Fatal(err)
	}
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	p.Look(narrow, false)
	s.eachPage(t, p, func(path string) {
		if said := testbrowser.Value(p, chromedp.Evaluate[string](`document.documentElement.lang`)); said != "de" {
			t.Errorf("%s says that it is in %q", path, said)
		}
		barred(t, p, path+" narrow", ofWords...)
		fits(t, p, path+" narrow")
	})
}
