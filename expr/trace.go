package expr

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"surety/record"
)

// mostSeen bounds how much an explanation tells.
const mostSeen = 200

// Value is a value as it was met: in words, or as the records that it is.
type Value struct {
	Text    string      // of anything but records: "active" with its quotes, 2026-11-24, 3
	Records []record.ID // the record, or the records of a list
	Items   int         // of a list of anything else
}

// What Text says of no value.
const (
	None        = "none"
	NotAsked    = "not asked"
	NotComputed = "could not be computed"
)

// Seen is one thing that was read of a record.
type Seen struct {
	Record record.ID
	What   string // field, row and field (actions[2].due), or function
	Value  Value
}

// trace notes what is read while a program is explained.
type trace struct {
	seen []Seen
	more bool // more was read than is told
}

func (t *trace) note(s *structure, what string, value Value) {
	for s.holder != nil {
		what = s.at + "." + what
		s = s.holder
	}
	seen := Seen{Record: s.id, What: what, Value: value}
	same := func(other Seen) bool { return other.Record == seen.Record && other.What == seen.What }
	switch {
	case s.id == "" || slices.ContainsFunc(t.seen, same):
	case len(t.seen) == mostSeen:
		t.more = true
	default:
		t.seen = append(t.seen, seen)
	}
}

func (t *trace) read(s *structure, f *field, value ref.Val) { t.note(s, f.name, valueOf(value)) }

func (t *trace) tested(s *structure, f *field, set bool) {
	t.note(s, "has("+f.name+")", Value{Text: strconv.FormatBool(set)})
}

func (t *trace) asked(s *structure, function string, value ref.Val) {
	t.note(s, function+"()", valueOf(value))
}

// valueOf says a value in words.
func valueOf(v ref.Val) Value {
	switch v := v.(type) {
	case *structure:
		return v.value()
	case types.String:
		return Value{Text: strconv.Quote(string(v))}
	case types.Timestamp:
		return Value{Text: timeText(v.Time)}
	case traits.Lister:
		return listOf(v)
	case *types.Err:
		return Value{Text: NotComputed}
	case nil:
		return Value{Text: NotAsked}
	}
	return Value{Text: fmt.Sprint(v.Value())}
}

func (s *structure) value() Value {
	switch {
	case s.of == nil && s.id == "":
		return Value{Text: None}
	case s.of == nil:
		return Value{Records: []record.ID{s.id}}
	}
	var parts []string
	for _, name := range s.of.names {
		if f := s.of.fields[name]; f.set(s) {
			if value := valueOf(f.get(s)); value.Records == nil {
				parts = append(parts, name+" "+value.Text)
			}
		}
	}
	return Value{Text: "(" + strings.Join(parts, ", ") + ")"}
}

func listOf(list traits.Lister) Value {
	var all Value
	var texts []string
	for it := list.Iterator(); it.HasNext() == types.True; {
		element := valueOf(it.Next())
		all.Records = append(all.Records, element.Records...)
		texts = append(texts, element.Text)
	}
	if all.Records == nil {
		all.Text, all.Items = "["+strings.Join(texts, ", ")+"]", len(texts)
	}
	return all
}

// timeText says a date as such, an instant with its time.
func timeText(t time.Time) string {
	switch {
	case t.IsZero():
		return None
	case t.Equal(dayOf(t).Time()):
		return string(record.DateOf(t))
	}
	return t.Format(time.RFC3339)
}
