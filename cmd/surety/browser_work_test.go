package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

func TestWorkIsHandedOnToADeputyAndATaskIsDoneFromItsRow(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/work"), chromedp.WaitVisible(chromedp.CSS("table.work")))
	row := chromedp.CSS(`tr:has(button[aria-label^="Done: "])`)
	title := testbrowser.Value(p, chromedp.Text(chromedp.CSS(`tr:has(button[aria-label^="Done: "]) a`)))
	p.Do(chromedp.Click(chromedp.CSS(`tr:has(button[aria-label^="Done: "]) a[aria-label^="Hand on"]`)), chromedp.WaitVisible(chromedp.CSS("#deputy")))
	pick(t, p, "deputy", "claus", "Henrik Clausen")
	day := testbrowser.Value(p, chromedp.Value(chromedp.CSS("#from")))
	p.Do(chromedp.SetValue(chromedp.CSS("#until"), day), testbrowser.Press(chromedp.CSS("form.record .acts button.do")))
	says(t, testbrowser.Value(p, chromedp.Text(chromedp.CSS(`section[aria-labelledby="waits"]`))), title, "handed on to Henrik Clausen")
	if left := testbrowser.Value(p, chromedp.Text(chromedp.CSS(".cols>.stack"))); strings.Contains(left, title) {
		t.Errorf("what was handed on is still due from the person:\n%s", left)
	}

	// Taken back, it is done by a press.
	p.Do(chromedp.Click(chromedp.CSS(`section[aria-labelledby="waits"] form button`)), chromedp.WaitVisible(row),
		testbrowser.Press(chromedp.CSS(`button[aria-label="Done: `+title+`"]`)))
	says(t, testbrowser.Value(p, chromedp.Text(testbrowser.Notice)), "Done: ")
}
