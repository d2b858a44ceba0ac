package web_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"surety/app"
	"surety/isms/asset"
	"surety/web"
)

func TestSignInKeepsTheNameAndDoesNotSayWhatWasWrong(t *testing.T) {
	h := newHouse(t)
	v := h.stranger(t)
	v.get("/list/risk").shows(t, http.StatusOK, "Sign in", "/list/risk")
	for _, login := range []string{"mara@example.org", "nobody@example.org"} {
		v.post("/sign-in", "login", login, "password", "wrong", "to", "/list/risk").shows(t, http.StatusUnauthorized, "Login or password is wrong", login)
	}
	in := v.post("/sign-in", "login", "mara@example.org", "password", password, "to", "/list/risk")
	in.shows(t, http.StatusOK, "Risks", "Nordwerk Netz")
	if in.Path != "/list/risk" {
		t.Errorf("signing in led to %s", in.Path)
	}
	v.token = in.token(t)
	v.post("/sign-out").shows(t, http.StatusOK, "Sign in")
	v.get("/").shows(t, http.StatusOK, "Sign in")
}

func TestSigningInNeverLeadsToAnotherSite(t *testing.T) {
	h := newHouse(t)
	for _, to := range []string{"https://elsewhere.example/", "//elsewhere.example/", `/\elsewhere.example`, `/./\elsewhere.example`, `/../\elsewhere.example`, "elsewhere", ""} {
		v := h.stranger(t)
		if got := v.post("/sign-in", "login", "mara@example.org", "password", password, "to", to); got.Path != "/" {
			t.Errorf("%q led to %s", to, got.Path)
		}
	}
}

func TestWhoseSessionHasExpiredGoesOnWhereTheFormStood(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "asset", Body: &asset.Asset{Name: "Billing", Type: "service"}})
	v := h.stranger(t)
	for referer, want := range map[string]string{h.address + "/ASSET-0001": "/ASSET-0001", "https://elsewhere.example/x": "/", "": "/"} {
		request, err := http.NewRequest(http.MethodPost, h.address+"/ASSET-0001/move/retire", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Referer", referer)
		v.send(request).shows(t, http.StatusOK, `name="to" value="`+want+`"`)
	}
}

func TestAnAddressForOneSignInWorksOnce(t *testing.T) {
	h := newHouse(t)
	token, err := h.OneTimeEntry(t.Context(), h.manager.Account)
	if err != nil {
		t.Fatal(err)
	}
	h.stranger(t).post("/enter", "code", token).shows(t, http.StatusOK, "Good day, Mara Lind")
	h.stranger(t).post("/enter", "code", token).shows(t, http.StatusForbidden, "has been used", "Ask a manager")
}

func TestTheCodeOfAnAddressIsSentAtOnceOnlyWhereNoPageLedThere(t *testing.T) {
	h := newHouse(t)
	for _, test := range []struct {
		site   string
		who    *visitor
		atOnce bool
	}{
		{"none", h.stranger(t), true},
		{"cross-site", h.stranger(t), false},
		{"same-origin", h.stranger(t), false},
		{"", h.stranger(t), false},
		{"none", h.as(t, h.manager), false},
	} {
		request, err := http.NewRequest(http.MethodGet, h.address+"/enter", nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Sec-Fetch-Site", test.site)
		page := test.who.send(request)
		page.shows(t, http.StatusOK, "Sign in once", "what stands after #", "/static/entry")
		if got := strings.Contains(page.Body, "data-send"); got != test.atOnce {
			t.Errorf("Sec-Fetch-Site %q: it is sent at once: %t", test.site, got)
		}
	}
	h.stranger(t).post("/enter", "code", "").shows(t, http.StatusForbidden, "has been used")
}

func TestAnAddressOpenedTwiceAtTheSameTimeLetsInOnce(t *testing.T) {
	h := newHouse(t)
	token, err := h.OneTimeEntry(t.Context(), h.manager.Account)
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	answers := make(chan int, 8)
	for range cap(answers) {
		v := h.stranger(t)
		wait.Go(func() { answers <- v.post("/enter", "code", token).Status })
	}
	wait.Wait()
	close(answers)
	in := 0
	for status := range answers {
		if status == http.StatusOK {
			in++
		}
	}
	if in != 1 {
		t.Errorf("%d of 8 were let in", in)
	}
}

func TestTheFirstPersonNamesTheOrganization(t *testing.T) {
	h := newHouse(t)
	v := h.stranger(t)
	v.get("/setup").shows(t, http.StatusOK, "Name your organization", "what stands after #")
	v.post("/setup", "code", "x", "organization", "Other", "name", "Eve", "login", "eve", "password", password).
		shows(t, http.StatusForbidden, "not valid any more", "Other", "Eve")
}

func TestTheCookieIsBoundToItsHostWhereItTravelsEncrypted(t *testing.T) {
	h := newHouse(t)
	for secure, name := range map[bool]string{true: "__Host-surety", false: "surety"} {
		token, err := h.OneTimeEntry(t.Context(), h.manager.Account)
		if err != nil {
			t.Fatal(err)
		}
		handler := web.Handler(web.Options{App: h.App, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Secure: secure})
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, enterRequest("http://example.com", token))
		for _, c := range w.Result().Cookies() {
			if c.Name != name || !c.HttpOnly || c.Secure != secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
				t.Errorf("secure %t: the cookie is %+v", secure, c)
			}
		}
		if len(w.Result().Cookies()) == 0 {
			t.Errorf("secure %t: no cookie was set", secure)
		}
		if got := w.Header().Get("Strict-Transport-Security"); (got != "") != secure {
			t.Errorf("secure %t: Strict-Transport-Security is %q", secure, got)
		}
	}
}

func TestAFormFromElsewhereIsRefused(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	right := v.token
	for _, token := range []string{"", "x", right + "x", right[:len(right)-1]} {
		v.token = token
		v.post("/new/asset", "name", "Forged", "type", "service").shows(t, http.StatusForbidden, "does not come from your session")
	}
	v.token = right
	for header, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"} {
		request, err := http.NewRequest(http.MethodPost, h.address+"/new/asset", strings.NewReader("token="+right+"&name=Forged&type=service"))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set(header, value)
		v.send(request).shows(t, http.StatusForbidden, "another site")
	}
	list, err := h.List(t.Context(), h.manager, app.Query{Kind: "asset"})
	if err != nil || len(list.Records) > 0 {
		t.Errorf("assets: %v, %v", list.Records, err)
	}
}

func TestSigningInToOneServerOfAMachineLeavesOneSignedInToTheOther(t *testing.T) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	var sites []string
	for range 2 {
		h := newHouse(t)
		token, err := h.OneTimeEntry(t.Context(), h.manager.Account)
		if err != nil {
			t.Fatal(err)
		}
		site := httptest.NewServer(web.Handler(web.Options{App: h.App, Log: slog.New(slog.DiscardHandler)}))
		defer site.Close()
		sites = append(sites, site.URL)
		request := enterRequest(site.URL, token)
		request.RequestURI = ""
		response, err := browser.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
	}
	for _, site := range sites {
		if page := getPage(t, browser, site+"/"); !strings.Contains(page, "Good day, Mara Lind") {
			t.Errorf("one is signed out of %s", site)
		}
	}
}

// enterRequest sends the code of a one-time address.
func enterRequest(site, code string) *http.Request {
	request := httptest.NewRequest(http.MethodPost, site+"/enter", strings.NewReader("code="+code))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return request
}

func getPage(t *testing.T, browser *http.Client, address string) string {
	t.Helper()
	response, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}
