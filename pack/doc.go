// Package pack holds what a standard, a law or an organization's own rulebook
// says, as data: clauses, requirements, controls, the checks by which a
// requirement is computed, terms, and the edges between editions and standards.
// FORMAT.md beside this file describes the YAML that packs are written in.
//
// It serves clauses 4 to 10 of ISO/IEC 27001 by giving each "shall" an entry
// of its own, Annex A and ISO/IEC 27002 by their controls, and ISO/IEC 27000
// by the terms that are linked wherever they are used.
//
// Its main words: a pack is one edition of one standard; an entry is a clause,
// theme, requirement or control in it; a check is an expression over records
// that an entry carries; an edge says how an entry relates to one of another
// edition or pack; a set is all packs that were loaded together.
//
// Invariants: a set and all in it never change once loaded; each entry of a
// set has a parent that is there or stands at the top, and no chain of parents
// loops; only a requirement or a house rule carries checks; no mapping from
// newer to older editions leads back to where it began; a pack of a user never
// takes the place of a built-in one. A file that breaks a rule is told with
// file, line and column, and its pack is left out whole.
package pack
