package report_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"surety/app"
	"surety/isms/control"
	"surety/isms/org"
	"surety/isms/risk"
	"surety/isms/supplier"
	"surety/record"
	"surety/report"
)

// method is a matrix of 3 × 3 whose lowest level is acceptable.
func (h *house) method() *record.Record {
	h.t.Helper()
	kind, err := h.Kind("risk_method")
	if err != nil {
		h.t.Fatal(err)
	}
	return h.must(app.Create{Kind: "risk_method", Body: kind.Clone(kind.Starts[0].Body)})[0]
}

func (h *house) register(query app.Query, format string) []byte {
	h.t.Helper()
	p, err := report.Register(h.t.Context(), h.App, h.manager, query)
	return write(h.t, p, err, format)
}

// assessed is a register: a risk that is accepted, one whose acceptance has
// lapsed, one accepted by word of another, one that nobody accepted, one that
// nobody assessed.
func (h *house) assessed() {
	h.t.Helper()
	method := record.Ref(h.method().ID)
	person := record.Ref(h.manager.Person)
	other := record.Ref(h.must(app.Create{Kind: "person", Body: &org.Person{Name: "Nils Ahrens"}})[0].ID)
	assess := func(title string, owner record.Ref, consequence, likelihood, afterConsequence, afterLikelihood int) *record.Record {
		return h.must(app.Create{Kind: "risk", Body: &risk.Risk{Title: title, Owner: owner, Method: method, Consequence: consequence, Likelihood: likelihood,
			ResidualConsequence: afterConsequence, ResidualLikelihood: afterLikelihood, Assessed: "2026-11-01"}})[0]
	}
	accept := func(of *record.Record, by record.Ref) {
		h.must(app.Create{Kind: "acceptance", Body: &risk.Acceptance{Risk: record.Ref(of.ID), By: by, Expires: "2027-06-30", Reason: "as it is"}})
	}
	accepted := assess("Accepted", person, 3, 3, 1, 1)
	accept(accepted, person)
	control := h.must(app.Create{Kind: "control", Body: &control.Control{Title: "Two pairs of eyes", Status: "planned"}})[0]
	h.must(app.Create{Kind: "treatment", Body: &risk.Treatment{Risk: record.Ref(accepted.ID), Option: "modify", Controls: []record.Ref{record.Ref(control.ID)}, Due: "2027-01-31"}})
	lapsed := assess("Lapsed", person, 3, 3, 1, 2)
	accept(lapsed, person)
	h.must(app.Edit{ID: lapsed.ID, Base: lapsed.Revision, Set: map[string]string{"residual_likelihood": "3"}})
	accept(assess("Asserted", other, 2, 2, 1, 1), other)
	assess("Open", person, 2, 2, 1, 1)
	h.must(app.Create{Kind: "risk", Body: &risk.Risk{Title: "Unassessed"}})
}

// rowOf finds the row of a table that has a text in it.
func rowOf(t *testing.T, table [][]string, text string) []string {
	t.Helper()
	for _, row := range table {
		if slices.Contains(row, text) {
			return row
		}
	}
	t.Fatalf("no row has %q", text)
	return nil
}

