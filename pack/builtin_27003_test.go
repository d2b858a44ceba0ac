package pack

import "testing"

func TestISO27003HasAStepForEveryClauseOfISO27001(t *testing.T) {
	steps, requirements := find(t, "iso27003@2017"), find(t, "iso27001@2022")
	if steps.Status != StatusCurrent {
		t.Errorf("%s is %s", steps.Ref(), steps.Status)
	}
	n := 0
	for _, e := range steps.Entries {
		if e.Type != TypeGuidance {
			continue
		}
		n++
		for _, part := range steps.Parts {
			if len(e.Parts[part.ID]) == 0 {
				t.Errorf("%s has no %s", e.ID, part.ID)
			}
		}
	}
	if n != 28 || len(steps.Parts) != 3 {
		t.Errorf("%d steps with %d parts", n, len(steps.Parts))
	}
	led := map[string]bool{}
	for _, e := range steps.Edges {
		if e.To.Pack != "iso27001" || e.To.Edition != "2022" || requirements.Entry(e.To.ID) == nil {
			t.Errorf("%s leads to %s", e.From, e.To)
		}
		led[e.To.ID] = true
	}
	for _, e := range requirements.Entries {
		if e.Type == TypeClause && e.ID[0] != 'A' && !led[e.ID] {
			t.Errorf("no step leads to %s", e.ID)
		}
	}
}

func TestISO27003KeepsTheOrderOf2013(t *testing.T) {
	p := find(t, "iso27003@2017")
	leads := map[string]string{}
	for _, e := range p.Edges {
		leads[e.From.ID] = e.To.ID
	}
	for from, to := range map[string]string{"10.1": "10.2", "10.2": "10.1", "own-6.3": "6.3"} {
		if leads[from] != to {
			t.Errorf("%s leads to %q", from, leads[from])
		}
	}
	for _, id := range []string{"6.3", "9.2.1", "9.2.2", "9.3.1"} {
		if p.Entry(id) != nil {
			t.Errorf("there was no %s in 2017", id)
		}
	}
	if e := p.Entry("own-6.3"); e == nil || e.Source != "own" {
		t.Error("the step for planning changes doesn't say that it is ours")
	}
}
