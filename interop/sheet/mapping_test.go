package sheet

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"surety/fault"
)

func TestConventionsAreDecidedForTheWholeColumn(t *testing.T) {
	m := newMemory(t)
	// The fourth row shows that points group digits and the second date that the month comes first.
	csv := "Risk\tFactor\tDue\nA\t1.234\t01/02/2026\nB\t5\t12/31/2026\nC\t1.234,5\t03/04/2026\n"
	plan := planCSV(t, m, "risk", csv, nil)
	m.carryOut(t, plan)
	got := risksOf(m)
	if got[0].Factor != 1234 || got[0].Due != "2026-01-02" || got[2].Factor != 1234.5 || got[2].Due != "2026-03-04" {
		t.Errorf("%+v %+v", got[0], got[2])
	}
}

func TestWhatCanBeReadTwoWaysIsNamedAndWaitsForAPerson(t *testing.T) {
	m := newMemory(t)
	csv := "Risk\tFactor\tDue\nA\t1.234\t01/02/2026\nB\t5.678\t03/04/2026\n"
	book := read(t, "file.csv", []byte(csv))
	mapping := m.propose(t, "risk", book)
	notes := strings.Join(mapping.Notes, "\n")
	if !strings.Contains(notes, `Factor: "1.234" can be read two ways`) || !strings.Contains(notes, `Due: "01/02/2026" can be read two ways`) {
		t.Error(notes)
	}
	if plan := m.plan(t, "risk", mapping, book); len(plan.Faults) != 4 {
		t.Error(faultsOf(plan))
	}
	mapping.Columns[1].Decimal, mapping.Columns[2].Dates = ",", OrderDMY
	plan := m.plan(t, "risk", mapping, book)
	m.carryOut(t, plan)
	if got := risksOf(m)[0]; got.Factor != 1234 || got.Due != "2026-02-01" {
		t.Errorf("%+v", got)
	}
}

func TestAMappingIsSavedChangedAndAppliedToNextMonthsFile(t *testing.T) {
	m := newMemory(t)
	mapping := m.propose(t, "risk", read(t, "may.csv", []byte("Risk;Einstufung;Due\nFire;rot;31.12.2026\n")))
	for i := range mapping.Columns {
		if mapping.Columns[i].Header == "Einstufung" {
			mapping.Columns[i].Field, mapping.Columns[i].Values = "consequence", map[string]string{"rot": "5", "grün": "1"}
		}
	}
	mapping.Fixed = map[string]string{"option": "Vermeiden"}
	saved, err := json.Marshal(mapping)
	must(t, err)
	again, err := ReadMapping(bytes.NewReader(saved), m.catalogue.Kind("risk"), nil)
	must(t, err)
	book := read(t, "june.csv", []byte("Register, June\n\nDue;Neu;Risk;Einstufung\n31.12.2026;x;Fire;ROT\n;y;Flood;Grün\n"))
	m.carryOut(t, m.plan(t, "risk", again, book))
	want := []*testRisk{{Title: "Fire", Consequence: 5, Due: "2026-12-31", Option: "avoid"}, {Title: "Flood", Consequence: 1, Option: "avoid"}}
	if diff := cmp.Diff(want, risksOf(m)); diff != "" {
		t.Error(diff)
	}
	plan := m.plan(t, "risk", again, read(t, "july.csv", []byte("Risk;Einstufung\nFire;rot\n")))
	if diff := cmp.Diff([]string{`CSV row 1: the column "Due" of the mapping is not in the file`}, faultsOf(plan)); diff != "" {
		t.Error(diff)
	}
}

func TestAWrongMappingIsRefusedWithAllThatIsWrong(t *testing.T) {
	kind := testCatalogue(t).Kind("risk")
	bad := `{"kind":"risk","header_row":1,"key":"consequence","blank":"maybe","fixed":{"level":"x"},"columns":[
		{"header":"A","field":"nope"},{"header":"B","field":"level"},{"header":"C","field":"due","dates":"md"},{"header":"D","field":"due","decimal":";","unit":"furlongs"},{"header":"A"}]}`
	_, err := ReadMapping(strings.NewReader(bad), kind, nil)
	for _, want := range []string{`columns.A: there is no field "nope"`, "Level can't be imported: it is computed", `dates "md"`, `decimal ";"`, "furlongs", "the column is there twice",
		`Due takes one column, and "C" goes there too`, `"maybe" is neither`, `"level" is no field that can be set`, "Consequence holds integer"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
	if _, err := ReadMapping(strings.NewReader(`{"kind":"risk","colums":[]}`), kind, nil); !fault.Is(err, fault.Malformed) || !strings.Contains(err.Error(), "colums") {
		t.Errorf("a misspelt name: %v", err)
	}
}

func TestAFileThatIsNoRegisterOfTheKindIsRefused(t *testing.T) {
	m := newMemory(t)
	for name, data := range map[string]string{"prose": "Dear all,\n\nplease find attached.\n", "numbers": "1;2;3\n4;5;6\n"} {
		_, err := m.planner().Propose(context.Background(), m.catalogue.Kind("risk"), read(t, name, []byte(data)))
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fmt.Sprint(err), "no row of "+name+" looks like the headings of risks: expected some of") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAFileWithoutAKeyGivesAPlanThatSaysSoAndTheMappingToChange(t *testing.T) {
	m := newMemory(t)
	book := read(t, "risks.csv", []byte("Due;Option\n31.12.2026;avoid\n"))
	plan := m.plan(t, "risk", m.propose(t, "risk", book), book)
	want := []string{"CSV: mapping.key: nothing says which column tells the records apart: name its field"}
	if diff := cmp.Diff(want, faultsOf(plan)); diff != "" {
		t.Error(diff)
	}
	if _, err := plan.Commands(); err == nil || len(plan.Mapping.Columns) != 2 {
		t.Errorf("%v, %+v", err, plan.Mapping)
	}
}
