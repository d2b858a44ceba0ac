package app

import "surety/record"

// Command is one intended change. The types that implement it are Create,
// Edit, Move, Confirm and Erase.
type Command interface{ command() }

// Create makes a record. References in its body may be ids or keys, also the
// ids of records that the same request creates.
type Create struct {
	ID       record.ID // given beforehand so that others can refer to it; empty: made
	Kind     string
	Body     any // pointer to the kind's struct
	Mark     string
	Readers  []record.Ref
	Custom   map[string]any
	Asserted []record.Approval // approvals that a file claims; they count for nothing

	forward bool      // a statement is put forward by it
	carries record.ID // the judgement that it carries over to a newer edition
}

// Edit changes the content of a record.
type Edit struct {
	ID   record.ID
	Base int // the revision that the change was based on
	// Body is the whole new body; or, when nil, Set names the fields to change.
	Body any
	// Set changes single fields, given in canonical text (record.Field.Parse).
	Set map[string]string
	// Mark, Readers and Custom replace what there was where they are not nil.
	Mark     *string
	Readers  *[]record.Ref
	Custom   map[string]any
	Asserted []record.Approval
}

// Move makes a transition of a record's lifecycle.
type Move struct {
	ID         record.ID
	Base       int
	Transition string
	Note       string
}

// Erase destroys the value of one personal field, in history too; the log
// still verifies.
type Erase struct {
	ID    record.ID
	Field string
	Note  string // why
}

func (Create) command() {}
func (Edit) command()   {}
func (Move) command()   {}
func (Erase) command()  {}

// Request identifies a call of Do, so that a repeated one does nothing twice.
type Request struct {
	ID   string // chosen by the caller; empty: not idempotent
	Note string // why, kept in history
	// Since is the log's position at which the commands were prepared from what
	// was there; 0 for none. Where a record of a kind that they create was made
	// after it, by somebody else, nothing is carried out: it may be the same.
	Since int64
}
