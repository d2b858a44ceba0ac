package main

import (
	"io"
	"log/slog"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/app"
	"surety/internal/testbrowser"
	"surety/isms"
)

func TestNoDoorBarsAnybody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(chromedp.Navigate(s.address+"/sign-in"), chromedp.WaitVisible(chromedp.CSS("h1")))
	barredInEveryLook(t, p, "/sign-in")
	p.Do(chromedp.SendKeys(chromedp.CSS("#login"), "nobody"), chromedp.SendKeys(chromedp.CSS("#password"), "not the word"), press("button.do", ".fault"))
	_ = p.Faults() // who is not let in is told so by the status
	barredInEveryLook(t, p, "a sign-in that is refused")
	p.Do(chromedp.Navigate(s.address+"/enter"), chromedp.WaitVisible(chromedp.CSS("#code")))
	barredInEveryLook(t, p, "/enter")

	reader, err := s.AddAccount(t.Context(), s.manager, app.NewAccount{Login: "rita", Name: "Rita Reader", Roles: []app.Role{app.Reader}})
	if err != nil {
		t.Fatal(err)
	}
	p.Do(chromedp.Navigate("about:blank"), s.enters(t, reader.ID), chromedp.Navigate(s.address+"/accounts"), chromedp.WaitVisible(chromedp.CSS("h1")))
	_ = p.Faults() // it is forbidden
	shows(t, p, "You may not do this")
	barredInEveryLook(t, p, "a page that one may not see")
}

func TestNoFirstHourBarsAnybody(t *testing.T) {
	t.Parallel()
	c := &commands{Dir: t.TempDir(), kinds: isms.Kinds()}
	program, err := c.open(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := program.Close(); err != nil {
			t.Error(err)
		}
	})
	server := httptest.NewServer((&serveCommand{}).handler(program, slog.New(slog.NewTextHandler(io.Discard, nil))))
	t.Cleanup(server.Close)
	code, err := program.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p := testbrowser.Start(t).Page(t)
	p.Do(chromedp.Navigate(server.URL+"/setup"), chromedp.WaitVisible(chromedp.CSS("#code")))
	barredInEveryLook(t, p, "/setup")
	p.Do(chromedp.Navigate("about:blank"), chromedp.Navigate(server.URL+"/setup#"+code), chromedp.WaitVisible(chromedp.CSS("#organization")))
	for field, words := range map[string]string{"organization": "Acme", "name": "Ada", "login": "ada", "password": "correct horse battery staple"} {
		p.Do(chromedp.SendKeys(chromedp.CSS("#"+field), words))
	}
	p.Do(press("button.do", "#tour"))
	barredInEveryLook(t, p, "the tour")
	p.Do(chromedp.Navigate(server.URL+"/list/risk"), chromedp.WaitVisible(chromedp.CSS(".empty")))
	barredInEveryLook(t, p, "an empty list")
}

func TestNoStepOfAnImportBarsAnybody(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	s.choose(t, p, "asset", messyAssets)
	barredInEveryLook(t, p, "columns and words to say, with faults")
	say(p, "Column Bereich", "location")
	say(p, "Meaning of Kiste", "hardware")
	say(p, "Meaning of nie", "1")
	again(p)
	p.Do(chromedp.WaitVisible(chromedp.CSS("button[value=run]")))
	barredInEveryLook(t, p, "what each row will do")
	p.Do(testbrowser.Press(chromedp.CSS("button[value=run]")))
	barredInEveryLook(t, p, "an import that is done")
}
