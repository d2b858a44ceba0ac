package sheet

import (
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"surety/interop/sheet/workbook"
	"surety/record"
)

// WriteXLSX writes the records as an XLSX workbook of one sheet: typed cells,
// column widths, a frozen first row and a filter. Texts longer than a cell
// holds go on in columns of their own.
func (x *Export) WriteXLSX(w io.Writer) error {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // nothing is written by it
	out := &xlsxWriter{export: x, file: f, styles: map[string]int{}}
	if err := out.write(); err != nil {
		return err
	}
	return f.Write(w)
}

type xlsxWriter struct {
	export  *Export
	file    *excelize.File
	stream  *excelize.StreamWriter
	columns []exportColumn
	cells   [][]any // by record: the values of the columns
	styles  map[string]int
}

func (o *xlsxWriter) write() error {
	if err := o.collect(); err != nil {
		return err
	}
	sheet := sheetName(o.export.Reader.Say(o.export.Kind.Plural))
	if err := o.file.SetSheetName(o.file.GetSheetName(0), sheet); err != nil {
		return err
	}
	stream, err := o.file.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	o.stream = stream
	if err := o.head(); err != nil {
		return err
	}
	for i, cells := range o.cells {
		row, err := o.row(cells)
		if err != nil {
			return err
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", i+2), row); err != nil {
			return err
		}
	}
	return stream.Flush()
}

// collect computes all cells, and adds columns for texts too long for one.
func (o *xlsxWriter) collect() error {
	columns := o.export.columns()
	parts := make([]int, len(columns))
	o.cells = make([][]any, len(o.export.Records))
	for i, r := range o.export.Records {
		o.cells[i] = make([]any, len(columns))
		for j, c := range columns {
			value, err := c.value(r)
			if err != nil {
				return valueError(r, c.header, err)
			}
			o.cells[i][j] = value
			if text, ok := value.(string); ok && len(text) > longestCell {
				parts[j] = max(parts[j], len(splitText(text, longestCell)))
			}
		}
	}
	for j, c := range columns {
		o.columns = append(o.columns, c)
		for part := 2; part <= parts[j]; part++ {
			o.columns = append(o.columns, exportColumn{header: continued(c.header, part), field: c.field, part: part})
		}
	}
	return nil
}

// head writes widths, headings, the frozen row and the filter.
func (o *xlsxWriter) head() error {
	for i, c := range o.columns {
		if err := o.stream.SetColWidth(i+1, i+1, width(c)); err != nil {
			return err
		}
	}
	err := o.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	if err != nil {
		return err
	}
	bold, err := o.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	headers := make([]any, len(o.columns))
	for i, c := range o.columns {
		headers[i] = excelize.Cell{StyleID: bold, Value: c.header}
	}
	if err := o.stream.SetRow("A1", headers); err != nil {
		return err
	}
	no := false
	return o.stream.AddTable(&excelize.Table{
		Range: fmt.Sprintf("A1:%s%d", workbook.ColumnName(len(o.columns)-1), len(o.cells)+1), Name: "Records", ShowRowStripes: &no,
	})
}

// width is a column's width in characters, by what it holds.
func width(c exportColumn) float64 {
	if c.field == nil {
		return 12
	}
	switch c.field.Type {
	case record.TypeMarkdown, record.TypeRows:
		return 60
	case record.TypeText, record.TypeTexts, record.TypeRefs, record.TypeEnums:
		return 32
	}
	return 16
}

func (o *xlsxWriter) row(values []any) ([]any, error) {
	row := make([]any, 0, len(o.columns))
	next := 0
	for _, c := range o.columns {
		if c.part > 0 {
			continue // written with the text it continues
		}
		value := values[next]
		next++
		parts := []string{}
		if text, ok := value.(string); ok {
			parts = splitText(text, longestCell)
			value = o.text(parts[0])
		}
		cell, err := o.cell(value)
		if err != nil {
			return nil, err
		}
		row = append(row, cell)
		for len(row) < len(o.columns) && o.columns[len(row)].part > 0 {
			if part := o.columns[len(row)].part; part <= len(parts) {
				row = append(row, o.text(parts[part-1]))
			} else {
				row = append(row, nil)
			}
		}
	}
	return row, nil
}

// escapeForm is what the format would read as an escaped character.
var escapeForm = regexp.MustCompile(`_x[0-9a-fA-F]{4}_`)

// text is a text as a cell takes it. One that holds what looks like an escape
// is cut into runs within it, because the library escapes overlapping ones wrongly.
func (o *xlsxWriter) text(text string) any {
	if !escapeForm.MatchString(text) {
		return text
	}
	var runs []excelize.RichTextRun
	for part := range strings.SplitAfterSeq(text, "_x") {
		runs = append(runs, excelize.RichTextRun{Text: part})
	}
	return runs
}

// cell gives a typed value its number format. What a number can't carry
// without loss is written as text.
func (o *xlsxWriter) cell(value any) (any, error) {
	switch value := value.(type) {
	case int:
		if value > 1<<53 || value < -1<<53 {
			return fmt.Sprint(value), nil
		}
	case float64:
		if short, err := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64); err != nil || short != value {
			return decimalText(value), nil // the library writes 15 digits
		}
	case dateValue:
		return o.dateCell(value)
	case percentValue:
		fraction, err := strconv.ParseFloat(strconv.FormatFloat(float64(value)/100, 'g', 15, 64), 64)
		if err != nil || hundredfold(fraction) != float64(value) {
			return o.export.csvText(value), nil
		}
		return o.styled(fraction, "0.##########%")
	case record.Money:
		if code, ok := record.Currency(value.Currency); !ok || code != value.Currency || math.Abs(float64(value.Minor)) > 1<<50 {
			return value.String(), nil
		}
		return o.styled(value.Amount(), "#,##0"+strings.TrimRight("."+strings.Repeat("0", value.Decimals()), ".")+" [$"+value.Currency+"]")
	}
	return value, nil
}

// dateCell writes a day as the number of the 1900 date system, which is
// certain from March 1900 on.
func (o *xlsxWriter) dateCell(value dateValue) (any, error) {
	day := record.Date(value).Time()
	serial := day.Unix()/86400 + 25569 // days from 1899-12-30 to 1970-01-01
	if day.IsZero() || serial < 61 {
		return string(value), nil
	}
	return o.styled(int(serial), "yyyy-mm-dd")
}

func (o *xlsxWriter) styled(value any, format string) (any, error) {
	id, ok := o.styles[format]
	if !ok {
		var err error
		if id, err = o.file.NewStyle(&excelize.Style{CustomNumFmt: &format}); err != nil {
			return nil, err
		}
		o.styles[format] = id
	}
	return excelize.Cell{StyleID: id, Value: value}, nil
}

// sheetName makes a name that a sheet can have: 31 characters, without signs
// that references use.
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return '-'
		}
		return r
	}, name)
	return clip(name, 31)
}
