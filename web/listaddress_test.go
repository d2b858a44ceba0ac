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

// collected are three pieces of evidence: by Mara Lind, by Jürgen Groß, and by
// Ida Groß.
func collected(t *testing.T) *visitor {
	t.Helper()
	h := newHouse(t)
	people := h.must(t, app.Create{Kind: "person", Body: &org.Person{Name: "Jürgen Groß"}}, app.Create{Kind: "person", Body: &org.Person{Name: "Ida Groß"}})
	for title, person := range map[string]record.ID{"Alpha": h.manager.Person, "Beta": people[0].ID, "Gamma": people[1].ID} {
		h.must(t, app.Create{Kind: "evidence", Body: &assess.Evidence{Title: title, Origin: "test", Collected: "2026-01-01", Collector: record.Ref(person)}})
	}
	return h.as(t, h.manager)
}

// rows are the titles in a list.
func rows(a answer) string {
	var found []string
	for _, title := range []string{"Alpha", "Beta", "Gamma"} {
		if strings.Contains(a.main(), title) {
			found = append(found, title)
		}
	}
	return strings.Join(found, " ")
}

func TestWordsInAReferenceFilterAreLookedUp(t *testing.T) {
	v := collected(t)
	for typed, want := range map[string]string{
		"J%C3%BCrgen+Gro%C3%9F": "Beta", "jurgen": "Beta", "gross": "Beta Gamma", "person-0003": "Gamma", "PERSON-0001": "Alpha",
		"jurgen&collector=mara": "Alpha Beta",
	} {
		page := v.get("/list/evidence?collector=" + typed)
		page.shows(t, http.StatusOK, "Show all")
		if got := rows(page); got != want {
			t.Errorf("%s lists %q, expected %q", typed, got, want)
		}
	}
	v.get("/list/evidence?collector=gross").shows(t, http.StatusOK, "Read as PERSON-000", "Ida Groß", `value="gross"`)
}

func TestWhatAFilterCantFindIsSaidBesideItAndTheListStands(t *testing.T) {
	v := collected(t)
	for _, typed := range []string{"Nobody", "PERSON-0099", "EV-0001", "%3Cb%3E"} {
		page := v.get("/list/evidence?collector=" + typed)
		page.shows(t, http.StatusOK, "This filter was left out")
		if got := rows(page); got != "Alpha Beta Gamma" {
			t.Errorf("%s lists %q", typed, got)
		}
	}
	both := v.get("/list/evidence?collector=Nobody&q=beta")
	both.shows(t, http.StatusOK, "is called “Nobody”")
	if got := rows(both); got != "Beta" {
		t.Errorf("with other filters it lists %q", got)
	}
}

func TestAPartOfAListsAddressThatCantBeReadIsNamed(t *testing.T) {
	v := collected(t)
	for address, says := range map[string]string{
		"nonsense=1":        "“nonsense=1” was left out",
		"state=asleep":      "“state=asleep” was left out",
		"origin=dream":      "“origin=dream” was left out",
		"collected.ge=soon": "“collected.ge=soon” was left out",
		"collected.le=soon&collected.ge=2025-01-01": "“collected.le=soon” was left out",
		"collected.like=2026":                       "“collected.like=2026” was left out",
		"sort=-mood":                                "“sort=-mood” was left out",
		"sort=collector":                            "“sort=collector” was left out",
		"limit=many":                                "“limit=many” was left out",
		"ended=perhaps":                             "“ended=perhaps” was left out",
		"after=elsewhere":                           "“after=elsewhere” was left out",
		"collector.lt=PERSON-0002":                  "“collector.lt=PERSON-0002” was left out",
		"key.ge=somewhat":                           "“key.ge=somewhat” was left out",
		"custom.site=north":                         "“custom.site=north” was left out",
	} {
		page := v.get("/list/evidence?" + address)
		page.shows(t, http.StatusOK, says)
		if got := rows(page); got != "Alpha Beta Gamma" || strings.Count(page.main(), "was left out") != 1 {
			t.Errorf("%s lists %q and says %d remarks", address, got, strings.Count(page.main(), "was left out"))
		}
	}
}
