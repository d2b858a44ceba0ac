package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"surety/app"
	"surety/internal/testbrowser"
	"surety/isms"
	"surety/isms/risk"
	"surety/record"
)

// site is the demonstration organization being served.
type site struct {
	*program
	manager app.Actor
	address string
}

func newSite(t *testing.T) *site {
	t.Helper()
	c := &commands{Dir: t.TempDir(), kinds: isms.Kinds()}
	manager := prepared.copyTo(t, c.Dir)
	p, err := c.open(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	server := httptest.NewServer((&serveCommand{}).handler(p, slog.New(slog.NewTextHandler(io.Discard, nil))))
	t.Cleanup(server.Close)
	return &site{p, manager, server.URL}
}

// entry is an address by which an account signs in once.
func (s *site) entry(t *testing.T, account string) string {
	t.Helper()
	token, err := s.OneTimeEntry(context.Background(), account)
	if err != nil {
		t.Fatal(err)
	}
	return s.address + "/enter#" + token
}

// enters signs an account in by such an address.
func (s *site) enters(t *testing.T, account string) chromedp.Action[chromedp.Void] {
	t.Helper()
	return chromedp.Steps(chromedp.Navigate(s.entry(t, account)), chromedp.WaitVisible(chromedp.CSS("nav")))
}

// signIn signs an account in without a browser.
func (s *site) signIn(t *testing.T, client *http.Client, account string) {
	t.Helper()
	site, code, _ := strings.Cut(s.entry(t, account), "#")
	response, err := client.PostForm(site, url.Values{"code": {code}})
	if err != nil {
		t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		t.Fatal(err)
	}
}

func text(p *testbrowser.Page) string {
	return testbrowser.Value(p, chromedp.Text(chromedp.CSS("main")))
}

func shows(t *testing.T, p *testbrowser.Page, words string) {
	t.Helper()
	if got := text(p); !strings.Contains(got, words) {
		t.Fatalf("the page does not say %q:\n%s", words, got)
	}
}

func TestASecurityManagerMendsARequirementAndSeesItTurn(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account))
	shows(t, p, "Where we stand")
	shows(t, p, "6.1.3-8")

	p.Do(chromedp.Navigate(s.address + "/conformity/iso27001/6.1.3-8"))
	shows(t, p, "is left out without a reason")
	p.Do(chromedp.Click(chromedp.CSS("a.mend")), chromedp.WaitVisible(chromedp.CSS("#exclusion_reason")))
	p.Do(chromedp.SendKeys(chromedp.CSS("#exclusion_reason"), "Nobody browses from the control room."),
		testbrowser.Press(chromedp.CSS("form.record .acts button.do")))
	shows(t, p, "is saved")
	p.Do(chromedp.Navigate(s.address + "/conformity/iso27001/6.1.3-8"))
	if verdict := testbrowser.Value(p, chromedp.Text(chromedp.CSS("h1 .verdict"))); verdict != "holds" {
		t.Errorf("after the mend it reads %q", verdict)
	}

	// The statement is whole now: it is put forward and released.
	p.Do(chromedp.Navigate(s.address+"/SOA-0001"), testbrowser.Press(chromedp.CSS("header .acts button.do")))
	shows(t, p, "waits for release")
	p.Do(chromedp.Navigate(s.address+"/SOA-0001"), testbrowser.Press(chromedp.CSS("header .acts button.do")))
	shows(t, p, "Equal to released 1.1")
}

