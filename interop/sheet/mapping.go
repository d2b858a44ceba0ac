package sheet

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"surety/fault"
	"surety/record"
)

// Mapping says how the columns of a table become the fields of a kind. Its
// JSON form can be saved, changed by hand and applied to another file.
type Mapping struct {
	// Kind is the name of the kind: "risk".
	Kind string `json:"kind"`
	// Sheet is the name of the sheet; empty for the one that fits best.
	Sheet string `json:"sheet,omitempty"`
	// HeaderRow is the number of the row that holds the headings. Where they
	// have moved since, the row that holds them is looked for.
	HeaderRow int `json:"header_row"`
	// Key is the path of the field that decides whether a row is new: "key",
	// or a text or reference that no two records share.
	Key string `json:"key"`
	// Blank says what an empty cell does to a record that is there already.
	Blank string `json:"blank,omitempty"`
	// Fixed gives new records what no column says, by path: {"status": "planned"}.
	Fixed map[string]string `json:"fixed,omitempty"`
	// Columns in the order of the file.
	Columns []Column `json:"columns"`
	// Notes say what a person should look at; they are not part of the JSON.
	Notes []string `json:"-"`
}

// What an empty cell does.
const (
	BlankKeeps  = "keep"  // what there was stays
	BlankClears = "clear" // the field becomes empty
)

// Column is one column of a Mapping.
type Column struct {
	// Header is the heading as it stands in the file.
	Header string `json:"header"`
	// Field is the path of the field it goes to: a field's name, "key",
	// "state", "approvals.by" or "custom.NAME"; empty: it isn't imported.
	Field string `json:"field,omitempty"`
	// Decimal is "," or "." where the column's numbers say which they use.
	Decimal string `json:"decimal,omitempty"`
	// Dates is the order of day, month and year: "dmy", "mdy" or "ymd".
	Dates string `json:"dates,omitempty"`
	// Unit is what numbers without one are in: a currency, "thousand EUR",
	// "days", "weeks", "months", "years", or "fraction" for a share of 1.
	Unit string `json:"unit,omitempty"`
	// Split is "," where commas stand between the entries of a list of texts;
	// line ends and semicolons always do.
	Split string `json:"split,omitempty"`
	// Values gives what cells say in the words of the field: {"sehr hoch": "5"}.
	// A text given as empty is still to be decided.
	Values map[string]string `json:"values,omitempty"`
	// Match tells how sure the proposal is, 0 to 1; it decides nothing.
	Match float64 `json:"match,omitempty"`
}

// The orders of dates.
const (
	OrderDMY = "dmy"
	OrderMDY = "mdy"
	OrderYMD = "ymd"
)

// ReadMapping reads the JSON form of a mapping and checks it for a kind.
func ReadMapping(r io.Reader, kind *record.Kind, custom []*record.Field) (*Mapping, error) {
	m, err := DecodeMapping(r)
	if err != nil {
		return nil, err
	}
	return m, m.Check(kind, custom)
}

// DecodeMapping reads the JSON form of a mapping that is still being made: what
// is wrong with it is then a fault of the plan, shown beside what can be planned.
func DecodeMapping(r io.Reader) (*Mapping, error) {
	decoder := json.NewDecoder(io.LimitReader(r, 4<<20))
	decoder.DisallowUnknownFields()
	m := &Mapping{}
	if err := decoder.Decode(m); err != nil {
		return nil, fault.New(fault.Malformed, "the mapping is not readable: %w", err)
	}
	return m, nil
}

// Check says all that is wrong with a mapping for a kind, as a fault.List.
func (m *Mapping) Check(kind *record.Kind, custom []*record.Field) error {
	c := mappingCheck{mapping: m, slots: map[string]*slot{}}
	for _, s := range slotsOf(kind, custom) {
		c.slots[s.path] = s
	}
	if m.Kind != kind.Name {
		c.report("kind", "it is for %q, not for %q", m.Kind, kind.Name)
	}
	if m.Blank != "" && m.Blank != BlankKeeps && m.Blank != BlankClears {
		c.report("blank", "%q is neither %q nor %q", m.Blank, BlankKeeps, BlankClears)
	}
	c.columns()
	for path := range m.Fixed {
		if s := c.slots[path]; s == nil || s.closed != "" || !s.inBody() && s.custom() == s.path {
			c.report("fixed", "%q is no field that can be set", path)
		}
	}
	c.key()
	return c.faults.OrNil()
}

