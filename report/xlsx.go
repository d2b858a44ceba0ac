package report

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"surety/isms/control"
)

// XLSX writes the paper as a workbook: the statement with frozen header and
// filters, what it is, and its differences from the release. All cells are
// text cells, never formulas.
func (p *SoA) XLSX(w io.Writer) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	sheet := &workbook{file: f}
	sheet.statement(p)
	sheet.about(p)
	sheet.differences(p)
	if sheet.err != nil {
		return fmt.Errorf("lay out the workbook: %w", sheet.err)
	}
	return f.Write(w)
}

// workbook collects the first error, so that laying out reads straight on.
type workbook struct {
	file *excelize.File
	err  error
}

func (b *workbook) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *workbook) style(style *excelize.Style) int {
	id, err := b.file.NewStyle(style)
	b.do(err)
	return id
}

func (b *workbook) row(sheet string, n int, values []string, style int) {
	for i, value := range values {
		cell, err := excelize.CoordinatesToCellName(i+1, n)
		b.do(err)
		b.do(b.file.SetCellStr(sheet, cell, value))
		b.do(b.file.SetCellStyle(sheet, cell, cell, style))
	}
}

func (b *workbook) styles() (head, body int) {
	head = b.style(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8ECF2"}},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}, Border: []excelize.Border{{Type: "bottom", Color: "8A93A0", Style: 1}}})
	body = b.style(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	return head, body
}

func (b *workbook) statement(p *SoA) {
	const sheet = "Statement"
	b.do(b.file.SetSheetName("Sheet1", sheet))
	head, body := b.styles()
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.head
		name, err := excelize.ColumnNumberToName(i + 1)
		b.do(err)
		b.do(b.file.SetColWidth(sheet, name, name, c.width*150))
	}
	b.row(sheet, 1, heads, head)
	for n, row := range p.Rows {
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = c.text(row)
		}
		b.row(sheet, n+2, cells, body)
	}
	last, err := excelize.CoordinatesToCellName(len(columns), len(p.Rows)+1)
	b.do(err)
	b.do(b.file.AutoFilter(sheet, "A1:"+last, nil))
	b.do(b.file.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	landscape, a4, one, zero := "landscape", 9, 1, 0
	b.do(b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &one, FitToHeight: &zero}))
	fit := true
	b.do(b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.do(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: sheet + "!$1:$1", Scope: sheet}))
}

func (b *workbook) about(p *SoA) {
	const sheet = "About"
	_, err := b.file.NewSheet(sheet)
	b.do(err)
	head, body := b.styles()
	b.do(b.file.SetColWidth(sheet, "A", "A", 18))
	b.do(b.file.SetColWidth(sheet, "B", "B", 90))
	b.row(sheet, 1, []string{"Statement", p.Title}, head)
	n := 2
	for _, line := range p.block() {
		b.row(sheet, n, line[:], body)
		n++
	}
	b.row(sheet, n, []string{"Comparison", p.Comparison()}, body)
	b.row(sheet, n+1, []string{"Note", Disclaimer}, body)
}

func (b *workbook) differences(p *SoA) {
	if len(p.Differences) == 0 {
		return
	}
	const sheet = "Differences"
	_, err := b.file.NewSheet(sheet)
	b.do(err)
	head, body := b.styles()
	b.do(b.file.SetColWidth(sheet, "A", "A", 12))
	b.do(b.file.SetColWidth(sheet, "B", "E", 40))
	b.row(sheet, 1, []string{"Control", "Title", "What differs", "Released " + p.Against, "Draft " + p.Version}, head)
	for n, d := range p.Differences {
		b.row(sheet, n+2, []string{d.Control, d.Title, describeFields(d), inShort(d.Before), inShort(d.After)}, body)
	}
}

func describeFields(d control.Difference) string {
	text := ""
	for i, field := range d.Fields {
		if i > 0 {
			text += ", "
		}
		text += field
	}
	return text
}

func inShort(row *control.ReleasedRow) string {
	if row == nil {
		return "–"
	}
	return fmt.Sprintf("%s; %s; %s; %s", Included(*row), Because(*row), Declared(*row), row.Owner)
}
