package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

// What an office keeps: words for levels, a word nobody knows, columns of its own.
const messyAssets = `Inventar 2026
Nr.;Bezeichnung;Typ;Vertraulichkeit;Integrität;Verfügbarkeit;Eigentümer;Bereich
A-1;Fernwirkkopf;Software;High;hoch;4;Jürgen Groß;Netz
A-2;Messreihen;Daten;sehr hoch;mittel;2;juergen gross;Vertrieb
A-3;Alter Mailserver;Kiste;mittel;gering;nie;Jürgen Groß;IT
`

// choose uploads a file as a person does.
func (s *site) choose(t *testing.T, p *testbrowser.Page, kind, text string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), kind+".csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Do(chromedp.Navigate(s.address+"/import?kind="+kind), chromedp.SetUploadFiles(chromedp.CSS("#upload"), []string{file}),
		chromedp.Click(chromedp.CSS("form.record .acts button")), chromedp.WaitVisible(chromedp.CSS("form.mapping")))
}

// say chooses in a control of the page.
func say(p *testbrowser.Page, label, value string) {
	p.Do(chromedp.SetValue(chromedp.CSS(`[aria-label="`+label+`"]`), value))
}

// again reads the file as it was said.
func again(p *testbrowser.Page) {
	p.Do(chromedp.Evaluate[chromedp.Void](`document.body.dataset.old = "yes"`), chromedp.Click(chromedp.CSS("form.mapping button[value=plan]")),
		chromedp.WaitVisible(chromedp.CSS("body:not([data-old]) form.mapping")))
}

func TestAMessyRegisterIsImportedByOrdinaryControls(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	s.choose(t, p, "asset", messyAssets)

	// The sound rows are shown beside the faulty one, and what is left behind is said.
	shows(t, p, "2 faults stand")
	shows(t, p, "Fernwirkkopf")
	shows(t, p, "Need of confidentiality: 3")
	shows(t, p, "1 of 8 columns is not read")
	if broken := testbrowser.Value(p, chromedp.Text(chromedp.CSS("tr.broken"))); !strings.Contains(broken, "Alter Mailserver") || !strings.Contains(broken, "Kiste") || !strings.Contains(broken, "nie") {
		t.Errorf("the faulty row says %q", broken)
	}
	if top := testbrowser.Value(p, chromedp.Evaluate[float64](`document.querySelector("[aria-label='Column Bereich']").getBoundingClientRect().bottom`)); top > 900 {
		t.Errorf("the column that is not read stands %.0f pixels down the page", top)
	}

	say(p, "Column Bereich", "location")
	say(p, "Meaning of Kiste", "hardware")
	say(p, "Meaning of nie", "1")
	again(p)
	shows(t, p, "3 to create, 0 to update, 0 unchanged")
	shows(t, p, "Location: Netz")
	if text := text(p); strings.Count(text, "Person Jürgen Groß") != 1 || strings.Contains(text, "juergen") {
		t.Errorf("Jürgen Groß and juergen gross are not one person:\n%s", text)
	}

	p.Do(testbrowser.Press(chromedp.CSS("button[value=run]")))
	shows(t, p, "3 created, 0 updated, 0 unchanged")
	p.Do(chromedp.Click(chromedp.CSS("ul.made li:nth-child(3) a")), chromedp.WaitVisible(chromedp.CSS("dl")))
	shows(t, p, "Alter Mailserver")
	shows(t, p, "Jürgen Groß")
}

func TestAValueForAllAndTheKeyAreSaidWithoutJSON(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	s.choose(t, p, "supplier", "Nr.;Name\nL-1;Nordlicht Messbau GmbH\nL-2;Südwind AG\n")
	shows(t, p, "What it provides of all new records")
	p.Do(chromedp.SendKeys(chromedp.CSS("#fixed-service"), "Metering"), chromedp.Evaluate[chromedp.Void](`document.querySelector("form.mapping details").open = true`),
		chromedp.SetValue(chromedp.CSS("#map-key"), "name"))
	again(p)
	shows(t, p, "2 to create")
	shows(t, p, "What it provides: Metering")
	p.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector("form.mapping details").open = true`))
	if key := testbrowser.Value(p, chromedp.Value(chromedp.CSS("#map-key"))); key != "name" {
		t.Errorf("the key is %q", key)
	}

	// What was changed and not yet shown is shown before it is done.
	p.Do(chromedp.SetValue(chromedp.CSS("#fixed-service"), "Upkeep"), chromedp.Click(chromedp.CSS("button[value=run]")), chromedp.WaitVisible(chromedp.CSS(".why[role=status]")))
	shows(t, p, "What it provides: Upkeep")
	p.Do(testbrowser.Press(chromedp.CSS("button[value=run]")))
	shows(t, p, "2 created")
}

func TestAColumnMovedByHandHasItsWordsProposed(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	s.choose(t, p, "asset", "Name;Typ;Wie schlimm\nPumpwerk 9;site;hoch\nPumpwerk 10;site;arg\n")
	say(p, "Column Wie schlimm", "availability")
	again(p)
	shows(t, p, "What do these words in “Wie schlimm” mean?")
	say(p, "Meaning of arg", "4")
	again(p)
	shows(t, p, "2 to create")
	shows(t, p, "Need of availability: 4")
}
