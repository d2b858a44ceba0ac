package web_test

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"surety/isms"
	"surety/isms/risk"
)

var (
	inputTag    = regexp.MustCompile(`<input [^>]*>`)
	textareaTag = regexp.MustCompile(`(?s)<textarea [^>]*?name="([^"]*)"[^>]*>(.*?)</textarea>`)
	inputName   = regexp.MustCompile(`\bname="([^"]*)"`)
	inputValue  = regexp.MustCompile(`\bvalue="([^"]*)"`)
)

// filledIn are the names and values of a form's inputs, as a browser sends them.
func filledIn(page string) []string {
	var pairs []string
	for _, tag := range inputTag.FindAllString(page, -1) {
		name, value := inputName.FindStringSubmatch(tag), inputValue.FindStringSubmatch(tag)
		if name == nil || value == nil || strings.Contains(tag, "checkbox") && !strings.Contains(tag, " checked") {
			continue
		}
		pairs = append(pairs, name[1], html.UnescapeString(value[1]))
	}
	for _, m := range textareaTag.FindAllStringSubmatch(page, -1) {
		pairs = append(pairs, m[1], html.UnescapeString(m[2]))
	}
	return pairs
}

func TestARiskMethodThatBeginsInGermanSpeaksGermanAndComputesTheSameLevels(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.post("/settings", "language", "de", "zone", "Europe/Berlin", "density", "comfortable", "theme", "light")
	catalogue, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, start := range catalogue.Kind("risk_method").Starts {
		page := v.get("/new/risk_method?start=" + start.Name)
		page.shows(t, http.StatusOK, "Methode der Risikobeurteilung", "Niedrig", "Sehr hoch")
		for _, english := range []string{"Risk assessment method", "Very high", "About once"} {
			if strings.Contains(page.main(), english) {
				t.Errorf("the German form of %s says %q", start.Name, english)
			}
		}
		made := v.post("/new/risk_method", filledIn(page.main())...)
		made.shows(t, http.StatusOK, "Methode der Risikobeurteilung")
		rec, err := h.Get(t.Context(), h.manager, strings.TrimPrefix(made.Path, "/"))
		if err != nil {
			t.Fatal(err)
		}
		saved, original := rec.Body.(*risk.Method), start.Body.(*risk.Method)
		if got, expected := ranks(saved), ranks(original); !slices.Equal(got, expected) {
			t.Errorf("%s in German has the levels %v, in English %v", start.Name, got, expected)
		}
	}
}

// ranks are the ranks of the levels that a method's matrix gives, cell by cell.
func ranks(m *risk.Method) []int {
	var list []int
	for _, cell := range m.Matrix {
		level, _ := m.Level(cell.Level)
		list = append(list, level.Rank)
	}
	return list
}
