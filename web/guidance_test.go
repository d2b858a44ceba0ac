package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/org"
	"surety/record"
)

var markup = regexp.MustCompile(`<[^>]*>`)

func TestGuidanceIsAdviceAndNeverFails(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/conformity/iso27002").shows(t, http.StatusOK, "93 open", "What is not followed")
	page := v.get("/conformity/iso27002/5.7")
	page.shows(t, http.StatusOK, "open", "What it advises", "is not followed</option>")
	role := h.must(t, app.Create{Kind: "role", Body: &org.Role{Name: "Security manager", Duty: "conformity"}})[0]
	h.must(t, app.Create{Kind: "assignment", Body: &org.Assignment{Role: record.Ref(role.ID), Person: record.Ref(h.manager.Person), From: "2020-01-01"}})
	v.post("/conformity/iso27002/5.7", "outcome", "fails", "reason", "Nobody reads it here.", "until", "2027-11-01").shows(t, http.StatusOK, "The judgement is recorded")
	v.post("/conformity/iso27002/5.5", "outcome", "holds", "reason", "We do so.", "until", "2027-11-01").shows(t, http.StatusOK, "The judgement is recorded")
	page = v.get("/conformity/iso27002/5.7")
	page.shows(t, http.StatusOK, "not followed", "is not followed", "Nobody reads it here.")
	tree := v.get("/conformity/iso27002?only=fails")
	tree.shows(t, http.StatusOK, "1 not followed", "Threat intelligence")
	for _, page := range []answer{page, tree} {
		for _, word := range []string{"fail", "needs a person"} {
			if read := markup.ReplaceAllString(page.main(), " "); strings.Contains(read, word) {
				t.Errorf("%s speaks of guidance with the word %q:\n%s", page.Path, word, read)
			}
		}
	}
}

func TestTheGuidanceOfAControlIsHowToDecideOnIt(t *testing.T) {
	v := newHouse(t)
	v.as(t, v.manager).get("/standards/iso27001@2022/A.5.7").shows(t, http.StatusOK, "Deciding it")
}
