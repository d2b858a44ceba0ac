package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/document"
)

func TestADocumentBeginsFromATemplateWithOwnFactsAndIsApprovedOnceNothingIsOpen(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/list/document").shows(t, http.StatusOK, "Begin from templates")
	v.get("/documents/begin").shows(t, http.StatusOK, "The standard wants these in writing", "Information security policy", "To fill in")
	v.get("/documents/begin?language=de").shows(t, http.StatusOK, "Informationssicherheitspolitik")
	v.post("/documents/begin", "language", "en").shows(t, http.StatusUnprocessableEntity, "No template was chosen")

	begun := v.post("/documents/begin", "language", "en", "template", "backup")
	begun.shows(t, http.StatusOK, "DOC-0001 is there", "Backup policy", "places of the text are still open", "Fill them in", "<mark>")
	v.get("/documents/begin").shows(t, http.StatusOK, `href="/DOC-0001"`)
	v.post("/DOC-0001/move/approve", "base", "1").shows(t, http.StatusUnprocessableEntity, "still open")

	rec, err := h.Get(t.Context(), h.manager, "DOC-0001")
	if err != nil {
		t.Fatal(err)
	}
	text := string(rec.Body.(*document.Document).Text)
	for _, place := range document.OpenPlaces(rec.Body.(*document.Document).Text) {
		text = strings.Replace(text, "[["+place+"]]", "said", 1)
	}
	if _, err := h.Do(t.Context(), h.manager, app.Request{}, app.Edit{ID: rec.ID, Base: 1, Set: map[string]string{"text": text, "authors": ""}}); err != nil {
		t.Fatal(err)
	}
	v.get("/DOC-0001").shows(t, http.StatusOK, "nearly that of its template: 0 % are words of your own")
	v.post("/DOC-0001/move/approve", "base", "2").shows(t, http.StatusOK, "is now: Approved")
}
