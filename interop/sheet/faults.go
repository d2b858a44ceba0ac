package sheet

import (
	"fmt"
	"strings"

	"surety/language"
)

// Group is one thing that is wrong in a row, or in many: a word that nobody
// knows stands in thousands of cells as a rule.
type Group struct {
	Fault
	Rows []int // the first is the fault's own
}

// Grouped puts faults or notes together that say the same of the same column, in
// the order in which they first appear.
func Grouped(faults []Fault) []Group {
	var groups []Group
	at := map[Fault]int{}
	for _, f := range faults {
		same := f
		same.Row = 0
		i, known := at[same]
		if !known || f.Row == 0 {
			i = len(groups)
			at[same], groups = i, append(groups, Group{Fault: f})
		}
		groups[i].Rows = append(groups[i].Rows, f.Row)
	}
	return groups
}

// placesNamed is how many places of a group are named.
const placesNamed = 5

// String is the group in a line of English.
func (g Group) String() string { return g.Said(language.For(language.English, nil)) }

// Said is the group in a line.
func (g Group) Said(r language.Reader) string {
	if len(g.Rows) == 1 {
		return g.Fault.Said(r)
	}
	places := make([]string, min(len(g.Rows), placesNamed))
	for i := range places {
		places[i] = fmt.Sprintf("%s%d", g.Column, g.Rows[i])
	}
	place := strings.Join(places, ", ")
	if g.Column == "" {
		place = r.Say("rows %s", place)
	}
	if more := len(g.Rows) - len(places); more > 0 {
		place = r.Say("%s and %d more", place, more)
	}
	return g.Sheet + " " + place + ": " + g.Message
}
