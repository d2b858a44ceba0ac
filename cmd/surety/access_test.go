package main

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

// barred fails for each barrier on the page as it stands, told once a rule.
func barred(t *testing.T, p *testbrowser.Page, where string, rules ...string) {
	t.Helper()
	count, first := map[string]int{}, map[string]testbrowser.Barrier{}
	for _, barrier := range p.Barriers(rules...) {
		if count[barrier.Rule]++; count[barrier.Rule] == 1 {
			first[barrier.Rule] = barrier
		}
	}
	for rule, barrier := range first {
		t.Errorf("%s: %d × %v", where, count[rule], barrier)
	}
}

// barredInEveryLook does so in light and dark and on a phone, and leaves the page wide and light.
func barredInEveryLook(t *testing.T, p *testbrowser.Page, where string) {
	t.Helper()
	barred(t, p, where)
	p.Look(1280, true)
	barred(t, p, where+" in the dark", "color-contrast", "link-in-text-block")
	p.Look(390, false)
	barred(t, p, where+" on a phone")
	p.Look(1280, false)
}

var (
	keyInPath = regexp.MustCompile(`^/[A-Z]+-[0-9]+`)
	// places of which one stands for all: the kinds' lists and forms, a standard's entries
	alike = regexp.MustCompile(`^/(list|new|place|conformity|standards)/[^/]+(/[^/]+)?`)
	// what is read in another program, or leads out
	noPage = regexp.MustCompile(`^/(export|static|import/sample|log/checkpoint|sign-out)|/(paper|file)/`)
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

// TestNoPageBarsAnybody looks with axe-core at one page of each kind of the
// demonstration organization: WCAG 2.2, levels A and AA, and good practice.
func TestNoPageBarsAnybody(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(chromedp.Navigate(s.address+"/sign-in"), chromedp.WaitVisible(chromedp.CSS("h1")))
	barredInEveryLook(t, p, "/sign-in")
	p.Do(s.enters(t, s.manager.Account))
	p.Do(opensPalette("scada", risk3))
	barredInEveryLook(t, p, "the palette")

	seen, queue := map[string]bool{}, pagesWithTheirOwn
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		p.Do(chromedp.Navigate(s.address+path), chromedp.WaitVisible(chromedp.CSS("h1")))
		barredInEveryLook(t, p, path)
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
