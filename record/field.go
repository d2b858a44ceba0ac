package record

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// Type is what a field holds.
type Type string

// The types of fields, each with the Go type that declares it.
const (
	TypeText        Type = "text"        // string
	TypeTexts       Type = "texts"       // []string
	TypeMarkdown    Type = "markdown"    // Markdown
	TypeEnum        Type = "enum"        // string with an enum tag
	TypeEnums       Type = "enums"       // []string with an enum tag
	TypeBool        Type = "bool"        // bool
	TypeInteger     Type = "integer"     // int
	TypeDecimal     Type = "decimal"     // float64
	TypePercent     Type = "percent"     // Percent
	TypeDate        Type = "date"        // Date
	TypeInstant     Type = "instant"     // time.Time
	TypePeriod      Type = "period"      // Period
	TypeMoney       Type = "money"       // Money
	TypeRef         Type = "ref"         // Ref
	TypeRefs        Type = "refs"        // []Ref
	TypeAttachment  Type = "attachment"  // Attachment
	TypeAttachments Type = "attachments" // []Attachment
	TypeRows        Type = "rows"        // []struct
)

// The marks a field may carry in its "is" tag.
const (
	MarkRequired     = "required"     // must be set
	MarkTitle        = "title"        // what the record is recognized by
	MarkSearch       = "search"       // found by full-text search
	MarkIndex        = "index"        // may be filtered and sorted by
	MarkList         = "list"         // shown in lists without asking
	MarkComputed     = "computed"     // set by Prepare, never by people
	MarkPersonal     = "personal"     // personal data: can be erased alone
	MarkConfidential = "confidential" // hidden from readers and contributors
	MarkAside        = "aside"        // an edit does not void an approval
	MarkReader       = "reader"       // the person named may read the record although it is marked
	MarkTells        = "tells"        // records of one and the same thing are told apart by it, as rows of a register
	MarkPart         = "part"         // the record is part of what it refers to and shares its confidentiality mark
	MarkDue          = "due"          // the day by which somebody has to act
	MarkDay          = "day"          // a day that calendars show, though nobody has to act by it
	MarkDuty         = "duty"         // the person who has to act by then
)

var marks = []string{MarkRequired, MarkTitle, MarkSearch, MarkIndex, MarkList, MarkComputed, MarkPersonal, MarkConfidential, MarkAside, MarkReader, MarkTells, MarkPart, MarkDue, MarkDay, MarkDuty}

// Option is one permitted value of an enumeration.
type Option struct {
	Value string
	Label string
}

// Field is one declared field of a kind.
type Field struct {
	Name    string
	Label   string
	Help    string
	Clause  string
	Type    Type
	Options []Option // of an enumeration
	To      []string // kinds a reference may point to
	Back    string   // name of the reverse direction at the target
	Order   string   // the indexed field by which lists sort this one; empty: itself
	Max     int      // characters of a text, entries of a list
	Row     []*Field // fields of a nested row
	is      map[string]bool
	index   []int
	goType  reflect.Type
}

// Is tells whether the field carries a mark, such as MarkRequired.
func (f *Field) Is(mark string) bool { return f.is[mark] }

// Many tells that the field holds a list.
func (f *Field) Many() bool {
	switch f.Type {
	case TypeTexts, TypeEnums, TypeRefs, TypeAttachments, TypeRows:
		return true
	}
	return false
}

// Sortable tells that lists can be sorted by the field: it is indexed, holds one
// value and is no reference, since identities have no order that people know.
func (f *Field) Sortable() bool {
	return f.Is(MarkIndex) && !f.Many() && f.Type != TypeRef
}

// MarkedField is the kind's first field that carries a mark; nil when none does.
func (k *Kind) MarkedField(mark string) *Field {
	for _, f := range k.Fields {
		if f.Is(mark) {
			return f
		}
	}
	return nil
}

// Option finds an enumeration's option by value.
func (f *Field) Option(value string) (Option, bool) {
	for _, o := range f.Options {
		if o.Value == value {
			return o, true
		}
	}
	return Option{}, false
}

// Values lists an enumeration's values for messages.
func (f *Field) Values() string {
	values := make([]string, len(f.Options))
	for i, o := range f.Options {
		values[i] = o.Value
	}
	return strings.Join(values, ", ")
}