func TestTheRegisterSaysOfEachRiskWhoseAcceptanceCountsToday(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	h.assessed()
	tables := sheets(t, h.register(app.Query{}, "xlsx"))
	risks := tables["Risks"]
	for risk, want := range map[string][2]string{
		"Accepted": {"Low\n1 × 1", "Mara Lind\n24 Nov 2026\nuntil 30 Jun 2027"}, "Lapsed": {"Low\n1 × 3", "lapsed, given 24 Nov 2026\nby Mara Lind"},
		"Asserted": {"Low\n1 × 1", "only asserted,\nby Nils Ahrens"}, "Open": {"Low\n1 × 1", "not accepted"}, "Unassessed": {"Not assessed", "not accepted"},
	} {
		row := risks[slices.IndexFunc(risks, func(row []string) bool { return row[1] == risk })]
		if row[6] != want[1] || risk != "Lapsed" && row[5] != want[0] {
			t.Errorf("of %q the register says %q", risk, row)
		}
	}
	if got := rowOf(t, tables["Risks"], "Accepted"); got[3] != "Very high\n3 × 3" || got[4] != "Modify by controls: CTL-0001 Two pairs of eyes. Due 31 Jan 2027." {
		t.Errorf("level and treatment read %q", got)
	}
	if got := rowOf(t, tables["Levels"], "Very high"); !slices.Equal(got, []string{"Very high", "2", "0", "0"}) {
		t.Errorf("the summary says %q", got)
	}
	first := tables["Risks"][1]
	if first[1] != "Accepted" && first[1] != "Lapsed" {
		t.Errorf("the highest risk is not first, but %q", first[1])
	}
	expect(t, "pdf", h.register(app.Query{}, "pdf"), "Risk register", "Risks by level", "●●●● Very high", "✓ Mara Lind", "△ lapsed", "✗ not accepted", "Consequence", "Likelihood", "CTL-0001 Two pairs of eyes")
	expect(t, "md", h.register(app.Query{Search: "open"}, "md"), "Words: open", "Open")
}

func TestAnEmptyRegisterIsAPaperToo(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	for _, format := range formats {
		expect(t, format, h.register(app.Query{Search: "nosuchword"}, format), "Nothing fits.")
	}
}

func TestAListIsSetWithTheTypesOfItsFieldsInTheSpreadsheet(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	h.must(app.Create{Kind: "supplier", Body: &supplier.Supplier{Name: "=cmd|' /C calc'!A0", Service: "Power", Rating: "high", Relevant: true, Owner: record.Ref(h.manager.Person), Reviewed: "2026-10-01"}})
	p, err := report.List(t.Context(), h.App, h.manager, app.Query{Kind: "supplier"})
	if err != nil {
		t.Fatal(err)
	}
	p.Address = "https://isms.example.org"
	paper := write(t, p, nil, "xlsx")
	book := openWorkbook(t, paper)
	const sheet = "Suppliers"
	rows, err := book.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	kinds := map[string]excelize.CellType{}
	for i, head := range rows[0] {
		cell, _ := excelize.CoordinatesToCellName(i+1, 2)
		if kinds[head], err = book.GetCellType(sheet, cell); err != nil {
			t.Fatal(err)
		}
		if formula, err := book.GetCellFormula(sheet, cell); err != nil || formula != "" {
			t.Errorf("%s holds a formula: %q, %v", head, formula, err)
		}
		if width, err := book.GetColWidth(sheet, string(rune('A'+i))); err != nil || width < 8 || width > 60 {
			t.Errorf("%s is %.1f wide, %v", head, width, err)
		}
	}
	for head, want := range map[string]excelize.CellType{"Supplier": excelize.CellTypeInlineString, "Relevant to information security": excelize.CellTypeBool, "Last reviewed": excelize.CellTypeUnset} {
		if kinds[head] != want {
			t.Errorf("%s is of type %d, expected %d", head, kinds[head], want)
		}
	}
	reviewed := slices.Index(rows[0], "Last reviewed")
	if rows[1][reviewed] != "46296" { // days since 1899-12-30
		t.Errorf("the day is kept as %s", rows[1][reviewed])
	}
	if ok, target, err := book.GetCellHyperLink(sheet, "A2"); err != nil || !ok || target != "https://isms.example.org/SUP-0001" {
		t.Errorf("the key leads to %q, %v", target, err)
	}
	xml := sheetXML(t, paper, 1)
	for _, want := range []string{`<autoFilter ref="$A$1:$I$2"`, `orientation="landscape"`, `fitToPage="`, "<oddFooter>"} {
		if !strings.Contains(xml, want) {
			t.Errorf("the sheet has no %s", want)
		}
	}
	panes, err := book.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the head does not stay: %+v, %v", panes, err)
	}
	names := book.GetDefinedName()
	if !slices.ContainsFunc(names, func(n excelize.DefinedName) bool {
		return n.Name == "_xlnm.Print_Titles" && n.RefersTo == "'Suppliers'!$1:$1"
	}) {
		t.Errorf("the head is not printed on each page: %v", names)
	}
}

