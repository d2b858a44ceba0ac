// Package expr is the language in which checks, measures, alerts and filters
// are written: CEL, the Common Expression Language, over the kinds of a
// catalogue. LANGUAGE.md beside this file is its reference. It serves every
// clause of ISO/IEC 27001 that a pack computes, and 9.1 by saying of each
// result what was read and until when it stands.
//
// Main words: an environment knows the kinds; a program is one compiled
// expression; a check is the programs of one check of a pack; a session reads
// one state of the records through a View and evaluates programs on one day;
// reads are the fields and link paths that a program depends on.
//
// Invariants: an ill-typed expression is refused at compilation, with line and
// column; evaluation is pure, always ends, and gives the same answer for the
// same records, day and management system; whatever a program reads is among
// its reads; an answer stands until its Next day as long as no record that was
// read changes; an error of the view is never swallowed by an expression.
package expr
