package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/incident"
)

func TestWhoeverOnlyReadsReportsAnEventInTwoLinesFromEveryPage(t *testing.T) {
	h := newHouse(t)
	rita := h.as(t, h.colleague(t, "Rita", app.Reader))
	rita.get("/").shows(t, http.StatusOK, `href="/report"`)
	rita.get("/report").shows(t, http.StatusOK, "What happened", `type="datetime-local"`)
	rita.post("/report", "title", "", "noticed", "2026-11-24T08:30").shows(t, http.StatusUnprocessableEntity, "What happened is missing")
	rita.post("/report", "title", "My laptop is gone from the train", "noticed", "2026-11-24T08:30").
		shows(t, http.StatusOK, "EVENT-0001", "somebody will assess it", "My laptop is gone from the train", "Rita")
}

func TestWhoeverReportsMayNotEditTheRegister(t *testing.T) {
	h := newHouse(t)
	rita := h.as(t, h.colleague(t, "Rita", app.Reader))
	rita.post("/report", "title", "An open door", "noticed", "2026-11-24T08:30").shows(t, http.StatusOK, "EVENT-0001")
	if page := rita.get("/EVENT-0001"); strings.Contains(page.Body, "/EVENT-0001/edit") {
		t.Error("the page offers to edit it")
	}
	rita.get("/EVENT-0001/edit").shows(t, http.StatusForbidden)
	if list := rita.get("/list/security_event"); strings.Contains(list.Body, "/import") {
		t.Error("the list offers an import")
	}
}

func TestAnIncidentShowsTheClockOfEachNotificationInTheReadersZone(t *testing.T) {
	h := newHouse(t)
	rules := h.must(t, app.Create{Kind: "notice_rule", Body: &incident.Rule{Title: "Breach", Recipient: "Authority", Personal: true, Begins: incident.BeginsAware,
		Stages: []incident.Stage{{Name: "Notification", Hours: 72}}}})
	v := h.as(t, h.manager)
	if err := h.KeepPreferences(t.Context(), h.manager, app.Preferences{Zone: "Europe/Berlin"}); err != nil {
		t.Fatal(err)
	}
	v.post("/new/incident", "title", "Tablet stolen", "severity", "low", "category", "loss", "aware", "2026-11-20T08:30", "personal_data", "yes").
		shows(t, http.StatusOK, "INC-0001 is there", "Authority", "23 Nov 2026, 08:30", "Next notification")
	v.get("/INC-0001/edit").shows(t, http.StatusOK, `value="2026-11-20T08:30"`, "23 Nov 2026, 08:30")
	v.post("/INC-0001/edit", "base", "1", "title", "Tablet stolen", "severity", "low", "category", "loss", "aware", "2026-11-20T08:30", "personal_data", "yes",
		"count.notices", "1", "notices.0.rule", rules[0].Key, "notices.0.stage", "Notification", "notices.0.recipient", "Authority", "notices.0.sent", "2026-11-22T10:00").
		shows(t, http.StatusOK, "INC-0001 is saved", "22 Nov 2026, 10:00")
	kept, err := h.Get(t.Context(), h.manager, "INC-0001")
	if err != nil {
		t.Fatal(err)
	}
	if i := kept.Body.(*incident.Incident); i.Next != "" || len(i.Notices) != 1 {
		t.Errorf("a clock runs although the notification is sent, or it has two lines: next %s, %+v", i.Next, i.Notices)
	}
}