// sheetXML is the file of a sheet as it stands in the workbook.
func sheetXML(t *testing.T, paper []byte, n int) string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(paper), int64(len(paper)))
	if err != nil {
		t.Fatal(err)
	}
	file, err := fs.ReadFile(archive, fmt.Sprintf("xl/worksheets/sheet%d.xml", n))
	if err != nil {
		t.Fatal(err)
	}
	return string(file)
}

func TestEachPageSaysItsNumberRepeatsTheHeadAndKeepsRowsWhole(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	var commands []app.Command
	for i := range 120 {
		commands = append(commands, app.Create{Kind: "supplier", Body: &supplier.Supplier{Service: "Power", Name: fmt.Sprintf("begin%03d %s end%03d", i, strings.Repeat("several words ", 1+i%19), i)}})
	}
	h.must(commands...)
	p, err := report.List(t.Context(), h.App, h.manager, app.Query{Kind: "supplier"})
	sheets := pages(t, write(t, p, err, "pdf"))
	for n, page := range sheets {
		text := strings.Join(linesOf(page), "\n")
		if !strings.Contains(text, fmt.Sprintf("Page %d of %d", n+1, len(sheets))) {
			t.Errorf("page %d does not say so", n+1)
		}
		if !strings.Contains(text, "provides") {
			t.Errorf("page %d has no head of the table", n+1)
		}
		for i := range 120 {
			if begin, end := strings.Contains(text, fmt.Sprintf("begin%03d", i)), strings.Contains(text, fmt.Sprintf("end%03d", i)); begin != end {
				t.Errorf("row %d is cut at page %d", i, n+1)
			}
		}
	}
	if len(sheets) < 5 {
		t.Errorf("only %d pages", len(sheets))
	}
}

// fill makes a register of many risks, each with an owner and a scenario.
func (h *house) fill(risks int) {
	h.t.Helper()
	method := record.Ref(h.method().ID)
	for from := 0; from < risks; from += 500 {
		var commands []app.Command
		for i := from; i < min(from+500, risks); i++ {
			commands = append(commands, app.Create{Kind: "risk", Body: &risk.Risk{Title: fmt.Sprintf("Risk number %d, of which the title tells what happens to which asset", i), Owner: record.Ref(h.manager.Person),
				Method: method, Consequence: 1 + i%3, Likelihood: 1 + i/3%3, ResidualConsequence: 1, ResidualLikelihood: 1 + i%3, Assessed: "2026-11-01"}})
		}
		h.must(commands...)
	}
}

func TestARegisterOfFiveThousandRisksIsSetInBoundedMemory(t *testing.T) {
	h := newHouse(t, "Nordwerk Netz")
	h.fill(5000)
	for format, most := range map[string]struct{ file, memory int }{"pdf": {4 << 20, 1500 << 20}, "xlsx": {2 << 20, 1500 << 20}} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		paper := h.register(app.Query{Kind: "risk"}, format)
		runtime.ReadMemStats(&after)
		t.Logf("%s: %d kB, %d MB allocated in all", format, len(paper)>>10, (after.TotalAlloc-before.TotalAlloc)>>20)
		if used := int(after.TotalAlloc - before.TotalAlloc); len(paper) > most.file || used > most.memory {
			t.Errorf("%s: %d kB made with %d MB, expected less than %d kB and %d MB", format, len(paper)>>10, used>>20, most.file>>10, most.memory>>20)
		}
		if format == "pdf" {
			if said := words(t, "pdf", paper); !strings.Contains(said, "RISK-5001") || !strings.Contains(said, "RISK-0002") {
				t.Error("risks are missing")
			}
		}
	}
}

func BenchmarkRegisterOfFiveThousandRisks(b *testing.B) {
	h := newHouse(b, "Nordwerk Netz")
	h.fill(5000)
	p, err := report.Register(b.Context(), h.App, h.manager, app.Query{Kind: "risk"})
	if err != nil {
		b.Fatal(err)
	}
	p.Address = "https://isms.example.org"
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := report.Register(b.Context(), h.App, h.manager, app.Query{Kind: "risk"}); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, format := range formats {
		b.Run(format, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := p.Write(io.Discard, format); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
