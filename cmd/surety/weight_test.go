package main

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

// What a page may weigh over the wire in bytes: on a line of 2 Mbit/s the first is
// there in a second, with style, scripts and fonts, and every other at once.
const (
	firstVisit = 250_000
	laterVisit = 30_000
)

// mostShift is how much of a page may move by itself; people begin to mind 0.1.
const mostShift = 0.01

var mainPages = []string{"/", "/conformity/iso27001", "/conformity/iso27001/6.1.3-8", "/list/risk", "/risks/map", "/RISK-0003", "/RISK-0003/edit", "/RISK-0003/history", "/SOA-0001", "/import", "/log", "/settings"}

// forgets empties the browser's cache, as before a first visit.
var forgets = chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
	_, err := chromedp.Call(ctx, network.ClearBrowserCache, cdp.Empty{})
	return err
})

// slowLine is one of 2 Mbit/s that answers after 80 ms, so that fonts come when the
// page is already read.
var slowLine = chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
	_, err := chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{{Latency: 80, DownloadThroughput: 250_000, UploadThroughput: 250_000}}})
	return err
})

func TestPagesAreLightAndStandStill(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), slowLine)
	for _, path := range mainPages {
		p.Do(forgets)
		p.Received() // of what came before
		first, shift := visited(p, s.address+path)
		if first > firstVisit || shift.Sum > mostShift {
			t.Errorf("%s weighs %d bytes on the first visit and moves by %.3f, more than %d or %.2f: %q", path, first, shift.Sum, firstVisit, mostShift, shift.What)
		}
		t.Logf("%s on the first visit: %d bytes, shift %.4f", path, first, shift.Sum)
	}
	// The statement has letters beyond Latin-1, which bring the second half of the font, once.
	visited(p, s.address+"/SOA-0001")
	for _, path := range mainPages {
		later, shift := visited(p, s.address+path)
		if later > laterVisit || shift.Sum > mostShift {
			t.Errorf("%s weighs %d bytes on a later visit and moves by %.3f, more than %d or %.2f: %q", path, later, shift.Sum, laterVisit, mostShift, shift.What)
		}
		t.Logf("%s later: %d bytes, shift %.4f", path, later, shift.Sum)
	}
}

// visited is what came over the wire for a page, and how much of it moved by itself.
func visited(p *testbrowser.Page, address string) (weight int64, shift testbrowser.Shift) {
	p.Do(chromedp.Navigate(address), chromedp.WaitVisible(chromedp.CSS("main h1")))
	return p.Received(), p.Shifted()
}
