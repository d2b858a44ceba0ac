package store

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"surety/fault"
	"surety/language"
	"surety/record"
)

// layout is how a kind lies in its table, made from its declaration.
type layout struct {
	kind     *record.Kind
	table    string
	columns  []column            // of indexed fields with one value, in order of declaration
	facets   []*record.Field     // indexed fields with several values, other than references
	links    map[string]bool     // indexed references with several values: filtered by their links
	search   []*record.Field     // searchable fields other than the title
	readers  []string            // fields whose persons may read a marked record, dotted in nested rows
	personal []string            // fields that can be erased alone, in order of declaration
	arms     map[string]int64    // numbers of the states
	base     map[string]column   // columns that every kind has, by the name that lists sort by
	byField  map[string]column   // columns by field
	targets  map[string][]string // kinds that a reference may point to, by field
	form     form
	duty     *dutyColumns // nil where nothing is due from anybody
}

// form is what of a layout the stored rows depend on.
type form struct {
	Columns map[string]string // SQL type and form of each column
	States  []string
	Search  []string
	Facets  []string
	Readers []string
	Title   string
	Order   string // of texts
	Duty    string `json:",omitempty"` // columns of who has to act and by when
}

// saysSameWords tells that the words which search knows are those of another form.
func (f form) saysSameWords(other form) bool {
	return f.Title == other.Title && slices.Equal(f.Search, other.Search)
}

var fieldForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,50}$`)

// baseColumns are the columns that lists of every kind sort by, by name.
var baseColumns = map[string]column{
	"key":     {name: "number", sql: "{int}"},
	"changed": {name: "changed", sql: "{int}", field: baseField("changed", "Changed", record.TypeInstant)},
	"title":   {name: "title", sql: "{text}", field: baseField("title", "Title", record.TypeText)},
	"state":   {name: "arm", sql: "{int}"},
}

func newLayout(k *record.Kind, order *language.Order) (*layout, error) {
	l := &layout{
		kind: k, table: "k_" + k.Name, links: map[string]bool{}, arms: map[string]int64{}, byField: map[string]column{}, targets: map[string][]string{},
		form: form{Columns: map[string]string{}, Order: textOrder},
		base: maps.Clone(baseColumns),
	}
	title := l.base["title"]
	title.order = order
	l.base["title"] = title
	for i, s := range k.Lifecycle.States {
		l.arms[s.Name] = int64(i)
		l.form.States = append(l.form.States, s.Name)
	}
	for _, f := range k.Fields {
		if !fieldForm.MatchString(f.Name) {
			return nil, fmt.Errorf("kind %s: field %q can't be a column: expected small letters, digits and underscores, at most 51", k.Name, f.Name)
		}
		l.addField(f, order)
	}
	if f := k.TitleField(); f != nil {
		l.form.Title = f.Name
	}
	l.addDuty()
	return l, nil
}

func (l *layout) addField(f *record.Field, order *language.Order) {
	if f.Is(record.MarkIndex) {
		l.addIndexed(f, order)
	}
	if f.Is(record.MarkSearch) && f != l.kind.TitleField() {
		l.search = append(l.search, f)
		l.form.Search = append(l.form.Search, f.Name)
	}
	if len(f.To) > 0 {
		l.targets[f.Name] = f.To
	}
	personal := f.Is(record.MarkPersonal)
	fields := append([]*record.Field{f}, f.Row...)
	for i, rf := range fields {
		name := f.Name
		if i > 0 {
			name += "." + rf.Name
			personal = personal || rf.Is(record.MarkPersonal)
			if len(rf.To) > 0 {
				l.targets[name] = rf.To
			}
		}
		if rf.Is(record.MarkReader) {
			l.readers = append(l.readers, name)
		}
	}
	l.form.Readers = l.readers
	if personal {
		l.personal = append(l.personal, f.Name)
	}
}

func (l *layout) addIndexed(f *record.Field, order *language.Order) {
	switch {
	case f.Type == record.TypeRefs:
		l.links[f.Name] = true
	case f.Many():
		l.facets = append(l.facets, f)
		l.form.Facets = append(l.form.Facets, f.Name)
	default:
		c := fieldColumn(f, order)
		l.columns = append(l.columns, c)
		l.byField[f.Name] = c
		l.form.Columns[c.name] = c.sql + " " + c.form
	}
}

// formText is the form as the table of layouts keeps it.
func (l *layout) formText() string {
	text, err := json.Marshal(l.form)
	if err != nil {
		panic(err) // maps and lists of texts
	}
	return string(text)
}

// arm is the number of a state; one that the lifecycle doesn't know is the last.
func (l *layout) arm(state string) int64 {
	if arm, ok := l.arms[state]; ok {
		return arm
	}
	return int64(len(l.arms))
}

// allArms lists the numbers of all states; without ended, of those that count.
func (l *layout) allArms(ended bool) []int64 {
	var arms []int64
	for i, s := range l.kind.Lifecycle.States {
		if ended || !s.Ended {
			arms = append(arms, int64(i))
		}
	}
	return append(arms, int64(len(l.arms)))
}

// indexable lists what lists may be filtered by, for messages.
func (l *layout) indexable() string {
	names := []string{"state", "key", "title", "changed"}
	for _, f := range l.kind.Fields {
		if f.Is(record.MarkIndex) {
			names = append(names, f.Name)
		}
	}
	slices.Sort(names[4:])
	return strings.Join(append(names, "custom.NAME"), ", ")
}

// sortColumn finds the column that a list is sorted by; the key's by default.
func (l *layout) sortColumn(sort string) (c column, descending bool, err error) {
	name, descending := strings.CutPrefix(sort, "-")
	if name == "" {
		name = "key"
	}
	if c, ok := l.base[name]; ok {
		return c, descending, nil
	}
	if c, ok := l.byField[name]; ok {
		return c, descending, nil
	}
	names := []string{"key", "changed", "title", "state"}
	for _, c := range l.columns {
		names = append(names, c.field.Name)
	}
	return column{}, false, &fault.Error{Kind: fault.Invalid, Record: l.kind.Name, Field: name, Message: "lists can't be sorted by it",
		Mend: "sort by one of " + strings.Join(names, ", ")}
}

// index is the name of the index on a column, kept within PostgreSQL's 63 bytes.
func (l *layout) index(c column) string {
	name := l.table + "_" + c.name
	if len(name) <= 60 {
		return name
	}
	h := fnv.New32a()
	h.Write([]byte(name))
	return name[:50] + "_" + strconv.FormatUint(uint64(h.Sum32()), 16)
}

// target is where the rows of the kind go.
func (l *layout) target() *target {
	return &target{table: l.table, columns: l.insertColumns()}
}
