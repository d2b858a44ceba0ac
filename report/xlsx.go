package report

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"surety/record"
)

// mostLetters is what a cell takes.
const mostLetters = 32_000

// workbook writes a paper's tables as sheets and, last, what the paper is. It
// collects the first error, so that laying out reads straight on.
type workbook struct {
	file   *excelize.File
	paper  *Paper
	styles map[string]int
	err    error
}

// writeXLSX writes the paper as a workbook: each table with frozen head and
// filters, in cells of the type of what they hold. Text is never a formula.
func (p *Paper) writeXLSX(w io.Writer) (err error) {
	b := &workbook{file: excelize.NewFile(), paper: p, styles: map[string]int{}}
	defer func() {
		if closed := b.file.Close(); err == nil {
			err = closed
		}
	}()
	b.properties()
	first := b.file.GetSheetName(0)
	for i, t := range p.tables() {
		if i == 0 {
			b.do(b.file.SetSheetName(first, t.name))
		} else {
			b.newSheet(t.name)
		}
		b.sheet(t)
	}
	about := p.reader.Say("About this paper")
	b.newSheet(about)
	b.about(about)
	if b.err != nil {
		return fmt.Errorf("lay out the workbook: %w", b.err)
	}
	return b.file.Write(w)
}

func (b *workbook) do(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *workbook) newSheet(name string) {
	_, err := b.file.NewSheet(name)
	b.do(err)
}

func (b *workbook) properties() {
	at := b.paper.Printed.UTC().Format(time.RFC3339)
	b.do(b.file.SetDocProps(&excelize.DocProperties{Title: b.paper.Title, Subject: b.paper.Standing, Creator: b.paper.Organization, Language: b.paper.Language, Created: at, Modified: at}))
}

// style is the number of a look, made once.
func (b *workbook) style(name string, look func(*excelize.Style)) int {
	id, ok := b.styles[name]
	if !ok {
		s := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}
		look(s)
		var err error
		id, err = b.file.NewStyle(s)
		b.do(err)
		b.styles[name] = id
	}
	return id
}

func (b *workbook) head() int {
	return b.style("head", func(s *excelize.Style) {
		s.Font = &excelize.Font{Bold: true}
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8ECF2"}}
		s.Border = []excelize.Border{{Type: "bottom", Color: "8A93A0", Style: 1}}
	})
}

func (b *workbook) words() int { return b.style("words", func(*excelize.Style) {}) }

func (b *workbook) number(form string) int {
	return b.style(form, func(s *excelize.Style) { s.CustomNumFmt = &form })
}

// linked is the look of a cell that leads somewhere.
func (b *workbook) linked() int {
	return b.style("linked", func(s *excelize.Style) { s.Font = &excelize.Font{Color: "1F5FBF", Underline: "single"} })
}

