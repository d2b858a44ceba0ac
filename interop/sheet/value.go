package sheet

import (
	"math"
	"strconv"
	"strings"

	"surety/fault"
	"surety/interop/sheet/workbook"
	"surety/record"
)

// reading is what a cell says for a field.
type reading struct {
	// value is of the field's Go type; nil for references, which names hold
	// until it is known what they name.
	value any
	names []string
	// rows is a body that holds nothing but the nested rows that the cell gave.
	rows any
}

// reader reads the cells of one column for one field.
type reader struct {
	kind   *record.Kind
	slot   *slot
	column Column
	unit   unit
	values map[string]string // by compared text
	known  map[string]string // the options that texts named so far: a column says few over and over
	steps  []Step            // of the scale, for a level
}

func newReader(kind *record.Kind, s *slot, column Column, steps []Step) *reader {
	r := &reader{kind: kind, slot: s, column: column, steps: steps, values: make(map[string]string, len(column.Values)), known: map[string]string{}}
	r.unit, _ = parseUnit(column.Unit) // the mapping was checked
	for text, value := range column.Values {
		r.values[comparedText(text)] = value
	}
	return r
}

// comparedText is how texts of cells are told to be the same.
func comparedText(text string) string {
	return strings.ToLower(strings.Join(strings.Fields(text), " "))
}

// read reads a cell that isn't blank. ok is false when it has a sign for
// nothing, such as a dash.
func (r *reader) read(c workbook.Cell) (got reading, ok bool, err error) {
	if c.Kind == workbook.Error {
		return got, false, fault.New(fault.Invalid, "the cell holds %s: correct it in the file", c.Text)
	}
	c, err = r.given(c)
	if err != nil {
		return got, false, err
	}
	f := r.slot.field
	if !isText(f) && saysNothing(c.Text) {
		if _, isOption := f.Option(c.Text); !isOption {
			return got, false, nil
		}
	}
	switch f.Type {
	case record.TypeRef:
		got.names = somebody(f, splitAt(c.Text, ";\n\r"))
		if len(got.names) > 1 {
			return got, false, fault.New(fault.Invalid, "%q names %d records where one is expected", c.Text, len(got.names))
		}
		return got, len(got.names) > 0, nil
	case record.TypeRefs:
		got.names = somebody(f, splitEntries(c.Text, false))
		return got, len(got.names) > 0, tooMany(f, len(got.names))
	case record.TypeRows:
		got.rows, err = r.nested(c.Text)
		return got, err == nil, err
	}
	got.value, err = r.scalar(f, c)
	return got, err == nil, err
}

// tooMany refuses more entries than a field holds, before each is looked at.
func tooMany(f *record.Field, n int) error {
	if n > f.Max {
		return fault.New(fault.Invalid, "%d entries: at most %d are kept here", n, f.Max)
	}
	return nil
}

// given puts what the mapping says for a cell's text in its place.
func (r *reader) given(c workbook.Cell) (workbook.Cell, error) {
	value, ok := r.values[comparedText(c.Text)]
	if !ok {
		return c, nil
	}
	if value != "" {
		return workbook.Cell{Kind: workbook.Text, Text: value}, nil
	}
	isNumber := r.slot.field.Type == record.TypeInteger && len(r.steps) == 0 // and tells so itself
	if _, err := r.scalar(r.slot.field, c); err != nil && !isNumber {
		return c, fault.New(fault.Invalid, "what %q means is not decided: say what it means, or change the cell", c.Text)
	}
	return c, nil
}

func isText(f *record.Field) bool {
	return f.Type == record.TypeText || f.Type == record.TypeMarkdown || f.Type == record.TypeTexts
}

