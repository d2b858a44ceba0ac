package sheet

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"surety/interop/sheet/workbook"
	"surety/record"
)

// germanRegister is a risk register as an office keeps it: a title, a date, a
// blank row, a banner of merged groups, headings, sections, merged cells,
// another sheet with lists, and a hidden one.
func germanRegister(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	s := "Risiken 2026"
	must(t, f.SetSheetName("Sheet1", s))
	rows := [][]any{
		1:  {"Risikoregister der Stadtwerke Beispiel GmbH"},
		2:  {"Stand:", "31.05.2026", nil, "Version 3"},
		4:  {nil, nil, nil, nil, "Brutto", nil, "Netto", nil, nil, nil, nil, nil, nil},
		5:  {"Lfd. Nr.", "Risiko", "Beschreibung", "Risikoeigner", "Eintritts-\nwahrscheinlichkeit", "Schadenshöhe", "Eintritts-\nwahrscheinlichkeit", "Schadenshöhe", "Strategie", "Fällig am", "Schadenssumme (T€)", "Status", "Betroffene Werte"},
		6:  {"Abschnitt A: Leitstelle"},
		7:  {"R-001", "Ausfall der Leitstelle", "Ein Brand zerstört die Leitstelle.", "Lind, Mara", "mittel", "sehr hoch", "gering", "hoch", "Vermindern", "31.12.2026", "1.200,5", "offen", "Leitstelle; Gebäude 4"},
		8:  {nil, nil, "Auch ein Wasserschaden genügt.", nil, nil, nil, nil, nil, nil, nil, nil, nil, nil},
		9:  {"R-002", "Diebstahl von Zählerdaten", "Unbefugte lesen Zählerstände.", "Herr Dr. Kai Ito (IT)", "hoch", "hoch", "2 - gering", "3", "Akzeptieren", 46387, 80, "geschlossen", "Zählerdaten"},
		10: {"R-003", "Verlust von Schlüsseln", nil, "k.A.", "sehr gering", "gering", "sehr gering", "gering", "-", "01.02.2027", "-", "offen", "Gebäude 4"},
	}
	for i, row := range rows {
		if len(row) > 0 {
			must(t, f.SetSheetRow(s, fmt.Sprintf("A%d", i), &row))
		}
	}
	dates, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	must(t, err)
	must(t, f.SetCellStyle(s, "J9", "J9", dates))
	for _, m := range [][2]string{{"A1", "M1"}, {"E4", "F4"}, {"G4", "H4"}, {"A6", "M6"}, {"A7", "A8"}, {"B7", "B8"}} {
		must(t, f.MergeCell(s, m[0], m[1]))
	}
	must(t, f.SetRowVisible(s, 10, false))
	_, err = f.NewSheet("Listen")
	must(t, err)
	must(t, f.SetSheetRow("Listen", "A1", &[]any{"Status", "Risiko"}))
	must(t, f.SetSheetVisible("Listen", false))
	return written(t, f)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func written(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

func read(t testing.TB, name string, data []byte) *workbook.Book {
	t.Helper()
	book, err := workbook.Read(context.Background(), name, data, workbook.Limits{})
	must(t, err)
	return book
}

func (m *memory) propose(t testing.TB, kind string, book *workbook.Book) *Mapping {
	t.Helper()
	mapping, err := m.planner().Propose(context.Background(), m.catalogue.Kind(kind), book)
	must(t, err)
	return mapping
}

func (m *memory) plan(t testing.TB, kind string, mapping *Mapping, book *workbook.Book) *Plan {
	t.Helper()
	plan, err := m.planner().Plan(context.Background(), m.catalogue.Kind(kind), mapping, book)
	must(t, err)
	return plan
}

// faultsOf are the faults of a plan as lines.
func faultsOf(plan *Plan) []string {
	var lines []string
	for _, f := range plan.Faults {
		lines = append(lines, f.String())
	}
	return lines
}

// germanMemory has the people, assets and scales that germanRegister names.
func germanMemory(t testing.TB) *memory {
	m := newMemory(t)
	m.add("person", &testPerson{Name: "Mara Lind"}, "")
	m.add("asset", &testAsset{Name: "Leitstelle", Type: "site"}, "")
	m.add("asset", &testAsset{Name: "Gebäude 4", Type: "site"}, "")
	m.add("asset", &testAsset{Name: "Zählerdaten", External: "D-7", Type: "information"}, "")
	m.scales = map[string][]Step{
		"risk.consequence": fiveSteps("Negligible", "Minor", "Moderate", "Major", "Severe"),
		"risk.likelihood":  fiveSteps("sehr gering", "gering", "mittel", "hoch", "sehr hoch"),
	}
	return m
}

func titles(m *memory, refs []record.Ref) []string {
	var names []string
	for _, ref := range refs {
		for _, r := range m.records {
			if record.Ref(r.ID) == ref {
				names = append(names, r.Title())
			}
		}
	}
	return names
}
