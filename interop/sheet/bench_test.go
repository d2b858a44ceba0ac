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

// largeRegister is an XLSX of n risks in 13 columns, with shared strings and
// dates, as spreadsheet programs write them.
func largeRegister(b *testing.B, n int) []byte {
	b.Helper()
	f := excelize.NewFile()
	dates, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	must(b, err)
	set := func(row int, values ...any) { must(b, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", row), &values)) }
	set(1, "Risikoregister")
	set(3, "Risiko-Nr.", "Risiko", "Szenario", "Risikoeigner", "Auswirkung", "Eintrittswahrscheinlichkeit", "Restauswirkung", "Restwahrscheinlichkeit", "Strategie", "Fällig am", "Schaden (EUR)", "Schutzziele", "Assets")
	for i := range n {
		set(i+4, fmt.Sprintf("R-%05d", i), fmt.Sprintf("Ausfall der Anlage %d", i), "Ein Brand, ein Wasserschaden oder ein Angriff setzt die Anlage außer Betrieb.",
			fmt.Sprintf("Person %c", 'A'+i%20), []string{"gering", "mittel", "hoch"}[i%3], 1+i%5, 2, 1+i%4, []string{"Vermindern", "Akzeptieren"}[i%2], 46000+i%365, 1000.5+float64(i),
			"Vertraulichkeit, Verfügbarkeit", fmt.Sprintf("Anlage %d; Anlage %d", i%50, (i+7)%50))
	}
	must(b, f.SetCellStyle("Sheet1", "J4", fmt.Sprintf("J%d", n+3), dates))
	return written(b, f)
}

func benchMemory(b *testing.B) *memory {
	b.Helper()
	m := newMemory(b)
	m.scales = map[string][]Step{"risk.consequence": fiveSteps("sehr gering", "gering", "mittel", "hoch", "sehr hoch"), "risk.likelihood": fiveSteps("a", "b", "c", "d", "e")}
	for i := range 50 {
		m.add("asset", &testAsset{Name: fmt.Sprintf("Anlage %d", i), Type: "hardware"}, "")
	}
	return m
}

const benchRows = 5000

// importOnce reads, proposes and plans, as one import does.
func importOnce(b *testing.B, m *memory, data []byte) *Plan {
	b.Helper()
	book, err := workbook.Read(context.Background(), "register.xlsx", data, workbook.Limits{})
	must(b, err)
	plan := m.plan(b, "risk", m.propose(b, "risk", book), book)
	if len(plan.Faults) > 0 {
		b.Fatal(plan.Faults[0])
	}
	return plan
}

func BenchmarkReadAndPlanNewRows(b *testing.B) {
	data, m := largeRegister(b, benchRows), benchMemory(b)
	for b.Loop() {
		if s := importOnce(b, m, data).Summary(); s.Create != benchRows {
			b.Fatal(s)
		}
	}
	b.ReportMetric(float64(b.N*benchRows)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkReadAndPlanUnchangedRows(b *testing.B) {
	data, m := largeRegister(b, benchRows), benchMemory(b)
	m.carryOut(b, importOnce(b, m, data))
	b.ResetTimer()
	for b.Loop() {
		if s := importOnce(b, m, data).Summary(); s.Unchanged != benchRows {
			b.Fatal(s)
		}
	}
	b.ReportMetric(float64(b.N*benchRows)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkReadXLSX(b *testing.B) {
	data := largeRegister(b, benchRows)
	for b.Loop() {
		_, err := workbook.Read(context.Background(), "register.xlsx", data, workbook.Limits{})
		must(b, err)
	}
	b.ReportMetric(float64(b.N*benchRows)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkWriteXLSX(b *testing.B) {
	m := benchMemory(b)
	m.carryOut(b, importOnce(b, m, largeRegister(b, benchRows)))
	keys := map[string]string{}
	for _, r := range m.records {
		keys[string(r.ID)] = r.Key
	}
	x := m.export(m.catalogue.Kind("risk"))
	x.Key = func(ref record.Ref) string { return keys[string(ref)] }
	b.ResetTimer()
	for b.Loop() {
		var out bytes.Buffer
		must(b, x.WriteXLSX(&out))
	}
	b.ReportMetric(float64(b.N*benchRows)/b.Elapsed().Seconds(), "rows/s")
}
