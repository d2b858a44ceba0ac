package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"surety/app"
)

func TestAManagerAddsChangesAndDisablesAccounts(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.post("/accounts", "name", "Rita", "login", "rita").shows(t, http.StatusUnprocessableEntity, "at least one role", `value="Rita"`)
	v.post("/accounts", "name", "Rita", "login", "rita", "role", "reader", "password", password).shows(t, http.StatusOK, "Rita has an account")
	accounts, err := h.Accounts(t.Context(), h.manager)
	if err != nil {
		t.Fatal(err)
	}
	id := ""
	for _, a := range accounts {
		if a.Login == "rita" {
			id = a.ID
		}
	}
	once := v.post("/accounts/" + id + "/once")
	once.shows(t, http.StatusOK, "shown this once")
	address := regexp.MustCompile(`http://[^/<]+/enter#([\w-]+)`).FindStringSubmatch(once.Body)
	if address == nil {
		t.Fatalf("no address is shown: %s", once.main())
	}
	h.stranger(t).post("/enter", "code", address[1]).shows(t, http.StatusOK, "Good day, Rita")
	v.post("/accounts/"+id, "role", "reader", "role", "auditor", "disabled", "yes").shows(t, http.StatusOK, "auditor", "disabled")
	h.stranger(t).post("/sign-in", "login", "rita", "password", password).shows(t, http.StatusUnauthorized, "wrong")
}

func TestATokenIsShownOnceAndCanBeRevoked(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.post("/settings/tokens", "name", "", "role", "reader").shows(t, http.StatusUnprocessableEntity, "a token needs a name")
	made := v.post("/settings/tokens", "name", "nightly", "role", "reader")
	made.shows(t, http.StatusOK, "The token is made", "shown this once", "nightly", "Mara Lind · Reader")
	secret := regexp.MustCompile(`<code>([^<]+)</code>`).FindStringSubmatch(made.Body)
	if secret == nil {
		t.Fatal("no token is shown")
	}
	if _, err := h.ActorOfToken(t.Context(), secret[1]); err != nil {
		t.Errorf("the token does not work: %v", err)
	}
	for _, path := range []string{"/accounts", "/settings"} {
		page := v.get(path)
		page.shows(t, http.StatusOK, "nightly", "Mara Lind · Reader")
		if strings.Contains(page.Body, secret[1]) {
			t.Errorf("%s shows the token a second time", path)
		}
	}
	tokens, err := h.Tokens(t.Context(), h.manager)
	if err != nil || len(tokens) != 1 {
		t.Fatalf("the tokens are %v, %v", tokens, err)
	}
	v.post("/tokens/"+tokens[0].ID+"/revoke").shows(t, http.StatusOK, "The token is revoked")
	if _, err := h.ActorOfToken(t.Context(), secret[1]); err == nil {
		t.Error("a revoked token works")
	}
}

func TestACheckpointIsTakenAlongAndHeldAgainstTheLog(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	note := v.get("/log/checkpoint")
	if note.Status != http.StatusOK || !strings.Contains(note.Header.Get("Content-Disposition"), "checkpoint-2026-11-24.txt") {
		t.Errorf("%d %v", note.Status, note.Header)
	}
	v.get("/log").shows(t, http.StatusOK, "Where it stands", strings.Split(note.Body, "\n")[1])
	v.post("/log").shows(t, http.StatusOK, "entries fit together", "can’t exclude")
	v.post("/log", "checkpoint", strings.ReplaceAll(note.Body, "\n", "\r\n")).shows(t, http.StatusOK, "entries fit together")
	v.post("/log", "checkpoint", "nonsense").shows(t, http.StatusBadRequest, "checkpoint")
	rita := h.as(t, h.colleague(t, "Rita", app.Reader))
	rita.get("/log").shows(t, http.StatusOK, "Verify it")
}
