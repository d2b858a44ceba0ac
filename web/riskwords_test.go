package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/risk"
	"surety/record"
)

func TestTheMapSpeaksGerman(t *testing.T) {
	h := newHouse(t)
	method := h.must(t, app.Create{Kind: "risk_method", Body: matrixOf(3, 3)})[0]
	one := h.must(t, app.Create{Kind: "risk", Body: &risk.Risk{Title: "Flood", Method: record.Ref(method.ID), Consequence: 3, Likelihood: 3}})[0]
	v := h.as(t, h.manager)
	v.post("/settings", "language", "de", "zone", "Europe/Berlin", "density", "comfortable", "theme", "light")
	for path, words := range map[string]string{
		"/risks/map":                 "1 Risiko. Auswirkung 3 Harm 3",
		"/risks/map?show=residual":   "Bei einem Risiko ist das Restrisiko nicht beurteilt",
		"/" + one.Key + "/assess":    "Beurteilung speichern",
		"/" + method.Key + "/matrix": "Zeigen, was sich ändert",
	} {
		page := v.get(path)
		page.shows(t, http.StatusOK, words)
		if strings.Contains(page.Body, "%!") {
			t.Errorf("%s holds a message that was filled wrongly:\n%s", path, page.main())
		}
	}
}
