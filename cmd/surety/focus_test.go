package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"surety/internal/testbrowser"
)

// stop is what has the focus after one more Tab: what is wrong with it, and whether
// one has come round.
type stop struct{ Wrong, Element, Round string }

// nextStop looks at the element in focus: whether it is seen, whole enough to be
// pressed, and stands after the last one in reading order, which is from above to
// below and, where one column ends, on in the next; from what stands aside it goes back
// to where the page goes on (WCAG 2.2, 2.4.3, 2.4.7, 2.4.11).
const nextStop = `(() => {
  const e = document.activeElement, b = e.getBoundingClientRect(), last = window.lastStop;
  const told = { Element: e.outerHTML.slice(0, 120), Wrong: "", Round: "" };
  if (e === document.body || e === window.firstStop) return { ...told, Round: "yes" };
  window.firstStop ??= e;
  window.lastStop = { bottom: b.bottom + scrollY, top: b.top + scrollY, left: b.left, right: b.right, href: e.getAttribute("href"), fixed: !!e.closest("nav,.bar,.skip,dialog"), aside: e.closest("aside") };
  const style = getComputedStyle(e), drawn = e.querySelector(":scope > rect");
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const stroked = drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 2;
  const label = e.matches("nav .toggle") && getComputedStyle(document.querySelector("nav .top label")).outlineStyle !== "none";
  if (!ring && !stroked && !label) told.Wrong = "has the focus unseen";
  else if (b.bottom <= 0 || b.top >= innerHeight || b.right <= 0 || b.left >= innerWidth) told.Wrong = "has the focus outside of the window";
  else if (!label) {
    const spots = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].map(([x, y]) => document.elementFromPoint(b.x + b.width * x, b.y + b.height * y));
    if (spots.every(s => s && !e.contains(s) && !s.contains(e))) told.Wrong = "lies wholly under " + spots[0].outerHTML.slice(0, 80);
  }
  const from = last && last.aside && last.aside !== e.closest("aside");
  if (last && !from && !last.fixed && !window.lastStop.fixed && last.href !== window.lastStop.href && window.lastStop.bottom <= last.top && window.lastStop.left < last.right && !told.Wrong) told.Wrong = "stands before the stop that came before it";
  return told;
})()`

// mostStops is more than any of the pages has.
const mostStops = 400

func TestTheFocusGoesThroughEachPageInReadingOrderAndIsSeen(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	for _, width := range []int{1280, 390} {
		p.Look(width, false)
		for _, path := range []string{"/", "/conformity/iso27001/6.1.3-8", "/list/risk", "/risks/map", "/RISK-0003", "/RISK-0003/edit", "/RISK-0003/history", "/DOC-0008", "/METHOD-0001/matrix", "/import?kind=risk", "/settings", "/accounts"} {
			p.Do(chromedp.Navigate(s.address+path), chromedp.WaitVisible(chromedp.CSS("main h1")),
				chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
			stops := 0
			for ; stops < mostStops; stops++ {
				p.Do(chromedp.KeyEvent(kb.Tab))
				at := testbrowser.Value(p, chromedp.Evaluate[stop](nextStop))
				if at.Round != "" {
					break
				}
				if at.Wrong != "" {
					t.Errorf("%s at %d pixels: %s %s", path, width, at.Element, at.Wrong)
				}
			}
			if stops < 5 || stops == mostStops {
				t.Errorf("%s at %d pixels has %d stops", path, width, stops)
			}
		}
	}
}

// focused is a selector's match of what has the focus.
func focused(p *testbrowser.Page, selector string) bool {
	return testbrowser.Value(p, chromedp.Evaluate[bool](fmt.Sprintf(`document.activeElement.matches(%q)`, selector)))
}

func TestTheFocusStaysWhereOneIsWhenAPartOfThePageIsExchanged(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/list/risk"), chromedp.WaitVisible(chromedp.CSS("table.list")))

	// A cell is edited in its place: while it is, after it was refused, left or saved.
	p.Do(presses("j", kb.ArrowRight))
	cell := testbrowser.Value(p, chromedp.Evaluate[int](`document.activeElement.cellIndex`))
	p.Do(presses("e"), chromedp.WaitVisible(chromedp.CSS("form.cell")))
	if !focused(p, "form.cell :is(input,select,textarea)") {
		t.Error("the cell's input has not the focus")
	}
	p.Do(presses(kb.Escape))
	if !focused(p, fmt.Sprintf("td:nth-child(%d)", cell+1)) {
		t.Error("a cell that was left has not the focus")
	}
	p.Do(presses("e"), chromedp.WaitVisible(chromedp.CSS("form.cell")), presses(kb.Tab))
	for range 4 {
		if focused(p, "form.cell button.do") {
			break
		}
		p.Do(presses(kb.Tab))
	}
	p.Do(presses(kb.Enter), chromedp.WaitNotPresent(chromedp.CSS("form.cell")))
	if !focused(p, fmt.Sprintf("tr:first-child td:nth-child(%d)", cell+1)) {
		t.Error("a cell that was saved has not the focus")
	}

	// What a filter offers comes when it is opened; one stays at its button, and Escape leads back to it.
	p.Do(chromedp.Focus(chromedp.CSS("details.filter summary")), presses(kb.Enter), chromedp.WaitVisible(chromedp.CSS("details.filter .values a")))
	if !focused(p, "details.filter[open] > summary") {
		t.Error("a filter that was opened has not the focus")
	}
	p.Do(presses(kb.Tab, kb.Escape))
	if !focused(p, "details.filter:not([open]) > summary") {
		t.Error("a filter that was closed has not the focus")
	}

	// The palette gives the focus back.
	p.Do(chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)), chromedp.WaitVisible(chromedp.CSS("#palette input")), presses(kb.Escape))
	if !focused(p, "details.filter > summary") {
		t.Error("the palette took the focus with it")
	}
}

