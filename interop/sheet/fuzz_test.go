package sheet

import (
	"context"
	"testing"

	"surety/fault"
	"surety/interop/sheet/workbook"
)

// FuzzImportCSV proposes, plans and carries out whatever a text file says, and
// holds the plan to its promises.
func FuzzImportCSV(f *testing.F) {
	for _, s := range []string{
		"Risk;Owner;Due\nFire;Lind, Mara;31.12.2026\n", "Key;Revision;State;Risk\n;;closed;Fire\n", "Titel;Status;Freigegeben von;Freigabe am\nA;freigegeben;Mara Lind;1.2.2026\n",
		"Asset;Type;Depends on\nA;site;B\nB;site;A\n", "Name\nMara Lind\n", "Risk;Actions;Loss\nFire;[{\"what\":\"x\",\"owner\":\"Kai Ito\"}];1 €\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, kind := range []string{"risk", "asset", "policy", "person"} {
			m := newMemory(t)
			book, err := workbook.Read(context.Background(), "fuzz.csv", []byte(s), workbook.Limits{Rows: 200, Cells: 5000})
			if err != nil {
				return
			}
			mapping, err := m.planner().Propose(context.Background(), m.catalogue.Kind(kind), book)
			if err != nil {
				if !fault.Is(err, fault.Invalid) {
					t.Errorf("%v", err)
				}
				continue
			}
			plan := m.plan(t, kind, mapping, book)
			if len(plan.Faults) > 0 || circular(plan) {
				continue
			}
			m.carryOut(t, plan)
			again := m.plan(t, kind, mapping, book)
			if s := again.Summary(); s.Unchanged != s.Rows || len(s.Faults) > 0 || len(again.New) > 0 {
				t.Errorf("%s: planned again: %+v %+v", kind, s, changed(again))
			}
		}
	})
}

// circular tells that new records refer to each other in a circle.
func circular(plan *Plan) bool {
	there := map[string]bool{}
	for _, c := range plan.commands {
		for _, link := range c.Kind.Links(c.Body) {
			if !there[string(link.To)] {
				return true
			}
		}
		there[string(c.ID)] = true
	}
	return false
}