func TestARecordIsMadeByItsFormAndARegisterIsImported(t *testing.T) {
	s := newSite(t)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/new/asset"))
	p.Do(chromedp.SendKeys(chromedp.CSS("#name"), "Spare relay"), chromedp.Click(chromedp.CSS("form.record .acts button.do")), chromedp.WaitVisible(chromedp.CSS(".why")))
	shows(t, p, "Type is missing")
	if kept := testbrowser.Value(p, chromedp.Value(chromedp.CSS("#name"))); kept != "Spare relay" {
		t.Errorf("what was typed is %q", kept)
	}
	_ = p.Faults() // the browser notes that the form was answered with 422
	p.Do(chromedp.SetValue(chromedp.CSS("#type"), "hardware"), testbrowser.Press(chromedp.CSS("form.record .acts button.do")))
	shows(t, p, "Spare relay")

	sheet := filepath.Join(t.TempDir(), "assets.csv")
	if err := os.WriteFile(sheet, []byte("Name;Type\nOld printer;hardware\nNew printer;hardware\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Do(chromedp.Navigate(s.address+"/import?kind=asset"), chromedp.SetUploadFiles(chromedp.CSS("#upload"), []string{sheet}),
		chromedp.Click(chromedp.CSS("form.record .acts button")), chromedp.WaitVisible(chromedp.CSS("button[value=run]")))
	shows(t, p, "2 to create")
	p.Do(testbrowser.Press(chromedp.CSS("button[value=run]")))
	shows(t, p, "2 created")
}

var links = regexp.MustCompile(`(?:href|action)="(/[^"#]*)`)

// crawl reads every page that a visitor can reach and gives each to see.
func crawl(t *testing.T, client *http.Client, address string, see func(path, body string, response *http.Response)) int {
	t.Helper()
	seen, queue := map[string]bool{}, []string{"/"}
	for len(queue) > 0 && len(seen) < 3000 {
		path := queue[0]
		queue = queue[1:]
		if seen[path] || strings.Contains(path, "sign-out") || strings.Contains(path, "/move/") {
			continue
		}
		seen[path] = true
		response, err := client.Get(address + strings.ReplaceAll(path, "&amp;", "&"))
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if err := response.Body.Close(); err != nil {
			t.Fatal(err)
		}
		see(path, string(body), response)
		if strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") && !strings.Contains(path, "?") {
			for _, m := range links.FindAllStringSubmatch(string(body), -1) {
				queue = append(queue, m[1])
			}
		}
	}
	return len(seen)
}

func TestNoPageShowsAReaderWhatIsMarkedAndEachIsGuarded(t *testing.T) {
	s := newSite(t)
	const canary = "CANARY sale of the grid"
	if _, err := s.Do(t.Context(), s.manager, app.Request{}, app.Create{Kind: "risk", Mark: record.MarkRestricted, Body: &risk.Risk{Title: canary, Scenario: canary}}); err != nil {
		t.Fatal(err)
	}
	reader, err := s.AddAccount(t.Context(), s.manager, app.NewAccount{Login: "rita", Name: "Rita Reader", Roles: []app.Role{app.Reader, app.Contributor}})
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	s.signIn(t, client, reader.ID)
	read := crawl(t, client, s.address, func(path, body string, response *http.Response) {
		if strings.Contains(body, "CANARY") {
			t.Errorf("%s shows what is marked", path)
		}
		if response.StatusCode >= 500 {
			t.Errorf("%s answers %d", path, response.StatusCode)
		}
		policy := response.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s has the policy %q", path, policy)
		}
		if strings.Contains(body, "<script>") || strings.Contains(body, " style=") || strings.Contains(body, " onclick=") {
			t.Errorf("%s has script or style inline", path)
		}
	})
	if read < 500 {
		t.Errorf("only %d pages were read", read)
	}
}

func TestAForgedFormIsRefused(t *testing.T) {
	s := newSite(t)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	s.signIn(t, client, s.manager.Account)
	for name, header := range map[string]string{"without a token": "", "from another site": "cross-site"} {
		request, err := http.NewRequest(http.MethodPost, s.address+"/new/asset", strings.NewReader("name=Forged&type=service"))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if header != "" {
			request.Header.Set("Sec-Fetch-Site", header)
		}
		response, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if err := response.Body.Close(); err != nil {
			t.Fatal(err)
		}
		if response.StatusCode != http.StatusForbidden {
			t.Errorf("%s: answered with %d", name, response.StatusCode)
		}
	}
}
