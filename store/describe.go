package store

import (
	"slices"
	"strings"

	"surety/record"
)

// described is all that the database derives from a record.
type described struct {
	layout  *layout
	title   string // as people read it
	state   string
	number  int64 // of the key
	changed int64
	ordered string // the title as lists sort by it
	words   wordList
	columns []any // in the order of the layout's
	facets  []facet
	links   []reference
	readers []string
}

// facet is one value of a field that holds several, or of an own field.
type facet struct{ name, value string }

// reference is one distinct reference of a record.
type reference struct{ field, to string }

// describe computes what the tables hold of a record beside its body.
func (l *layout) describe(rec *record.Record) described {
	d := described{layout: l, title: rec.Title(), state: rec.State, changed: rec.Changed.UnixMicro(), columns: make([]any, len(l.columns))}
	d.number, _ = keyNumber(l.kind, rec.Key)
	d.ordered = l.base["title"].ordered(l.kind.Title(rec.Body))
	for i, c := range l.columns {
		d.columns[i] = c.value(rec.Body)
	}
	d.words = newWordList(l.kind.Title(rec.Body), l.searched(rec.Body))
	d.facets = l.facetsOf(rec)
	refs := l.kind.Links(rec.Body)
	for _, link := range refs {
		if r := (reference{link.Field, string(link.To)}); link.To != "" && !slices.Contains(d.links, r) {
			d.links = append(d.links, r)
		}
	}
	if rec.Mark != record.MarkNone {
		d.readers = l.readersOf(rec, refs)
	}
	return d
}

// column is what a column of the kind's table holds.
func (d *described) column(c column) any {
	switch c.name {
	case "number":
		return d.number
	case "changed":
		return d.changed
	case "title":
		return d.ordered
	case "arm":
		return d.layout.arm(d.state)
	}
	for i, other := range d.layout.columns {
		if other.name == c.name {
			return d.columns[i]
		}
	}
	return nil
}

func (l *layout) searched(body any) []string {
	var all []string
	for _, f := range l.search {
		if f.Type == record.TypeRows {
			for _, row := range f.Rows(body) {
				for _, rf := range f.Row {
					all = append(all, rf.Text(row))
				}
			}
			continue
		}
		all = append(all, f.Text(body))
	}
	return all
}

func (l *layout) facetsOf(rec *record.Record) []facet {
	var facets []facet
	add := func(name string, value any) {
		if f := (facet{name, facetValue(value)}); !slices.Contains(facets, f) {
			facets = append(facets, f)
		}
	}
	for _, f := range l.facets {
		values, _ := f.Get(rec.Body).([]string)
		for _, value := range values {
			add(f.Name, value)
		}
	}
	for name, value := range rec.Custom {
		name = "custom." + name
		switch value := value.(type) {
		case nil:
		case []any:
			for _, v := range value {
				add(name, v)
			}
		case []string:
			for _, v := range value {
				add(name, v)
			}
		default:
			if value != "" {
				add(name, value)
			}
		}
	}
	slices.SortFunc(facets, func(a, b facet) int {
		return strings.Compare(a.name+"\n"+a.value, b.name+"\n"+b.value)
	})
	return facets
}

// readersOf lists who may read the record when it is marked, ascending.
func (l *layout) readersOf(rec *record.Record, refs []record.Link) []string {
	readers := texts(rec.Readers)
	for _, link := range refs {
		if slices.Contains(l.readers, link.Field) {
			readers = append(readers, string(link.To))
		}
	}
	slices.Sort(readers)
	return slices.Compact(readers)
}

// differ splits two lists into what is only in now and what is only in before.
func differ[T comparable](before, now []T) (added, removed []T) {
	for _, v := range now {
		if !slices.Contains(before, v) {
			added = append(added, v)
		}
	}
	for _, v := range before {
		if !slices.Contains(now, v) {
			removed = append(removed, v)
		}
	}
	return added, removed
}
