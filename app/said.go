package app

import (
	"strconv"
	"strings"
	"time"

	"surety/language"
	"surety/record"
)

// Said is a field's value as its reader reads it: days, instants, numbers and
// amounts in their forms, and the words of options and periods in their language.
// What goes into files and over interfaces is Text.
func (n Names) Said(r language.Reader, f *record.Field, body any) string {
	if !f.IsSet(body) {
		return ""
	}
	switch value := f.Get(body).(type) {
	case bool:
		return r.Say("yes")
	case int:
		return r.Number(value)
	case float64:
		return decimal(r, value)
	case record.Percent:
		return decimal(r, float64(value))
	case record.Date:
		return r.Day(value.Time())
	case time.Time:
		return r.Instant(value)
	case record.Period:
		return r.Period(value.Parts())
	case record.Money:
		return r.Decimal(value.Amount(), uint64(value.Decimals())) + " " + value.Currency
	case []string:
		return strings.Join(optionsSaid(r, f, value), "; ")
	case string:
		return optionsSaid(r, f, []string{value})[0]
	}
	switch f.Type {
	case record.TypeRows:
		return n.rowsSaid(r, f, body)
	case record.TypeRef, record.TypeRefs:
		return strings.Join(n.refsSaid(r, f.Refs(body)), "; ")
	}
	return n.Text(f, body)
}

func (n Names) refsSaid(r language.Reader, refs []record.Ref) []string {
	var said []string
	for _, ref := range refs {
		if name := n[ref.ID()]; name.Restricted {
			said = append(said, name.Said(r))
		} else {
			said = append(said, n.of(ref))
		}
	}
	return said
}

func (n Names) rowsSaid(r language.Reader, f *record.Field, body any) string {
	var lines []string
	for _, row := range f.Rows(body) {
		var parts []string
		for _, rf := range f.Row {
			if text := n.Said(r, rf, row); text != "" {
				parts = append(parts, r.Say(rf.Label)+": "+text)
			}
		}
		lines = append(lines, strings.Join(parts, ", "))
	}
	return strings.Join(lines, "\n")
}

// optionsSaid says values by the labels of the options that they choose; other
// texts stay as people wrote them.
func optionsSaid(r language.Reader, f *record.Field, values []string) []string {
	said := make([]string, len(values))
	for i, value := range values {
		said[i] = value
		if o, ok := f.Option(value); ok {
			said[i] = r.Say(o.Label)
		}
	}
	return said
}

// decimal writes a number with as many places as it has.
func decimal(r language.Reader, value float64) string {
	_, places, _ := strings.Cut(strconv.FormatFloat(value, 'f', -1, 64), ".")
	return r.Decimal(value, uint64(len(places)))
}

// Said is the change as its reader reads it.
func (c FieldChange) Said(r language.Reader) (before, after string) {
	if c.was == nil {
		return c.Before, c.After
	}
	return c.names.Said(r, c.Field, c.was), c.names.Said(r, c.Field, c.is)
}
