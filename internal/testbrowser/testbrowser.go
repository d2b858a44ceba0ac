// Package testbrowser gives tests a real Chromium without a window. A page keeps
// the faults it met (errors on its console, requests that failed or were answered
// with an error), and a test that does not take them fails. Addresses off this
// machine do not resolve, so a page that loads something from elsewhere has a fault.
package testbrowser

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// stepTimeout bounds one call of [Page.Do] or [Value], on a machine that is busy
// with everything else that tests do.
const stepTimeout = 2 * time.Minute

// Browser is one Chromium with a profile of its own.
type Browser struct {
	ctx context.Context
}

// Start starts a Chromium that ends with the test. One is enough for all pages
// of a test; it takes about a second.
func Start(t testing.TB) *Browser {
	t.Helper()
	program := programFile(t)
	home, err := os.MkdirTemp("", "surety-chromium-")
	if err != nil {
		t.Fatal(err)
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options(program, home)...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		cancel()
		stop()
		if err := os.RemoveAll(home); err != nil {
			t.Errorf("the browser's folder is not removed: %v", err)
		}
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("this test needs a browser, and %s does not start: %v", program, err)
	}
	return &Browser{ctx: ctx}
}

func programFile(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if program, err := exec.LookPath(name); err == nil {
			return program
		}
	}
	t.Fatal("this test needs a browser, and neither chromium nor google-chrome is on the path: run `make setup`")
	return ""
}

// options are chromedp's own and ours: quiet towards the network, the same
// picture on every machine, and no need of a home folder or of user namespaces,
// which a container may lack (the only pages it opens are the tests' own).
func options(program, home string) []chromedp.ExecAllocatorOption {
	return append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.Env("HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home, "TMPDIR="+home),
		chromedp.Flag("headless", "new"),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
		chromedp.Flag("lang", "en-GB"),
		chromedp.Flag("force-device-scale-factor", "1"),
		chromedp.Flag("force-prefers-reduced-motion", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.WindowSize(1280, 800),
	)
}

// Page opens an empty page with cookies and storage of its own, so two pages can
// be two people. It is closed when the test ends, which fails when faults are
// left that it did not take.
func (b *Browser) Page(t testing.TB) *Page {
	t.Helper()
	p := &Page{t: t, requests: map[network.RequestID]string{}}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.listen))
	p.ctx = ctx
	t.Cleanup(func() {
		for _, fault := range p.Faults() {
			t.Errorf("the page met a fault that the test did not expect: %s", fault)
		}
		cancel()
	})
	// The first call makes the page live as long as its context, which thus has no timeout.
	if err := chromedp.Do(ctx, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
		return chromedp.Void{}, err
	}); err != nil {
		t.Fatalf("opening a page: %v", err)
	}
	return p
}