func TestAFormThatIsRefusedTakesOneToWhatIsWrong(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/new/asset"), chromedp.WaitVisible(chromedp.CSS("#name")))
	skips(t, p)
	tabTo(t, p, "#name")
	p.Do(presses("Spare relay"))
	enterOn(t, p, "form.record .acts button.do", ".why[role=alert]:focus")
	_ = p.Faults() // the browser notes that the form was answered with 422
	enterOn(t, p, `.why a[href="#type"]`, "#type[aria-invalid=true]")
	if !focused(p, "#type") {
		p.Do(presses(kb.Tab))
	}
	if !focused(p, "#type") {
		t.Error("the link does not lead to the input")
	}
	if told := testbrowser.Value(p, chromedp.Evaluate[string](`document.getElementById(document.querySelector("#type").getAttribute("aria-describedby").split(" ")[0]).textContent`)); told == "" {
		t.Error("nothing tells at the input what is wrong with it")
	}
}

func TestACellThatIsRefusedSaysSoInItsPlaceWithWhatWasTyped(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/SOA-0001"), chromedp.WaitVisible(chromedp.CSS("table.list")))
	p.Do(presses("j", kb.ArrowRight, "e"), chromedp.WaitVisible(chromedp.CSS("form.cell")), presses("nothing like it", kb.Enter))
	p.Do(chromedp.WaitVisible(chromedp.CSS("form.cell .fault")))
	_ = p.Faults() // the browser notes that the cell was answered with 422
	if !focused(p, "form.cell .wrong input") {
		t.Error("the focus is not at what is wrong")
	}
	if typed := testbrowser.Value(p, chromedp.Evaluate[string](`document.activeElement.value`)); typed != "nothing like it" {
		t.Errorf("the input says %q", typed)
	}

	// Another answer than that stands above the page, and the page stays.
	p.Do(chromedp.Evaluate[chromedp.Void](`void (document.querySelector("form.cell [name=token]").value = "of another session")`))
	p.Do(presses(kb.Enter), chromedp.WaitVisible(chromedp.CSS("#trouble .why")))
	_ = p.Faults() // the browser notes that the cell was answered with 403
	if typed := testbrowser.Value(p, chromedp.Evaluate[string](`document.querySelector("form.cell .wrong input").value`)); typed != "nothing like it" {
		t.Errorf("the input says %q", typed)
	}
}
