package web

import (
	"strings"

	"github.com/a-h/templ"

	"surety/language"
	"surety/record"
)

// ImportPlan is what an import would do, or has done, in words.
type ImportPlan struct {
	Mapping   string         // as JSON
	Columns   []ImportColumn // how the file's columns are read
	Key       string         // the place that decides whether a row is new
	Keys      []record.Option
	Blank     string // what an empty cell does
	Fixed     []ImportFixed
	Rows      []ImportRow
	New       []ImportNew
	Faults    []ImportFault // those that say the same together
	Wrong     int           // faults in all
	Notes     []string
	Create    int
	Update    int
	Unchanged int
}

// ImportColumn says which field a column goes to; empty: none.
type ImportColumn struct {
	Header, Field string
	Samples       []string        // the first texts in it
	Words         []ImportWord    // what is said in words that aren't the field's own
	Options       []record.Option // what they can mean; none: anything
}

// ImportWord is what a word in a file means; empty: not decided.
type ImportWord struct{ Text, Value string }

// ImportFixed is what new records get where no column says it.
type ImportFixed struct {
	Path, Label, Value string
	Options            []record.Option
	Missing            bool // new records need it and nothing gives it
}

// ImportRow is what an import would do, or did, with a row.
type ImportRow struct {
	Row     int
	Action  string
	Key     string // of the record that is there
	Title   string
	Changes []string
	Faults  []string
}

// ImportNew is a record that is made because rows refer to it.
type ImportNew struct{ Label, Key string }

// ImportFault is what is wrong with the file, and in which row; 0: as a whole.
type ImportFault struct {
	Row  int
	Text string
}

// faultsInTheOpen is how many faults stand above the form; the rest unfolds.
const faultsInTheOpen = 5

// blankOptions are what an empty cell can do.
func blankOptions(r language.Reader) []record.Option {
	return []record.Option{{Value: "keep", Label: r.Say("leaves what the record says")}, {Value: "clear", Label: r.Say("empties the field of the record")}}
}

// samples are a few texts of a column.
func (c ImportColumn) samples() string { return strings.Join(c.Samples, " · ") }

// open tells that a word of the column is still to be decided.
func (c ImportColumn) open() bool {
	for _, w := range c.Words {
		if w.Value == "" {
			return true
		}
	}
	return false
}

// missing tells that new records need something that nothing gives.
func (p *ImportPlan) missing() bool {
	for _, f := range p.Fixed {
		if f.Missing {
			return true
		}
	}
	return false
}

// unread counts the columns that go nowhere.
func (i importView) unread() int {
	n := 0
	for _, c := range i.Plan.Columns {
		if c.Field == "" {
			n++
		}
	}
	return n
}

// fixable are the fields that can get a value for all new records.
func (i importView) fixable(r language.Reader) []record.Option {
	given := map[string]bool{"key": true, "state": true}
	for _, c := range i.Plan.Columns {
		given[c.Field] = true
	}
	for _, f := range i.Plan.Fixed {
		given[f.Path] = true
	}
	options := []record.Option{{Label: r.Say("choose a field")}}
	for _, t := range i.Targets {
		if t.Value != "" && !given[t.Value] && !strings.Contains(t.Value, ".") {
			options = append(options, t)
		}
	}
	return options
}

// unreadWords says how much of a file is left behind.
func unreadWords(r language.Reader, n, of int) string {
	return r.Count(n, "%d of %d columns is not read", "%d of %d columns are not read", of)
}

// faultsStand says how much stands in the way.
func faultsStand(r language.Reader, n int) string {
	return r.Count(n, "Nothing is imported while a fault stands. Say below how the file is to be read, or mend it and choose it again.",
		"Nothing is imported while %d faults stand. Say below how the file is to be read, or mend it and choose it again.")
}

// actionClass is the sign of what becomes of a row.
func actionClass(action string) string {
	switch action {
	case "faulty":
		return "fails"
	case "unchanged":
		return "none"
	}
	return "holds"
}

// among tells whether a value is one of the options.
func among(options []record.Option, value string) bool {
	for _, o := range options {
		if o.Value == value {
			return true
		}
	}
	return false
}

// labelled ties a control to its label: by id, or by a name of its own.
func labelled(id, label string) templ.Attributes {
	if id != "" {
		return templ.Attributes{"id": id}
	}
	return templ.Attributes{"aria-label": label}
}
