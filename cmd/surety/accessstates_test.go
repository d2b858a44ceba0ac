package main

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"surety/app"
	"surety/internal/testbrowser"
)

// state is something that a page becomes by what a person does there.
type state struct {
	name, path string
	then       []chromedp.Action[chromedp.Void]
}

// steps are what leads to a state, and wait for what then is to be seen.
func steps(list ...chromedp.Action[chromedp.Void]) []chromedp.Action[chromedp.Void] { return list }

// press clicks an element and waits for another.
func press(selector, then string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.Click(chromedp.CSS(selector)), chromedp.WaitVisible(chromedp.CSS(then)))
}

// presses sends keys to what has the focus.
func presses(keys ...string) chromedp.Action[chromedp.Void] {
	var all []chromedp.Action[chromedp.Void]
	for _, key := range keys {
		all = append(all, chromedp.KeyEvent(key))
	}
	return chromedp.Steps(all...)
}

// sets gives a field another value without the browser, as somebody else may.
func (s *site) sets(key, field, value string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		rec, err := s.Get(ctx, s.manager, key)
		if err != nil {
			return err
		}
		_, err = s.Do(ctx, s.manager, app.Request{}, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{field: value}})
		return err
	})
}

// states are those of the demonstration organization's pages, beyond the pages as they are opened.
func (s *site) states() []state {
	save := "form.record .acts button.do"
	return []state{
		{"a filter open", "/list/risk", steps(press("details.filter summary", "details.filter .values a"))},
		{"more filters open", "/list/risk", steps(press(".filters > details:not(.filter) > summary", ".accordion summary"), press(".accordion summary", ".accordion .values > *"))},
		{"the columns to choose", "/list/risk", steps(press(".filters .grow details:last-child > summary", ".boxes.tall"))},
		{"records chosen", "/list/risk", steps(press("tbody [name=key]", ".chosen-bar"))},
		{"a list in groups", "/list/risk?group=owner", steps(chromedp.WaitVisible(chromedp.CSS(".group table")))},
		{"a list sorted and filtered, to be saved as a view", "/list/risk?q=scada&sort=title", steps(press(".chips .ask > summary", "#view-name"))},
		{"a list that finds nothing", "/list/risk?q=zzzz", nil},
		{"a filter that is not understood", "/list/risk?owner=nobody&level.zz=1", nil},
		{"a cell being edited", "/list/risk", steps(presses("j", kb.ArrowRight, "e"), chromedp.WaitVisible(chromedp.CSS("form.cell")))},
		{"a field for many records", "/list/risk/change?key=RISK-0001&key=RISK-0002", nil},
		{"what a change of many does", "/list/risk/change?key=RISK-0001&key=RISK-0002&field=external_id", steps(chromedp.SendKeys(chromedp.CSS("#external_id"), "R-1"), press(save, "button[name=do]"))},
		{"a form with faults", "/new/asset", steps(chromedp.SendKeys(chromedp.CSS("#name"), "Spare relay"), press(save, ".why[role=alert]"))},
		{"a form with faults in rows", "/new/risk_method?start=five", steps(press("fieldset.rows > button", ":target"), press(save, ".why[role=alert]"))},
		{"who may see a record", "/RISK-0003/edit", steps(press("form.record details.more > summary", "#mark"))},
		{"two versions side by side", "/RISK-0003/edit", steps(s.sets(risk3, "title", "Changed by somebody else"), chromedp.SendKeys(chromedp.CSS("#title"), " here"), press(save, ".why[role=alert] table"))},
		{"a text being previewed", "/DOC-0008/edit", steps(press("details.reading > summary", "details.reading .prose > *"))},
		{"an earlier value to restore", "/RISK-0003/history", steps(press("dl.changes a", "form.record .acts"))},
		{"an act that asks", "/DOC-0008", steps(press(".acts details.ask > summary", ".acts details.ask form"))},
		{"a cell of the statement being edited", "/SOA-0001", steps(presses("j", kb.ArrowRight, "e"), chromedp.WaitVisible(chromedp.CSS("form.cell")))},
		{"an attribute of controls to choose", "/SOA-0001", steps(press(".chips .ask > summary", ".chips .ask .values a"))},
		{"the papers of a statement", "/SOA-0001", steps(press("header .acts .ask > summary", "header .ask > div a"))},
		{"a risk to move in the map", "/risks/map", steps(press(chipOf(risk3), "#chosen select"))},
		{"an assessment without a reason", "/RISK-0003/assess?consequence=3&likelihood=2", steps(chromedp.Evaluate[chromedp.Void](`document.querySelector("#reason").required = false`), press(save, ".why[role=alert]"))},
		{"a judgement to write", "/conformity/iso27001/6.1.3-8", nil},
		{"settings that are refused", "/settings", steps(chromedp.SetValue(chromedp.CSS("#zone"), "Mars/Olympus"), press(save, ".why[role=alert]"))},
		{"settings that are kept", "/settings", steps(testbrowser.Press(chromedp.CSS(save)))},
		{"the log, verified", "/log", steps(press("main form button", ".notice, .why, .verdict"))},
		{"a page that is not there", "/nowhere", nil},
		{"a record that is not there", "/RISK-9999", nil},
	}
}

// TestNoStateOfAPageBarsAnybody looks with axe-core at what pages become under hands.
func TestNoStateOfAPageBarsAnybody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	for _, st := range s.states() {
		t.Run(st.name, func(t *testing.T) {
			p.Do(chromedp.Navigate(s.address+st.path), chromedp.WaitVisible(chromedp.CSS("h1")))
			p.Do(st.then...)
			_ = p.Faults() // refused forms and missing pages are told by their status
			barredInEveryLook(t, p, st.path)
		})
	}
}
