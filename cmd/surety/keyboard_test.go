package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"surety/app"
	"surety/internal/testbrowser"
	"surety/isms/asset"
	"surety/isms/control"
	"surety/record"
)

// The five main tasks, walked with keys alone: no step here points or clicks, and
// wherever a walk stops, the focus can be seen and nothing lies over it (WCAG 2.2,
// 2.1.1, 2.4.7 and 2.4.11).

// manyStops is more than a page has between its beginning of content and what a
// person goes there for.
const manyStops = 120

// focus tells of the element in focus whether it is the one looked for and is seen.
const focus = `(selector => {
  const e = document.activeElement, style = getComputedStyle(e), b = e.getBoundingClientRect();
  if (!e.matches(selector)) return "";
  if (!e.matches(":focus-visible") || style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "has the focus unseen";
  if (b.bottom < 0 || b.top > innerHeight) return "has the focus outside of the window";
  const over = document.elementFromPoint(b.x + b.width / 2, Math.min(Math.max(b.y, 0) + Math.min(b.height / 2, 10), innerHeight - 1));
  if (!e.contains(over) && !over.contains(e)) return "lies under " + over.outerHTML.slice(0, 80);
  return "seen";
})(%q)`

// tabTo presses Tab until the focus is on an element.
func tabTo(t *testing.T, p *testbrowser.Page, selector string) {
	t.Helper()
	for range manyStops {
		switch at := testbrowser.Value(p, chromedp.Evaluate[string](fmt.Sprintf(focus, selector))); at {
		case "":
			p.Do(chromedp.KeyEvent(kb.Tab))
		case "seen":
			return
		default:
			t.Fatalf("%s %s", selector, at)
		}
	}
	t.Fatalf("%d times Tab do not lead to %s:\n%s", manyStops, selector, text(p))
}

// skips goes past the places at the side, as the first stop of each page offers.
func skips(t *testing.T, p *testbrowser.Page) {
	t.Helper()
	tabTo(t, p, ".skip")
	p.Do(chromedp.KeyEvent(kb.Enter))
}

// enterOn tabs to an element, presses Enter and waits for what then is there.
func enterOn(t *testing.T, p *testbrowser.Page, selector, then string) {
	t.Helper()
	tabTo(t, p, selector)
	p.Do(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS(then)))
}

// does tabs to an element, presses Enter and waits for the word that it is done.
func does(t *testing.T, p *testbrowser.Page, selector string) {
	t.Helper()
	tabTo(t, p, selector)
	p.Do(testbrowser.Noticed(chromedp.KeyEvent(kb.Enter)))
}

// saves presses the main button of the record's form.
func saves(t *testing.T, p *testbrowser.Page) {
	t.Helper()
	does(t, p, "form.record .acts button.do")
}

// goesTo finds a page or a record by the palette.
func goesTo(p *testbrowser.Page, words, path, then string) {
	p.Do(chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)), chromedp.WaitVisible(chromedp.CSS("#palette input")),
		chromedp.KeyEvent(words), chromedp.WaitVisible(chromedp.CSS(`#palette [aria-selected=true][href="`+path+`"]`)),
		chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS(then)))
}

