package expr

import (
	"slices"
	"strings"
)

// Reads says what a program reads of records of one kind, and of the records
// that these are linked with.
type Reads struct {
	Kind   string
	Fields []string // names as in expressions, in order; Everything stands for all
	Links  []*Link  // in order of field, direction and kind
}

// Link is one step to other records.
type Link struct {
	Field string // the reference, dotted for a row's
	Back  bool   // from the target of the reference to its holder
	Reads *Reads // of the records at the other end
}

// Head tells that no more is read at the end of a link than a record's head:
// what is in the fields that Heads gives, and for a step backwards that the
// reference is there.
func (l *Link) Head() bool {
	held, _, _ := strings.Cut(l.Field, ".")
	return len(l.Reads.Links) == 0 && !slices.ContainsFunc(l.Reads.Fields, func(f string) bool {
		return !slices.Contains(headFields, f) && !(l.Back && f == held)
	})
}

var headFields = []string{"id", "key", "kind", "mark", "revision", "state"}

// Everything among fields means that the program depends on the whole record.
const Everything = "*"

func (r *Reads) add(field string) {
	if i, found := slices.BinarySearch(r.Fields, field); !found {
		r.Fields = slices.Insert(r.Fields, i, field)
	}
}

// link finds or makes the step.
func (r *Reads) link(field string, back bool, kind string) *Reads {
	for _, l := range r.Links {
		if l.Field == field && l.Back == back && l.Reads.Kind == kind {
			return l.Reads
		}
	}
	l := &Link{Field: field, Back: back, Reads: &Reads{Kind: kind}}
	r.Links = append(r.Links, l)
	slices.SortFunc(r.Links, func(a, b *Link) int { return strings.Compare(a.order(), b.order()) })
	return l.Reads
}

func (l *Link) order() string {
	direction := " > "
	if l.Back {
		direction = " < "
	}
	return l.Field + direction + l.Reads.Kind
}

// Merge adds what other reads of records of the same kind.
func (r *Reads) Merge(other *Reads) {
	if other == nil {
		return
	}
	for _, f := range other.Fields {
		r.add(f)
	}
	for _, l := range other.Links {
		r.link(l.Field, l.Back, l.Reads.Kind).Merge(l.Reads)
	}
}

// Paths writes the reads as lines such as "risk.owner > person: state", for
// messages and tests.
func (r *Reads) Paths() []string {
	if r == nil {
		return nil
	}
	return r.paths(r.Kind, nil)
}

func (r *Reads) paths(path string, lines []string) []string {
	lines = append(lines, path+": "+strings.Join(r.Fields, ", "))
	for _, l := range r.Links {
		step := "." + l.order()
		lines = l.Reads.paths(path+step, lines)
	}
	return lines
}
