package web

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"

	"surety/app"
	"surety/language"
	"surety/record"
)

// listGroup is a group of a list: those of the selection that have one value.
type listGroup struct {
	Label string
	Count string
	Rows  string // where its rows are had
	URL   string // the list of them alone
}

// Groupable are the fields by which the list can be grouped.
func (l listView) Groupable() []*record.Field {
	var fields []*record.Field
	for _, f := range l.Kind.Fields {
		if f.Is(record.MarkIndex) && (f.Type == record.TypeEnum || f.Type == record.TypeBool || f.Type == record.TypeRef) {
			fields = append(fields, f)
		}
	}
	return fields
}

// GroupedBy is the field by which the list is grouped, nil if by none.
func (l listView) GroupedBy() *record.Field {
	name := l.values.Get("group")
	for _, f := range l.Groupable() {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// groups are the values of a field with how many of the selection have each: an
// enumeration's in its order, all others by their number.
func (s *server) groups(v visit, l listView, by *record.Field) ([]listGroup, error) {
	counts, err := s.countsFor(v, l, filter{Field: by, Name: by.Name})
	if err != nil {
		return nil, err
	}
	labels, err := s.groupLabels(v, by, counts)
	if err != nil {
		return nil, err
	}
	place := func(value string) int {
		return slices.IndexFunc(by.Options, func(o record.Option) bool { return o.Value == value })
	}
	r := v.reader()
	var list []listGroup
	for _, value := range slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(place(b), place(a)), cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	}) {
		if counts[value] == 0 {
			continue
		}
		values := l.selection()
		for name := range values {
			if field, _, _ := strings.Cut(name, "."); field == by.Name || name == "after" {
				delete(values, name)
			}
		}
		if value == "" {
			values.Set(by.Name+".empty", "yes")
		} else {
			values.Set(by.Name, value)
		}
		g := listGroup{Label: labels[value], Count: r.Number(counts[value]), URL: listURL(l.Kind) + "?" + values.Encode()}
		g.Rows = listURL(l.Kind) + "/group/" + by.Name + "?" + values.Encode()
		if value == "restricted" { // nobody who may not see them can ask for them
			g.Rows, g.URL = "", ""
		}
		list = append(list, g)
	}
	return list, nil
}

// groupLabels are the words for values of a field.
func (s *server) groupLabels(v visit, by *record.Field, counts map[string]int) (map[string]string, error) {
	r := v.reader()
	labels := map[string]string{"": r.Say("none"), "yes": r.Say("yes"), "no": r.Say("no"), "restricted": r.Say("restricted")}
	for _, o := range by.Options {
		labels[o.Value] = r.Say(o.Label)
	}
	if by.Type != record.TypeRef {
		return labels, nil
	}
	keys := slices.DeleteFunc(slices.Collect(maps.Keys(counts)), func(key string) bool { return s.app.Catalogue().OfKey(key) == nil })
	named, err := s.app.Named(v.Context(), v.Actor, keys...)
	if err != nil {
		return nil, err
	}
	for key, rec := range named {
		labels[key] = rec.Title()
	}
	return labels, nil
}

// groupRows answers the first rows of a group when it is opened.
func (s *server) groupRows(w http.ResponseWriter, v visit) error {
	kind, err := s.kindOf(v)
	if err != nil {
		return err
	}
	view := listView{MayChange: app.MayEdit(v.Actor, kind), taste: v.Actor.Preferences.Lists[kind.Name], values: given(v.URL.Query())}
	if view.Listing, view.remarks, err = s.listed(v, kind, view.selection()); err != nil {
		return err
	}
	return s.part(w, v, groupTable(view))
}

// GroupURL groups the list by a field, or by none.
func (l listView) GroupURL(f *record.Field) string {
	if f == nil {
		return l.with("group", "", "group", "after")
	}
	return l.with("group", f.Name, "after")
}

// groupedWords says by what the list is grouped.
func (l listView) groupedWords(r language.Reader) string {
	if f := l.GroupedBy(); f != nil {
		return r.Say("Grouped by %s", r.Say(f.Label))
	}
	return r.Say("Group")
}

// groupTrigger loads the first group with the page and the others when they open.
func groupTrigger(i int) string {
	if i == 0 {
		return "load"
	}
	return "toggle once"
}
