package web_test

import (
	"net/http"
	"testing"

	"surety/app"
	"surety/isms/measure"
	"surety/record"
)

func TestAMeasuresReadingsAreDrawnAgainstItsTarget(t *testing.T) {
	h := newHouse(t)
	v := h.as(t, h.manager)
	m := h.must(t, app.Create{Kind: "measure", Body: &measure.Measure{Title: "Doors found open", Better: "less", Target: "0", Unit: "doors", Every: "P1M", Since: "2026-07-01", Version: "1"}})[0]
	for day, value := range map[record.Date]string{"2026-07-09": "4", "2026-09-09": "1"} {
		h.must(t, app.Create{Kind: "reading", Body: &measure.Reading{Measure: record.Ref(m.ID), From: day, Value: value}})
	}
	v.get("/MEAS-0001").shows(t, http.StatusOK, "Results over time", "Target: 0 doors", "From 4 doors to 1 doors")
}
