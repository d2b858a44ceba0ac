package testbrowser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestWhatComesOverTheWireAndWhatMovesIsMeasured(t *testing.T) {
	address := site(t, map[string]string{
		"/still": strings.Repeat("<p>line</p>", 1000),
		"/moves": `<div id=above></div><div id=below>below</div>` +
			`<script>requestAnimationFrame(() => requestAnimationFrame(() => { above.textContent = "above"; above.id = "moved"; }))</script>`,
	})
	page := Start(t).Page(t)
	page.Do(chromedp.Navigate(address + "/still"))
	if got := page.Received(); got < 11_000 || got > 13_000 {
		t.Errorf("%d bytes were received, expected the page's 11 kB and its headers", got)
	}
	if got := page.Received(); got != 0 {
		t.Errorf("%d bytes were received after that", got)
	}
	if got := page.Shifted(); got.Sum != 0 || len(got.What) != 0 {
		t.Errorf("a page that stands still shifted by %v", got)
	}
	page.Do(chromedp.Navigate(address+"/moves"), chromedp.WaitReady(chromedp.CSS("#moved")))
	if got := page.Shifted(); got.Sum == 0 || len(got.What) != 1 || !strings.Contains(got.What[0], "below") {
		t.Errorf("of a page on which one line moves shifted %v", got)
	}
}

func TestWhatBarsPeopleIsFound(t *testing.T) {
	address := site(t, map[string]string{"/": `<main><h1>A form</h1><input name=q></main>`})
	page := Start(t).Page(t)
	page.Do(chromedp.Navigate(address + "/"))
	found := page.Barriers("label")
	if len(found) != 1 || found[0].Impact != "critical" || !strings.HasPrefix(found[0].Element, "input ") {
		t.Errorf("found %v, expected the input without a label", found)
	}
}
