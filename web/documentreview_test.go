package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/document"
)

func TestADraftIsReviewedWithCommentsBeforeItIsApproved(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "document", Body: &document.Document{Title: "Backup", Type: "topic_policy", RequiredBy: "organization", Version: "1.0", Text: "Each night, at one.\n\nKept for a year."}})
	tom := h.colleague(t, "Tom Beck", app.Reader)
	v, reader := h.as(t, h.manager), h.as(t, tom)

	v.post("/DOC-0001/review", "until", "2026-12-08", "question", "Can it be done?").shows(t, http.StatusUnprocessableEntity, "Reviewers")
	v.post("/DOC-0001/review", "reviewer", string(tom.Person), "until", "2026-12-08", "question", "Can it be done?").
		shows(t, http.StatusOK, "asked for their view", "0 of 1 have answered", "Can it be done?", "no answer yet")
	v.post("/DOC-0001/move/approve", "base", "1").shows(t, http.StatusUnprocessableEntity, "review is open until")

	reader.post("/DOC-0001/comment", "passage", "Kept for a year.", "text", "Ten years for invoices!").shows(t, http.StatusOK, "One comment is open", "Ten years for invoices!")
	reader.post("/DOC-0001/answer", "says", "changes", "note", "See there").shows(t, http.StatusOK, "1 of 1 have answered", "Wants changes", "See there")
	v.post("/DOC-0001/answer", "says", "no_objection").shows(t, http.StatusUnprocessableEntity, "not asked for an answer")
	v.post("/DOC-0001/comment", "reply_to", "DOCCOM-0001", "text", "Right.").shows(t, http.StatusOK, "Right.")

	rec, err := h.Get(t.Context(), h.manager, "DOC-0001")
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Edit{ID: rec.ID, Base: rec.Revision, Set: map[string]string{"text": "New first.\n\nEach night, at two.\n\nKept for a year, invoices for ten."}})
	got := v.get("/DOC-0001/review")
	got.shows(t, http.StatusOK, "Ten years for invoices!")
	beside := got.Body[strings.Index(got.Body, `id="p3"`):]
	if !strings.Contains(beside, "Ten years for invoices!") || strings.Contains(got.Body, "passages that are gone") {
		t.Error("the comment is not beside its passage, which others have changed")
	}
	v.post("/DOCREV-0001/move/end", "base", "1").shows(t, http.StatusOK, "is now: Ended")
	v.post("/DOC-0001/move/approve", "base", "2").shows(t, http.StatusUnprocessableEntity, "comments on it are not resolved")
	v.post("/DOC-0001/comment/DOCCOM-0001/resolve", "base", "1").shows(t, http.StatusOK, "0 comments are open", "Open again")
	v.post("/DOC-0001/move/approve", "base", "2").shows(t, http.StatusOK, "is now: Approved")
}
