package pack

import (
	"fmt"
	"testing"
)

func TestISO27004HasItsThirtySixMeasuresAndNoneOf2009(t *testing.T) {
	p := find(t, "iso27004@2016")
	if p.Status != StatusCurrent {
		t.Errorf("%s is %s", p.Ref(), p.Status)
	}
	n := 0
	for _, e := range p.Entries {
		if e.Type != TypeItem {
			continue
		}
		n++
		for _, part := range p.Parts {
			if len(e.Parts[part.ID]) == 0 {
				t.Errorf("%s has no %s", e.ID, part.ID)
			}
		}
		if len(e.Attributes["measure_type"]) != 1 {
			t.Errorf("%s is of the types %v", e.ID, e.Attributes["measure_type"])
		}
	}
	if n != 36 || len(p.Parts) != 9 {
		t.Errorf("%d measures with %d parts", n, len(p.Parts))
	}
	for i := 2; i <= 37; i++ {
		if id := fmt.Sprintf("B.%d", i); p.Entry(id) == nil {
			t.Errorf("there is no %s", id)
		}
	}
	if p.Entry("B.1") != nil {
		t.Error("B.1 is an example of the edition of 2009")
	}
}

func TestISO27004LeadsOnlyToEntriesOf2022(t *testing.T) {
	set := builtInSet(t)
	p := find(t, "iso27004@2016")
	measures := map[string]bool{}
	for _, e := range p.Edges {
		if e.To.Edition != "2022" {
			t.Errorf("%s leads to %s", e.From, e.To)
		}
		to, err := set.Find(e.To.Pack + "@" + e.To.Edition)
		if err != nil {
			t.Fatal(err)
		}
		if to.Entry(e.To.ID) == nil {
			t.Errorf("%s leads to %s, which isn't there", e.From, e.To)
		}
		measures[e.From.ID] = true
	}
	for i := 2; i <= 37; i++ {
		if id := fmt.Sprintf("B.%d", i); !measures[id] {
			t.Errorf("%s leads nowhere", id)
		}
	}
}