// types maps the Go type of a struct field to its Type.
var types = map[reflect.Type]Type{
	reflect.TypeFor[string]():       TypeText,
	reflect.TypeFor[[]string]():     TypeTexts,
	reflect.TypeFor[Markdown]():     TypeMarkdown,
	reflect.TypeFor[bool]():         TypeBool,
	reflect.TypeFor[int]():          TypeInteger,
	reflect.TypeFor[float64]():      TypeDecimal,
	reflect.TypeFor[Percent]():      TypePercent,
	reflect.TypeFor[Date]():         TypeDate,
	reflect.TypeFor[time.Time]():    TypeInstant,
	reflect.TypeFor[Period]():       TypePeriod,
	reflect.TypeFor[Money]():        TypeMoney,
	reflect.TypeFor[Ref]():          TypeRef,
	reflect.TypeFor[[]Ref]():        TypeRefs,
	reflect.TypeFor[Attachment]():   TypeAttachment,
	reflect.TypeFor[[]Attachment](): TypeAttachments,
}

// fieldsOf reads the declared fields of a struct, embedded ones included.
func fieldsOf(t reflect.Type, nested bool) ([]*Field, error) {
	var fields []*Field
	for _, sf := range reflect.VisibleFields(t) {
		if sf.Anonymous || !sf.IsExported() {
			continue
		}
		f, err := fieldOf(sf, nested)
		if err != nil {
			return nil, fmt.Errorf("field %s of %s: %w", sf.Name, t.Name(), err)
		}
		fields = append(fields, f)
	}
	return fields, nil
}

func fieldOf(sf reflect.StructField, nested bool) (*Field, error) {
	name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
	if name == "" || name == "-" {
		return nil, fmt.Errorf("needs a json tag with its name")
	}
	f := &Field{
		Name: name, Label: sf.Tag.Get("label"), Help: sf.Tag.Get("help"), Clause: sf.Tag.Get("clause"),
		Back: sf.Tag.Get("back"), Order: sf.Tag.Get("order"), is: map[string]bool{}, index: sf.Index, goType: sf.Type,
	}
	if f.Label == "" {
		return nil, fmt.Errorf("needs a label")
	}
	if err := f.readType(sf, nested); err != nil {
		return nil, err
	}
	return f, f.readMarks(sf.Tag.Get("is"), sf.Tag.Get("max"))
}

func (f *Field) readType(sf reflect.StructField, nested bool) error {
	known, ok := types[sf.Type]
	f.Type = known
	if !ok {
		if nested || sf.Type.Kind() != reflect.Slice || sf.Type.Elem().Kind() != reflect.Struct {
			return fmt.Errorf("a field can't be of type %s", sf.Type)
		}
		f.Type = TypeRows
		var err error
		if f.Row, err = fieldsOf(sf.Type.Elem(), true); err != nil {
			return err
		}
	}
	if enum, ok := sf.Tag.Lookup("enum"); ok {
		return f.readOptions(enum)
	}
	if to, ok := sf.Tag.Lookup("to"); ok {
		f.To = strings.Split(to, ",")
	}
	if isRef := f.Type == TypeRef || f.Type == TypeRefs; isRef != (len(f.To) > 0) {
		return fmt.Errorf("a reference, and nothing else, needs a to tag")
	}
	return nil
}

func (f *Field) readOptions(enum string) error {
	switch f.Type {
	case TypeText:
		f.Type = TypeEnum
	case TypeTexts:
		f.Type = TypeEnums
	default:
		return fmt.Errorf("only a string or []string can be an enumeration")
	}
	for _, part := range strings.Split(enum, ",") {
		value, label, ok := strings.Cut(part, "=")
		if !ok {
			label = Words(value)
		}
		f.Options = append(f.Options, Option{Value: value, Label: label})
	}
	return nil
}

func (f *Field) readMarks(is, max string) error {
	for _, mark := range strings.FieldsFunc(is, func(r rune) bool { return r == ',' }) {
		if !contains(marks, mark) {
			return fmt.Errorf("unknown mark %q: expected one of %s", mark, strings.Join(marks, ", "))
		}
		f.is[mark] = true
	}
	if f.is[MarkIndex] && (f.Type == TypeRows || f.Type == TypeMarkdown || f.Type == TypeAttachment || f.Type == TypeAttachments) {
		return fmt.Errorf("a field of type %s can't be indexed", f.Type)
	}
	switch f.Type {
	case TypeMarkdown:
		f.Max = 200_000
	case TypeText:
		f.Max = 300
	default:
		f.Max = 1000
	}
	if max == "" {
		return nil
	}
	n, err := strconv.Atoi(max)
	if err != nil || n < 1 {
		return fmt.Errorf("max must be a positive number, not %q", max)
	}
	f.Max = n
	return nil
}

// Words makes a label of a name: "in_review" becomes "In review".
func Words(name string) string {
	if name == "" {
		return ""
	}
	words := strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
