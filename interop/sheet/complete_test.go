package sheet

import (
	"strings"
	"testing"

	"surety/interop/sheet/workbook"
)

func TestAMappingOfAnotherFileGetsItsNewColumnsAndWords(t *testing.T) {
	m := newMemory(t)
	kind := m.catalogue.Kind("risk")
	book, err := workbook.Read(t.Context(), "risks.csv", []byte("Title;Status;Notes\nFlood;vermeiden;a\nFire;frobnicate;b\n"), workbook.Limits{})
	must(t, err)
	mapping, err := DecodeMapping(strings.NewReader(`{"kind":"risk","header_row":1,"key":"option","blank":"keep","columns":[{"header":"Title","field":"title"},{"header":"Status","field":"option","values":{"vermeiden":"avoid"},"match":1}]}`))
	must(t, err)
	mapping.Key = "external_id" // which no column gives
	must(t, m.planner().Complete(t.Context(), kind, mapping, book))
	if mapping.Key != "title" {
		t.Errorf("the key is %q", mapping.Key)
	}
	if len(mapping.Columns) != 3 || mapping.Columns[2].Header != "Notes" || mapping.Columns[2].Field != "" {
		t.Errorf("the columns are %+v", mapping.Columns)
	}
	values := mapping.Columns[1].Values
	if value, listed := values["frobnicate"]; values["vermeiden"] != "avoid" || !listed || value != "" {
		t.Errorf("the words mean %v", values)
	}
}

func TestAMappingThatIsBrokenIsShownBesideItsFaults(t *testing.T) {
	m := newMemory(t)
	plan := planCSV(t, m, "risk", "Title;Owner\nFlood;Mara Lind\n", func(mapping *Mapping) { mapping.Fixed = map[string]string{"due": "someday"} })
	if len(plan.Faults) == 0 || !strings.Contains(plan.Faults[0].Message, "what new records get as Due") || len(plan.Rows) != 1 {
		t.Errorf("%v, %v", faultsOf(plan), plan.Rows)
	}
	if got := plan.Samples["Owner"]; len(got) != 1 || got[0] != "Mara Lind" {
		t.Errorf("the samples are %v", plan.Samples)
	}
}
