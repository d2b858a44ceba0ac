package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf16"

	"surety/language"
	"surety/record"
)

// Export is what WriteXLSX and WriteCSV write: the records of one kind, a row
// each, one column for every field. What they write can be imported again and
// changes nothing.
type Export struct {
	Kind    *record.Kind
	Records []*record.Record
	// Custom are the organization's own fields of the kind.
	Custom []*record.Field
	// Reader is who reads it: headings, states and options are said in that language.
	// An import understands them in every language.
	Reader language.Reader
	// Sample leaves out what an import gives by itself, and what no cell holds well.
	Sample bool
	// Key gives the key of a referenced record, or "" where the reader may not
	// know it; its id, which says nothing, is written then.
	Key func(record.Ref) string
}

// exportColumn is a column of an export.
type exportColumn struct {
	header string
	path   string        // of the place that an import brings it to
	field  *record.Field // nil for what stands beside the fields
	value  func(*record.Record) (any, error)
	part   int // 0; from 2 for a column that continues the text of the one before
}

// decimal, date and percent are typed values that each format writes in its way.
type (
	dateValue    record.Date
	percentValue record.Percent
)

// columns lists the columns. One whose heading would be read as another's too is
// headed by its name.
func (x *Export) columns() []exportColumn {
	columns := []exportColumn{
		{header: x.Reader.Say("Key"), path: pathKey, value: func(r *record.Record) (any, error) { return r.Key, nil }},
		{header: x.Reader.Say("Revision"), path: pathRevision, value: func(r *record.Record) (any, error) { return r.Revision, nil }},
		{header: x.Reader.Say("State"), path: pathState, value: func(r *record.Record) (any, error) { return x.stateText(r.State), nil }},
	}
	if slices.ContainsFunc(x.Records, func(r *record.Record) bool { return r.Mark != record.MarkNone }) {
		columns = append(columns, exportColumn{header: x.Reader.Say("Mark"), path: "mark", value: func(r *record.Record) (any, error) { return x.Reader.Say(r.Mark), nil }})
	}
	if x.Sample {
		columns = nil
	}
	for _, f := range x.Kind.Fields {
		if x.Sample && !inSample(f) {
			continue
		}
		columns = append(columns, exportColumn{header: x.Reader.Say(f.Label), path: f.Name, field: f, value: func(r *record.Record) (any, error) { return x.fieldValue(f, r.Body) }})
	}
	for _, f := range x.Custom {
		columns = append(columns, exportColumn{header: f.Label, path: customPrefix + f.Name, field: f, value: func(r *record.Record) (any, error) { return x.customExport(f, r.Custom[f.Name]), nil }})
	}
	x.uniqueHeaders(columns)
	return columns
}

func (x *Export) uniqueHeaders(columns []exportColumn) {
	slots := slotsOf(x.Kind, x.Custom)
	for i, c := range columns {
		if slices.ContainsFunc(slots, func(s *slot) bool { return s.path != c.path && s.exact[fold(c.header)] > 0 }) {
			columns[i].header = c.path
		}
	}
}

// stateText is the label of a state, or its name where the label would be
// read as another state.
func (x *Export) stateText(name string) string {
	if state, ok := x.Kind.Lifecycle.State(name); ok {
		label := x.Reader.Say(state.Label)
		if back, ok := findState(x.Kind, label); ok && back == name {
			return label
		}
	}
	return name
}

// fieldValue is what a cell gets: nil, string, bool, int, float64, record.Money,
// dateValue or percentValue.
func (x *Export) fieldValue(f *record.Field, body any) (any, error) {
	if !f.IsSet(body) {
		return nil, nil
	}
	switch value := f.Get(body).(type) {
	case bool, int, float64, record.Money:
		return value, nil
	case record.Percent:
		return percentValue(value), nil
	case record.Date:
		return dateValue(value), nil
	case time.Time:
		return value.UTC().Format(time.RFC3339Nano), nil
	case record.Ref:
		return x.name(value), nil
	case []record.Ref:
		names := make([]string, len(value))
		for i, ref := range value {
			names[i] = x.name(ref)
		}
		return joinEntries(names), nil
	case string:
		if f.Type == record.TypeEnum {
			return x.optionText(f, value), nil
		}
		return value, nil
	case []string:
		if f.Type == record.TypeEnums {
			texts := make([]string, len(value))
			for i, v := range value {
				texts[i] = x.optionText(f, v)
			}
			return joinEntries(texts), nil
		}
		return joinEntries(value), nil
	}
	if f.Type == record.TypeRows {
		return encodeRows(x.Kind, f, body, x.name)
	}
	return f.Text(body), nil
}

// name is how a reference is written.
func (x *Export) name(ref record.Ref) string {
	if key := x.Key(ref); key != "" {
		return key
	}
	return string(ref)
}

// optionText is an option's label, or its value where the label would be read
// as another option or as several.
func (x *Export) optionText(f *record.Field, value string) string {
	if o, ok := f.Option(value); ok {
		label := x.Reader.Say(o.Label)
		if back, ok := findOption(f.Options, label); ok && back == value && len(splitEntries(label, true)) == 1 && !saysNothing(label) {
			return label
		}
	}
	return value
}

func (x *Export) customExport(f *record.Field, value any) any {
	if value == nil {
		return nil
	}
	text := customText(value)
	switch f.Type {
	case record.TypeDecimal:
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n
		}
	case record.TypeDate:
		return dateValue(text)
	case record.TypeEnum:
		return x.optionText(f, text)
	}
	return text
}

// longestCell is the most UTF-16 units that a cell of an XLSX holds.
const longestCell = 32_767

// splitText cuts a text into parts that fit a cell each.
func splitText(text string, most int) []string {
	var parts []string
	units, start := 0, 0
	for i, r := range text {
		n := utf16.RuneLen(r)
		if units+n > most {
			parts = append(parts, text[start:i])
			units, start = 0, i
		}
		units += n
	}
	return append(parts, text[start:])
}

// valueError says which cell could not be written.
func valueError(r *record.Record, header string, err error) error {
	return fmt.Errorf("write %s, %s: %w", r.Name(), header, err)
}