// has is a record as it is kept.
func (s *site) has(t *testing.T, key string) *record.Record {
	t.Helper()
	rec, err := s.Get(t.Context(), s.manager, key)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// that is the record of a kind that is the one meant.
func (s *site) that(t *testing.T, kind string, meant func(body any) bool) *record.Record {
	t.Helper()
	found, err := s.List(t.Context(), s.manager, app.Query{Kind: kind, IncludeEnded: true, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(found.Records, func(r *record.Record) bool { return meant(r.Body) })
	if i < 0 {
		t.Fatalf("there is no such %s", kind)
	}
	return found.Records[i]
}

func TestARegisterIsImportedAndMendedByKeyboardAlone(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/import?kind=asset"))
	file := filepath.Join(t.TempDir(), "assets.csv")
	if err := os.WriteFile(file, []byte("Name;Type\nOld printer;hardware\nNew printer;Kiste\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	skips(t, p)
	tabTo(t, p, "#upload")
	// The dialog that chooses a file is the desktop's.
	p.Do(chromedp.SetUploadFiles(chromedp.CSS("#upload"), []string{file}))
	enterOn(t, p, "form.record .acts button", "form.mapping")
	shows(t, p, "1 fault")
	skips(t, p)
	tabTo(t, p, `[aria-label="Meaning of Kiste"]`)
	p.Do(chromedp.KeyEvent("Hardware"))
	enterOn(t, p, "form.mapping button[value=plan]", "form.mapping button[value=run]")
	skips(t, p)
	does(t, p, "button[value=run]")
	shows(t, p, "2 created")
	s.that(t, "asset", func(body any) bool {
		made := body.(*asset.Asset)
		return made.Name == "New printer" && made.Type == "hardware"
	})
}

func TestTheStatementIsEditedAndReleasedByKeyboardAlone(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/conformity/iso27001/6.1.3-8"))
	skips(t, p)
	enterOn(t, p, "a.mend", "#exclusion_reason")
	skips(t, p)
	tabTo(t, p, "#exclusion_reason")
	p.Do(chromedp.KeyEvent("Nobody browses from the control room."))
	saves(t, p)
	p.Do(chromedp.Navigate(s.address + "/SOA-0001"))
	skips(t, p)
	enterOn(t, p, `a[aria-label="Edit A.5.1"]`, "#reason")
	skips(t, p)
	tabTo(t, p, "#reason")
	p.Do(chromedp.KeyEvent("The regulator asks for it. "))
	saves(t, p)
	for _, said := range []string{"waits for release", "Equal to released 1.1"} {
		p.Do(chromedp.Navigate(s.address + "/SOA-0001"))
		skips(t, p)
		does(t, p, "header .acts button.do")
		shows(t, p, said)
	}
	if released := s.that(t, "soa_release", func(body any) bool { return body.(*control.Release).Version == "1.1" }); released.State != control.StateReleased {
		t.Errorf("the release is %s", released.State)
	}
}

func TestARiskIsAssessedByKeyboardAlone(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	goesTo(p, risk3, "/"+risk3, `a[href^="/`+risk3+`/assess"]`)
	skips(t, p)
	enterOn(t, p, `header a[href^="/`+risk3+`/assess"]`, "#consequence")
	// The reason has the focus, as it is what has to be said; the steps stand before it.
	tabTo(t, p, "#reason")
	p.Do(chromedp.KeyEvent("Updates are checked on a test system first."))
	back := chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift))
	p.Do(back, back)
	tabTo(t, p, "#consequence")
	p.Do(chromedp.KeyEvent("4"))
	saves(t, p)
	if now := s.stands(t, risk3); now.Consequence != 4 || now.Likelihood != 2 {
		t.Errorf("it stands at %d × %d", now.Consequence, now.Likelihood)
	}
}

func TestADocumentIsApprovedByKeyboardAlone(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	goesTo(p, "DOC-0008", "/DOC-0008", `form[action="/DOC-0008/move/revoke"]`)
	skips(t, p)
	asks := `details:has(form[action="/DOC-0008/move/approve"]) > summary`
	enterOn(t, p, `details:has(form[action="/DOC-0008/move/revoke"]) > summary`, `form[action="/DOC-0008/move/revoke"]`)
	enterOn(t, p, `form[action="/DOC-0008/move/revoke"] button`, asks)
	shows(t, p, "Draft")
	skips(t, p)
	enterOn(t, p, asks, `form[action="/DOC-0008/move/approve"]`)
	enterOn(t, p, `form[action="/DOC-0008/move/approve"] button`, `form[action="/DOC-0008/move/revoke"]`)
	shows(t, p, "Approved")
	if rec := s.has(t, "DOC-0008"); rec.State != "approved" {
		t.Errorf("the document is %s", rec.State)
	}
}

// TestWhoChangedWhatIsFoundByKeyboardAlone goes from a fact on a page to who changed
// it, when, and from what to what; and puts back what was there before.
func TestWhoChangedWhatIsFoundByKeyboardAlone(t *testing.T) {
	s := newSite(t)
	before := string(s.stands(t, risk3).Scenario)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), s.sets(risk3, "scenario", "A supplier turns the substation off."), s.sets(risk3, "title", "Another subject"))
	goesTo(p, risk3, "/"+risk3, `a[href="/`+risk3+`/history?field=scenario"]`)
	skips(t, p)
	enterOn(t, p, `a[href="/`+risk3+`/history?field=scenario"]`, "main ol.history dl.changes")
	entry := testbrowser.Value(p, chromedp.Text(chromedp.CSS("ol.history li")))
	says(t, entry, "Mara Petersen", "changed it", "revision", before, "A supplier turns the substation off.")
	if strings.Contains(text(p), "Another subject") && strings.Contains(entry, "Another subject") {
		t.Errorf("it tells of another field: %s", entry)
	}
	when := testbrowser.Value(p, chromedp.Evaluate[string](`document.querySelector("ol.history time").dateTime`))
	if at, err := time.Parse(time.RFC3339, when); err != nil || time.Since(at).Abs() > time.Hour {
		t.Errorf("it was at %q: %v", when, err)
	}
	skips(t, p)
	enterOn(t, p, "dl.changes a", "#scenario")
	if filled := testbrowser.Value(p, chromedp.Value(chromedp.CSS("#scenario"))); filled != before {
		t.Errorf("filled in is %q", filled)
	}
	skips(t, p)
	saves(t, p)
	if now := s.stands(t, risk3); string(now.Scenario) != before || now.Title != "Another subject" {
		t.Errorf("it stands as %+v", now)
	}
}

func TestALongListIsWalkedOverTheBordersOfItsPagesByKeyboardAlone(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	const rows, first, lastOf = 5, `document.querySelector("table.list tbody tr").contains(document.activeElement)`, `document.querySelector("table.list tbody tr:last-child").contains(document.activeElement)`
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/list/risk?limit=5"), chromedp.WaitVisible(chromedp.CSS("table.list")))
	for range rows {
		p.Do(chromedp.KeyEvent("j"))
	}
	if !testbrowser.Value(p, chromedp.Evaluate[bool](lastOf)) {
		t.Fatal("five times j do not lead to the last of five rows")
	}
	p.Do(chromedp.KeyEvent("j"), chromedp.WaitVisible(chromedp.CSS(".pager [rel=first]")))
	if !testbrowser.Value(p, chromedp.Evaluate[bool](first)) || testbrowser.Value(p, chromedp.Evaluate[int](`document.querySelectorAll("table.list tbody tr").length`)) != rows {
		t.Error("one more does not lead to the first of the rows that follow, and nothing but them")
	}
}
