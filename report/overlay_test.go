package report_test

import (
	"strings"
	"testing"

	"surety/pack"
)

func TestLicensedTextIsInNoPaper(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	p := h.Packs().Pack(pack.Ref{Pack: "iso27001", Edition: "2022"})
	overlay := &pack.Overlay{Pack: "iso27001", Edition: "2022", Texts: map[string]string{}}
	for _, entry := range p.Entries {
		overlay.IDs, overlay.Texts[entry.ID] = append(overlay.IDs, entry.ID), "Canary sentence"
	}
	if err := h.AddOverlay(t.Context(), h.manager, overlay); err != nil {
		t.Fatal(err)
	}
	h.release()
	for _, format := range formats {
		for _, draft := range []bool{false, true} {
			if said := words(t, format, h.paper(format, draft)); !strings.Contains(said, "Fire in the archive") || strings.Contains(said, "Canary") {
				t.Errorf("%s, draft %t: it holds licensed text, or nothing", format, draft)
			}
		}
	}
}
