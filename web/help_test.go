package web_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestEveryComponentIsShownOnTheLivingPage(t *testing.T) {
	shown, err := os.ReadFile("help.templ")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join("components", "*.templ"))
	if err != nil {
		t.Fatal(err)
	}
	around := []string{"Page", "Message", "Token"} // they stand around every page, or are one
	declared := regexp.MustCompile(`(?m)^templ ([A-Z]\w*)\(`)
	n := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllStringSubmatch(string(source), -1) {
			n++
			if !slices.Contains(around, m[1]) && !strings.Contains(string(shown), "components."+m[1]+"(") {
				t.Errorf("the page does not show %s", m[1])
			}
		}
	}
	if n < 15 {
		t.Errorf("only %d components were found", n)
	}
	h := newHouse(t)
	v := h.as(t, h.manager)
	v.get("/help/components").shows(t, http.StatusOK, "could not be computed", "Restore this value", "Nothing was saved yet")
	v.get("/help/keys").shows(t, http.StatusOK, "Ctrl K")
}