// sheet writes a table as a stream, so that a long one is not held twice.
func (b *workbook) sheet(t *table) {
	b.print(t)
	stream, err := b.file.NewStreamWriter(t.name)
	if err != nil {
		b.do(err)
		return
	}
	for i, width := range letterWidths(t) {
		b.do(stream.SetColWidth(i+1, i+1, width))
	}
	b.do(stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	heads := make([]any, len(t.columns))
	for i, c := range t.columns {
		heads[i] = excelize.Cell{StyleID: b.head(), Value: c.head}
	}
	b.do(stream.SetRow("A1", heads))
	n := 1
	for _, r := range t.rows {
		if r.group != "" {
			continue // a row that is none would stand in the way of filters
		}
		n++
		cells := make([]any, len(r.cells))
		for i, c := range r.cells {
			cells[i] = b.cell(c)
			if b.paper.mendOf(c) != "" {
				cells[i] = excelize.Cell{StyleID: b.linked(), Value: clip(c.text(), mostLetters)}
			}
		}
		if b.paper.leadsTo(keyOf(r)) != "" {
			cells[0] = excelize.Cell{StyleID: b.linked(), Value: r.cells[0].text()}
		}
		b.do(stream.SetRow(fmt.Sprintf("A%d", n), cells))
	}
	last, err := excelize.CoordinatesToCellName(len(t.columns), n)
	b.do(err)
	b.do(b.file.AutoFilter(t.name, "A1:"+last, nil))
	b.links(t)
	b.do(stream.Flush()) // at last: it writes what was set before, and what is set later is lost
}

// cell is a cell of the type of what it holds.
func (b *workbook) cell(c cell) excelize.Cell {
	switch value := c.value.(type) {
	case record.Date:
		return excelize.Cell{StyleID: b.number("yyyy-mm-dd"), Value: value.Time()}
	case time.Time:
		clock := time.Date(value.Year(), value.Month(), value.Day(), value.Hour(), value.Minute(), value.Second(), 0, time.UTC) // a spreadsheet knows no zones
		return excelize.Cell{StyleID: b.number("yyyy-mm-dd hh:mm"), Value: clock}
	case int:
		return excelize.Cell{StyleID: b.number("0"), Value: value}
	case float64:
		return excelize.Cell{StyleID: b.number("General"), Value: value}
	case record.Percent:
		return excelize.Cell{StyleID: b.number("0.##%"), Value: float64(value) / 100}
	case record.Money:
		places := strings.TrimRight("."+strings.Repeat("0", value.Decimals()), ".")
		return excelize.Cell{StyleID: b.number(`#,##0` + places + ` "` + value.Currency + `"`), Value: value.Amount()}
	case bool:
		return excelize.Cell{StyleID: b.words(), Value: value}
	}
	return excelize.Cell{StyleID: b.words(), Value: clip(c.text(), mostLetters)}
}

// keyOf is the record that a row leads to: that of its first cell. More links would
// cost more than they are worth, for each is held against all others.
func keyOf(r row) string {
	if len(r.cells) == 0 || len(r.cells[0].pieces) != 1 {
		return ""
	}
	return r.cells[0].pieces[0].key
}

// mendOf is where the first act that a cell names is done: a cell leads to one place.
func (p *Paper) mendOf(c cell) string {
	for _, piece := range c.pieces {
		if piece.field != "" {
			return p.address(piece)
		}
	}
	return ""
}

// links make the first cell of each row lead to the row's record, and what is to be
// done to where it is done.
func (b *workbook) links(t *table) {
	n := 1
	for _, r := range t.rows {
		if r.group != "" {
			continue
		}
		n++
		if address := b.paper.leadsTo(keyOf(r)); address != "" {
			b.do(b.file.SetCellHyperLink(t.name, fmt.Sprintf("A%d", n), address, "External"))
		}
		for i, c := range r.cells {
			if address := b.paper.mendOf(c); address != "" {
				at, err := excelize.CoordinatesToCellName(i+1, n)
				b.do(err)
				b.do(b.file.SetCellHyperLink(t.name, at, address, "External"))
			}
		}
	}
}

// print readies a sheet for paper: on its side, as wide as a page, its head on
// each.
func (b *workbook) print(t *table) {
	landscape, a4, one, zero, fit := "landscape", 9, 1, 0, true
	b.do(b.file.SetPageLayout(t.name, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &one, FitToHeight: &zero}))
	b.do(b.file.SetSheetProps(t.name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	b.do(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: quoted(t.name) + "!$1:$1", Scope: t.name}))
	b.do(b.file.SetHeaderFooter(t.name, &excelize.HeaderFooterOptions{OddFooter: "&L&\"-,Regular\"&8" + ampersands(b.paper.Title) + "&R&8&P / &N"}))
}

// quoted is a sheet's name as references name it.
func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// ampersands keeps text from being read as a code of a foot, and within its bound.
func ampersands(text string) string { return strings.ReplaceAll(clip(text, 100), "&", "&&") }

// letterWidths are the widths of columns in letters, by what they hold.
func letterWidths(t *table) []float64 {
	const narrowest, widest = 8.0, 60.0
	widths := make([]float64, len(t.columns))
	for i, c := range t.columns {
		widths[i] = float64(utf8.RuneCountInString(c.head)) + 4 // the filter's button stands beside it
	}
	for _, r := range t.rows {
		for i, c := range r.cells {
			for line := range strings.Lines(c.text()) {
				widths[i] = max(widths[i], float64(utf8.RuneCountInString(line))*1.05+1)
			}
		}
	}
	for i := range widths {
		widths[i] = min(max(widths[i], narrowest), widest)
	}
	return widths
}

// about writes the title block into a sheet.
func (b *workbook) about(sheet string) {
	r := b.paper.reader
	b.do(b.file.SetColWidth(sheet, "A", "A", 20))
	b.do(b.file.SetColWidth(sheet, "B", "B", 90))
	entries := append([]Fact{{Label: r.Say("Paper"), Value: b.paper.Title}}, b.paper.block()...)
	for _, part := range b.paper.parts {
		if text, ok := part.(paragraph); ok {
			entries = append(entries, Fact{Label: r.Say("In short"), Value: string(text)})
		}
	}
	entries = append(entries, Fact{Label: r.Say("Note"), Value: b.paper.disclaimer()})
	for i, entry := range entries {
		look := b.words()
		if i == 0 {
			look = b.head()
		}
		for column, text := range []string{entry.Label, entry.Value} {
			name, err := excelize.CoordinatesToCellName(column+1, i+1)
			b.do(err)
			b.do(b.file.SetCellStr(sheet, name, clip(text, mostLetters)))
			b.do(b.file.SetCellStyle(sheet, name, name, look))
		}
	}
}

// clip shortens a text to a number of letters.
func clip(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}
