package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

func TestTheCalendarShowsWhatIsDueInAMonthAndOnlyOneKindWhereThatIsAskedFor(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	rec, err := s.Get(t.Context(), s.manager, "NC-0010")
	if err != nil {
		t.Fatal(err)
	}
	month := rec.Kind.Field("due").Text(rec.Body)[:7]
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/calendar?month="+month), chromedp.WaitVisible(chromedp.CSS("table.month")))
	shows(t, p, rec.Title())
	shows(t, p, "Nonconformity · Due")
	p.Do(chromedp.Navigate(s.address+"/calendar?kind=audit&month="+month), chromedp.WaitVisible(chromedp.CSS("table.month")))
	if left := testbrowser.Value(p, chromedp.Text(chromedp.CSS("main"))); left == "" || strings.Contains(left, rec.Title()) {
		t.Errorf("another kind is shown: %s", left)
	}
}

func TestACardIsMovedOnTheBoardByKeyboard(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/board/corrective_action"), chromedp.WaitVisible(chromedp.CSS(".board")),
		chromedp.Focus(chromedp.CSS(`summary[aria-label="Drop: CA-0013"]`)), chromedp.KeyEvent("\r"), chromedp.WaitVisible(chromedp.CSS("#note-CA-0013-drop")),
		chromedp.KeyEvent("\t"), chromedp.KeyEvent("Another will do"), testbrowser.Noticed(chromedp.KeyEvent("\r")))
	shows(t, p, "CA-0013 is now: Dropped.")
	shows(t, p, "Board: Corrective actions")
	rec, err := s.Get(t.Context(), s.manager, "CA-0013")
	if err != nil {
		t.Fatal(err)
	}
	if rec.State != "dropped" {
		t.Errorf("it is %s", rec.State)
	}

	// What a guard refuses is told at the card, with the field to mend under the finger.
	p.Do(chromedp.Focus(chromedp.CSS(`summary[aria-label="Done: CA-0011"]`)), chromedp.KeyEvent("\r"), chromedp.WaitVisible(chromedp.CSS("#note-CA-0011-finish")),
		chromedp.KeyEvent("\t"), chromedp.KeyEvent("\r"), chromedp.WaitVisible(chromedp.CSS("#CA-0011 .why")))
	shows(t, p, "CA-0011 stays where it is")
	if at := testbrowser.Value(p, chromedp.Evaluate[string](`document.activeElement.getAttribute("href")`)); at != "/CA-0011/edit#result" {
		t.Errorf("the focus is at %q", at)
	}
	p.Faults() // the refusal is an answer of 422
}

func TestAPlanIsDrawnAlongTheDaysWithATableThatSaysTheSame(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	for key, bar := range map[string]string{"PLAN-0001": "TREAT-0011", "PROG-0001": "AUDIT-0008"} {
		p.Do(chromedp.Navigate(s.address+"/"+key), chromedp.WaitVisible(chromedp.CSS("svg.gantt")),
			chromedp.WaitVisible(chromedp.CSS(`svg.gantt a[href="/`+bar+`"]`)), chromedp.Click(chromedp.CSS("details.more summary")))
		shows(t, p, bar)
	}
}
