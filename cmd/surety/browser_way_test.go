package main

import (
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/app"
	"surety/conform"
	"surety/internal/testbrowser"
	"surety/isms"
	"surety/isms/document"
	"surety/isms/org"
	"surety/record"
)

// setUp serves an empty folder, and has somebody set up an organization there.
func setUp(t *testing.T, organization, name, login string) (*site, *testbrowser.Browser, *testbrowser.Page) {
	t.Helper()
	c := &commands{Dir: t.TempDir(), kinds: isms.Kinds()}
	p, err := c.open(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	token, err := p.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer((&serveCommand{}).handler(p, slog.New(slog.NewTextHandler(io.Discard, nil))))
	t.Cleanup(server.Close)
	browser := testbrowser.Start(t)
	page := browser.Page(t)
	page.Do(chromedp.Navigate(server.URL+"/setup#"+token), chromedp.WaitVisible(chromedp.CSS("#organization")),
		chromedp.SendKeys(chromedp.CSS("input[name=organization]"), organization), chromedp.SendKeys(chromedp.CSS("input[name=name]"), name),
		chromedp.SendKeys(chromedp.CSS("input[name=login]"), login), chromedp.SendKeys(chromedp.CSS("input[name=password]"), "correct horse battery"),
		chromedp.Click(chromedp.CSS("button.do")), chromedp.WaitVisible(chromedp.CSS("nav")))
	actor, err := p.CommandLineActor(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	return &site{p, actor, server.URL}, browser, page
}

// step opens a step of the guided way.
func (s *site) step(id string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.Navigate(s.address+"/way/"+id), chromedp.WaitVisible(chromedp.CSS(".way")))
}

// confirms takes what is ticked: looks at it first, then confirms it.
func confirms() chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.Click(chromedp.CSS(".offers .bar button.do")), chromedp.WaitVisible(chromedp.CSS("form.bar button.do")),
		testbrowser.Press(chromedp.CSS("form.bar button.do")))
}

// takesAll confirms all that a step proposes.
func (s *site) takesAll(id string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(s.step(id), chromedp.Click(chromedp.CSS(`a[href$="tick=all"]`)), chromedp.WaitVisible(chromedp.CSS(`input[name=offer]:checked`)), confirms())
}

// records counts the live records of a kind.
func (s *site) records(t *testing.T, kind string) int {
	t.Helper()
	counts, err := s.Count(t.Context(), s.manager, app.Query{Kind: kind}, "")
	if err != nil {
		t.Fatal(err)
	}
	return counts[""]
}

// fillsIn says something in each open place of a document.
func (s *site) fillsIn(t *testing.T, key string) {
	t.Helper()
	rec, err := s.Get(t.Context(), s.manager, key)
	if err != nil {
		t.Fatal(err)
	}
	body := rec.Kind.Clone(rec.Body).(*document.Document)
	body.Text = record.Markdown(strings.NewReplacer("[[", "", "]]", "").Replace(string(body.Text)))
	if _, err := s.Do(t.Context(), s.manager, app.Request{}, app.Edit{ID: rec.ID, Base: rec.Revision, Body: body}); err != nil {
		t.Fatal(err)
	}
}

