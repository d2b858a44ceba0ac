package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/document"
	"surety/isms/org"
	"surety/record"
)

func TestMyWorkShowsByDayAndWeekWhatIsDueWithTheActBesideIt(t *testing.T) {
	h := newHouse(t) // it is Tuesday, 24 November 2026
	me := record.Ref(h.manager.Person)
	task := func(title string, day record.Date) app.Command {
		return app.Create{Kind: "task", Body: &org.Task{Title: title, Assignee: me, Due: day}}
	}
	h.must(t, task("Late task", "2026-11-01"), task("Task of the day", "2026-11-24"), task("Sunday's task", "2026-11-29"), task("Next task", "2026-11-30"), task("Far task", "2027-06-01"),
		app.Create{Kind: "document", Body: &document.Document{Title: "Backup policy", Type: "topic_policy", Version: "1", RequiredBy: "organization", Owner: me, NextReview: "2026-12-20"}})
	v := h.as(t, h.manager)
	page := v.get("/work")
	page.shows(t, http.StatusOK, "5 things are due from you, 1 of them is overdue.", "DOC-0001 ·", "Document · Next review", "/DOC-0001/edit#next_review")
	inOrder(t, page.main(), "Overdue", "Late task", ">Today<", "Task of the day", "This week", "Sunday’s task", "Next week", "Next task", "Later", "Backup policy")
	if strings.Contains(page.main(), "Far task") {
		t.Error("what is due in half a year is shown among the next two months")
	}
	v.get("/work?ahead=year").shows(t, http.StatusOK, "Far task")
	v.post("/work/done/TASK-0001", "base", "1", "act", "finish").shows(t, http.StatusOK, "Done: TASK-0001", "4 things are due from you.")
	v.post("/work/done/TASK-0002", "base", "7", "act", "finish").shows(t, http.StatusConflict, "Somebody else was faster")
}

// inOrder tells that texts stand in a page one after the other.
func inOrder(t *testing.T, page string, texts ...string) {
	t.Helper()
	page = strings.ReplaceAll(page, "&#39;", "’")
	for _, text := range texts {
		i := strings.Index(page, text)
		if i < 0 {
			t.Errorf("%q does not follow", text)
			continue
		}
		page = page[i+len(text):]
	}
}

func TestWhoIsAwaySaysWhoStandsInAndTheirWorkIsShownThere(t *testing.T) {
	h := newHouse(t)
	tom := h.colleague(t, "Tom Okafor", app.Contributor)
	h.must(t, app.Create{Kind: "task", Body: &org.Task{Title: "Meanwhile", Assignee: record.Ref(h.manager.Person), Due: "2026-12-01"}},
		app.Create{Kind: "task", Body: &org.Task{Title: "Read the draft", Assignee: record.Ref(tom.Person), Due: "2026-12-02"}})
	mara, other := h.as(t, h.manager), h.as(t, tom)
	mara.post("/work/hand-on", "deputy", "Zoe", "from", "2026-11-24", "until", "2026-12-04").shows(t, http.StatusUnprocessableEntity, "is no person here", "Zoe")
	mara.post("/work/hand-on", "deputy", "Tom Okafor", "from", "2026-11-24", "until", "2026-11-20").shows(t, http.StatusUnprocessableEntity, "the last day is over")
	mara.post("/work/hand-on", "deputy", "Tom Okafor", "from", "2026-11-24", "until", "2026-12-04").shows(t, http.StatusOK, "Arranged", "You are away", "Tom Okafor stands in", "You wait for", "Read the draft", "asked of Tom Okafor")
	other.get("/work").shows(t, http.StatusOK, "Meanwhile", "for Mara Lind", "You stand in for Mara Lind")
	other.get("/").shows(t, http.StatusOK, "Meanwhile", "for Mara Lind", "2 things are due from you")
	mara.get("/work/hand-on?record=TASK-0001").shows(t, http.StatusOK, "Hand on TASK-0001", "Meanwhile")
	mara.get("/work/hand-on?record=TASK-0099").shows(t, http.StatusNotFound)
}

func TestAPageOfWorkTakesFewStatements(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "task", Body: &org.Task{Title: "Late task", Assignee: record.Ref(h.manager.Person), Due: "2026-11-01"}})
	v := h.as(t, h.manager)
	v.get("/work")
	if ran := h.ran.of(func() { v.get("/work") }); len(ran) > aroundAPage+17 {
		t.Errorf("the page of a person's work takes %d statements: %q", len(ran), ran)
	}
}
