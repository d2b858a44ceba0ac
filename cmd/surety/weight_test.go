package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

// What a page may weigh over the wire in bytes: on a line of 2 Mbit/s the first is
// there in a second, with style, scripts and fonts, and every other at once.
const (
	firstVisit = 250_000
	laterVisit = 30_000
)

func TestPagesAreLightAndStandStill(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	// The statement has letters beyond Latin-1, which bring the second half of the font, once.
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/SOA-0001"), chromedp.WaitVisible(chromedp.CSS("main h1")))
	first := p.Received()
	if first > firstVisit {
		t.Errorf("the first visit weighs %d bytes, more than %d", first, firstVisit)
	}
	t.Logf("first visit: %d bytes", first)
	for _, path := range []string{"/", "/conformity/iso27001", "/conformity/iso27001/6.1.3-8", "/list/risk", "/risks/map", "/RISK-0003", "/RISK-0003/edit", "/RISK-0003/history", "/SOA-0001", "/import", "/log", "/settings"} {
		p.Do(chromedp.Navigate(s.address+path), chromedp.WaitVisible(chromedp.CSS("main h1")))
		shift, weight := p.Shifted(), p.Received()
		if shift > 0.01 {
			t.Errorf("%s moves by itself by %.3f", path, shift)
		}
		if weight > laterVisit {
			t.Errorf("%s weighs %d bytes, more than %d", path, weight, laterVisit)
		}
		t.Logf("%s: %d bytes, shift %.4f", path, weight, shift)
	}
}
