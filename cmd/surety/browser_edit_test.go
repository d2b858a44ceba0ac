package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

// pick types words into an input for a reference, waits for the record that is
// offered below and takes it: its key with its title, which the input then shows.
// The list itself is drawn by the desktop, which a browser without a window lacks:
// what it does with a choice is done here.
func pick(t *testing.T, p *testbrowser.Page, input, words, title string) {
	t.Helper()
	option := chromedp.CSS(`datalist[id="` + input + `.list"] option`)
	p.Do(chromedp.SendKeys(chromedp.CSS("#"+input), words), chromedp.WaitReady(option))
	offered := testbrowser.Value(p, chromedp.Value(option))
	if key, called, _ := strings.Cut(offered, " "); key == "" || called != title {
		t.Fatalf("%q typed into %s offers %q, expected %q after its key", words, input, offered, title)
	}
	p.Do(chromedp.SetValue(chromedp.CSS("#"+input), offered))
}

func TestAReferenceIsChosenByTypingAndSaved(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/new/risk"),
		chromedp.SendKeys(chromedp.CSS("#title"), "Ice on the overhead line"))
	pick(t, p, "owner", "claus", "Henrik Clausen")
	p.Do(testbrowser.Press(chromedp.CSS("form.record .acts button.do")))
	shows(t, p, "Ice on the overhead line")
	shows(t, p, "Henrik Clausen")
}

func TestARowOfTheStatementIsEditedFromItsTable(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/SOA-0001"),
		chromedp.Click(chromedp.CSS(`a[aria-label="Edit A.5.1"]`)), chromedp.WaitVisible(chromedp.CSS("#reason")))
	p.Do(chromedp.Clear(chromedp.CSS("#owner")), chromedp.Clear(chromedp.CSS("#reason")), chromedp.SendKeys(chromedp.CSS("#reason"), "The regulator asks for it."),
		chromedp.SetValue(chromedp.CSS("#status"), "partly"))
	pick(t, p, "owner", "feddersen", "Birgit Feddersen")
	p.Do(testbrowser.Press(chromedp.CSS("form.record .acts button.do")))

	// One is back at the table, which shows the row as it is now and that it differs.
	row := chromedp.CSS(`tr:has(a[aria-label="Edit A.5.1"])`)
	says(t, testbrowser.Value(p, chromedp.Text(row)), "The regulator asks for it.", "Partly implemented", "Birgit Feddersen", "reason", "declared status", "owner")
}
