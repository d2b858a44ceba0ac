package record

import (
	"fmt"
	"reflect"
	"regexp"
)

// Kind is a declared kind of record.
type Kind struct {
	Spec
	Fields []*Field
	// Personal tells that at least one field holds personal data.
	Personal bool

	byName map[string]*Field
	title  *Field
	goType reflect.Type
}

// Spec is what a kind says of itself beside its struct.
type Spec struct {
	Name    string // "interested_party"
	Prefix  string // of its keys: "PARTY"
	Label   string // "Interested party"
	Plural  string // "Interested parties"
	Help    string // what belongs here and why it matters, one or two sentences
	Concern string // the package of isms/ that declares it
	Place   string // where it stands in the menu: plan, do, check, act; empty: not in the menu
	Clause  string // the clause it answers to
	// Begins tells that every organization begins with it: menus show it before
	// there is any record of it.
	Begins bool
	// Lifecycle; the zero value is Current.
	Lifecycle Lifecycle
	// Editors are the roles that may create and edit its records; managers always may.
	Editors []string
	// Reporters are the roles that may create its records and no more: whoever
	// sees something may tell it, without working on the register.
	Reporters []string
	// Schema is the number of the body's layout, from 1. It grows when a
	// stored body of the old layout would no longer decode.
	Schema int
	// Starts are filled-in bodies that a new record may begin with.
	Starts []Start
	// Upcasts lift a body from layout i+1 to i+2; there are Schema-1 of them.
	Upcasts []func(body map[string]any) error
}

// Start is a body that a person may begin a new record with and then puts into
// the organization's own words.
type Start struct {
	Name  string // in addresses: "4x4"
	Label string
	Body  any // a pointer to the kind's struct
}

var (
	nameForm   = regexp.MustCompile(`^[a-z][a-z0-9_]{1,40}$`)
	prefixForm = regexp.MustCompile(`^[A-Z][A-Z0-9]{0,9}$`)
)

// Define declares a kind from its struct and its words.
func Define[T any](spec Spec) (*Kind, error) {
	t := reflect.TypeFor[T]()
	if t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("kind %s: %s is no struct", spec.Name, t)
	}
	if !nameForm.MatchString(spec.Name) || !prefixForm.MatchString(spec.Prefix) {
		return nil, fmt.Errorf("kind %q with prefix %q: the name must be in small letters, the prefix in capitals", spec.Name, spec.Prefix)
	}
	if spec.Label == "" || spec.Plural == "" || spec.Help == "" {
		return nil, fmt.Errorf("kind %s: needs label, plural and help", spec.Name)
	}
	if spec.Schema == 0 {
		spec.Schema = 1
	}
	if len(spec.Upcasts) != spec.Schema-1 {
		return nil, fmt.Errorf("kind %s: schema %d needs %d upcasts, has %d", spec.Name, spec.Schema, spec.Schema-1, len(spec.Upcasts))
	}
	if len(spec.Lifecycle.States) == 0 {
		spec.Lifecycle = Current()
	}
	spec.Lifecycle = spec.Lifecycle.withRetirement()
	for _, start := range spec.Starts {
		if _, ok := start.Body.(*T); !ok {
			return nil, fmt.Errorf("kind %s: the start %s is a %T", spec.Name, start.Name, start.Body)
		}
	}
	fields, err := fieldsOf(t, false)
	if err != nil {
		return nil, fmt.Errorf("kind %s: %w", spec.Name, err)
	}
	k := &Kind{Spec: spec, Fields: fields, byName: map[string]*Field{}, goType: t}
	return k, k.index()
}

// MustDefine is Define for declarations in code; it panics on a mistake.
func MustDefine[T any](spec Spec) *Kind {
	k, err := Define[T](spec)
	if err != nil {
		panic(err)
	}
	return k
}

// reserved are names that lists, filters and expressions give to every record.
var reserved = []string{"id", "kind", "key", "title_", "state", "revision", "mark", "readers", "created", "changed", "custom"}

