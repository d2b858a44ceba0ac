package web

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
)

// filter is one thing that a list can be narrowed by.
type filter struct {
	Field   *record.Field // nil: the state
	Name    string
	Label   string
	Options []filterOption
	Chosen  []string // labels of what is chosen
	From    string   // of a date
	To      string
}

// filterOption is one value of a filter; its address adds it to the selection, or
// takes it out.
type filterOption struct {
	Label  string
	URL    string
	Count  string // how many it would show; empty: not counted
	Chosen bool
}

// Most filters that stand open in the bar, and values of a reference that one offers.
const (
	mostFilters   = 3
	mostReference = 20
)

// Filters are the filters of the list: the state, then the kind's indexed fields.
func (l listView) Filters(r language.Reader) []filter {
	list := []filter{l.stateFilter(r)}
	for _, f := range l.Kind.Fields {
		if f.Is(record.MarkIndex) && filterable(f) && f.Name != "system" {
			list = append(list, l.fieldFilter(r, f))
		}
	}
	slices.SortStableFunc(list[1:], func(a, b filter) int { return cmp.Compare(rank(a), rank(b)) })
	return list
}

// rank puts the enumerations first: their values are few and known.
func rank(f filter) int {
	switch f.Field.Type {
	case record.TypeEnum, record.TypeEnums, record.TypeText:
		return 0
	case record.TypeRef, record.TypeRefs:
		return 1
	}
	return 2
}

func filterable(f *record.Field) bool {
	switch f.Type {
	case record.TypeEnum, record.TypeEnums, record.TypeBool, record.TypeRef, record.TypeRefs, record.TypeDate:
		return true
	case record.TypeText:
		return f.Order != "" // the levels of a scale of the organization's own, few and known
	}
	return false
}

func (l listView) stateFilter(r language.Reader) filter {
	f := filter{Name: "state", Label: r.Say("State")}
	for _, st := range l.Kind.Lifecycle.States {
		f.offer(l, r.Say(st.Label), st.Name)
	}
	return f
}

func (l listView) fieldFilter(r language.Reader, field *record.Field) filter {
	f := filter{Field: field, Name: field.Name, Label: r.Say(field.Label)}
	switch field.Type {
	case record.TypeEnum, record.TypeEnums:
		for _, o := range field.Options {
			f.offer(l, r.Say(o.Label), o.Value)
		}
	case record.TypeBool:
		f.offer(l, r.Say("yes"), "yes")
		f.offer(l, r.Say("no"), "no")
	case record.TypeDate:
		f.From, f.To = l.values.Get(f.Name+".ge"), l.values.Get(f.Name+".le")
		if f.From != "" || f.To != "" {
			f.Chosen = append(f.Chosen, span(r, f.From, f.To))
		}
	case record.TypeText:
		for _, value := range l.values[f.Name] {
			f.offer(l, capital(value), value)
		}
	case record.TypeRef, record.TypeRefs:
		for _, key := range l.values[f.Name] {
			f.Options = append(f.Options, filterOption{Label: l.called(key), URL: l.without(f.Name, key), Chosen: true})
			f.Chosen = append(f.Chosen, l.called(key))
		}
	}
	f.choose(l, r.Say("none"), ".empty")
	return f
}

// called is the title of a key that a filter names, as far as the page knows it.
func (l listView) called(key string) string {
	for _, n := range l.Names {
		if n.Key == key {
			return n.Title
		}
	}
	return key
}

// span words a selection of days.
func span(r language.Reader, from, to string) string {
	switch {
	case to == "":
		return r.Say("from %s", writtenDay(r, from))
	case from == "":
		return r.Say("until %s", writtenDay(r, to))
	}
	return r.Say("%s to %s", writtenDay(r, from), writtenDay(r, to))
}

func writtenDay(r language.Reader, text string) string {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return text
	}
	return r.Day(day)
}

// offer adds a value to choose.
func (f *filter) offer(l listView, label, value string) {
	chosen := slices.ContainsFunc(l.values[f.Name], func(text string) bool { return strings.EqualFold(text, value) })
	o := filterOption{Label: label, Chosen: chosen}
	if chosen {
		f.Chosen = append(f.Chosen, label)
		o.URL = l.without(f.Name, value)
	} else {
		o.URL = l.and(f.Name, value)
	}
	f.Options = append(f.Options, o)
}

// choose notes that what lacks a value is chosen, or offers it.
func (f *filter) choose(l listView, label, condition string) {
	if f.Field.Is(record.MarkRequired) {
		return
	}
	name := f.Name + condition
	if l.values.Get(name) != "" {
		f.Chosen = append(f.Chosen, label)
		f.Options = append(f.Options, filterOption{Label: label, URL: l.with(name, "", name, "after"), Chosen: true})
		return
	}
	f.Options = append(f.Options, filterOption{Label: label, URL: l.with(name, "yes", "after")})
}

// none is the option of what lacks a value, which choose put last; what is
// required lacks none.
func (f *filter) none() []filterOption {
	if f.Field.Is(record.MarkRequired) {
		return nil
	}
	return slices.Clone(f.Options[len(f.Options)-1:])
}

// and is the address with one value more.
func (l listView) and(name, value string) string {
	values := maps.Clone(l.values)
	values.Del("after")
	values[name] = append(slices.Clone(values[name]), value)
	return listURL(l.Kind) + "?" + values.Encode()
}

