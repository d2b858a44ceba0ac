package testbrowser

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Page is one tab. Its methods end the test with the page's address when a step
// can't be done.
type Page struct {
	t   testing.TB
	ctx context.Context

	lock     sync.Mutex // the browser reports from a goroutine of its own
	faults   []string
	requests map[network.RequestID]string // method and address of each
	received int64                        // bytes since last asked
}

// Do runs steps one after the other: chromedp.Navigate, Click, SendKeys, WaitVisible …
func (p *Page) Do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	Value(p, chromedp.Steps(steps...))
}

// Value runs an action that gives a value: chromedp.Title(), Text, Evaluate …
func Value[T any](p *Page, action chromedp.Action[T]) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		p.t.Fatalf("%s: %v", p.address(), err)
	}
	return value
}

// address says where the page is, for a message about what failed there.
func (p *Page) address() string {
	ctx, cancel := context.WithTimeout(p.ctx, stepTimeout)
	defer cancel()
	address, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		return "a page that no longer answers"
	}
	return address
}

// Look sets the width of the window in pixels and whether
// the person prefers dark colours.
func (p *Page) Look(width int, dark bool) {
	p.t.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	p.Do(
		chromedp.EmulateViewport(int64(width), 800),
		chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
			})
			return err
		}),
	)
}

// Screenshot writes the whole page, however long, to a PNG file.
func (p *Page) Screenshot(file string) {
	p.t.Helper()
	picture := Value(p, chromedp.FullScreenshot(100))
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		p.t.Fatal(err)
	}
}
