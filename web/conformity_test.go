package web_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"surety/app"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/record"
)

func TestAnEmptyOrganizationSeesThatNothingHolds(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/").shows(t, http.StatusOK, "Good day, Mara Lind", "4 Context of the organization", "not a statement of conformity", "Fails now", "Changed lately", "PERSON-0001")
	page := v.get("/conformity")
	page.shows(t, http.StatusOK, "ISO/IEC 27001:2022", "0 hold", "needs a person")
	if strings.Contains(page.main(), `class="verdict holds"`) {
		t.Error("something holds on an empty organization")
	}
	v.get("/conformity/iso27001?only=fails").shows(t, http.StatusOK, "What fails")
}

func TestAFailingRequirementLeadsToTheFieldThatMendsIt(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Fire in the server room"}})
	page := v.get("/conformity/iso27001/6.1.2-6")
	page.shows(t, http.StatusOK, "Risk owners", "fails", "RISK-0001", "Fire in the server room", `href="/RISK-0001/edit#owner"`, "What it wants", "Not confirmed yet: check in your licensed copy", "How this was computed", "live(risk.owner)", `/terms#iso27000-`)
	v.get("/RISK-0001").shows(t, http.StatusOK, "Stands in the way", `/RISK-0001/edit#owner`, "6.1.2-6")
	v.get("/conformity/iso27001/6.1.2-6?why=RISK-0001&check=").shows(t, http.StatusOK, "Whether it holds", "live(risk.owner)")
	v.get("/RISK-0001/edit").shows(t, http.StatusOK, `id="owner"`)

	v.post("/RISK-0001/edit", "base", "1", "title", "Fire in the server room", "owner", "PERSON-0001").shows(t, http.StatusOK, "is saved")
	if after := v.get("/conformity/iso27001/6.1.2-6"); strings.Contains(after.main(), "RISK-0001/edit#owner") && strings.Contains(after.main(), "nobody who still works here") {
		t.Error("the mended record is still named for the same reason")
	}
}

func TestAJudgementIsGivenInPersonAndBoundToWhatWasSeen(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Fire"}})
	url := "/conformity/iso27001/5.1-3"
	v.get(url).shows(t, http.StatusOK, "Judge it yourself", "To be judged by")
	v.post(url, "outcome", "holds", "until", "2027-11-01").shows(t, http.StatusUnprocessableEntity, "Reason")
	v.post(url, "outcome", "holds", "reason", "kept", "until", "2027-11-01", "saw", "RISK-9999").shows(t, http.StatusUnprocessableEntity, "RISK-9999", "kept")
	v.post(url, "outcome", "fails", "reason", "Nobody has the time.", "until", "2027-11-01", "saw", "RISK-0001").
		shows(t, http.StatusOK, "The judgement is recorded", "Nobody has the time.", "JUDGE-0001", "1 Nov 2027")
	v.get("/JUDGE-0001").shows(t, http.StatusOK, "Fire", "Revision", "24 Nov 2026")

	reader := h.as(t, h.colleague(t, "Rita", app.Reader))
	page := reader.get(url)
	page.shows(t, http.StatusOK, "Nobody has the time.")
	if strings.Contains(page.Body, "Judge it yourself") {
		t.Error("a reader is offered to judge")
	}
	reader.post(url, "outcome", "holds", "reason", "x", "until", "2027-11-01").shows(t, http.StatusForbidden, "You may not do this")
}

func TestTheRecordsOfAnotherDayCanBeSeen(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Fire"}})
	h.now = h.now.AddDate(0, 0, 3)
	v := h.as(t, h.manager)
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood"}})
	v.get("/conformity/iso27001/6.1.2-6").shows(t, http.StatusOK, "Fire", "Flood")
	then := v.get("/conformity/iso27001/6.1.2-6?as_of=2026-11-24")
	then.shows(t, http.StatusOK, "Fire", "As it was at the end of 24 Nov 2026", "as_of=2026-11-24")
	if strings.Contains(then.main(), "Flood") || strings.Contains(then.main(), "Judge it yourself") {
		t.Error("the day before shows what came later, or can be judged")
	}
	v.get("/conformity?as_of=2026-11-24").shows(t, http.StatusOK, "as it was at the end of 24 Nov 2026")
	v.get("/conformity?as_of=yesterday").shows(t, http.StatusUnprocessableEntity, "is no date")
	v.get("/conformity?as_of=2026-11-27").shows(t, http.StatusOK, "as of 27 Nov 2026")
	v.get("/conformity?as_of=2030-01-01").shows(t, http.StatusUnprocessableEntity, "2030-01-01 is still to come")
}

func TestADayEndsWhereTheOrganizationIs(t *testing.T) {
	h := newHouse(t) // at 09:00 UTC, which is 22:00 in Auckland
	organization, err := h.Get(t.Context(), h.manager, "ORG-0001")
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Edit{ID: organization.ID, Base: organization.Revision, Set: map[string]string{"time_zone": "Pacific/Auckland"}})
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Fire"}})
	h.now = h.now.Add(3 * time.Hour) // one in the morning there
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood"}})
	page := h.as(t, h.manager).get("/conformity/iso27001/6.1.2-6?as_of=2026-11-24")
	page.shows(t, http.StatusOK, "Fire", "As it was at the end of 24 Nov 2026")
	if strings.Contains(page.main(), "Flood") {
		t.Error("the day shows what was recorded after its end")
	}
}

