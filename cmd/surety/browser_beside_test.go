package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/internal/testbrowser"
)

func TestAManagerWalksToTheDemonstrationAndBackWithAPressEach(t *testing.T) {
	a := newAcme(t, "")
	code, err := a.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p := testbrowser.Start(t).Page(t)
	press := func(button string) chromedp.Action[chromedp.Void] { return chromedp.Click(chromedp.CSS(button)) }
	fill := func(field, words string) chromedp.Action[chromedp.Void] {
		return chromedp.SendKeys(chromedp.CSS(field), words)
	}
	there, banner := chromedp.WaitVisible(chromedp.CSS(".demonstration")), chromedp.CSS(".demonstration p")
	says := func(words string) {
		t.Helper()
		if got := testbrowser.Value(p, chromedp.Text(banner)); !strings.Contains(got, words) {
			t.Errorf("the banner says %q", got)
		}
	}
	sound := func() {
		t.Helper()
		for _, barrier := range p.Barriers() {
			t.Errorf("%v", barrier)
		}
	}

	// Before anything is set up.
	p.Do(chromedp.Navigate(a.address+"/setup#"+code), chromedp.WaitVisible(chromedp.CSS("#organization")))
	sound()
	p.Do(press("button[formaction]"), there)
	says("Nordwerk Netz is invented. You act here as Mara Petersen")
	sound()
	p.Do(press("form[action='/demonstration/leave'] button"), chromedp.WaitVisible(chromedp.CSS("#organization")))
	p.Do(fill("#organization", "Acme"), fill("#name", "Mara Lind"), fill("#login", "mara"), fill("#password", "correct horse battery"),
		press("button.do"), chromedp.WaitVisible(chromedp.CSS("#tour")))
	shows(t, p, "Good day, Mara Lind")

	// From an empty list to the same list filled in, and back.
	p.Do(chromedp.Navigate(a.address+"/list/treatment"), chromedp.WaitVisible(chromedp.CSS(".empty")))
	shows(t, p, "Begin with: Risks")
	sound()
	p.Do(press("form[action='/demonstration'] button"), there)
	shows(t, p, "Modify:")
	p.Do(press("form[action='/demonstration/leave'] button"), chromedp.WaitVisible(chromedp.CSS("#tour")))

	// It goes with a press, once its consequence was said.
	p.Do(press("form[action='/demonstration'] button"), there, press(".demonstration a"), chromedp.WaitVisible(chromedp.CSS("form[action='/demonstration/remove']")))
	shows(t, p, "Nothing of your own organization changes")
	sound()
	p.Do(press("form[action='/demonstration/remove'] button"), chromedp.WaitVisible(chromedp.CSS("#tour")))
	shows(t, p, "The demonstration is removed.")
	shows(t, p, "Good day, Mara Lind")
	if a.beside.There() {
		t.Error("the demonstration is still there")
	}
}