// without is the address with one value less.
func (l listView) without(name, value string) string {
	values := maps.Clone(l.values)
	values.Del("after")
	values[name] = slices.DeleteFunc(slices.Clone(values[name]), func(v string) bool { return strings.EqualFold(v, value) })
	return listURL(l.Kind) + "?" + given(values).Encode()
}

// ChoicesURL is where the counted values of a filter are had.
func (l listView) ChoicesURL(f filter) string {
	return listURL(l.Kind) + "/filter/" + f.Name + "?" + l.values.Encode()
}

// Kept are the values of the address that a form of the list hands on.
func (l listView) Kept(except ...string) []hidden {
	var list []hidden
	for _, name := range slices.Sorted(maps.Keys(l.values)) {
		if name == "after" || slices.Contains(except, name) {
			continue
		}
		for _, value := range l.values[name] {
			list = append(list, hidden{name, value})
		}
	}
	return list
}

// hidden is a value that a form hands on.
type hidden struct{ Name, Value string }

// filterChoices answers the values of a filter, each with how many records of the
// present selection it would show.
func (s *server) filterChoices(w http.ResponseWriter, v visit) error {
	kind, err := s.kindOf(v)
	if err != nil {
		return err
	}
	r := v.reader()
	l := listView{Listing: &app.Listing{Kind: kind}, values: given(v.URL.Query())}
	var f filter
	if name := v.PathValue("field"); name == "state" {
		f = l.stateFilter(r)
	} else if field := kind.Field(name); field != nil && field.Is(record.MarkIndex) && filterable(field) {
		f = l.fieldFilter(r, field)
	} else {
		return fault.New(fault.NotFound, "%s can't be filtered by %q", fault.Word(kind.Plural), name)
	}
	counts, err := s.countsFor(v, l, f)
	if err != nil {
		return err
	}
	switch {
	case f.Field != nil && f.Field.Type == record.TypeText:
		f.offerTexts(r, l, counts)
	case f.Field != nil && len(f.Field.To) > 0:
		if err := s.offerReferences(v, &f, l, counts); err != nil {
			return err
		}
	default:
		f.counted(r, l, counts)
	}
	return s.part(w, v, filterValues(l, f))
}

// countsFor counts the selection by a filter's field, leaving out what that filter
// itself has chosen.
func (s *server) countsFor(v visit, l listView, f filter) (map[string]int, error) {
	asked := l.selection()
	for name := range asked {
		if field, _, _ := strings.Cut(name, "."); field == f.Name || name == "after" || name == "sort" {
			delete(asked, name)
		}
	}
	parts, _, err := s.meant(v, l.Kind, asked)
	if err != nil {
		return nil, err
	}
	query, err := app.ParseQuery(l.Kind, parts)
	if err != nil {
		return nil, err
	}
	query.IncludeEnded = query.IncludeEnded || f.Name == "state"
	return s.app.Count(v.Context(), v.Actor, query, f.Name)
}

// counted writes the counts beside the values.
func (f *filter) counted(r language.Reader, l listView, counts map[string]int) {
	values := map[string]string{}
	if f.Field == nil {
		for _, st := range l.Kind.Lifecycle.States {
			values[r.Say(st.Label)] = st.Name
		}
	} else {
		for _, o := range f.Field.Options {
			values[r.Say(o.Label)] = o.Value
		}
	}
	for i, o := range f.Options {
		if value, ok := values[o.Label]; ok {
			f.Options[i].Count = r.Number(counts[value])
		} else if o.Label == r.Say("none") {
			f.Options[i].Count = r.Number(counts[""])
		}
	}
}

// offerTexts offers the texts that stand in the selection, the most frequent first.
func (f *filter) offerTexts(r language.Reader, l listView, counts map[string]int) {
	none := f.none()
	f.Options = nil
	for _, text := range slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(-cmp.Compare(counts[a], counts[b]), cmp.Compare(a, b)) }) {
		if text == "" || len(f.Options) == mostReference {
			continue
		}
		f.offer(l, capital(text), text)
		f.Options[len(f.Options)-1].Count = r.Number(counts[text])
	}
	for _, o := range none {
		o.Count = r.Number(counts[""])
		f.Options = append(f.Options, o)
	}
}

// offerReferences offers the records that most of the selection refers to.
func (s *server) offerReferences(v visit, f *filter, l listView, counts map[string]int) error {
	r := v.reader()
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(-cmp.Compare(counts[a], counts[b]), cmp.Compare(a, b)) })
	none := f.none()
	keys = slices.DeleteFunc(keys, func(key string) bool { return s.app.Catalogue().OfKey(key) == nil })
	keys = keys[:min(len(keys), mostReference)]
	named, err := s.app.Named(v.Context(), v.Actor, keys...)
	if err != nil {
		return err
	}
	f.Options = nil
	for _, key := range keys {
		rec := named[key]
		if rec == nil {
			continue
		}
		f.offer(l, rec.Title(), key)
		f.Options[len(f.Options)-1].Count = r.Number(counts[key])
	}
	for _, o := range none {
		o.Count = r.Number(counts[""])
		f.Options = append(f.Options, o)
	}
	return nil
}

// Resting are the filters that wait under "More filters".
func (l listView) Resting(r language.Reader) []filter {
	var list []filter
	for i, f := range l.Filters(r) {
		if i > mostFilters && len(f.Chosen) == 0 {
			list = append(list, f)
		}
	}
	return list
}

// setTo words what a filter is set to: the first, and how many more.
func setTo(chosen []string) string {
	if len(chosen) > 2 {
		return fmt.Sprintf("%s +%d", chosen[0], len(chosen)-1)
	}
	return strings.Join(chosen, ", ")
}
