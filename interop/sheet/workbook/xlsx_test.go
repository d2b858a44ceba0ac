package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"surety/fault"
)

// xlsx makes a workbook with excelize and returns its bytes.
func xlsx(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t testing.TB, f *excelize.File, sheet, cell string, value any, numberFormat string) {
	t.Helper()
	err := f.SetCellValue(sheet, cell, value)
	if err == nil && numberFormat != "" {
		var style int
		if style, err = f.NewStyle(&excelize.Style{CustomNumFmt: &numberFormat}); err == nil {
			err = f.SetCellStyle(sheet, cell, cell, style)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func mustRead(t testing.TB, name string, data []byte) *Book {
	t.Helper()
	book, err := Read(context.Background(), name, data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestCellsKeepTheirTypesWhateverTheNumberFormat(t *testing.T) {
	day := time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)
	cases := []struct {
		name   string
		value  any
		format string
		want   Cell
	}{
		{"text", "Feuer im Rechenzentrum", "", Cell{Kind: Text, Text: "Feuer im Rechenzentrum"}},
		{"number", 1234.5, "", Cell{Kind: Number, Text: "1234.5", Number: 1234.5}},
		{"sum of tenths", 0.1 + 0.2, "", Cell{Kind: Number, Text: "0.3", Number: 0.1 + 0.2}},
		{"large number", 1e21, "", Cell{Kind: Number, Text: "1000000000000000000000", Number: 1e21}},
		{"bool", true, "", Cell{Kind: Bool, Text: "TRUE", Number: 1}},
		{"German date", day, "dd.mm.yyyy", Cell{Kind: Date, Text: "2026-12-31", Number: 46387}},
		{"month and year", day, "mmm yyyy", Cell{Kind: Date, Text: "2026-12-31", Number: 46387}},
		{"date with locale", day, "[$-407]d. mmmm yyyy;@", Cell{Kind: Date, Text: "2026-12-31", Number: 46387}},
		{"date and time", day.Add(14*time.Hour + 30*time.Minute), "dd.mm.yyyy hh:mm", Cell{Kind: Date, Text: "2026-12-31T14:30:00", Number: 46387.604166666664}},
		{"percent", 0.125, "0.0%", Cell{Kind: Number, Text: "0.125", Number: 0.125, Unit: "%"}},
		{"euro", 1200, `#,##0.00 "€"`, Cell{Kind: Number, Text: "1200", Number: 1200, Unit: "EUR"}},
		{"francs", 1200, `[$CHF] #,##0.00`, Cell{Kind: Number, Text: "1200", Number: 1200, Unit: "CHF"}},
		{"euro by locale", 1200, `#,##0 [$€-407]`, Cell{Kind: Number, Text: "1200", Number: 1200, Unit: "EUR"}},
		{"identifier", 7, `"R-"000`, Cell{Kind: Text, Text: "R-007", Number: 7}},
		{"hours elapsed", 1.5, "[h]:mm", Cell{Kind: Number, Text: "1.5", Number: 1.5}},
		{"time of day", 0.5, "hh:mm", Cell{Kind: Text, Text: "12:00"}},
		{"red negative", 5, "0;[Red]-0", Cell{Kind: Number, Text: "5", Number: 5}},
	}
	data := xlsx(t, func(f *excelize.File) {
		for i, c := range cases {
			set(t, f, "Sheet1", fmt.Sprintf("A%d", i+1), c.value, c.format)
		}
	})
	rows := mustRead(t, "types.xlsx", data).Sheets[0].Rows
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, rows[i].At(0)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEscapesInTextsAreResolved(t *testing.T) {
	for written, want := range map[string]string{
		"a_x000D_b": "a\rb", "a_x005F_x0041_b": "a_x0041_b", "_x0041_x0042_": "Ax0042_", "_x00": "_x00", "_xzzzz_": "_xzzzz_", "_xD800_": "_xD800_", "a__x0041_": "a_A",
	} {
		data := rawXLSX(t, `<row r="1"><c r="A1" t="inlineStr"><is><r><t>`+written+`</t></r><rPh><t>hint</t></rPh></is></c></row>`, "")
		if got := mustRead(t, "escapes.xlsx", data).Sheets[0].Rows[0].At(0).Text; got != want {
			t.Errorf("%s is read as %q, not %q", written, got, want)
		}
	}
}

func TestMergedCellsAreFilledRightAndDown(t *testing.T) {
	data := xlsx(t, func(f *excelize.File) {
		set(t, f, "Sheet1", "A1", "Risikoregister", "")
		set(t, f, "Sheet1", "A3", "IT", "")
		for i, text := range []string{"Brand", "Diebstahl", "Ausfall"} {
			set(t, f, "Sheet1", fmt.Sprintf("C%d", 3+i), text, "")
		}
		for _, m := range [][2]string{{"A1", "C1"}, {"A3", "A5"}} {
			if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
	})
	var got []string
	for _, row := range mustRead(t, "merged.xlsx", data).Sheets[0].Rows {
		for column, c := range row.Cells {
			got = append(got, fmt.Sprintf("%s%d %s %d", ColumnName(column), row.Number, c.Text, c.Filled))
		}
	}
	want := []string{
		"A1 Risikoregister 0", "B1 Risikoregister 1", "C1 Risikoregister 1",
		"A3 IT 0", "B3  0", "C3 Brand 0", "A4 IT 2", "B4  0", "C4 Diebstahl 0", "A5 IT 2", "B5  0", "C5 Ausfall 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestHiddenRowsAndSheetsAreNoted(t *testing.T) {
	data := xlsx(t, func(f *excelize.File) {
		set(t, f, "Sheet1", "A1", "shown", "")
		set(t, f, "Sheet1", "A2", "hidden", "")
		if err := f.SetRowVisible("Sheet1", 2, false); err != nil {
			t.Fatal(err)
		}
		if _, err := f.NewSheet("Listen"); err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetVisible("Listen", false); err != nil {
			t.Fatal(err)
		}
	})
	book := mustRead(t, "hidden.xlsx", data)
	if rows := book.Sheets[0].Rows; rows[0].Hidden || !rows[1].Hidden {
		t.Errorf("hidden rows: %v, %v", rows[0].Hidden, rows[1].Hidden)
	}
	if book.Sheets[0].Hidden || !book.Sheet("Listen").Hidden {
		t.Error("the hidden sheet isn't told from the shown one")
	}
}

func TestFormulasGiveTheirComputedValueOrAnError(t *testing.T) {
	sheet := `<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c><c r="C1"><f>NOW()</f></c>
		<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1" t="str"><f>""</f><v></v></c><c r="F1" t="d"><v>2026-12-31T00:00:00</v></c></row>`
	got := mustRead(t, "formulas.xlsx", rawXLSX(t, sheet, "")).Sheets[0].Rows[0].Cells
	want := []Cell{
		{Kind: Number, Text: "2", Number: 2}, {Kind: Text, Text: "a"}, {Kind: Error, Text: "a formula without a computed value"},
		{Kind: Error, Text: "#DIV/0!"}, {}, {Kind: Date, Text: "2026-12-31"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDatesOfThe1904SystemAreRead(t *testing.T) {
	data := xlsx(t, func(f *excelize.File) {
		yes := true
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
		set(t, f, "Sheet1", "A1", 44925, "yyyy-mm-dd")
	})
	if got := mustRead(t, "mac.xlsx", data).Sheets[0].Rows[0].At(0).Text; got != "2026-12-31" {
		t.Errorf("read %s", got)
	}
}

func TestSerialsBeforeMarch1900AreNotOffByOne(t *testing.T) {
	for number, want := range map[float64]string{1: "1900-01-01", 59: "1900-02-28", 61: "1900-03-01", 46387: "2026-12-31", lastSerial: "9999-12-31"} {
		got, ok := Serial(number)
		if !ok || got.Format("2006-01-02") != want {
			t.Errorf("%v is %v, not %s", number, got, want)
		}
	}
	for _, number := range []float64{-1, lastSerial + 1} {
		if got, ok := Serial(number); ok {
			t.Errorf("%v is taken for %v", number, got)
		}
	}
}

// rawXLSX makes a workbook of one sheet from the XML of its rows, and of what follows them.
func rawXLSX(t testing.TB, rows, after string) []byte {
	t.Helper()
	return archiveOf(t, map[string]string{
		"[Content_Types].xml":        `<Types/>`,
		"_rels/.rels":                `<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="s1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="s1" Type="x/worksheet" Target="/xl/s.xml"/></Relationships>`,
		"xl/s.xml":                   `<worksheet><sheetData>` + rows + `</sheetData>` + after + `</worksheet>`,
	})
}

func archiveOf(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		part, err := w.Create(name)
		if err == nil {
			_, err = part.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAValueFarOutOnTheSheetCostsNothing(t *testing.T) {
	book := mustRead(t, "far.xlsx", rawXLSX(t, `<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"/></row>`, ""))
	if rows := book.Sheets[0].Rows; len(rows) != 1 || rows[0].Number != 1048576 || len(rows[0].Cells) != 1 {
		t.Errorf("%+v", rows)
	}
}

func TestWhatIsNoSpreadsheetIsRefusedByNameOfWhatItIs(t *testing.T) {
	encrypted, err := excelize.Encrypt(xlsx(t, func(*excelize.File) {}), &excelize.Options{Password: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]string{"[Content_Types].xml": "<Types/>", "_rels/.rels": "<Relationships/>"}
	with := func(name, content string) map[string]string {
		return map[string]string{"[Content_Types].xml": types["[Content_Types].xml"], "_rels/.rels": types["_rels/.rels"], name: content}
	}
	cases := []struct {
		name string
		data []byte
		kind fault.Kind
		want string
	}{
		{"nothing", nil, fault.Malformed, "empty"},
		{"blanks", []byte(" \r\n\n"), fault.Malformed, "empty"},
		{"a PDF", []byte("%PDF-1.7\n…"), fault.Malformed, "a PDF"},
		{"a page", []byte("\n<!DOCTYPE html><table>"), fault.Malformed, "HTML"},
		{"a spreadsheet of 2003", []byte(`<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`), fault.Unsupported, "2003"},
		{"bytes", []byte("abc\x00\x01\x02def"), fault.Malformed, "no text"},
		{"a password", encrypted, fault.Unsupported, "password"},
		{"an .xls", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), littleEndian("Workbook")...), fault.Unsupported, ".xls"},
		{"an old document", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 no table"), fault.Malformed, "old office document"},
		{"a DOCX", archiveOf(t, with("word/document.xml", "")), fault.Malformed, "DOCX"},
		{"an XLSB", archiveOf(t, with("xl/workbook.bin", "")), fault.Unsupported, "XLSB"},
		{"an ODS", archiveOf(t, map[string]string{"mimetype": "", "content.xml": ""}), fault.Unsupported, "ODS"},
		{"a ZIP", archiveOf(t, map[string]string{"a.txt": "a"}), fault.Malformed, "ZIP archive"},
		{"no workbook", archiveOf(t, types), fault.Malformed, "no workbook"},
		{"half a ZIP", xlsx(t, func(*excelize.File) {})[:400], fault.Malformed, "damaged"},
		{"a cut sheet", rawXLSX(t, `<row r="1"><c r="A1"><v>1`, ""), fault.Malformed, "damaged"},
		{"rows backwards", rawXLSX(t, `<row r="2"/><row r="1"/>`, ""), fault.Malformed, "row"},
		{"a text that isn't there", rawXLSX(t, `<row r="1"><c r="A1" t="s"><v>7</v></c></row>`, ""), fault.Malformed, "isn't there"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(context.Background(), "file", c.data, Limits{})
			if !fault.Is(err, c.kind) || !strings.Contains(fmt.Sprint(err), c.want) {
				t.Errorf("got %v, not %v about %q", err, c.kind, c.want)
			}
		})
	}
}

func TestWhatIsOverALimitIsRefused(t *testing.T) {
	row := func(n int) string { return fmt.Sprintf(`<row r="%d"><c r="A%d"><v>1</v></c></row>`, n, n) }
	everywhere := `<mergeCells>` + strings.Repeat(`<mergeCell ref="A1:C3"/>`, 2000) + `</mergeCells>`
	cases := []struct {
		name   string
		data   []byte
		limits Limits
		want   string
	}{
		{"bytes", []byte("a;b\n1;2\n"), Limits{Bytes: 4}, "8 bytes"},
		{"rows", rawXLSX(t, row(1)+row(2)+row(3), ""), Limits{Rows: 2}, "2 rows"},
		{"columns", rawXLSX(t, `<row r="1"><c r="XFD1"><v>1</v></c></row>`, ""), Limits{}, "column XFD"},
		{"cells", rawXLSX(t, `<row r="1"><c r="CC1"><v>1</v></c></row>`, ""), Limits{Cells: 50}, "50 cells"},
		{"merged regions", rawXLSX(t, `<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>1</v></c></row>`+row(2)+row(3), everywhere), Limits{Cells: 5000}, "5000 cells"},
		{"text", []byte("a;" + strings.Repeat("x", 100)), Limits{Text: 50}, "B1 holds 100 bytes"},
		{"CSV rows", []byte("a;b\nc;d\ne;f\n"), Limits{Rows: 2}, "2 rows"},
		{"CSV columns", []byte("a;b;c"), Limits{Columns: 2}, "column C"},
		{"sheets", xlsx(t, func(f *excelize.File) {
			if _, err := f.NewSheet("Two"); err != nil {
				t.Fatal(err)
			}
		}), Limits{Sheets: 1}, "1 sheets"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(context.Background(), "file", c.data, c.limits)
			if !fault.Is(err, fault.TooLarge) || !strings.Contains(fmt.Sprint(err), c.want) {
				t.Errorf("got %v, not one about %q", err, c.want)
			}
		})
	}
}

func TestAZipBombIsRefusedBothWhenItAdmitsItsSizeAndWhenItLies(t *testing.T) {
	bomb := rawXLSX(t, strings.Repeat(`<row><c><v>11111111</v></c></row>`, 300_000), "")
	if len(bomb) > 200_000 {
		t.Fatalf("the bomb has %d bytes", len(bomb))
	}
	limits := Limits{Unpacked: 4 << 20}
	_, err := Read(context.Background(), "bomb.xlsx", bomb, limits)
	if !fault.Is(err, fault.TooLarge) || !strings.Contains(fmt.Sprint(err), "unpacks to more than 4 MB") {
		t.Errorf("declared: %v", err)
	}
	_, err = Read(context.Background(), "bomb.xlsx", understate(t, bomb), limits)
	if err == nil || fault.Is(err, fault.Internal) {
		t.Errorf("lying: %v", err)
	}
	a := &archive{parts: zipParts(t, bomb), limit: 4 << 20} // as if no directory had been checked
	if _, err := a.sheet(context.Background(), "xl/s.xml", &tables{}, &allowance{Limits: Limits{}.orDefaults()}); !fault.Is(err, fault.TooLarge) {
		t.Errorf("counted while unpacking: %v", err)
	}
}

func zipParts(t *testing.T, data []byte) map[string]*zip.File {
	t.Helper()
	reader, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]*zip.File{}
	for _, f := range reader.File {
		parts[f.Name] = f
	}
	return parts
}

// understate changes the sizes in a ZIP's directory to 100 bytes.
func understate(t *testing.T, data []byte) []byte {
	t.Helper()
	changed := bytes.Clone(data)
	for i := 0; ; {
		next := bytes.Index(changed[i:], []byte("PK\x01\x02"))
		if next < 0 {
			return changed
		}
		i += next
		copy(changed[i+24:], []byte{100, 0, 0, 0})
		i += 46
	}
}

func FuzzReadXLSX(f *testing.F) {
	f.Add(xlsx(f, func(file *excelize.File) {
		set(f, file, "Sheet1", "A1", "Risk", "")
		set(f, file, "Sheet1", "B2", time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), "dd.mm.yy")
	}))
	f.Add(rawXLSX(f, `<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh></is></c></row>`, `<mergeCells><mergeCell ref="A1:B9"/></mergeCells>`))
	f.Fuzz(func(t *testing.T, data []byte) { readAnything(t, data) })
}

// FuzzReadCells fuzzes what stands inside a sheet, which random bytes of a ZIP never reach.
func FuzzReadCells(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c><f>1</f></c></row>`, `<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`)
	f.Add(`<row><c t="d"><v>x</v></c></row><row hidden="1"><c r="b2" s="9"><v>1e300</v></c></row>`, ``)
	f.Fuzz(func(t *testing.T, rows, after string) { readAnything(t, rawXLSX(t, rows, after)) })
}

// readAnything reads bytes and checks that what came out is within its own rules.
func readAnything(t *testing.T, data []byte) {
	limits := Limits{Unpacked: 1 << 20, Rows: 1000, Cells: 20_000, Text: 5000}
	book, err := Read(context.Background(), "fuzz", data, limits)
	if err != nil {
		if fault.Is(err, fault.Internal) {
			t.Errorf("an error of no kind: %v", err)
		}
		return
	}
	cells := 0
	for _, s := range book.Sheets {
		last := 0
		for _, row := range s.Rows {
			if row.Number <= last {
				t.Fatalf("row %d follows row %d", row.Number, last)
			}
			last = row.Number
			cells += len(row.Cells)
		}
	}
	if cells > limits.Cells {
		t.Errorf("%d cells", cells)
	}
}
