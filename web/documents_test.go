package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/document"
)

func TestReadersSeeTheVersionInForceWhileTheNextIsWritten(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "document", Body: &document.Document{Title: "Backup", Type: "topic_policy", RequiredBy: "organization", Version: "3.0", Text: "Each **night**, at one.\n\nKept for a year.", Classification: "internal"}})
	v, reader := h.as(t, h.manager), h.as(t, h.colleague(t, "Tom Beck", app.Reader))
	reader.get("/DOC-0001/read").shows(t, http.StatusNotFound, "No version of DOC-0001 is in force")
	v.post("/DOC-0001/move/approve", "base", "1").shows(t, http.StatusOK, "is now: Approved", `href="/DOC-0001/read"`)
	v.get("/DOC-0001/differences").shows(t, http.StatusOK, "nothing to compare yet")
	rec, err := h.Get(t.Context(), h.manager, "DOC-0001")
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"text": "Each **hour**, at one.\n\nKept for a year."}})

	v.get("/DOC-0001").shows(t, http.StatusOK, "Version 3.0 is in force, and is what readers see, until this draft of 3.1 is approved")
	got := v.get("/DOC-0001/differences")
	got.shows(t, http.StatusOK, "One passage differs", "<del>night</del>", "<ins>hour</ins>", "3.1, draft", "3.0, from")
	if !strings.Contains(got.Body, "Each **<del>night</del>**, at one.") {
		t.Error("a space came between words that differ and those that do not")
	}
	v.get("/DOC-0001/differences?from=draft&to=draft").shows(t, http.StatusOK, "word for word")

	page := reader.get("/DOC-0001")
	page.shows(t, http.StatusOK, "<strong>night</strong>", "in force from", "I have read this")
	if strings.Contains(page.main(), "hour") {
		t.Error("a reader is shown the draft")
	}
	reader.post("/DOC-0001/acknowledge", "version", "2.0").shows(t, http.StatusUnprocessableEntity, "no longer in force")
	done := reader.post("/DOC-0001/acknowledge", "version", "3.0")
	done.shows(t, http.StatusOK, "you have read version 3.0", "You have said on")
	if strings.Contains(done.main(), "I have read this") {
		t.Error("what was read is asked for again")
	}
	if got := reader.get("/DOCREL-0001/paper/document.pdf"); got.Status != http.StatusOK || !strings.HasPrefix(got.Body, "%PDF-") {
		t.Errorf("the release as PDF: %d", got.Status)
	}
}
