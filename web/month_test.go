package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/assess"
	"surety/isms/org"
	"surety/isms/supplier"
	"surety/pack"
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

func TestTheCalendarSaysWhatAJudgementIsOn(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "judgement", Body: &assess.Judgement{
		Standard: "iso27001", Edition: "2022", Requirement: "4.1-1", Outcome: "holds", Reason: "We looked.", Judge: record.Ref(h.manager.Person), Judged: "2026-11-24", Expires: "2026-12-24",
	}})
	entry := h.Packs().Entry(pack.Ref{Pack: "iso27001", Edition: "2022", ID: "4.1-1"})
	h.as(t, h.manager).get("/calendar?month=2026-12").shows(t, http.StatusOK, "Judgement of 4.1-1: "+entry.Title.In("en"))
}
