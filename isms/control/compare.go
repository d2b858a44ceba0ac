package control

import "strings"

// Place is the control that a row decides on: several editions may give the same
// number to different controls.
type Place struct {
	Standard string // the edition, such as iso27001@2022; empty for a control of one's own
	Control  string
}

// Place is the control that the row decides on.
func (r *ReleasedRow) Place() Place { return Place{r.Standard, r.Control} }

// Difference is what changed in one row between a release and today's draft.
type Difference struct {
	Place
	Title string
	// Before and After are nil where the row is new or gone.
	Before *ReleasedRow
	After  *ReleasedRow
	// Fields names what differs, in words.
	Fields []string
}

// Compare lists how a draft's rows differ from those of a release, in the
// order of the draft, rows that are gone at the end. Found status and evidence
// change by themselves from day to day and are no difference of the statement.
func Compare(released, draft []ReleasedRow) []Difference {
	before := map[Place]*ReleasedRow{}
	for i := range released {
		before[released[i].Place()] = &released[i]
	}
	var differences []Difference
	for i := range draft {
		after := &draft[i]
		old := before[after.Place()]
		delete(before, after.Place())
		if old == nil {
			differences = append(differences, Difference{Place: after.Place(), Title: after.Title, After: after, Fields: []string{newRow}})
			continue
		}
		if fields := after.differs(old); len(fields) > 0 {
			differences = append(differences, Difference{Place: after.Place(), Title: after.Title, Before: old, After: after, Fields: fields})
		}
	}
	for i := range released {
		if old := &released[i]; before[old.Place()] != nil {
			differences = append(differences, Difference{Place: old.Place(), Title: old.Title, Before: old, Fields: []string{rowGone}})
		}
	}
	return differences
}

// What differs where only one of both has the row, in words.
const (
	newRow  = "new row"
	rowGone = "row is gone"
)

// compared are the fields of a row that Compare looks at, in words.
var compared = []string{"title", "inclusion", "drivers", "reason", "declared status", "owner"}

func (r *ReleasedRow) differs(old *ReleasedRow) []string {
	var fields []string
	for _, field := range compared {
		if r.Said(field) != old.Said(field) {
			fields = append(fields, field)
		}
	}
	return fields
}

// Said is what a row says in a field that a Difference names, as it is kept;
// empty where it says nothing.
func (r *ReleasedRow) Said(field string) string {
	switch field {
	case "title":
		return r.Title
	case "inclusion":
		return r.Included
	case "drivers":
		return strings.Join(r.Drivers, "; ")
	case "reason":
		return r.Reason
	case "declared status":
		return r.Declared
	case "owner":
		return r.Owner
	}
	return ""
}
