package web_test

import (
	"net/http"
	"strings"
	"testing"

	"surety/app"
	"surety/isms/control"
	"surety/pack"
)

func TestLicensedTextStandsAtItsEntryAndOnNoOtherPage(t *testing.T) {
	h := newHouse(t)
	if _, err := h.BeginStatement(t.Context(), h.manager, &control.Statement{Title: "Statement", Pack: "iso27001", Edition: "2022", Version: "1.0"}); err != nil {
		t.Fatal(err)
	}
	p := h.Packs().Pack(pack.Ref{Pack: "iso27001", Edition: "2022"})
	overlay := &pack.Overlay{Pack: "iso27001", Edition: "2022", Texts: map[string]string{}}
	for _, entry := range p.Entries {
		overlay.IDs, overlay.Texts[entry.ID] = append(overlay.IDs, entry.ID), "Canary sentence\n<of> the publisher"
	}
	if err := h.AddOverlay(t.Context(), h.manager, overlay); err != nil {
		t.Fatal(err)
	}
	v := h.as(t, h.manager)
	for _, path := range []string{"/standards/iso27001@2022/A.5.1", "/standards/iso27001/6.1.3-4", "/conformity/iso27001/6.1.3-4"} {
		v.get(path).shows(t, http.StatusOK, "Your licensed copy says", "Canary sentence")
	}
	read, shown := 0, 0
	v.crawl(func(a answer) {
		read++
		of, entry := strings.HasPrefix(a.Path, "/standards/iso27001"), strings.Count(a.Path, "/") == 3
		at := entry && (of || strings.HasPrefix(a.Path, "/conformity/iso27001/"))
		switch {
		case !strings.Contains(a.Body, "Canary"):
		case at:
			shown++
		default:
			t.Errorf("%s shows licensed text", a.Path)
		}
	})
	if read < 300 || shown < 20 {
		t.Errorf("%d pages were read, %d of them with licensed text", read, shown)
	}
	for _, path := range []string{"/search?q=canary", "/palette?q=canary", "/SOA-0001/paper/draft.md", "/readiness", "/export/soa_row.csv"} {
		if got := v.get(path); strings.Contains(got.Body, "Canary") || strings.Contains(got.main(), "of the publisher") {
			t.Errorf("%s shows licensed text", path)
		}
	}
	outside := h.colleague(t, "Otto", app.Auditor)
	person, err := h.Get(t.Context(), h.manager, string(outside.Person))
	if err != nil {
		t.Fatal(err)
	}
	h.must(t, app.Edit{ID: person.ID, Base: person.Revision, Set: map[string]string{"external": "true"}})
	for _, path := range []string{"/standards/iso27001@2022/A.5.1", "/conformity/iso27001/6.1.3-4"} {
		if got := h.as(t, outside).get(path); got.Status != http.StatusOK || strings.Contains(got.Body, "Canary") {
			t.Errorf("%s shows licensed text to somebody from outside: %d", path, got.Status)
		}
	}
}
