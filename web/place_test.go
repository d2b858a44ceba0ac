package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/org"
	"surety/record"
)

// menuOf is the part of a page that holds its places.
func menuOf(a answer) string {
	_, menu, _ := strings.Cut(a.Body, "<nav")
	menu, _, _ = strings.Cut(menu, "</nav>")
	return menu
}

func TestTheMenuShowsWhatIsUsedAndWhatEverybodyBeginsWith(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	menu := menuOf(v.get("/"))
	for _, shown := range []string{"/list/risk", "/list/management_system", "/list/organization", "/place/plan", "All of Act…"} {
		if !strings.Contains(menu, shown+`"`) && !strings.Contains(menu, shown+"<") {
			t.Errorf("%s is not in the menu", shown)
		}
	}
	if strings.Contains(menu, "/list/issue") {
		t.Error("the menu shows issues, of which there are none")
	}
	if !strings.Contains(menuOf(v.get("/list/issue")), "/list/issue") {
		t.Error("the list that one looks at is not in the menu")
	}
	system, err := h.Get(t.Context(), h.manager, "ISMS-0001")
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Create{Kind: "issue", Mark: record.MarkRestricted, Body: &org.Issue{System: record.Ref(system.ID), Title: "A buyer looks at us", Origin: "external", Topic: "market", Determination: "open"}})
	if !strings.Contains(menuOf(v.get("/")), "/list/issue") {
		t.Error("issues are not in the menu although there is one")
	}
	if strings.Contains(menuOf(h.as(t, h.colleague(t, "Tom Okafor", "contributor")).get("/")), "/list/issue") {
		t.Error("the menu tells of issues to one who may see none")
	}
}

func TestAPlaceListsAllItsKindsWithTheFirstStep(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/place/plan").shows(t, http.StatusOK, "Issues", `href="/list/issue"`, "27001 4.1", `href="/new/issue"`, `href="/begin-soa"`)
	v.get("/place/elsewhere").shows(t, http.StatusNotFound, "expected plan, do, check or act")
	reader := h.as(t, h.colleague(t, "Ann Berg", "reader")).get("/place/plan")
	if strings.Contains(reader.main(), "/new/") {
		t.Error("a reader is offered to make something new")
	}
}