func (k *Kind) index() error {
	for _, f := range k.Fields {
		if _, twice := k.byName[f.Name]; twice || contains(reserved, f.Name) {
			return fmt.Errorf("kind %s: the name %s is taken", k.Name, f.Name)
		}
		k.byName[f.Name] = f
		k.Personal = k.Personal || f.Is(MarkPersonal)
		if f.Is(MarkTitle) && k.title == nil {
			k.title = f
		}
	}
	for _, f := range k.Fields {
		if by := k.byName[f.Order]; f.Order != "" && (by == nil || !by.Is(MarkIndex)) {
			return fmt.Errorf("kind %s: %s is ordered by %s, which is no indexed field", k.Name, f.Name, f.Order)
		}
	}
	if k.title == nil {
		if _, ok := reflect.New(k.goType).Interface().(Titler); !ok {
			return fmt.Errorf("kind %s: no field is its title and it is no Titler", k.Name)
		}
	}
	for _, t := range k.Lifecycle.Transitions {
		if _, ok := k.Lifecycle.State(t.To); !ok {
			return fmt.Errorf("kind %s: transition %s leads to the unknown state %s", k.Name, t.Name, t.To)
		}
		if by := k.byName[t.Field]; t.Field != "" && (by == nil || by.Type != TypeRef && by.Type != TypeRefs) {
			return fmt.Errorf("kind %s: transition %s is left to whom %s names, which is no reference", k.Name, t.Name, t.Field)
		}
		if t.Approves && k.ApprovalsField() == nil {
			return fmt.Errorf("kind %s: transition %s approves, but no field approvals is there", k.Name, t.Name)
		}
	}
	return nil
}

// Titler is a body whose title is made of several fields.
type Titler interface{ RecordTitle() string }

// Title is what a body is recognized by; it may be empty.
func (k *Kind) Title(body any) string {
	if t, ok := body.(Titler); ok {
		return t.RecordTitle()
	}
	return k.title.Text(body)
}

// TitleField is the field that is the title, or nil when it is made of several.
func (k *Kind) TitleField() *Field { return k.title }

// Field finds a field by name, or nil.
func (k *Kind) Field(name string) *Field { return k.byName[name] }

// New makes an empty body.
func (k *Kind) New() any { return reflect.New(k.goType).Interface() }

// Clone copies a body, deep enough that editing the copy leaves it as it was.
func (k *Kind) Clone(body any) any {
	data, err := k.Encode(body)
	if err != nil {
		panic(fmt.Sprintf("record: a %s that can't be encoded: %v", k.Name, err)) // only field types that encode can be declared
	}
	copied, err := k.Decode(data, k.Schema)
	if err != nil {
		panic(fmt.Sprintf("record: a %s that can't be decoded again: %v", k.Name, err))
	}
	return copied
}

// ApprovalsField is the field that holds the kind's approvals, or nil.
func (k *Kind) ApprovalsField() *Field {
	f := k.byName["approvals"]
	if f == nil || f.goType != reflect.TypeFor[[]Approval]() {
		return nil
	}
	return f
}

// Link is one reference of a body: the field (dotted for a nested row) and its target.
type Link struct {
	Field string
	To    Ref
	Kinds []string // kinds the target may be of
	Row   int      // from 0; 0 too where the field is no row
}

// Links lists every reference in a body, in the order of the fields.
func (k *Kind) Links(body any) []Link {
	var links []Link
	for _, f := range k.Fields {
		for _, r := range f.Refs(body) {
			links = append(links, Link{Field: f.Name, To: r, Kinds: f.To})
		}
		if f.Type != TypeRows {
			continue
		}
		for i, row := range f.Rows(body) {
			for _, rf := range f.Row {
				for _, r := range rf.Refs(row) {
					links = append(links, Link{Field: f.Name + "." + rf.Name, To: r, Kinds: rf.To, Row: i})
				}
			}
		}
	}
	return links
}

// Attached is a file of a body: the field (dotted for a nested row) and the file.
type Attached struct {
	Field string
	Attachment
}

// Attachments lists every file of a body, in the order of the fields.
func (k *Kind) Attachments(body any) []Attached {
	var list []Attached
	add := func(f *Field, name string, body any) {
		for _, a := range f.Attachments(body) {
			list = append(list, Attached{name, a})
		}
	}
	for _, f := range k.Fields {
		add(f, f.Name, body)
		if f.Type != TypeRows {
			continue
		}
		for _, row := range f.Rows(body) {
			for _, rf := range f.Row {
				add(rf, f.Name+"."+rf.Name, row)
			}
		}
	}
	return list
}

// ReplaceRefs puts what replace returns in place of every reference of a body.
func (k *Kind) ReplaceRefs(body any, replace func(field string, to Ref) Ref) {
	for _, f := range k.Fields {
		f.replaceRefs(body, f.Name, replace)
		if f.Type != TypeRows {
			continue
		}
		for _, row := range f.Rows(body) {
			for _, rf := range f.Row {
				rf.replaceRefs(row, f.Name+"."+rf.Name, replace)
			}
		}
	}
}

func (f *Field) replaceRefs(body any, name string, replace func(string, Ref) Ref) {
	switch f.Type {
	case TypeRef:
		if to := f.value(body).Addr().Interface().(*Ref); *to != "" {
			*to = replace(name, *to)
		}
	case TypeRefs:
		for i, list := 0, *f.value(body).Addr().Interface().(*[]Ref); i < len(list); i++ {
			list[i] = replace(name, list[i])
		}
	}
}