func TestATimeZoneThatThereIsNotIsRefused(t *testing.T) {
	v := newHouse(t)
	browser := v.as(t, v.manager)
	for _, name := range []string{"Berlin", "Local", "../../etc/passwd"} {
		browser.post("/ORG-0001/edit", "name", "Nordwerk Netz", "time_zone", name, "base", "1").shows(t, http.StatusUnprocessableEntity, "there is no time zone", "Europe/Berlin")
	}
	browser.get("/").shows(t, http.StatusOK, "Good day")
}

func TestOneOfSeveralManagementSystemsIsChosen(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "management_system", Body: &org.ManagementSystem{Name: "Second system", Standard: "iso27001", Edition: "2022", Review: "P12M", Assessment: "P12M"}})
	v := h.as(t, h.manager)
	v.get("/").shows(t, http.StatusOK, "There are several management systems")
	v.get("/conformity").shows(t, http.StatusOK, "Second system", "/conformity?system=ISMS-0002")
	v.get("/conformity?system=ISMS-0002").shows(t, http.StatusOK, "Second system · ")
	v.get("/conformity/iso27001/4.1-1?system=ISMS-0002").shows(t, http.StatusOK, "system=ISMS-0002")
}

func TestStandardsAndTermsAreRead(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/standards").shows(t, http.StatusOK, "ISO/IEC 27001:2022", "ISO/IEC 27002:2022")
	v.get("/standards/iso27002@2022").shows(t, http.StatusOK, "Threat intelligence", "Control type")
	v.get("/standards/iso27002@2022/5.7").shows(t, http.StatusOK, "Threat intelligence", "What it advises", "In other editions and standards", "Control type")
	v.get("/standards/iso27001@2022/6.1.2-6").shows(t, http.StatusOK, "How we stand")
	v.get("/standards/iso9001").shows(t, http.StatusNotFound, "iso9001")
	v.get("/terms").shows(t, http.StatusOK, "residual risk", `id="iso27000-`)
}

func TestWhyCanBeAskedOfARecordThatPassesToo(t *testing.T) {
	h := newHouse(t)
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood", Owner: record.Ref(h.manager.Person)}})
	v := h.as(t, h.manager)
	page := v.get("/conformity/iso27001/6.1.2-6")
	page.shows(t, http.StatusOK, "These pass", "RISK-0001")
	link := regexp.MustCompile(`href="(/conformity/iso27001/6\.1\.2-6\?[^"]*why=RISK-0001[^"#]*)`).FindStringSubmatch(page.Body)
	if link == nil {
		t.Fatal("no link leads to why it passes")
	}
	v.get(html.UnescapeString(link[1])).shows(t, http.StatusOK, "Whether it holds", "yes", "RISK-0001: Risk owner", "PERSON-0001")
}

func TestAJudgementWithoutAnythingSeenAndForEverSaysWhatItFallsShortOf(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	role := h.must(t, app.Create{Kind: "role", Body: &org.Role{Name: "Board", Duty: "top_management"}})[0]
	h.must(t, app.Create{Kind: "assignment", Body: &org.Assignment{Role: record.Ref(role.ID), Person: record.Ref(h.manager.Person), From: "2020-01-01"}})
	v.post("/conformity/iso27001/5.1-3", "outcome", "holds", "reason", "It is so.", "until", "2099-01-01").
		shows(t, http.StatusOK, "The judgement is recorded", "It stands until 24 Nov 2027 and not until 1 Jan 2099", "names nothing that was seen")
}

func TestTheTreeIsNarrowedToWhatACertificationAuditorWouldRaise(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	all, raised := v.get("/conformity/iso27001"), v.get("/conformity/iso27001?only=audit")
	raised.shows(t, http.StatusOK, "What a certification auditor would raise", "6.1.3")
	if count := strings.Count(raised.main(), `class="leaf"`); count == 0 || count >= strings.Count(all.main(), `class="leaf"`) {
		t.Errorf("%d requirements are raised of an empty organization", count)
	}
	for i, leaf := range strings.Split(raised.main(), `class="leaf"`) {
		leaf, _, _ = strings.Cut(leaf, "</div>")
		if i > 0 && !strings.Contains(leaf, ">fails<") && !strings.Contains(leaf, ">needs a person<") {
			t.Errorf("this is raised: %s", leaf)
		}
	}
	for _, kind := range []string{"guidance", "information", "house"} {
		if strings.Contains(raised.main(), ">"+kind+"<") {
			t.Errorf("%s is raised", kind)
		}
	}
	if strings.Contains(v.get("/conformity/iso27002").Body, "only=audit") {
		t.Error("of guidance alone, it is said that an auditor would raise it")
	}
}

func TestTheTreeLeadsToTheVeryFieldThatMends(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/conformity/iso27001?only=fails").shows(t, http.StatusOK, `href="/new/issue"`) // nothing is recorded yet
	h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood"}})
	v.get("/conformity/iso27001?only=fails").shows(t, http.StatusOK, `href="/RISK-0001/edit#owner"`)
	v.get("/conformity/iso27001?only=open").shows(t, http.StatusOK, `/conformity/iso27001/5.1-6#judge"`)
	v.get("/conformity/iso27001/5.1-6").shows(t, http.StatusOK, `id="judge"`)
	if strings.Contains(v.get("/conformity/iso27001?as_of=2026-01-01").main(), `class="mend"`) {
		t.Error("the past is offered to be mended")
	}
}
