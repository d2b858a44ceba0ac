package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"surety/app"
	"surety/isms/document"
	"surety/isms/org"
	"surety/record"
)

func TestHomeShowsWhatIsDueFromThePersonOfEveryKind(t *testing.T) {
	h := newHouse(t)
	me := record.Ref(h.manager.Person)
	for i := range 12 {
		h.must(t, app.Create{Kind: "task", Body: &org.Task{Title: fmt.Sprintf("Without a day %d", i), Assignee: me}})
	}
	tom := h.colleague(t, "Tom Okafor", "contributor")
	h.must(t, app.Create{Kind: "task", Body: &org.Task{Title: "Late task", Assignee: me, Due: "2026-11-01"}},
		app.Create{Kind: "task", Body: &org.Task{Title: "Far task", Assignee: me, Due: "2028-01-01"}},
		app.Create{Kind: "task", Body: &org.Task{Title: "Another's task", Assignee: record.Ref(tom.Person), Due: "2026-11-30"}},
		app.Create{Kind: "document", Body: &document.Document{Title: "Backup policy", Type: "topic_policy", Version: "1", RequiredBy: "organization", Owner: me, NextReview: "2026-12-01"}})
	page := h.as(t, h.manager).get("/")
	page.shows(t, http.StatusOK, "2 things are due from you", "Late task", "23 days ago", "Backup policy", "Document · Next review", "in 7 days", "Open what is due first")
	due := page.main()[strings.Index(page.main(), `id="due"`):strings.Index(page.main(), `id="lately"`)]
	for _, other := range []string{"Far task", "Another's", "Without a day"} {
		if strings.Contains(due, other) {
			t.Errorf("%s is shown as due", other)
		}
	}
	if strings.Index(due, "Late task") > strings.Index(due, "Backup policy") {
		t.Error("what is late does not come first")
	}
}

func TestHomeTellsWhatChangedSinceThePersonHasSeenIt(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	if page := v.get("/"); strings.Contains(page.Body, "I have seen") { // what was there before them
		t.Error("on a first visit something is new")
	}
	h.now = h.now.Add(time.Hour)
	h.must(t, app.Create{Kind: "task", Body: &org.Task{Title: "First"}})
	v.get("/").shows(t, http.StatusOK, "I have seen")
	h.now = h.now.Add(time.Hour)
	if page := v.post("/seen"); strings.Contains(page.Body, "I have seen") {
		t.Error("what was seen is still new")
	}
	h.now = h.now.Add(time.Hour)
	h.must(t, app.Create{Kind: "task", Body: &org.Task{Title: "Second"}})
	v.get("/").shows(t, http.StatusOK, "I have seen this")
}
