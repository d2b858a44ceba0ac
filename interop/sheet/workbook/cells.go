package workbook

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"surety/fault"
)

// sheetReader reads the cells of one worksheet as a stream (ECMA-376 part 1,
// 18.3.1): memory grows with the values that are there, never with how far out
// on the sheet they stand.
type sheetReader struct {
	decoder *xml.Decoder
	tables  *tables
	allowed *allowance
	sheet   *Sheet
	row     Row
	column  int // of the next cell without a reference
	last    int // number of the row before
	merged  []area
}

func (a *archive) sheet(ctx context.Context, name string, t *tables, allowed *allowance) (*Sheet, error) {
	content, err := a.open(name)
	if err != nil {
		return nil, err
	}
	defer content.Close() //nolint:errcheck // only read
	r := &sheetReader{decoder: xml.NewDecoder(content), tables: t, allowed: allowed, sheet: &Sheet{}}
	if err := r.read(ctx); err != nil {
		return nil, damaged(name, err)
	}
	if err := r.sheet.fill(r.merged, allowed); err != nil {
		return nil, err
	}
	return r.sheet, nil
}

func (r *sheetReader) read(ctx context.Context) error {
	for {
		token, err := r.decoder.RawToken()
		if err != nil {
			return unexpected(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			err = r.start(token)
		case xml.EndElement:
			switch token.Name.Local {
			case "row":
				err = r.endRow()
			case "worksheet":
				return ctx.Err()
			}
			if len(r.sheet.Rows)%1000 == 999 && ctx.Err() != nil {
				return ctx.Err()
			}
		}
		if err != nil {
			return err
		}
	}
}

func (r *sheetReader) start(element xml.StartElement) error {
	switch element.Name.Local {
	case "row":
		return r.startRow(element.Attr)
	case "c":
		return r.cell(element.Attr)
	case "mergeCell":
		if len(r.merged) > r.allowed.Cells {
			return fault.New(fault.TooLarge, "more than %d merged regions", r.allowed.Cells)
		}
		if merged, ok := parseArea(attribute(element.Attr, "ref")); ok {
			r.merged = append(r.merged, merged)
		}
	}
	return nil
}

func attribute(attributes []xml.Attr, name string) string {
	for _, a := range attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (r *sheetReader) startRow(attributes []xml.Attr) error {
	number := r.last + 1
	if given := attribute(attributes, "r"); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil || n <= r.last {
			return fault.New(fault.Malformed, "the file is damaged: row %q follows row %d", given, r.last)
		}
		number = n
	}
	hidden := attribute(attributes, "hidden")
	r.row, r.last, r.column = Row{Number: number, Hidden: hidden == "1" || hidden == "true"}, number, 0
	return nil
}

func (r *sheetReader) endRow() error {
	if len(r.row.Cells) > 0 {
		r.sheet.Rows = append(r.sheet.Rows, r.row)
		if err := r.allowed.take(1, 0); err != nil {
			return err
		}
	}
	r.row = Row{}
	return nil
}

// cell reads one cell up to its end and keeps it when it has a value.
func (r *sheetReader) cell(attributes []xml.Attr) error {
	var kind, style string
	column := r.column
	for _, a := range attributes {
		switch a.Name.Local {
		case "t":
			kind = a.Value
		case "s":
			style = a.Value
		case "r":
			at, _, ok := parseRef(a.Value)
			if !ok {
				return fault.New(fault.Malformed, "the file is damaged: row %d has a cell named %q", r.row.Number, a.Value)
			}
			column = at
		}
	}
	r.column = column + 1
	content, err := r.content()
	if err != nil {
		return err
	}
	if content.formula && !content.given {
		return r.keep(column, Cell{Kind: Error, Text: "a formula without a computed value"})
	}
	cell, err := r.value(kind, style, content.value)
	if err != nil || cell.Text == "" {
		return err
	}
	return r.keep(column, cell)
}

func (r *sheetReader) keep(column int, cell Cell) error {
	if err := r.allowed.column(r.row.Number, column); err != nil {
		return err
	}
	if err := r.allowed.text(r.row.Number, column, cell.Text); err != nil {
		return err
	}
	if r.row.Cells == nil && len(r.sheet.Rows) > 0 {
		r.row.Cells = make([]Cell, 0, len(r.sheet.Rows[len(r.sheet.Rows)-1].Cells)) // rows of a table are about as long as the one before
	}
	if missing := column + 1 - len(r.row.Cells); missing > 0 {
		if err := r.allowed.take(0, missing); err != nil {
			return err
		}
		r.row.Cells = append(r.row.Cells, make([]Cell, missing)...)
	}
	r.row.Cells[column] = cell
	return nil
}

// content is what stands inside a c element.
type content struct {
	value          string
	given, formula bool
}

func (r *sheetReader) content() (content, error) {
	var c content
	var value []byte
	inValue := false
	for {
		token, err := r.decoder.RawToken()
		if err != nil {
			return c, unexpected(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "v":
				inValue, c.given = true, true
			case "f":
				c.formula = true
			case "is":
				c.given = true
				if c.value, err = richText(r.decoder, "is"); err != nil {
					return c, err
				}
			}
		case xml.CharData:
			if inValue {
				value = append(value, token...)
			}
		case xml.EndElement:
			switch token.Name.Local {
			case "v":
				inValue, c.value = false, string(value)
			case "c":
				return c, nil
			}
		}
	}
}

// value makes a cell of what a c element holds; the types are those of
// ST_CellType (ECMA-376 part 1, 18.18.11).
func (r *sheetReader) value(kind, style, value string) (Cell, error) {
	switch kind {
	case "s":
		if value == "" {
			return Cell{}, nil
		}
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(r.tables.strings) {
			return Cell{}, fault.New(fault.Malformed, "the file is damaged: row %d points to the text %q, which isn't there", r.row.Number, value)
		}
		return Cell{Kind: Text, Text: r.tables.strings[i]}, nil
	case "inlineStr":
		return Cell{Kind: Text, Text: value}, nil
	case "str":
		return Cell{Kind: Text, Text: unescape(value)}, nil
	case "b":
		if strings.TrimSpace(value) == "1" || value == "true" {
			return Cell{Kind: Bool, Text: "TRUE", Number: 1}, nil
		}
		return Cell{Kind: Bool, Text: "FALSE"}, nil
	case "e":
		return Cell{Kind: Error, Text: value}, nil
	case "d":
		return Cell{Kind: Date, Text: strings.TrimSuffix(value, "T00:00:00")}, nil
	}
	return r.number(style, value)
}

func (r *sheetReader) number(style, value string) (Cell, error) {
	if value = strings.TrimSpace(value); value == "" {
		return Cell{}, nil
	}
	number, err := strconv.ParseFloat(value, 64)
	if err != nil || number != number {
		return Cell{}, fault.New(fault.Malformed, "the file is damaged: row %d has the number %q", r.row.Number, value)
	}
	index := 0
	if style != "" {
		if index, err = strconv.Atoi(style); err != nil {
			return Cell{}, fault.New(fault.Malformed, "the file is damaged: row %d has the style %q", r.row.Number, style)
		}
	}
	return r.tables.format(index).cell(number, r.tables.date1904), nil
}
