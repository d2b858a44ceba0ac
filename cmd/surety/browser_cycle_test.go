package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/app"
	"surety/internal/testbrowser"
	"surety/record"
)

// desk is a data folder as people come to it in the browser, each in their own:
// registers are uploaded, single records typed, and all else is clicked.
type desk struct {
	*site
	t       *testing.T
	browser *testbrowser.Browser
	pages   map[string]*testbrowser.Page // of who is signed in, by name
}

// typed are the kinds of which people fill in the form.
var typed = map[string]bool{"management_system": true, "finding": true, "corrective_action": true, "review_decision": true}

// drawn are the inputs of a management review that are taken from the registers.
var drawn = []string{"nonconformities", "measurements", "audit_results", "objectives", "risks"}

func (d *desk) put(kind *record.Kind, rows []row) {
	d.t.Helper()
	switch {
	case kind.Name == "organization":
		d.answer(rows[0].Fields)
	case typed[kind.Name]:
		for _, r := range rows {
			path := "/new/" + kind.Name
			if r.Key != "" {
				path = "/" + r.Key + "/edit"
			}
			with := map[string]string{}
			for name, value := range r.Fields {
				with[name] = typing(kind.Field(name), value)
			}
			d.fill(r.As, path, "form.record", with)
		}
	case kind.Name == "management_review":
		fields := maps.Clone(rows[0].Fields)
		for _, name := range drawn {
			delete(fields, name)
		}
		d.upload(kind, []row{{As: rows[0].As, Fields: fields}})
		d.fill(rows[0].As, "/"+d.keysOf(kind.Name)[0]+"/inputs", "form[action$='/inputs']", nil)
	default:
		d.upload(kind, rows)
	}
}

// typing is what is typed into a field for a value.
func typing(f *record.Field, value any) string {
	switch v := value.(type) {
	case bool:
		return map[bool]string{true: "yes", false: "no"}[v]
	case []any:
		var texts []string
		for _, one := range v {
			texts = append(texts, one.(string))
		}
		if f.Type == record.TypeRefs {
			return strings.Join(texts, ", ")
		}
		return strings.Join(texts, "\n")
	case string:
		return v
	}
	return fmt.Sprint(value)
}

// answer tells the guided way what the organization is.
func (d *desk) answer(fields map[string]any) {
	p := d.pages["mara"]
	p.Do(chromedp.Navigate(d.address+"/"), chromedp.Click(chromedp.CSS(`header a[href="/way"]`)), chromedp.WaitVisible(chromedp.CSS("#purpose")),
		chromedp.SetValue(chromedp.CSS("#purpose"), fields["purpose"].(string)), chromedp.SetValue(chromedp.CSS("#size"), fmt.Sprint(fields["size"])), chromedp.SetValue(chromedp.CSS("#country"), fields["country"].(string)),
		testbrowser.Press(chromedp.CSS(`form[action*="answers/organization"] button.do`)))
}

// upload imports a sheet of the rows.
func (d *desk) upload(kind *record.Kind, rows []row) {
	d.t.Helper()
	data, err := sheetOf(kind, rows)
	if err != nil {
		d.t.Fatalf("%s: %v", kind.Name, err)
	}
	p := d.pages["mara"]
	d.choose(d.t, p, kind.Name, string(data))
	if !testbrowser.Value(p, chromedp.Evaluate[bool](`!!document.querySelector("button[value=run]")`)) {
		d.t.Fatalf("the sheet of %s can't be imported:\n%s\n%s", kind.Name, text(p), data)
	}
	p.Do(testbrowser.Press(chromedp.CSS("button[value=run]")))
}

