package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/assess"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

func TestWhatIsMarkedReachesAReaderOnNoPage(t *testing.T) {
	h := newHouse(t)
	const canary = "Canary sale of the grid"
	secret := h.must(t, app.Create{Kind: "risk", Mark: record.MarkRestricted, Body: &risk.Risk{Title: canary, Scenario: canary, Threat: canary}})[0]
	h.must(t, app.Edit{ID: secret.ID, Base: 1, Set: map[string]string{"title": canary + " again"}})
	h.must(t,
		app.Create{Kind: "evidence", Body: &assess.Evidence{Title: "Minutes", Origin: "document", Collected: "2026-11-20", About: []record.Ref{record.Ref(secret.ID)}}},
		app.Create{Kind: "task", Body: &org.Task{Title: "Look at it", About: []record.Ref{record.Ref(secret.ID)}}},
	)
	role := h.must(t, app.Create{Kind: "role", Mark: record.MarkRestricted, Body: &org.Role{Name: canary, Duty: "other"}})[0]
	assigned := h.must(t, app.Create{Kind: "assignment", Body: &org.Assignment{Role: record.Ref(role.ID), Person: record.Ref(h.manager.Person), From: "2026-11-01"}})[0]
	rita := h.colleague(t, "Rita", app.Reader, app.Contributor, app.Auditor)
	v := h.as(t, rita)
	v.get("/"+assigned.Key).shows(t, http.StatusNotFound)
	otto := h.colleague(t, "Otto", app.Reader)
	held := h.must(t, app.Create{Kind: "assignment", Body: &org.Assignment{Role: record.Ref(role.ID), Person: record.Ref(otto.Person), From: "2026-11-01"}})[0]
	h.as(t, otto).get("/"+held.Key).shows(t, http.StatusOK, canary) // whoever holds a role may know which
	n := v.crawl(func(a answer) {
		if strings.Contains(a.Body, "Canary") || strings.Contains(a.Body, secret.Key) {
			t.Errorf("%s shows what is marked", a.Path)
		}
	})
	if n < 300 {
		t.Errorf("only %d pages were read", n)
	}
	for _, path := range []string{"/search?q=canary", "/list/assignment?q=canary", "/palette?q=canary", "/choose?kinds=assignment&field=a&a=canary", "/choose?kinds=risk&field=risk&risk=canary", "/list/risk?q=canary", "/" + secret.Key, "/" + secret.Key + "/history", "/" + secret.Key + "/edit", "/conformity/iso27001/6.1.2-6?why=" + secret.Key} {
		if got := v.get(path); strings.Contains(got.main(), "Canary") || strings.Contains(got.main(), "sale of") {
			t.Errorf("%s shows what is marked: %s", path, got.main())
		}
	}
	v.get("/EV-0001").shows(t, http.StatusOK, "a restricted risk")
	v.post("/settings", "language", "de", "zone", "Europe/Berlin", "density", "comfortable", "theme", "light")
	v.get("/EV-0001").shows(t, http.StatusOK, "Risiko mit eingeschränktem Zugang")
	v.get("/list/evidence/paper/list.md").shows(t, http.StatusOK, "# Nachweise")
	h.as(t, h.manager).get("/"+secret.Key).shows(t, http.StatusOK, canary, "restricted")
}

func TestAReaderNamedInAFormMayReadWhatIsMarkedAndNobodyElse(t *testing.T) {
	h := newHouse(t)
	rita, otto := h.as(t, h.colleague(t, "Rita", app.Reader)), h.as(t, h.colleague(t, "Otto", app.Reader))
	h.as(t, h.manager).post("/new/asset", "name", "Canary", "type", "service", "mark", "restricted", "readers", "PERSON-0002").shows(t, http.StatusOK, "ASSET-0001 is there")
	rita.get("/ASSET-0001").shows(t, http.StatusOK, "Canary", "restricted")
	otto.get("/ASSET-0001").shows(t, http.StatusNotFound)
	v := h.as(t, h.manager)
	v.post("/ASSET-0001/edit", "base", "1", "name", "Canary", "type", "service", "mark", "restricted", "readers", "PERSON-9999").shows(t, http.StatusUnprocessableEntity, "there is no person")
	v.post("/ASSET-0001/edit", "base", "1", "name", "Canary", "type", "service", "mark", "restricted", "readers", "PERSON-0003").shows(t, http.StatusOK, "is saved")
	rita.get("/ASSET-0001").shows(t, http.StatusNotFound)
	otto.get("/ASSET-0001").shows(t, http.StatusOK, "Canary")
}

// Drill is a kind that the program does not know.
type Drill struct {
	Name    string       `json:"name" label:"Drill" is:"required,title,search,list"`
	Type    string       `json:"type" label:"Kind of drill" enum:"table=At the table,live=For real" is:"required,index,list"`
	On      record.Date  `json:"on" label:"Held on" is:"index,list"`
	Leader  record.Ref   `json:"leader,omitzero" label:"Led by" to:"person" back:"drills" is:"index,list"`
	Lessons []DrillPoint `json:"lessons,omitzero" label:"Lessons"`
}

// DrillPoint is one lesson.
type DrillPoint struct {
	What string `json:"what" label:"What" is:"required"`
}

func TestANewKindHasAllItsPagesFromOneStruct(t *testing.T) {
	h := newHouse(t, record.MustDefine[Drill](record.Spec{
		Name: "drill", Prefix: "DRILL", Label: "Drill", Plural: "Drills", Place: "do", Help: "What was rehearsed, and what came of it.", Editors: []string{"contributor"},
	}))
	v := h.as(t, h.manager)
	v.get("/place/do").shows(t, http.StatusOK, "Drills")
	v.get("/list/drill").shows(t, http.StatusOK, "What was rehearsed", "Add the first")
	v.get("/new/drill").shows(t, http.StatusOK, "At the table", `type="date" id="on"`, "Add a row: Lessons")
	v.post("/new/drill", "name", "Fire", "type", "live", "on", "2026-11-20", "leader", "PERSON-0001", "count.lessons", "1", "lessons.0.what", "Keys were missing").
		shows(t, http.StatusOK, "DRILL-0001 is there", "For real", "20 Nov 2026", "Mara Lind", "Keys were missing")
	v.post("/DRILL-0001/edit", "base", "1", "name", "Fire at night", "type", "live").shows(t, http.StatusOK, "Fire at night")
	v.get("/DRILL-0001/history").shows(t, http.StatusOK, "revision 2", "Fire at night")
	v.get("/list/drill?type=live&sort=-on").shows(t, http.StatusOK, "DRILL-0001", "For real")
	v.get("/PERSON-0001").shows(t, http.StatusOK, "/new/drill?leader=PERSON-0001")
	v.get("/search?q=fire").shows(t, http.StatusOK, "DRILL-0001")
	v.get("/standards").shows(t, http.StatusOK, `href="/list/drill"`) // the menu leads to what is used
}
