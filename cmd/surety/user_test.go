package main

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

// signsIn tells whether a login and password open the first page.
func signsIn(t *testing.T, address, login, password string) bool {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	response, err := client.PostForm(address+"/sign-in", url.Values{"login": {login}, "password": {password}})
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	return response.StatusCode == http.StatusOK && !strings.Contains(response.Request.URL.Path, "sign-in")
}

func TestAnAccountChangedAtTheCommandLineSignsInAsItWasChanged(t *testing.T) {
	dir := t.TempDir()
	mustSurety(t, dir, "correct horse battery\n", "init", "--organization", "Nordwerk Netz", "--name", "Mara Lind", "--login", "mara")
	s := startServer(t, dir)
	defer s.kill(t)
	const first, second = "correct horse battery", "another horse battery"
	mustSurety(t, dir, first+"\n", "user", "add", "eva", "--name", "Eva Lind", "--role", "reader")
	if !signsIn(t, s.address, "eva", first) {
		t.Error("an account that was added can't sign in")
	}
	mustSurety(t, dir, second+"\n", "user", "change", "eva", "--password")
	if signsIn(t, s.address, "eva", first) || !signsIn(t, s.address, "eva", second) {
		t.Error("the new password isn't the one that counts")
	}
	mustSurety(t, dir, "", "user", "disable", "eva")
	if signsIn(t, s.address, "eva", second) {
		t.Error("a disabled account signs in")
	}
	mustSurety(t, dir, "", "user", "enable", "eva")
	if !signsIn(t, s.address, "eva", second) {
		t.Error("an enabled account can't sign in")
	}
	said := mustSurety(t, dir, "", "user", "enter", "eva", "--at", s.address)
	if entry := address.FindString(said); entry == "" || !letsIn(t, entry) {
		t.Errorf("%q lets nobody in", said)
	}
}
