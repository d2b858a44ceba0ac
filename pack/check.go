package pack

// Shape says over what a check is computed.
type Shape string

// The shapes of checks.
const (
	ShapeEach   Shape = "each"   // a predicate that each record must fulfil
	ShapeCount  Shape = "count"  // a predicate on the number of records, `count`
	ShapeGlobal Shape = "global" // any predicate over the whole organization; rare, since nothing tells when to recompute it
)

// Empty says what a check tells when it meets no record: an each that selects
// none, or a count that would be content with zero and a global while the
// registers that they read are empty. That it would hold is no choice: an empty
// register proves nothing.
type Empty string

// What an empty register says.
const (
	EmptyFails      Empty = "fails"
	EmptyPerson     Empty = "person"      // a person judges whether it may be empty
	EmptyNoOccasion Empty = "no_occasion" // there was nothing to do yet
)

// Shows says how much a check that holds shows.
type Shows string

// What a check shows.
const (
	ShowsRecorded  Shows = "recorded"  // that it was written down
	ShowsCurrent   Shows = "current"   // that what is written down is up to date
	ShowsEffective Shows = "effective" // that it works
)

// Check is a predicate over the organization's records by which an entry is
// computed. Expressions are CEL; the records of the kind Of are bound to a
// variable of the kind's name.
type Check struct {
	ID     string // unique in the entry
	Shape  Shape
	Of     string // kind of record; empty for the shape global
	Where  string // which records it concerns; empty for all that are not retired
	Holds  string // each: over one record; count: over `count`; global: any
	Empty  Empty  // what it tells when there is nothing to check
	Shows  Shows  // how much it shows when it holds
	Reason Text   // said where it fails: of a record (with {key}, {title}, {owner}), or of the whole (with {count})
	Mend   Text   // the act that mends it
	Field  string // where it is mended; shape each only, may be empty
}

// Compile type-checks the expressions of a check. Its error is told at the
// expression in the pack's file; a *fault.Error whose Field is "of", "where",
// "holds", "field", "reason" or "mend" says at which one.
type Compile func(c Check) error
