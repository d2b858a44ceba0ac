package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"surety/internal/testbrowser"
)

func TestTheYearIsReckonedAnewWhileASliderMovesAndASimulationIsKept(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Look(1280, false)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/risk/quantitative"), chromedp.WaitVisible(chromedp.CSS(".wide .exceedance")))
	const expected = `document.querySelector("#year [aria-labelledby=figures] tbody td").innerText`
	before := testbrowser.Value(p, chromedp.Evaluate[string](expected))
	p.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#year").dataset.old = "yes"`),
		chromedp.Focus(chromedp.CSS(`input[name^="rate."]`)), chromedp.KeyEvent(kb.End), chromedp.WaitReady(chromedp.CSS("#year:not([data-old])")))
	if after := testbrowser.Value(p, chromedp.Evaluate[string](expected)); after == before {
		t.Errorf("three times as often, a year is still expected to cost %s", after)
	}
	for _, barrier := range p.Barriers() {
		t.Error(barrier)
	}
	for _, width := range []int{1280, 390} {
		p.Look(width, false)
		if wide := p.Sideways(); len(wide) > 0 {
			t.Errorf("%d wide, the page is wider than the window: %v", width, wide)
		}
	}
	p.Do(testbrowser.Press(chromedp.CSS(`form:has(#trials) button`)), chromedp.WaitVisible(chromedp.CSS("main h1")))
	says(t, testbrowser.Value(p, chromedp.Text(chromedp.CSS("main"))), "the same figures, bit for bit")
}
