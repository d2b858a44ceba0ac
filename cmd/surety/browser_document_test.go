package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/app"
	"surety/internal/testbrowser"
)

// account gives a person of the demonstration an account.
func (s *site) account(t *testing.T, name string, roles ...app.Role) string {
	t.Helper()
	found, err := s.Search(t.Context(), s.manager, name, []string{"person"}, 1)
	if err != nil || len(found) != 1 {
		t.Fatalf("%s: %v, %v", name, found, err)
	}
	account, err := s.AddAccount(t.Context(), s.manager, app.NewAccount{Login: strings.ToLower(strings.ReplaceAll(name, " ", ".")) + ".two", Name: name, Roles: roles, Person: found[0].Key})
	if err != nil {
		t.Fatal(err)
	}
	return account.ID
}

// confirmed opens what is asked before an act, and does it.
func confirmed(form string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(
		chromedp.Click(chromedp.CSS(`details:has(> form[action$="`+form+`"]) > summary`)),
		testbrowser.Press(chromedp.CSS(`form[action$="`+form+`"] button.do`)))
}

func TestADocumentIsWrittenReviewedApprovedReadAndWrittenAnew(t *testing.T) {
	s := newSite(t)
	system, err := s.Get(t.Context(), s.manager, "ISMS-0001")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(t.Context(), s.manager, app.Request{}, app.Edit{ID: system.ID, Base: system.Revision, Set: map[string]string{"approvers_needed": "2"}}); err != nil {
		t.Fatal(err)
	}
	browser := testbrowser.Start(t)
	mara, dirk := browser.Page(t), browser.Page(t)
	mara.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/documents/begin"))
	mara.Do(chromedp.Click(chromedp.CSS("#t-clear-desk")), testbrowser.Press(chromedp.CSS(`button[form="templates"]`)))
	shows(t, mara, "of the text are still open")
	shows(t, mara, "Clear desk")
	address := strings.TrimSuffix(testbrowser.Value(mara, chromedp.Location()), "/")
	key := address[strings.LastIndex(address, "/")+1:]

	// The open places are filled in, and Dirk is asked for his view.
	mara.Do(chromedp.Navigate(address+"/edit"), chromedp.SetValue(chromedp.CSS("#text"), "Screens lock after ten minutes.\n\nPaper lies in the safe at night."),
		testbrowser.Press(chromedp.CSS("form.record .acts button.do")))
	dirksAccount := s.account(t, "Dirk Johannsen", app.Reader)
	found, err := s.Search(t.Context(), s.manager, "Dirk Johannsen", []string{"person"}, 1)
	if err != nil {
		t.Fatal(err)
	}
	mara.Do(chromedp.Navigate(address+"/review"), chromedp.Click(chromedp.CSS(`details:has(#reviewer) > summary`)),
		chromedp.SetValue(chromedp.CSS("#reviewer"), found[0].Key), testbrowser.Press(chromedp.CSS(`form:has(#reviewer) button.do`)))
	shows(t, mara, "0 of 1 have answered")

	// He says something to the second passage, and answers.
	dirk.Do(s.enters(t, dirksAccount), chromedp.Navigate(address+"/review"), chromedp.Click(chromedp.CSS(`.said:nth-of-type(4) summary`)),
		chromedp.SendKeys(chromedp.CSS("#c2"), "Which safe?"), testbrowser.Press(chromedp.CSS(`form:has(#c2) button.do`)))
	dirk.Do(chromedp.Navigate(address+"/review"), chromedp.Click(chromedp.CSS(`details:has(> form[action$="/answer"]) > summary`)), testbrowser.Press(chromedp.CSS(`button[value="no_objection"]`)))
	shows(t, dirk, "1 of 1 have answered")
	shows(t, dirk, "Which safe?")
	barredInEveryLook(t, dirk, "the review of a document")

	// What he said is settled, the review ends, and two others approve.
	mara.Do(chromedp.Navigate(address+"/review"), chromedp.Click(chromedp.CSS(`form[action$="/resolve"] button`)), chromedp.WaitVisible(chromedp.CSS(".settled")),
		chromedp.Navigate(address+"/review"), testbrowser.Press(chromedp.CSS(`form[action$="/move/end"] button`)))
	for i, name := range []string{"Astrid Lorenzen", "Holger"} {
		p := browser.Page(t)
		p.Do(s.enters(t, s.account(t, name, app.Manager)), chromedp.Navigate(address), confirmed("/move/approve"))
		shows(t, p, []string{"In review", "Approved"}[i])
	}

	// Dirk reads it and says so.
	dirk.Do(chromedp.Navigate(address+"/read"), testbrowser.Press(chromedp.CSS(`form[action$="/acknowledge"] button`)))
	shows(t, dirk, "you have read this version")
	barredInEveryLook(t, dirk, "a document as it is read")

	// The next version is written, and Dirk goes on seeing the one in force.
	mara.Do(chromedp.Navigate(address+"/edit"), chromedp.SetValue(chromedp.CSS("#text"), "Screens lock after five minutes.\n\nPaper lies in the safe at night."),
		testbrowser.Press(chromedp.CSS("form.record .acts button.do")), chromedp.Navigate(address+"/differences"))
	says(t, testbrowser.Value(mara, chromedp.Text(chromedp.CSS("del"))), "ten")
	says(t, testbrowser.Value(mara, chromedp.Text(chromedp.CSS("ins"))), "five")
	barred(t, mara, "the differences of a document")
	dirk.Do(chromedp.Navigate(address))
	shows(t, dirk, "Screens lock after ten minutes.")

	rec, err := s.Get(t.Context(), s.manager, key)
	if err != nil {
		t.Fatal(err)
	}
	versions, err := s.Versions(t.Context(), s.manager, rec)
	if err != nil || len(versions) != 1 || len(versions[0].Kind.Approvals(versions[0].Body)) != 2 {
		t.Errorf("%d versions, %v", len(versions), err)
	}
}
