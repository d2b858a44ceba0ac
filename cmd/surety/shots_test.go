//go:build shots

package main

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

// TestTheMainPagesAreDrawn writes a picture of each main page of the
// demonstration organization, wide and on a phone, light and dark, into the
// folder that SURETY_SHOTS names: `make shots`. People judge the pictures.
func TestTheMainPagesAreDrawn(t *testing.T) {
	folder := os.Getenv("SURETY_SHOTS")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	s := newSite(t)
	page := testbrowser.Start(t).Page(t)
	page.Do(s.enters(t, s.manager.Account), chromedp.WaitVisible(chromedp.CSS("main h1")))
	paths := []string{"/", "/conformity/iso27001", "/conformity/iso27001/6.1.3-8", "/list/risk", "/list/risk?q=scada&sort=title", "/risks/map", "/risks/map?show=both", "/RISK-0003/assess?consequence=3&likelihood=2", "/RISK-0003", "/RISK-0003/edit", "/RISK-0003/history",
		"/new/risk_method", "/METHOD-0001", "/METHOD-0001/matrix", "/SOA-0001", "/import?kind=risk", "/standards/iso27001", "/log", "/accounts", "/help/components"}
	for _, view := range []struct {
		name  string
		width int
		dark  bool
	}{{"wide", 1280, false}, {"dark", 1280, true}, {"phone", 390, false}} {
		page.Look(view.width, view.dark)
		for _, path := range paths {
			page.Do(chromedp.Navigate(s.address+path), chromedp.WaitVisible(chromedp.CSS("main h1")))
			name := strings.Trim(strings.NewReplacer("/", "-", "?", "-", "=", "-", "&", "-").Replace(path), "-")
			page.Screenshot(filepath.Join(folder, cmp.Or(name, "home")+"-"+view.name+".png"))
		}
		page.Do(chromedp.Navigate(s.address+"/list/risk"), opensPalette("scada", risk3))
		page.Screenshot(filepath.Join(folder, "palette-"+view.name+".png"))
	}
}