// scalar reads a value of a type that holds no references.
func (r *reader) scalar(f *record.Field, c workbook.Cell) (any, error) {
	switch f.Type {
	case record.TypeText:
		text := cleanText(shown(c))
		if f.OneLine() { // a cell is broken where its column is narrow
			text = strings.Join(splitAt(text, "\n\u2028\u2029"), " ")
		}
		return text, nil
	case record.TypeMarkdown:
		return record.Markdown(cleanText(shown(c))), nil
	case record.TypeTexts:
		texts := cleanTexts(splitEntries(shown(c), r.column.Split == ","))
		return texts, tooMany(f, len(texts))
	case record.TypeEnum:
		return r.option(f, c.Text)
	case record.TypeEnums:
		return r.options(f, c.Text)
	case record.TypeBool:
		return parseYes(c.Text)
	case record.TypeInteger:
		return r.integer(c)
	case record.TypeDecimal:
		return r.decimal(c)
	case record.TypePercent:
		n, err := r.percent(c)
		return record.Percent(n), err
	case record.TypeDate:
		t, err := cellInstant(c, r.column.Dates)
		if err != nil {
			return nil, err
		}
		return record.DateOf(t), nil
	case record.TypeInstant:
		return cellInstant(c, r.column.Dates)
	case record.TypePeriod:
		return parsePeriod(c.Text, r.unit.period)
	case record.TypeMoney:
		return parseMoney(c, r.column.Decimal, r.unit)
	}
	return nil, fault.New(fault.Invalid, "%s can't be read from a cell", fault.Word(f.Label))
}

// shown is a cell's text with the unit that its format shows.
func shown(c workbook.Cell) string {
	switch {
	case c.Kind != workbook.Number || c.Unit == "":
		return c.Text
	case c.Unit == "%":
		return strconv.FormatFloat(hundredfold(c.Number), 'f', -1, 64) + " %"
	}
	return c.Text + " " + c.Unit
}

func (r *reader) decimal(c workbook.Cell) (float64, error) {
	if c.Kind == workbook.Number {
		return c.Number, nil
	}
	plain, err := plainNumber(c.Text, r.column.Decimal)
	if err != nil {
		return 0, err
	}
	return strconv.ParseFloat(plain, 64)
}

func (r *reader) percent(c workbook.Cell) (float64, error) {
	if c.Kind == workbook.Number {
		if c.Unit == "%" || r.unit.fraction {
			return hundredfold(c.Number), nil
		}
		return c.Number, nil
	}
	text, signed := strings.CutSuffix(strings.TrimSpace(c.Text), "%")
	plain, err := plainNumber(text, r.column.Decimal)
	if err != nil {
		return 0, err
	}
	n, err := strconv.ParseFloat(plain, 64)
	if err == nil && r.unit.fraction && !signed {
		n = hundredfold(n)
	}
	return n, err
}

// hundredfold turns a fraction into percent, without the dust that binary
// fractions leave: 0.07 is 7 %, not 7.000000000000001 %.
func hundredfold(fraction float64) float64 {
	n, err := strconv.ParseFloat(strconv.FormatFloat(fraction*100, 'g', 14, 64), 64)
	if err != nil {
		return fraction * 100
	}
	return n
}

func (r *reader) integer(c workbook.Cell) (int, error) {
	if len(r.steps) > 0 {
		return r.step(c)
	}
	return wholeNumber(c, r.column.Decimal)
}

func wholeNumber(c workbook.Cell, decimal string) (int, error) {
	if c.Kind == workbook.Number {
		if c.Number != math.Trunc(c.Number) || math.Abs(c.Number) > 1<<53 {
			return 0, fault.New(fault.Invalid, "%q is no whole number", c.Text)
		}
		return int(c.Number), nil
	}
	plain, err := plainNumber(c.Text, decimal)
	if err != nil {
		return 0, err
	}
	whole, rest, _ := strings.Cut(plain, ".")
	if strings.Trim(rest, "0") != "" {
		return 0, fault.New(fault.Invalid, "%q is no whole number", c.Text)
	}
	n, err := strconv.Atoi(whole)
	if err != nil {
		return 0, fault.New(fault.Invalid, "%q is too large a number", c.Text)
	}
	return n, nil
}

// parseYes reads yes or no in the words and signs of registers.
func parseYes(text string) (bool, error) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "yes", "y", "ja", "j", "x", "true", "wahr", "1", "on", "✓", "✔", "☑", "☒", "✅", "√", "vorhanden", "zutreffend", "trifft zu":
		return true, nil
	case "no", "n", "nein", "false", "falsch", "0", "off", "☐", "✗", "✘", "❌", "nicht vorhanden", "trifft nicht zu", "o":
		return false, nil
	}
	return false, fault.New(fault.Invalid, "%q is neither yes nor no", text)
}