type mappingCheck struct {
	mapping *Mapping
	slots   map[string]*slot
	faults  fault.List
}

func (c *mappingCheck) report(field, format string, args ...any) {
	c.faults = append(c.faults, fault.At(fault.Invalid, "mapping", field, format, args...))
}

func (c *mappingCheck) columns() {
	headers, paths := map[string]bool{}, map[string]string{}
	for _, column := range c.mapping.Columns {
		name := "columns." + column.Header
		if headers[column.Header] {
			c.report(name, "the column is there twice")
		}
		headers[column.Header] = true
		if column.Field == "" {
			continue
		}
		s := c.slots[column.Field]
		switch {
		case s == nil:
			c.report(name, "there is no field %q", column.Field)
			continue
		case s.closed != "":
			c.report(name, "%s can't be imported: %s", fault.Word(s.label), s.closed)
		}
		_, joined := isContinued(column.Header)
		if other, twice := paths[column.Field]; twice && !joined && !gathers(s) {
			c.report(name, "%s takes one column, and %q goes there too", fault.Word(s.label), other)
		}
		paths[column.Field] = column.Header
		c.conventions(name, column)
	}
	if len(paths) == 0 {
		c.report("columns", "no column goes to a field: name at least one")
	}
}

func (c *mappingCheck) conventions(name string, column Column) {
	if column.Decimal != "" && column.Decimal != "," && column.Decimal != "." {
		c.report(name, "decimal %q is neither %q nor %q", column.Decimal, ",", ".")
	}
	switch column.Dates {
	case "", OrderDMY, OrderMDY, OrderYMD:
	default:
		c.report(name, "dates %q is none of dmy, mdy, ymd", column.Dates)
	}
	if column.Split != "" && column.Split != "," {
		c.report(name, "split %q is not %q", column.Split, ",")
	}
	if _, err := parseUnit(column.Unit); err != nil {
		c.report(name, "%w", err)
	}
}

func (c *mappingCheck) key() {
	key := c.mapping.Key
	s := c.slots[key]
	switch {
	case key == "":
		c.report("key", "nothing says which column tells the records apart: name its field")
		return
	case s == nil || s.closed != "" || key == pathRevision || key == pathState || strings.Contains(key, "."):
		c.report("key", "%q is no field that can tell records apart", key)
		return
	case s.field != nil && s.field.Type != record.TypeText && s.field.Type != record.TypeRef:
		c.report("key", "%s holds %s: only a text or a reference can tell records apart", fault.Word(s.label), s.field.Type)
	case s.field != nil && !s.findable():
		c.report("key", "records can't be found by %s: take the title or a field that lists can be filtered by", fault.Word(s.label))
	}
	for _, column := range c.mapping.Columns {
		if column.Field == key {
			return
		}
	}
	c.report("key", "no column goes to %q, which tells the records apart", key)
}

// gathers tells that several columns may go to one slot: lists, and texts,
// whose parts are put under each other.
func gathers(s *slot) bool {
	if s.field == nil {
		return false
	}
	return s.field.Many() && s.field.Type != record.TypeRows || s.field.Type == record.TypeText || s.field.Type == record.TypeMarkdown
}

// continued is the heading of a column that goes on with a text too long for
// one cell.
func continued(header string, part int) string { return fmt.Sprintf("%s (continued %d)", header, part) }

// isContinued tells that a heading continues that of another column.
func isContinued(header string) (of string, ok bool) {
	i := strings.LastIndex(header, " (continued ")
	if i < 0 || !strings.HasSuffix(header, ")") {
		return "", false
	}
	return header[:i], true
}
