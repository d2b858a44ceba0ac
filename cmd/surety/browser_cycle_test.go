package main

import (
	"io"
	"log/slog"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

// byHand are the acts that people do in the browser here: what the standard wants
// from a person is done by that person.
var byHand = map[string]bool{"approve by-hand": true, "accept-loss": true, "5.1-6": true}

func TestPeopleBringTheCycleToItsEndByHand(t *testing.T) {
	l := newLaboratory(t, t.TempDir())
	l.leave = func(a act) bool { return byHand[a.Move+" "+a.Of] || byHand[a.Name] || byHand[a.Judge] }
	l.cycle()
	server := httptest.NewServer((&serveCommand{}).handler(l.program, slog.New(slog.NewTextHandler(io.Discard, nil))))
	t.Cleanup(server.Close)
	s := &site{program: l.program, address: server.URL}
	browser := testbrowser.Start(t)
	as := func(name, path string) *testbrowser.Page {
		p := browser.Page(t)
		p.Do(s.enters(t, l.actors[name].Account), chromedp.Navigate(s.address+path), chromedp.WaitVisible(chromedp.CSS("main h1")))
		return p
	}
	verdict := func(requirement, want string) {
		t.Helper()
		p := as("mara", "/conformity/iso27001/"+requirement)
		if got := testbrowser.Value(p, chromedp.Text(chromedp.CSS("h1 .verdict"))); got != want {
			t.Errorf("%s reads %q, expected %q", requirement, got, want)
		}
	}
	press := func(name, record, move string) {
		t.Helper()
		p, form := as(name, "/"+l.key(record)), "form[action$='/move/"+move+"']"
		if testbrowser.Value(p, chromedp.Evaluate[bool](`!!document.querySelector("details.ask > `+form+`")`)) {
			p.Do(chromedp.Click(chromedp.CSS("details.ask:has(> " + form + ") > summary")))
		}
		p.Do(testbrowser.Press(chromedp.CSS(form + " button")))
	}

	verdict("6.1.3-11", "fails")
	press("ida", "by-hand", "approve")

	p := as("jonas", "/new/acceptance?risk="+l.key("loss")+"&by="+l.key("jonas"))
	p.Do(chromedp.SetValue(chromedp.CSS("#expires"), l.resolve("+6m").(string)), chromedp.SendKeys(chromedp.CSS("#reason"), "A day without results can be borne."),
		testbrowser.Press(chromedp.CSS("form.record .acts button.do")))
	verdict("6.1.3-11", "holds")

	p = as("lena", "/conformity/iso27001/5.1-6")
	p.Do(chromedp.Click(chromedp.CSS("details.more > summary")), chromedp.SetValue(chromedp.CSS("#until"), l.resolve("+6m").(string)),
		chromedp.SendKeys(chromedp.CSS("#reason"), "All whom I asked had spoken with the director about it."), chromedp.SendKeys(chromedp.CSS("#evidence"), l.key("e-people")),
		testbrowser.Press(chromedp.CSS("#judge button.do")))
	verdict("5.1-6", "holds")

	for id, f := range l.verdicts() {
		if f.Verdict != "holds" && f.Verdict != "no_occasion" {
			t.Errorf("%s %s: %s", id, f.Verdict, f.Reason)
		}
	}
}
