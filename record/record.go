package record

import "time"

// Confidentiality marks of a record.
const (
	// MarkNone: whoever may read the kind may read the record.
	MarkNone = ""
	// MarkRestricted: only managers, its readers and the persons named in its
	// owning fields may know more of it than that it exists.
	MarkRestricted = "restricted"
)

// Record is a body with its identity, key, state and revision.
type Record struct {
	ID       ID
	Kind     *Kind
	Key      string // what people call it: RISK-0042
	Revision int    // 1 for the first; 0 for a record that isn't stored yet
	State    string
	Mark     string         // confidentiality mark
	Readers  []Ref          // persons who may read it although it is marked
	Body     any            // pointer to the kind's struct
	Custom   map[string]any // the organization's own fields, by name

	Created   time.Time
	CreatedBy string // opaque id of the account that made it
	Changed   time.Time
	ChangedBy string // opaque id of the account that made this revision
}

// Title is what a person recognizes the record by; the key where it has none.
func (r *Record) Title() string {
	if title := r.Kind.Title(r.Body); title != "" {
		return title
	}
	return r.Key
}

// Name is key and title, as messages call a record.
func (r *Record) Name() string {
	if r.Key == "" {
		return r.Kind.Label
	}
	return r.Key
}

// Ended tells that the record's state is one in which it no longer counts.
func (r *Record) Ended() bool {
	state, ok := r.Kind.Lifecycle.State(r.State)
	return ok && state.Ended
}

// Lookup reads what a record refers to, for rules that need it. Both methods
// give records as they stand in the transaction that asks.
type Lookup interface {
	// Get returns the record, or nil when there is none.
	Get(ref Ref) (*Record, error)
	// Back returns the records of the kind whose field refers to the record.
	Back(kind, field string, to ID) ([]*Record, error)
}

// Preparation is what a body may use to derive its computed fields.
type Preparation struct {
	Now    time.Time
	Record *Record // the record being written; its Body is the preparer
	Before any     // the body of the revision before, or nil
	Was    string  // the state of the revision before
	Actor  Ref     // the person who writes; empty where the account is no person's
	// Imported tells that the write comes from a file: what it says somebody
	// did is only asserted.
	Imported bool
	Lookup   Lookup
}

// Preparer is a body with computed fields, or that snapshots what it refers
// to. Prepare runs before validation of every write, inside the transaction.
type Preparer interface {
	Prepare(p Preparation) error
}

// Checker is a body with rules that no tag can say. It returns what is wrong
// as faults that name the field; it must be pure.
type Checker interface {
	Check(report func(field, format string, args ...any))
}
