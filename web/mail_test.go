package web_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/document"
	"surety/isms/org"
	"surety/record"
)

func TestACalendarIsFoundAtItsSecretAddressUntilThatIsRevoked(t *testing.T) {
	h := newHouse(t)
	me := record.Ref(h.manager.Person)
	h.must(t, app.Create{Kind: "task", Body: &org.Task{Title: "Ask the auditors", Assignee: me, Due: "2026-12-01"}},
		app.Create{Kind: "document", Mark: record.MarkRestricted, Body: &document.Document{Title: "CANARY takeover", Type: "plan", RequiredBy: "organization", Version: "1", Owner: me, NextReview: "2026-12-02"}})
	v := h.as(t, h.manager)
	v.get("/settings").shows(t, http.StatusOK, "Make an address")
	address := func() string {
		page := v.post("/settings/calendar")
		page.shows(t, http.StatusOK, "shown this once", "Make another in its place")
		return regexp.MustCompile(`http://[^<]*\.ics`).FindString(page.Body)
	}
	feed := func(address string) (int, string) {
		answer, err := http.Get(address) //nolint:noctx // as a calendar program asks: nobody is signed in
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, string(body)
	}
	first := address()
	status, text := feed(first)
	if status != http.StatusOK || !strings.Contains(text, "SUMMARY:Ask the auditors") || !strings.Contains(text, "DTSTART;VALUE=DATE:20261201") || strings.Contains(text, "CANARY") {
		t.Errorf("status %d:\n%s", status, text)
	}
	second := address()
	if status, _ := feed(first); status != http.StatusNotFound {
		t.Errorf("the address before is still good: %d", status)
	}
	if status, _ := feed(second); status != http.StatusOK {
		t.Errorf("the new address is not: %d", status)
	}
	v.post("/settings/calendar/revoke").shows(t, http.StatusOK, "good for nothing now", "Make an address")
	if status, _ := feed(second); status != http.StatusNotFound {
		t.Errorf("a revoked address is still good: %d", status)
	}
	if strings.Contains(h.logged.String(), strings.TrimSuffix(second[strings.LastIndex(second, "/")+1:], ".ics")) {
		t.Error("the secret is in the log")
	}
}

func TestWithoutAMailServerTheSettingsSayThatNothingIsSent(t *testing.T) {
	h := newHouse(t)
	tom := h.colleague(t, "Tom Okafor", app.Contributor)
	v := h.as(t, h.manager)
	v.get("/mail").shows(t, http.StatusOK, "no mail leaves the house", "surety serve --smtp", "Nothing waits.")
	v.post("/mail/test").shows(t, http.StatusNotFound)
	v.post("/mail/figures").shows(t, http.StatusOK, "Kept.")
	h.as(t, tom).get("/mail").shows(t, http.StatusForbidden)
	v.get("/settings").shows(t, http.StatusOK, "No mail is sent from here at present")
	v.post("/settings", "digest", "hourly").shows(t, http.StatusUnprocessableEntity, "is no rhythm of mails")
	v.post("/settings", "digest", "daily", "digest_hour", "25").shows(t, http.StatusUnprocessableEntity, "25 is no hour")
	v.post("/settings", "digest", "daily", "digest_hour", "9").shows(t, http.StatusOK, "Your settings are kept.", `value="9"`)
}
