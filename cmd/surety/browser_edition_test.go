package main

import (
	"testing"

	"github.com/chromedp/chromedp"

	"surety/app"
	"surety/internal/testbrowser"
	"surety/isms/control"
	"surety/pack"
)

// TestANewerEditionIsTakenInABrowser begins a statement over two standards, takes the
// newer edition of one, and reads licensed text; no page of it bars anybody.
func TestANewerEditionIsTakenInABrowser(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	key := s.begins(t)
	licensed := &pack.Overlay{Pack: "iso27701", Edition: "2025", Texts: map[string]string{"A.1.2.2": "What the publisher says.\nIn two lines."}, IDs: []string{"A.1.2.2"}}
	if err := s.AddOverlay(t.Context(), s.manager, licensed); err != nil {
		t.Fatal(err)
	}

	p.Do(chromedp.Navigate(s.address+"/"+key), chromedp.Click(chromedp.CSS(`main a[href*="/change?from=2019"]`)), chromedp.WaitVisible(chromedp.CSS(".verdict.holds")))
	shows(t, p, "49 stay as they are decided")
	barredInEveryLook(t, p, "the change of edition")
	p.Do(chromedp.Click(chromedp.CSS(`main form[action*="/change"] button.do`)), chromedp.WaitNotPresent(chromedp.CSS(`main form[action*="/change"]`)), chromedp.WaitVisible(chromedp.CSS("main h1")))
	shows(t, p, "records go by the newer edition now")
	p.Do(chromedp.Navigate(s.address+"/"+key), chromedp.WaitVisible(chromedp.CSS(`main a[href*="only=of-iso27701"]`)))
	shows(t, p, "ISO/IEC 27701:2025 has its row")
	barredInEveryLook(t, p, "a statement over two standards")
	p.Do(chromedp.Navigate(s.address+"/standards/iso27701@2025/A.1.2.2"), chromedp.WaitVisible(chromedp.CSS("p.lines")))
	shows(t, p, "What the publisher says.")
	barredInEveryLook(t, p, "an entry with licensed text")
}

// begins makes a statement that decides by Annex A and an older edition, and decides on
// a few of its rows.
func (s *site) begins(t *testing.T) string {
	t.Helper()
	rec, err := s.BeginStatement(t.Context(), s.manager, &control.Statement{Title: "Statement with privacy", Pack: "iso27001", Edition: "2022", Extensions: []string{"iso27701@2019"}, Version: "1.0"})
	if err != nil {
		t.Fatal(err)
	}
	statement, err := s.Statement(t.Context(), s.manager, rec.Key)
	if err != nil {
		t.Fatal(err)
	}
	var commands []app.Command
	for _, row := range statement.Rows {
		if row.Body.Standard == "iso27701@2019" {
			commands = append(commands, app.Edit{ID: row.Record.ID, Base: row.Record.Revision, Set: map[string]string{"included": "yes", "reason": "Customers ask for it", "status": "planned"}})
		}
	}
	if _, err := s.Do(t.Context(), s.manager, app.Request{}, commands...); err != nil {
		t.Fatal(err)
	}
	return rec.Key
}
