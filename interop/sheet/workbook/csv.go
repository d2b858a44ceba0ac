package workbook

import (
	"context"
	"strings"
	"unicode/utf8"

	"surety/fault"
)

// readCSV reads separated values: RFC 4180 as people bend it, with any of four
// separators, line ends of all systems, rows of unequal length and quotation
// marks in the middle of unquoted fields. The standard library's reader drops
// blank lines, and with them the numbers that people count rows by.
func readCSV(ctx context.Context, book *Book, data []byte, allowed *allowance) error {
	text, encoding, err := decode(data)
	if err != nil {
		return err
	}
	separator, named := namedSeparator(text)
	if !named {
		separator = detectSeparator(text)
	}
	sheet := Sheet{Name: SheetName}
	fields := &fieldReader{rest: text, separator: separator, row: 1}
	if named {
		fields.skipLine()
	}
	for fields.rest != "" {
		record, err := fields.record()
		if err != nil {
			return err
		}
		row, err := csvRow(fields.row, record, allowed)
		if err != nil {
			return err
		}
		fields.row++
		if len(row.Cells) > 0 {
			sheet.Rows = append(sheet.Rows, row)
		}
		if fields.row%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
	}
	book.Encoding, book.Separator, book.Sheets = encoding, separator, []Sheet{sheet}
	return nil
}

// SheetName is what the one sheet of a CSV is called.
const SheetName = "CSV"

func csvRow(number int, record []string, allowed *allowance) (Row, error) {
	for len(record) > 0 && record[len(record)-1] == "" {
		record = record[:len(record)-1]
	}
	row := Row{Number: number}
	if len(record) == 0 {
		return row, nil
	}
	if err := allowed.column(number, len(record)-1); err != nil {
		return row, err
	}
	if err := allowed.take(1, len(record)); err != nil {
		return row, err
	}
	row.Cells = make([]Cell, len(record))
	for i, text := range record {
		if err := allowed.text(number, i, text); err != nil {
			return row, err
		}
		if text != "" {
			row.Cells[i] = Cell{Kind: Text, Text: Bare(text)}
		}
	}
	return row, nil
}

// Harmless makes a text safe to stand in a CSV: a spreadsheet program would
// run one that begins with = + - @, a tab or a line end as a formula, so an
// apostrophe goes before it. Bare takes it away again.
func Harmless(text string) string {
	if isFormula(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// Bare undoes Harmless and leaves every other text as it is.
func Bare(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && isFormula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return text
}

func isFormula(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("=+-@\t\r\n＝＋－＠", first)
}

// fieldReader takes records off the front of a text.
type fieldReader struct {
	rest      string
	separator rune
	row       int // number of the record that comes next, for messages
}

func (r *fieldReader) skipLine() {
	if i := strings.IndexAny(r.rest, "\r\n"); i >= 0 {
		r.rest = r.rest[i:]
		r.endLine()
	} else {
		r.rest = ""
	}
	r.row++
}

// endLine takes a line end of any system off the front.
func (r *fieldReader) endLine() bool {
	for _, end := range [...]string{"\r\n", "\n", "\r"} {
		if rest, ok := strings.CutPrefix(r.rest, end); ok {
			r.rest = rest
			return true
		}
	}
	return r.rest == ""
}

// record reads the fields up to the next line end outside of quotes.
func (r *fieldReader) record() ([]string, error) {
	var fields []string
	for {
		field, err := r.field()
		if err != nil {
			return nil, err
		}
		fields = append(fields, field)
		if r.endLine() {
			return fields, nil
		}
		r.rest = r.rest[1:] // the separator; all four are ASCII
		if r.rest == "" {
			return append(fields, ""), nil
		}
	}
}

func (r *fieldReader) field() (string, error) {
	if strings.HasPrefix(r.rest, `"`) {
		return r.quoted()
	}
	end := strings.IndexAny(r.rest, string(r.separator)+"\r\n")
	if end < 0 {
		end = len(r.rest)
	}
	field := r.rest[:end]
	r.rest = r.rest[end:]
	return field, nil
}

func (r *fieldReader) quoted() (string, error) {
	var field strings.Builder
	rest := r.rest[1:]
	for {
		end := strings.IndexByte(rest, '"')
		if end < 0 {
			return "", fault.New(fault.Malformed, "row %d opens a quotation mark that is never closed", r.row)
		}
		field.WriteString(rest[:end])
		rest = rest[end+1:]
		if strings.HasPrefix(rest, `"`) {
			field.WriteByte('"')
			rest = rest[1:]
			continue
		}
		r.rest = strings.TrimLeft(rest, " ")
		if r.rest == "" || strings.ContainsRune(string(r.separator)+"\r\n", rune(r.rest[0])) {
			return field.String(), nil
		}
		return "", fault.New(fault.Malformed, "row %d has a quotation mark inside a quoted field near %q: there must be two in its place", r.row, clip(field.String()))
	}
}

// clip keeps the last few characters of a text, for messages.
func clip(text string) string {
	letters := []rune(text)
	return string(letters[max(0, len(letters)-30):])
}