func (d *desk) fill(as, path, form string, with map[string]string) {
	d.t.Helper()
	p := d.pages[as]
	p.Do(chromedp.Navigate(d.address+path), chromedp.WaitVisible(chromedp.CSS("main h1")))
	switch testbrowser.Value(p, chromedp.Evaluate[string](`(f => !f ? "none" : f.closest("details:not([open])") ? "closed" : "open")(document.querySelector("`+form+`"))`)) {
	case "none":
		d.t.Fatalf("%s shows %s no %s:\n%s", path, as, form, text(p))
	case "closed":
		p.Do(chromedp.Click(chromedp.CSS("details:has(> " + form + ") > summary")))
	}
	for _, name := range slices.Sorted(maps.Keys(with)) {
		field := chromedp.CSS(form + " [name='" + name + "']")
		if testbrowser.Value(p, chromedp.Evaluate[bool](`document.querySelector("`+string(field)+`").type == "checkbox"`)) {
			p.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector("` + string(field) + `").checked = ` + map[bool]string{true: "true", false: "false"}[with[name] == "yes"]))
			continue
		}
		p.Do(chromedp.SetValue(field, with[name]))
	}
	button := form + " button:not(.hidden)"
	if form == "form.record" {
		button = "form.record .acts button.do"
	} else if form == "#judge" {
		button = "#judge button.do"
	}
	p.Do(testbrowser.Press(chromedp.CSS(button)))
}

func (d *desk) account(login, person string, roles []string) {
	d.t.Helper()
	p, form := d.pages["mara"], "form[action='/accounts'] "
	name, _, _ := strings.Cut(login, "@")
	p.Do(chromedp.Navigate(d.address+"/accounts"), chromedp.SendKeys(chromedp.CSS(form+"#name"), name), chromedp.SendKeys(chromedp.CSS(form+"#login"), login), chromedp.SetValue(chromedp.CSS(form+"#person"), person))
	for _, role := range roles {
		p.Do(chromedp.Click(chromedp.CSS(form + "[value='" + role + "']")))
	}
	p.Do(testbrowser.Press(chromedp.CSS(form + "button.do")))
	accounts, err := d.Accounts(d.t.Context(), d.manager)
	if err != nil {
		d.t.Fatal(err)
	}
	i := slices.IndexFunc(accounts, func(a app.Account) bool { return a.Login == login })
	if i < 0 {
		d.t.Fatalf("%s has no account", login)
	}
	d.pages[name] = d.browser.Page(d.t)
	d.pages[name].Do(d.enters(d.t, accounts[i].ID))
}

func (d *desk) keysOf(kind string) []string {
	d.t.Helper()
	page, err := d.List(d.t.Context(), d.manager, app.Query{Kind: kind, Sort: "key", Limit: app.MostLimit})
	if err != nil {
		d.t.Fatal(err)
	}
	var keys []string
	for _, rec := range page.Records {
		keys = append(keys, rec.Key)
	}
	return keys
}

func TestPeopleBringAnEmptyOrganizationThroughTheWholeCycleInTheBrowser(t *testing.T) {
	s, browser, page := setUp(t, "Harbour Lab", "Mara Lind", "mara@harbour.example")
	d := &desk{site: s, t: t, browser: browser, pages: map[string]*testbrowser.Page{"mara": page}}
	w := newWalk(d, t, s.Now())
	open := func() []string {
		page.Do(chromedp.Navigate(s.address+"/conformity/iso27001?only=open"), chromedp.WaitVisible(chromedp.CSS(".chips")))
		return testbrowser.Value(page, chromedp.Evaluate[[]string](`[...document.querySelectorAll("main .verdict")].map(v => v.closest("tr, li, section, div").innerText)`))
	}
	if n := len(open()); n < 100 {
		t.Errorf("of an empty organization only %d verdicts are open", n)
	}
	holds := 0
	for _, chapter := range []string{"4-context", "5-leadership", "6-planning", "7-support", "8-operation", "9-evaluation", "10-improvement", "judgements"} {
		w.chapter(chapter)
		report, err := s.Verdict(t.Context(), s.manager, app.VerdictQuery{})
		if err != nil {
			t.Fatal(err)
		}
		if report.Summary.Holds <= holds {
			t.Errorf("after %s %d requirements hold, before it %d", chapter, report.Summary.Holds, holds)
		}
		holds = report.Summary.Holds
	}
	if left := open(); len(left) > 0 {
		t.Errorf("at the end this does not hold: %q", left)
	}
}
