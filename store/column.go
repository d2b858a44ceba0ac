package store

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"surety/fault"
	"surety/language"
	"surety/record"
)

// column is an indexed column of a kind's table.
type column struct {
	name  string          // in SQL
	field *record.Field   // nil for those that every kind has
	sql   string          // {int}, {text} or {real}
	form  string          // changes when stored values must be computed anew
	order *language.Order // of texts that people write; nil where the value itself sorts
}

// noInstant is the column's value of an instant that is not set; before all others.
var noInstant = time.Time{}.UnixMicro()

// fieldColumn makes the column of an indexed field that holds one value.
func fieldColumn(f *record.Field, order *language.Order) column {
	c := column{name: "f_" + f.Name, field: f, sql: "{text}", form: string(f.Type)}
	switch f.Type {
	case record.TypeBool, record.TypeInteger, record.TypeInstant, record.TypePeriod, record.TypeEnum:
		c.sql = "{int}"
	case record.TypeDecimal, record.TypePercent:
		c.sql = "{real}"
	}
	if f.Type == record.TypeEnum {
		c.form += " " + f.Values()
	}
	if f.Type == record.TypeText && f.Order == "" {
		c.order = order
		c.form += " ordered by " + textOrder
	}
	return c
}

// textOrder is the order of texts; where it is not that of a table, what sorts by it
// is made anew.
const textOrder = "CLDR " + language.OrderVersion

// ordered is a text as a column holds it that sorts by an order: its key there, and
// behind a sign that is in no key the folded text, which is what is compared.
func (c column) ordered(text string) string {
	folded := foldColumn(text)
	if folded == "" {
		return ""
	}
	return clip(c.order.Key(folded), longestKey) + keyEnd + folded
}

const keyEnd = "\x01"

// zero is the value where nothing is set.
func (c column) zero() any {
	switch {
	case c.field != nil && c.field.Type == record.TypeInstant:
		return noInstant
	case c.sql == "{int}":
		return int64(0)
	case c.sql == "{real}":
		return float64(0)
	}
	return ""
}

// value computes what the column holds for a body.
func (c column) value(body any) any { return c.of(c.field.Get(body)) }

// of turns a field's Go value into the column's: an int64, a float64 or a text.
func (c column) of(value any) any {
	switch value := value.(type) {
	case string:
		if c.field.Type == record.TypeEnum {
			return c.rank(value)
		}
		if c.order != nil {
			return c.ordered(value)
		}
		return foldColumn(value)
	case bool:
		if value {
			return int64(1)
		}
		return int64(0)
	case int:
		return int64(value)
	case float64:
		return finite(value)
	case record.Percent:
		return finite(float64(value))
	case record.Date:
		return clip(string(value), longestColumn)
	case record.Period:
		return days(value)
	case record.Money:
		return sortableMoney(value)
	case record.Ref:
		return clip(string(value), longestColumn)
	case time.Time:
		return value.UnixMicro()
	}
	return c.zero()
}

// rank is an enumeration's position among its values, from 1, so that lists sort
// low, medium, high; -1 for a value that is no longer one.
func (c column) rank(value string) int64 {
	for i, o := range c.field.Options {
		if o.Value == value {
			return int64(i) + 1
		}
	}
	if value == "" {
		return 0
	}
	return -1
}

// finite keeps what SQL can't compare out of columns; validation refuses it.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) || v == 0 { // negative zero too
		return 0
	}
	return v
}

// days is the length of a period counted from a year without a leap day, so
// that P12M and P1Y are the same.
func days(p record.Period) int64 {
	const from = record.Date("2001-01-01")
	if p == "" {
		return 0
	}
	return int64(from.Add(p).Time().Sub(from.Time()) / (24 * time.Hour))
}

// sortableMoney is an amount as a text that sorts by currency, then amount.
func sortableMoney(m record.Money) string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s%016x", m.Currency, uint64(m.Minor)^1<<63)
}

// parse reads the canonical text of a filter into the column's value.
func (c column) parse(text string) (any, error) {
	if c.field.Type == record.TypeEnum {
		if _, ok := c.field.Option(text); !ok && text != "" {
			return nil, fault.At(fault.Invalid, "", c.field.Name, "%q is not one of %s", text, c.field.Values())
		}
	}
	value, err := c.field.Parse(text)
	if err != nil {
		return nil, fault.At(fault.Invalid, "", c.field.Name, "%w", err)
	}
	return c.of(value), nil
}

// text is the canonical text of a value of a column that can be counted by.
func (c column) text(value any) string {
	number, _ := value.(int64)
	switch c.field.Type {
	case record.TypeEnum:
		switch {
		case number == 0:
			return ""
		case number < 0 || int(number) > len(c.field.Options):
			return "?"
		}
		return c.field.Options[number-1].Value
	case record.TypeBool:
		if number == 1 {
			return "yes"
		}
		return ""
	case record.TypeInteger:
		return strconv.FormatInt(number, 10)
	}
	text, _ := value.(string)
	return text
}

// countable tells that the column's values can be told from each other and read.
func (c column) countable() bool {
	switch c.field.Type {
	case record.TypeEnum, record.TypeBool, record.TypeInteger, record.TypeRef, record.TypeDate:
		return true
	case record.TypeText:
		return c.field.Order != "" // the levels of a scale: few, and the same whatever their case
	}
	return false
}

// facetValue is the text under which one value of a field that holds several, or
// of an organization's own field, stands in the table of facets. Numbers sort
// among themselves, and so do texts; the first letter keeps them apart.
func facetValue(value any) string {
	switch value := value.(type) {
	case float64:
		return "n" + sortableFloat(value)
	case int:
		return "n" + sortableFloat(float64(value))
	case bool:
		return "b" + strconv.FormatBool(value)
	case string:
		return "s" + foldColumn(value)
	}
	return "s" + foldColumn(fmt.Sprint(value))
}

// facetCandidates are the forms that the text of a filter may have been stored in.
func facetCandidates(text string) []string {
	candidates := []string{facetValue(text)}
	if n, err := strconv.ParseFloat(strings.TrimSpace(text), 64); err == nil {
		candidates = append(candidates, facetValue(n))
	}
	switch strings.ToLower(text) {
	case "yes", "true":
		candidates = append(candidates, facetValue(true))
	case "no", "false":
		candidates = append(candidates, facetValue(false))
	}
	return candidates
}

// sortableFloat is a number as a text that sorts as the number does.
func sortableFloat(v float64) string {
	bits := math.Float64bits(finite(v))
	if bits>>63 == 1 {
		bits = ^bits
	} else {
		bits |= 1 << 63
	}
	return fmt.Sprintf("%016x", bits)
}
