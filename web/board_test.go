package web_test

import (
	"net/http"
	"testing"

	"surety/app"
	"surety/isms/audit"
	"surety/record"
)

func TestABoardTellsAtTheCardWhatStandsInTheWayAndLeadsToTheField(t *testing.T) {
	h := newHouse(t)
	systems, err := h.List(t.Context(), h.manager, app.Query{Kind: "management_system"})
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Create{Kind: "improvement", Body: &audit.Improvement{System: record.Ref(systems.Records[0].ID), Title: "Renew the key", Source: "colleagues", Owner: record.Ref(h.manager.Person), Due: "2026-12-01"}})
	v := h.as(t, h.manager)
	v.get("/board/improvement").shows(t, http.StatusOK, "Renew the key", "Why (kept in history)")
	v.post("/IMP-0001/move/finish", "base", "1", "from", "board").shows(t, http.StatusUnprocessableEntity,
		"Board: Improvements", "IMP-0001 stays where it is", "Say first when it was done, and what got better.", `href="/IMP-0001/edit#result"`, "autofocus")
	v.post("/IMP-0001/move/decline", "base", "1", "from", "board").shows(t, http.StatusUnprocessableEntity, "Say first why not: whoever had the idea will ask.", `href="/IMP-0001/edit#reason"`)
}

func TestWhatStandsInTheWayOfAnActIsNamedOnItsOwnPageTooWithTheFieldsThatMendIt(t *testing.T) {
	h := newHouse(t)
	systems, err := h.List(t.Context(), h.manager, app.Query{Kind: "management_system"})
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Create{Kind: "improvement", Body: &audit.Improvement{System: record.Ref(systems.Records[0].ID), Title: "Renew the key", Source: "colleagues", Owner: record.Ref(h.manager.Person), Due: "2026-12-01"}})
	h.as(t, h.manager).post("/IMP-0001/move/finish", "base", "1").shows(t, http.StatusUnprocessableEntity,
		"IMP-0001 stays where it is", "Say first when it was done, and what got better.", `href="/IMP-0001/edit#result"`, "Back to IMP-0001", `href="/IMP-0001"`)
}
