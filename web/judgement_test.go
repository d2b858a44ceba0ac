package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/assess"
	"surety/isms/org"
	"surety/record"
)

func TestAManagerEntersWhatABoardDecidedWithTheMinutesThatShowIt(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	board := h.must(t, app.Create{Kind: "person", Body: &org.Person{Name: "Berta Board"}})[0]
	role := h.must(t, app.Create{Kind: "role", Body: &org.Role{Name: "Board", Duty: "top_management"}})[0]
	h.must(t, app.Create{Kind: "assignment", Body: &org.Assignment{Role: record.Ref(role.ID), Person: record.Ref(board.ID), From: "2020-01-01"}})
	file, err := h.KeepAttachment(t.Context(), h.manager, h.Catalogue().Kind("evidence"), "minutes.txt", "text/plain", strings.NewReader("Decided."))
	if err != nil {
		t.Fatal(err)
	}
	evidence := h.must(t,
		app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Hearsay", Origin: "assertion", Collected: "2026-11-20"}},
		app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Minutes", Origin: "document", Collected: "2026-11-20", File: file}})
	url := "/conformity/iso27001/5.1-3"
	decided := []string{"outcome", "holds", "reason", "The board has decided it.", "until", "2027-11-01", "judge", board.Key, "judged", "2026-11-19"}
	v.get(url).shows(t, http.StatusOK, "Judged by, if not by you")
	v.post(url, decided...).shows(t, http.StatusUnprocessableEntity, "rests on evidence that shows it", "The board has decided it.", board.Key)
	v.post(url, append(decided, "evidence", evidence[0].Key)...).shows(t, http.StatusUnprocessableEntity, "no file is attached")
	auditor := h.as(t, h.colleague(t, "Anna", app.Auditor))
	if page := auditor.get(url); strings.Contains(page.Body, "Judged by, if not by you") {
		t.Error("an auditor is offered to judge for others")
	}
	auditor.post(url, append(decided, "evidence", evidence[1].Key)...).shows(t, http.StatusForbidden, "in one's own name only")
	v.post(url, append(decided, "evidence", evidence[1].Key)...).
		shows(t, http.StatusOK, "The judgement is recorded", "Berta Board, 19 Nov 2026", "entered by somebody else for whoever judged; its evidence shows it")
	v.get("/JUDGE-0001").shows(t, http.StatusOK, "Entered for the judge", "Mara Lind")

	v.post("/"+evidence[1].Key+"/edit", "base", "1", "title", "Minutes", "origin", "document", "collected", "2026-11-20", "file", "").
		shows(t, http.StatusUnprocessableEntity, "JUDGE-0001 rests on it")
	v.post("/"+evidence[1].Key+"/move/retire", "base", "1").shows(t, http.StatusUnprocessableEntity, "JUDGE-0001 rests on it")
	v.post("/JUDGE-0001/move/withdraw", "base", "1").shows(t, http.StatusOK, "Withdrawn")
	v.post("/"+evidence[1].Key+"/move/retire", "base", "1").shows(t, http.StatusOK, "Retired")
}
