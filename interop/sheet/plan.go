package sheet

import (
	"encoding/json"
	"fmt"

	"surety/fault"
	"surety/language"
	"surety/record"
)

// Action is what an import does with a row.
type Action string

// The actions.
const (
	Create    Action = "create"
	Update    Action = "update"
	Unchanged Action = "unchanged"
	Faulty    Action = "faulty" // nothing, as long as its faults stand
)

// Plan says what an import would do, row by row.
type Plan struct {
	Kind    *record.Kind
	Mapping *Mapping
	// Rows in the order of the file; of one with a fault, what could be read.
	Rows []RowPlan
	// New are the records that rows refer to and that the import creates first.
	New []NewRecord
	// Faults name each cell or row that can't be imported. With any, nothing is.
	Faults []Fault
	// Notes say what a person should know of a row although it is no fault.
	Notes []Fault
	// Samples are the first different texts of each column, by its heading.
	Samples map[string][]string

	read     int
	since    int64 // the log's position before anything was looked up
	commands []Command
}

// RowPlan is what an import does with one row, or with several that merged
// cells make one.
type RowPlan struct {
	Sheet  string
	Row    int
	Action Action
	// Key of the record that is there; empty for one to be created, until it is.
	Key   string
	Title string
	// Changes are the fields that get another value.
	Changes []Change
}

// Change is a field's value before and after, as people read it.
type Change struct {
	Field string
	Label string
	Old   string
	New   string
}

// NewRecord is a record, such as a person, that isn't there yet.
type NewRecord struct {
	ID    record.ID
	Kind  *record.Kind
	Key   string // once it is there
	Title string
	// Rows that refer to it.
	Rows []int
}

// Fault says what is wrong at a place of the file. Row counts from 1, Column
// is its letters; 0 and "" mean the file or the row as a whole.
type Fault struct {
	Sheet   string `json:"sheet"`
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Message string `json:"message"`
}

// Said is the fault in a line: its message, which was said when it was planned,
// and where it is.
func (f Fault) Said(r language.Reader) string {
	place := f.Sheet
	switch {
	case f.Column != "":
		place = fmt.Sprintf("%s %s%d", f.Sheet, f.Column, f.Row)
	case f.Row > 0:
		place = r.Say("%s row %d", f.Sheet, f.Row)
	}
	return place + ": " + f.Message
}

// String is the fault in a line of English.
func (f Fault) String() string { return f.Said(language.For(language.English, nil)) }

// Command is one step of carrying a plan out: create or edit a record, then
// make transitions of its lifecycle.
type Command struct {
	Kind *record.Kind
	ID   record.ID
	// Base is the revision that the change is based on; 0 to create.
	Base int
	// Body is the new body; nil when only transitions are made.
	Body any
	// Custom replaces the organization's own fields; nil leaves them.
	Custom map[string]any
	// Asserted are approvals that the file claims; they count for nothing.
	Asserted []record.Approval
	// Moves are transitions to make after it, by name; each adds a revision.
	Moves []string
	// Sheet and Row are where the command comes from; 0 for a new record that
	// rows refer to.
	Sheet string
	Row   int
}

// Commands lists what carries the plan out, in an order in which every record
// is there before another refers to it, unless records refer to each other in
// a circle. With a fault it returns all of them as a fault.List instead.
func (p *Plan) Commands() ([]Command, error) {
	if len(p.Faults) == 0 {
		return p.commands, nil
	}
	list := make(fault.List, len(p.Faults))
	for i, f := range p.Faults {
		list[i] = fault.New(fault.Invalid, "%s", f.String())
	}
	return nil, list
}

// name notes the keys of the records that carrying the plan out has made.
func (p *Plan) name(done []*record.Record) {
	keys := make(map[record.ID]string, len(done))
	for _, r := range done {
		keys[r.ID] = r.Key
	}
	rows := make(map[int]string, len(p.commands))
	for _, c := range p.commands {
		rows[c.Row] = keys[c.ID]
	}
	for i := range p.Rows {
		if row := &p.Rows[i]; row.Key == "" {
			row.Key = rows[row.Row]
		}
	}
	for i := range p.New {
		p.New[i].Key = keys[p.New[i].ID]
	}
}

// Summary is the plan in numbers, with its faults; its JSON form is fixed.
type Summary struct {
	Rows      int     `json:"rows"`
	Create    int     `json:"create"`
	Update    int     `json:"update"`
	Unchanged int     `json:"unchanged"`
	Faults    []Fault `json:"faults"`
}

// Summary counts the rows of the file by what would be done with them; rows
// with a fault are counted in Rows only.
func (p *Plan) Summary() Summary {
	s := Summary{Rows: p.read, Faults: p.Faults}
	if s.Faults == nil {
		s.Faults = []Fault{}
	}
	for _, row := range p.Rows {
		switch row.Action {
		case Create:
			s.Create++
		case Update:
			s.Update++
		case Unchanged:
			s.Unchanged++
		}
	}
	return s
}

// MarshalJSON writes the plan's Summary.
func (p *Plan) MarshalJSON() ([]byte, error) { return json.Marshal(p.Summary()) }
