package web_test

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"surety/app"
)

// signedIn is somebody who has signed in with a password.
func (h *house) signedIn(t *testing.T, login, password string) *visitor {
	t.Helper()
	v := h.stranger(t)
	in := v.post("/sign-in", "login", login, "password", password)
	in.shows(t, http.StatusOK, "Good day")
	v.token = in.token(t)
	return v
}

func TestANewPasswordEndsTheOtherSessionsAndTheOldPassword(t *testing.T) {
	h := newHouse(t)
	here, there := h.signedIn(t, "mara@example.org", password), h.signedIn(t, "mara@example.org", password)
	address, err := h.OneTimeEntry(t.Context(), h.manager.Account)
	if err != nil {
		t.Fatal(err)
	}
	here.get("/").shows(t, http.StatusOK, `<a href="/settings"`)
	here.get("/settings").shows(t, http.StatusOK, "Your settings", "mara@example.org", "Password until now")
	here.post("/settings/password", "old", "not the one it is", "new", "a quite other one").shows(t, http.StatusUnprocessableEntity, "The password until now is another one")
	here.post("/settings/password", "old", password, "new", "short").shows(t, http.StatusUnprocessableEntity, "at least 12 characters")
	there.get("/").shows(t, http.StatusOK, "Good day")
	here.post("/settings/password", "old", password, "new", "a quite other one").shows(t, http.StatusOK, "Your password is changed")
	here.get("/").shows(t, http.StatusOK, "Good day")
	there.get("/").shows(t, http.StatusOK, "Sign in")
	if _, err := h.EnterOnce(t.Context(), address); err == nil {
		t.Error("a one-time address from before the change still lets in")
	}
	h.stranger(t).post("/sign-in", "login", "mara@example.org", "password", password).shows(t, http.StatusUnauthorized, "wrong")
	h.signedIn(t, "mara@example.org", "a quite other one")
}

func TestWhoeverForgotThePasswordSetsANewOneAfterAOneTimeAddress(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.colleague(t, "Rita", app.Reader))
	if page := v.get("/settings"); page.Status != http.StatusOK || strings.Contains(page.Body, "Password until now") {
		t.Errorf("it asks for the password that was forgotten: %s", page.main())
	}
	v.post("/settings/password", "new", "a quite other one").shows(t, http.StatusOK, "Your password is changed")
	h.signedIn(t, "Rita", "a quite other one")
}

func TestSigningOutElsewhereLeavesThisSessionOnly(t *testing.T) {
	h := newHouse(t)
	here, there := h.signedIn(t, "mara@example.org", password), h.signedIn(t, "mara@example.org", password)
	other := h.as(t, h.colleague(t, "Rita", app.Reader))
	here.post("/settings/sign-out-elsewhere").shows(t, http.StatusOK, "You are signed in here only")
	there.get("/").shows(t, http.StatusOK, "Sign in")
	here.get("/").shows(t, http.StatusOK, "Good day, Mara Lind")
	other.get("/").shows(t, http.StatusOK, "Good day, Rita")
}

func TestAfterWrongPasswordsTheWaitIsTold(t *testing.T) {
	h := newHouse(t)
	for _, login := range []string{"mara@example.org", "nobody@example.org"} {
		for range 5 {
			h.stranger(t).post("/sign-in", "login", login, "password", "wrong").shows(t, http.StatusUnauthorized, "wrong")
		}
		refused := h.stranger(t).post("/sign-in", "login", login, "password", password)
		refused.shows(t, http.StatusTooManyRequests, "Too many wrong passwords for this login. Wait 15 seconds and try again")
		if got := refused.Header.Get("Retry-After"); got != "15" {
			t.Errorf("%s: Retry-After is %q", login, got)
		}
	}
	h.now = h.now.Add(15 * time.Second)
	h.stranger(t).post("/sign-in", "login", "mara@example.org", "password", "wrong").shows(t, http.StatusUnauthorized)
	refused := h.stranger(t).post("/sign-in", "login", "mara@example.org", "password", password)
	if got, err := strconv.Atoi(refused.Header.Get("Retry-After")); refused.Status != http.StatusTooManyRequests || err != nil || got != 30 {
		t.Errorf("the next wait: %d, %v", refused.Status, refused.Header)
	}
	h.now = h.now.Add(30 * time.Second)
	h.signedIn(t, "mara@example.org", password)
}

func TestGuessesAtTheSameTimeAreCountedOneByOne(t *testing.T) {
	h := newHouse(t)
	var wait sync.WaitGroup
	answers := make(chan int, 20)
	for range cap(answers) {
		v := h.stranger(t)
		wait.Go(func() { answers <- v.post("/sign-in", "login", "mara@example.org", "password", "wrong").Status })
	}
	wait.Wait()
	close(answers)
	tried := 0
	for status := range answers {
		if status == http.StatusUnauthorized {
			tried++
		}
	}
	if tried > 5 {
		t.Errorf("%d of 20 guesses at the same time were tried", tried)
	}
}

func TestALoginThatNobodyCanHaveIsWrongLikeAnyOther(t *testing.T) {
	h := newHouse(t)
	for _, login := range []string{"", "\x00", "\xff", "mara@example.org\x00", "a" + string(make([]byte, 300)), "😀"} {
		h.stranger(t).post("/sign-in", "login", login, "password", password).shows(t, http.StatusUnauthorized, "Login or password is wrong")
	}
}

func TestEverybodyMakesTokensOfTheirOwnAndRevokesNoOthers(t *testing.T) {
	h := newHouse(t)
	mara, rita := h.as(t, h.manager), h.as(t, h.colleague(t, "Rita", app.Contributor, app.Reader))
	mara.post("/settings/tokens", "name", "nightly", "role", "manager").shows(t, http.StatusOK, "The token is made")
	page := rita.get("/settings")
	page.shows(t, http.StatusOK, "Tokens for scripts", "Contributor: works on the registers")
	if strings.Contains(page.Body, "nightly") || strings.Contains(page.Body, "Manager: runs") {
		t.Errorf("it shows somebody else's token, or a role that Rita does not have: %s", page.main())
	}
	rita.post("/settings/tokens", "name", "mine", "role", "manager").shows(t, http.StatusUnprocessableEntity, "may do no more than Rita")
	rita.post("/settings/tokens", "name", "mine", "role", "contributor").shows(t, http.StatusOK, "The token is made", "Rita · Contributor")
	all, err := h.Tokens(t.Context(), h.manager)
	if err != nil || len(all) != 2 {
		t.Fatalf("a manager sees %v, %v", all, err)
	}
	for _, token := range all {
		if token.Name == "nightly" {
			rita.post("/settings/tokens/"+token.ID+"/revoke").shows(t, http.StatusNotFound, "no such token")
			rita.post("/tokens/"+token.ID+"/revoke").shows(t, http.StatusForbidden)
		} else {
			rita.post("/settings/tokens/"+token.ID+"/revoke").shows(t, http.StatusOK, "The token is revoked")
		}
	}
	rita.post("/settings/tokens", "name", "mine", "role", "reader").shows(t, http.StatusOK, "The token is made")
}
