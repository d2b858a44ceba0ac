// Package way leads from a mandate to readiness for certification. It holds the
// steps in their order, what each asks, and what the program proposes for an
// organization of a sector and a size. It serves ISO/IEC 27001 as a whole, in
// the order in which ISO/IEC 27003 explains it.
//
// Main words: a step is a piece of the way, done when the requirements that it
// serves hold and never because somebody ticked it; an offer is what the program
// would propose; a proposal is what a named person has decided of an offer.
//
// Invariant: an offer is no record. It becomes one in the name of whoever takes
// it, and so nothing that the program thinks of counts for a check before.
package way

import "surety/record"

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	return []*record.Kind{mandate(), proposal()}
}
