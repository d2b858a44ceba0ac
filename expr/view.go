package expr

import "surety/record"

// View is the state of the records that expressions read. It is pure: the same
// question gets the same answer for the life of a session. An error of any
// method makes the evaluation that met it fail as fault.Uncomputable.
type View interface {
	// Get gives the record, retired ones too; nil when there is none.
	Get(id record.ID) (*record.Record, error)
	// Back gives the records of the kind whose field (dotted for a row's)
	// refers to the record, in the order of their ids. Where the view knows
	// Heads, they may come without bodies.
	Back(id record.ID, kind, field string) ([]*record.Record, error)
	// All gives every record of the kind that the shape global considers.
	All(kind string) ([]*record.Record, error)
}

// Heads is a View that can tell what a record is and in which state without
// reading its body. Expressions often ask no more of what a record refers to.
type Heads interface {
	View
	// Head gives id, kind, key, state, mark and revision of a record, with or
	// without the rest of it; nil when there is none.
	Head(id record.ID) (*record.Record, error)
}
