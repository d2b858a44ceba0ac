// Package demo holds a demonstration organization, as data: Nordwerk Netz SE,
// an invented distributor of electricity on both sides of the German-Danish
// border that also sells a cloud metering service and runs a small certificate
// authority for smart meters. It touches all clauses of ISO/IEC 27001 that the
// kinds serve, from context (4) to the operation of risk treatment (8).
//
// Main words: an item is one act that a named person did at some instant
// (create a record, change one, make a transition); a sitting is what one
// person did at one instant, carried out together; a gap is something that is
// deliberately wrong, so that the verdict has something to find.
//
// Invariants: items are the same for the same day; every date is relative to
// that day, so whatever it is, exactly the intended things are overdue; nothing
// is dated after it; an item refers only to what earlier items of its sitting
// or before made.
package demo
