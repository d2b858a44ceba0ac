package pack

import (
	"slices"
	"testing"
)

func TestThePacksThatAreSaidInGermanAreSaidWhole(t *testing.T) {
	core := []string{"iso27000", "iso27001", "iso27002"}
	for _, p := range builtInSet(t).Packs() {
		if p.translations == nil || p.translations.folders["de"] == nil {
			if slices.Contains(core, p.ID) {
				t.Errorf("%s has no German", p.Ref())
			}
			continue
		}
		german := p.translations.folders["de"]
		r := &reader{}
		r.checkTranslations(p)
		for _, problem := range r.found.sorted(p.ID) {
			t.Error(problem)
		}
		var missing []string
		for place := range p.texts() {
			if german().texts[place].words == "" {
				missing = append(missing, place)
			}
		}
		slices.Sort(missing)
		if len(missing) > 0 {
			t.Errorf("%s lacks the German of %d texts: %q", p.Ref(), len(missing), missing[:min(8, len(missing))])
		}
		for _, term := range p.Terms {
			if len(p.translations.list("de", "terms/"+term.ID+"/also")) == 0 && len(term.Also) > 0 {
				t.Errorf("%s is met in German in no other form", term.Ref())
			}
		}
	}
}
