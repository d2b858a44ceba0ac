package control

import "strings"

// Difference is what changed in one row between a release and today's draft.
type Difference struct {
	Control string
	Title   string
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
	before := map[string]*ReleasedRow{}
	for i := range released {
		before[released[i].Control] = &released[i]
	}
	var differences []Difference
	for i := range draft {
		after := &draft[i]
		old := before[after.Control]
		delete(before, after.Control)
		if old == nil {
			differences = append(differences, Difference{Control: after.Control, Title: after.Title, After: after, Fields: []string{"new row"}})
			continue
		}
		if fields := after.differs(old); len(fields) > 0 {
			differences = append(differences, Difference{Control: after.Control, Title: after.Title, Before: old, After: after, Fields: fields})
		}
	}
	for i := range released {
		if old := &released[i]; before[old.Control] != nil {
			differences = append(differences, Difference{Control: old.Control, Title: old.Title, Before: old, Fields: []string{"row is gone"}})
		}
	}
	return differences
}

func (r *ReleasedRow) differs(old *ReleasedRow) []string {
	var fields []string
	for _, pair := range []struct {
		name        string
		now, before string
	}{
		{"title", r.Title, old.Title},
		{"inclusion", r.Included, old.Included},
		{"drivers", strings.Join(r.Drivers, "; "), strings.Join(old.Drivers, "; ")},
		{"reason", r.Reason, old.Reason},
		{"declared status", r.Declared, old.Declared},
		{"owner", r.Owner, old.Owner},
	} {
		if pair.now != pair.before {
			fields = append(fields, pair.name)
		}
	}
	return fields
}
