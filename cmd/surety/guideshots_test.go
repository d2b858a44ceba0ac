//go:build shots

package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

// TestTheGuidesPicturesAreDrawn draws the pictures of the guide from the
// demonstration: `make guide`.
func TestTheGuidesPicturesAreDrawn(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Look(1024, false)
	p.Do(s.enters(t, s.manager.Account))
	for _, shown := range guidePictures {
		p.Do(chromedp.Navigate(s.address+shown.path), chromedp.WaitVisible(chromedp.CSS("main h1")))
		shot := testbrowser.Value(p, inWindow)
		if err := os.WriteFile(filepath.Join(guideFolder, "pictures", shown.name+".webp"), shot, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// inWindow is what the window shows, as a small picture.
func inWindow(ctx context.Context, _ *chromedp.Target) ([]byte, error) {
	quality := int64(55)
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatWebp, Quality: &quality})
	if err != nil {
		return nil, err
	}
	return shot.Data, nil
}
