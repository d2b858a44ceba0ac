package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/org"
	"surety/isms/supplier"
	"surety/record"
)

func TestTheCalendarNamesEveryDayThatMattersInTheReadersWords(t *testing.T) {
	h := newHouse(t)
	me := record.Ref(h.manager.Person)
	h.must(t,
		app.Create{Kind: "supplier", Body: &supplier.Supplier{Name: "Rheincloud", Service: "Servers", Owner: me, Until: "2026-12-31"}},
		app.Create{Kind: "task", Body: &org.Task{Title: "Ask the board", Assignee: me, Due: "2026-12-02"}})
	v := h.as(t, h.manager)
	page := v.get("/calendar?month=2026-12")
	page.shows(t, http.StatusOK, "December 2026", "Rheincloud", "Contract ends", "Ask the board", "The same as a table", "All kinds")
	if n := strings.Count(page.Body, "Rheincloud"); n != 2 {
		t.Errorf("the month and its table name it %d times", n)
	}
	if body := v.get("/calendar?month=2026-12&place=act").Body; !strings.Contains(body, "Ask the board") || strings.Contains(body, "Rheincloud") {
		t.Errorf("one place alone shows %s", body)
	}
	if body := v.get("/calendar?month=2026-12&kind=supplier").Body; strings.Contains(body, "Ask the board") || !strings.Contains(body, "Rheincloud") {
		t.Errorf("one kind alone shows %s", body)
	}
}