func TestANewcomerIsLedInOneSittingToAStatementThatIsPutForward(t *testing.T) {
	s, browser, p := setUp(t, "Bibliotheka", "Ida Kern", "ida")
	before, err := s.Verdict(t.Context(), s.manager, app.VerdictQuery{})
	if err != nil {
		t.Fatal(err)
	}

	// Home leads to the way, which begins with the mandate.
	p.Do(chromedp.Navigate(s.address+"/"), chromedp.Click(chromedp.CSS(`header a[href="/way"]`)), chromedp.WaitVisible(chromedp.CSS("#purpose")))
	p.Do(chromedp.SendKeys(chromedp.CSS("#outcomes"), "Data of libraries stay safe"),
		chromedp.SendKeys(chromedp.CSS("#purpose"), "Software for libraries"), chromedp.SendKeys(chromedp.CSS("#size"), "30"), chromedp.SendKeys(chromedp.CSS("#country"), "DE"),
		testbrowser.Press(chromedp.CSS(`form[action*="answers/organization"] button.do`)))
	// What was typed into another form of the page is offered back.
	p.Do(chromedp.Click(chromedp.CSS(`form[action*="answers/management_system"] .kept button`)),
		testbrowser.Press(chromedp.CSS(`form[action*="answers/management_system"] button.do`)))
	p.Do(chromedp.SendKeys(chromedp.CSS("#goal"), "A customer asks"), chromedp.SetValue(chromedp.CSS("#sector"), "software"), chromedp.SetValue(chromedp.CSS("#premises"), "no"),
		chromedp.SetValue(chromedp.CSS("#servers"), "no"), chromedp.SetValue(chromedp.CSS("#development"), "yes"), chromedp.SetValue(chromedp.CSS("#cloud"), "yes"),
		testbrowser.Press(chromedp.CSS(`form[action*="answers/mandate"] button.do`)))

	// What is proposed counts for nothing until it is confirmed, looked at or not.
	p.Do(s.step("issues"), chromedp.Click(chromedp.CSS("#offer-issue-fast-releases")), chromedp.Click(chromedp.CSS(".offers .bar button.do")), chromedp.WaitVisible(chromedp.CSS("form.bar button.do")))
	shows(t, p, "We release many times a week")
	proposed, err := s.Verdict(t.Context(), s.manager, app.VerdictQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if s.records(t, "issue") != 0 || proposed.Summary.Holds > before.Summary.Holds {
		t.Errorf("before anything was confirmed there are %d issues, and %d requirements hold instead of %d", s.records(t, "issue"), proposed.Summary.Holds, before.Summary.Holds)
	}

	p.Do(s.takesAll("issues"))
	p.Do(s.step("climate"), chromedp.Click(chromedp.CSS("#offer-climate-no")), confirms())
	for _, step := range []string{"parties", "roles"} {
		p.Do(s.takesAll(step))
	}
	p.Do(s.step("scope"), chromedp.Click(chromedp.CSS("#offer-scope-software")), chromedp.Click(chromedp.CSS("#offer-supplier-cloud")), confirms())

	// Nobody approves their own text alone: a colleague confirms the policy as theirs.
	made, err := s.Do(t.Context(), s.manager, app.Request{}, app.Create{Kind: "person", Body: &org.Person{Name: "Noor Adler", InScope: true}})
	if err != nil {
		t.Fatal(err)
	}
	noor, err := s.AddAccount(t.Context(), s.manager, app.NewAccount{Login: "noor", Name: "Noor Adler", Roles: []app.Role{app.Manager}, Person: made[0].Key})
	if err != nil {
		t.Fatal(err)
	}
	colleague := browser.Page(t)
	colleague.Do(s.enters(t, noor.ID), s.step("policy"), chromedp.Click(chromedp.CSS("#offer-policy")), confirms())
	p.Do(s.step("method"), chromedp.Click(chromedp.CSS("#offer-method-4")), confirms())
	s.fillsIn(t, "DOC-0001")
	for _, key := range []string{"SCOPE-0001", "METHOD-0001", "DOC-0001"} { // top management approves
		p.Do(chromedp.Navigate(s.address+"/"+key), chromedp.Click(chromedp.CSS(`details:has(form[action$="/move/approve"]) summary`)), testbrowser.Press(chromedp.CSS(`form[action$="/move/approve"] button`)))
	}
	for _, step := range []string{"risks", "treatment"} {
		p.Do(s.takesAll(step))
	}
	p.Do(s.step("applicability"), chromedp.Click(chromedp.CSS(`form[action*="begin-soa"] button`)), chromedp.WaitVisible(chromedp.CSS(".offers")), s.takesAll("applicability"))
	shows(t, p, "93 of 93 still stand word for word as they were proposed.")

	report, err := s.Verdict(t.Context(), s.manager, app.VerdictQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range strings.Fields("4.1-1 4.1-2 4.1-3 4.2-1 4.2-2 4.2-3 4.3-1 4.3-4 4.3-5 5.2-1 5.2-3 5.2-6 6.1.2-1 6.1.2-3 6.1.2-9 6.1.2-10 6.1.3-3 6.1.3-4 6.1.3-6 6.1.3-7 6.1.3-8") {
		if q := report.Find(id); q.Verdict != conform.Holds {
			t.Errorf("%s does not hold after one sitting: %s", id, q.Reason)
		}
	}
	if n := s.records(t, "risk"); n < 10 {
		t.Errorf("%d risks after one sitting", n)
	}
	p.Do(chromedp.Navigate(s.address+"/SOA-0001"), testbrowser.Press(chromedp.CSS(`form[action$="/put-forward"] button`)))
	shows(t, p, "It is put forward and waits for release.")
}
