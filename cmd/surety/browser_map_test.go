package main

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"surety/internal/testbrowser"
	"surety/isms/risk"
)

// risk3 is the risk that the tests move: of the demonstration organization, assessed
// at consequence 5 and likelihood 2.
const risk3 = "RISK-0003"

// middle is the middle of an element in the window.
func middle(p *testbrowser.Page, selector string) (x, y float64) {
	at := testbrowser.Value(p, chromedp.Evaluate[[]float64](fmt.Sprintf(`(() => { const b = document.querySelector(%q).getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()`, selector)))
	return at[0], at[1]
}

func cellAt(consequence, likelihood int) string {
	return fmt.Sprintf(`.wide .cell[data-consequence="%d"][data-likelihood="%d"]`, consequence, likelihood)
}

func chipOf(key string) string { return fmt.Sprintf(`.wide a.chip[data-assess^="/%s/"]`, key) }

func (s *site) stands(t *testing.T, key string) *risk.Risk {
	t.Helper()
	rec, err := s.Get(context.Background(), s.manager, key)
	if err != nil {
		t.Fatal(err)
	}
	return rec.Body.(*risk.Risk)
}

// saveDraft says why on the draft of an assessment, saves it, and waits for the map.
func saveDraft(p *testbrowser.Page, why string) {
	p.Do(chromedp.WaitVisible(chromedp.CSS("#reason")), chromedp.SendKeys(chromedp.CSS("#reason"), why),
		testbrowser.Press(chromedp.CSS("form.record .acts button.do")), chromedp.WaitVisible(chromedp.CSS(".wide .heatmap")))
}

func TestARiskIsMovedInTheMapByKeyboardAlone(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/risks/map"), chromedp.WaitVisible(chromedp.CSS(".wide .heatmap")),
		chromedp.Focus(chromedp.CSS(chipOf(risk3))), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowLeft))
	says(t, testbrowser.Value(p, chromedp.Text(chromedp.CSS(".riskmap [role=status]"))), "Consequence 4 Surge, likelihood 1 Once in a lifetime: Low", "Enter drafts the assessment")

	// Escape puts it back, and nothing was written.
	p.Do(chromedp.KeyEvent(kb.Escape))
	if moved := testbrowser.Value(p, chromedp.Evaluate[bool](fmt.Sprintf(`document.querySelector(%q).hasAttribute("transform")`, chipOf(risk3)))); moved {
		t.Error("Escape left it in another cell")
	}
	// It does not leave the matrix.
	p.Do(chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	if got := testbrowser.Value(p, chromedp.Text(chromedp.CSS("main dl.facts"))); !strings.Contains(got, "5 × 2") || !strings.Contains(got, "4 × 2") {
		t.Errorf("the draft says %q", got)
	}
	saveDraft(p, "The update is checked on a test system first.")
	if now := s.stands(t, risk3); now.Consequence != 4 || now.Likelihood != 2 {
		t.Errorf("it stands at %d × %d", now.Consequence, now.Likelihood)
	}
	p.Do(chromedp.Navigate(s.address + "/" + risk3 + "/history"))
	shows(t, p, "The update is checked on a test system first.")
}

func TestARiskIsMovedInTheMapByDragging(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/risks/map?show=residual"), chromedp.WaitVisible(chromedp.CSS(".wide .heatmap")))
	fromX, fromY := middle(p, chipOf(risk3))
	toX, toY := middle(p, cellAt(3, 1))
	p.Do(
		chromedp.MouseEvent(input.DispatchMouseEventTypeMousePressed, fromX, fromY, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, (fromX+toX)/2, (fromY+toY)/2, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, toX, toY, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.DispatchMouseEventTypeMouseReleased, toX, toY, chromedp.ButtonLeft),
	)
	saveDraft(p, "The spare system is kept apart.")
	if now := s.stands(t, risk3); now.ResidualConsequence != 3 || now.ResidualLikelihood != 1 || now.Consequence != 5 {
		t.Errorf("it stands as %+v", now)
	}
	// A press that does not travel is a click: the risk is chosen.
	p.Do(chromedp.Click(chromedp.CSS(chipOf(risk3))), chromedp.WaitVisible(chromedp.CSS("#chosen")))
	shows(t, p, "Draft the assessment")
}

func TestARiskIsMovedWithoutScriptsByAForm(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	p.Do(chromedp.Navigate(s.address+"/risks/map"),
		chromedp.Click(chromedp.CSS(chipOf(risk3))), chromedp.WaitVisible(chromedp.CSS("#chosen")),
		chromedp.SetValue(chromedp.CSS("#chosen select[name=consequence]"), "3"),
		chromedp.Click(chromedp.CSS("#chosen button.do")))
	saveDraft(p, "Only one substation is fed by it now.")
	if now := s.stands(t, risk3); now.Consequence != 3 || now.Likelihood != 2 {
		t.Errorf("it stands at %d × %d", now.Consequence, now.Likelihood)
	}
}

// textsOutside finds texts of the pictures of a page that stand outside of their
// cell, or of the picture, as the browser draws them with its own font.
const textsOutside = `(() => {
  const outside = [];
  for (const text of document.querySelectorAll("svg.picture text")) {
    const cell = text.closest(".cell"), b = text.getBoundingClientRect();
    const w = (cell ? cell.querySelector("rect") : text.ownerSVGElement).getBoundingClientRect();
    if (b.width && (b.left < w.left - 1 || b.right > w.right + 1 || b.top < w.top - 2 || b.bottom > w.bottom + 2)) outside.push(text.textContent);
  }
  return outside;
})()`

func TestWordsStayInTheirCellsAsTheBrowserDrawsThem(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	for _, width := range []int{1280, 390} {
		p.Look(width, false)
		for _, path := range []string{"/risks/map", "/risks/map?show=both", "/" + risk3 + "/assess?consequence=1&likelihood=1"} {
			p.Do(chromedp.Navigate(s.address+path), chromedp.WaitVisible(chromedp.CSS("main h1")))
			if outside := testbrowser.Value(p, chromedp.Evaluate[[]string](textsOutside)); len(outside) > 0 {
				t.Errorf("%s at %d pixels: %q stand outside of their room", path, width, outside)
			}
		}
	}
}
