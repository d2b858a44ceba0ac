package pack

import "testing"

func TestISO27008HasAProcedureForEachControlOfISO27002(t *testing.T) {
	p, controls := find(t, "iso27008@2019"), find(t, "iso27002@2022")
	if p.Status != StatusCurrent {
		t.Errorf("%s is %s", p.Ref(), p.Status)
	}
	edges := map[string]string{}
	for _, e := range p.Edges {
		if e.To.Pack != "iso27002" || e.To.Edition != "2022" {
			t.Errorf("%s leads to %s", e.From, e.To)
		}
		edges[e.From.ID] = e.To.ID
	}
	n := 0
	for _, control := range controls.Entries {
		if control.Type != TypeControl {
			continue
		}
		e := p.Entry("P-" + control.ID)
		if e == nil {
			t.Errorf("there is no procedure for %s", control.ID)
			continue
		}
		n++
		if e.Type != TypeItem || e.Force != ForceInformation || e.Source != "own" || edges[e.ID] != control.ID {
			t.Errorf("%s is %s of force %s from %s and leads to %q", e.ID, e.Type, e.Force, e.Source, edges[e.ID])
		}
		for _, part := range p.Parts {
			if len(e.Parts[part.ID]) == 0 {
				t.Errorf("%s has no %s", e.ID, part.ID)
			}
		}
		if k := len(e.Parts["determine"]); k < 2 || k > 4 {
			t.Errorf("%s determines %d things", e.ID, k)
		}
	}
	if n != 93 || len(p.Parts) != 6 {
		t.Errorf("%d procedures with %d parts", n, len(p.Parts))
	}
}

func TestISO27008HasThreeMethodsAndSixStylesOfTesting(t *testing.T) {
	p := find(t, "iso27008@2019")
	for _, id := range []string{
		"M-examine", "M-interview", "M-test",
		"style-blind", "style-double-blind", "style-grey-box", "style-double-grey-box", "style-tandem", "style-reversal",
		"S-preparation", "S-planning", "S-conducting", "S-analysis", "S-reporting",
	} {
		if e := p.Entry(id); e == nil || e.Type != TypeGuidance {
			t.Errorf("there is no guidance %s", id)
		}
	}
	for _, id := range []string{"depth", "coverage", "depth-focused", "coverage-specific"} { // labels known from the text of 2011
		if e := p.Entry(id); e == nil || e.Source != "memory" {
			t.Errorf("%s doesn't say that it is unsure", id)
		}
	}
}
