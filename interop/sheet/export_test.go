package sheet

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"surety/interop/sheet/workbook"
	"surety/record"
)

func TestAnXLSXHasTypedCellsAFrozenHeadWidthsAndAFilter(t *testing.T) {
	m := newMemory(t)
	lind := m.add("person", &testPerson{Name: "Mara Lind"}, "")
	m.add("risk", &testRisk{Title: "=1+1", Consequence: 4, Due: "2026-12-31", Loss: record.Money{Minor: 123456, Currency: "EUR"}, Share: 12.5, Accepted: true, Owner: record.Ref(lind.ID)}, "")
	var b bytes.Buffer
	must(t, m.export(m.catalogue.Kind("risk")).WriteXLSX(&b))
	cells := map[string]workbook.Cell{}
	rows := read(t, "risks.xlsx", b.Bytes()).Sheet("Risks").Rows
	for i, header := range rows[0].Cells {
		cells[header.Text] = rows[1].At(i)
	}
	want := map[string]workbook.Cell{
		"Risk": {Kind: workbook.Text, Text: "=1+1"}, "Consequence": {Kind: workbook.Number, Text: "4", Number: 4}, "Due": {Kind: workbook.Date, Text: "2026-12-31", Number: 46387},
		"Loss": {Kind: workbook.Number, Text: "1234.56", Number: 1234.56, Unit: "EUR"}, "Insured share": {Kind: workbook.Number, Text: "0.125", Number: 0.125, Unit: "%"},
		"Accepted": {Kind: workbook.Bool, Text: "TRUE", Number: 1}, "Risk owner": {Kind: workbook.Text, Text: "PERSON-0001"}, "State": {Kind: workbook.Text, Text: "Open"},
	}
	for header := range cells {
		if _, ok := want[header]; !ok {
			delete(cells, header)
		}
	}
	if diff := cmp.Diff(want, cells); diff != "" {
		t.Error(diff)
	}
	f, err := excelize.OpenReader(&b)
	must(t, err)
	defer f.Close() //nolint:errcheck // only read
	panes, err := f.GetPanes("Risks")
	must(t, err)
	tables, err := f.GetTables("Risks")
	must(t, err)
	width, err := f.GetColWidth("Risks", "H")
	must(t, err)
	if formula, err := f.GetCellFormula("Risks", "E2"); err != nil || formula != "" {
		t.Errorf("the title is a formula: %q %v", formula, err)
	}
	if !panes.Freeze || panes.YSplit != 1 || len(tables) != 1 || width < 20 {
		t.Errorf("panes %+v, tables %+v, width %v", panes, tables, width)
	}
}

func TestNoCellOfACSVBeginsAFormula(t *testing.T) {
	m := newMemory(t)
	for _, title := range []string{"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "'=1"} {
		m.add("risk", &testRisk{Title: title, Tags: []string{"=x"}, Factor: -2}, "")
	}
	var b bytes.Buffer
	must(t, m.export(m.catalogue.Kind("risk")).WriteCSV(&b, ','))
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).ReadAll()
	must(t, err)
	for _, line := range records {
		for _, cell := range line {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t") && cell != "-2" {
				t.Errorf("a cell begins with %q", cell)
			}
		}
	}
}

func TestATextLongerThanACellGoesOnInFurtherColumns(t *testing.T) {
	m := newMemory(t)
	long := record.Markdown(strings.Repeat("𝄞 long text ", 9_000) + "end")
	m.add("risk", &testRisk{Title: "A", System: "s", Scenario: long}, "")
	m.add("risk", &testRisk{Title: "B", System: "s", Scenario: "short"}, "")
	var b bytes.Buffer
	must(t, m.export(m.catalogue.Kind("risk")).WriteXLSX(&b))
	book := read(t, "risks.xlsx", b.Bytes())
	var headers []string
	for _, c := range book.Sheets[0].Rows[0].Cells {
		if strings.HasPrefix(c.Text, "Scenario") {
			headers = append(headers, c.Text)
		}
	}
	if diff := cmp.Diff([]string{"Scenario", "Scenario (continued 2)", "Scenario (continued 3)", "Scenario (continued 4)"}, headers); diff != "" {
		t.Error(diff)
	}
	m.records[0].Body.(*testRisk).Scenario = "written over"
	plan := m.plan(t, "risk", m.propose(t, "risk", book), book)
	m.carryOut(t, plan)
	if got := m.records[0].Body.(*testRisk).Scenario; got != long {
		t.Errorf("came back with %d of %d bytes", len(got), len(long))
	}
}
