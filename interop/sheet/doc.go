// Package sheet plans the import of a company's register from a spreadsheet
// and writes registers so that they can be read again. Registers are how
// organizations keep what ISO/IEC 27001 asks for (6.1.2, 6.1.3, 8.2, 8.3: risks
// and their treatment; 7.5: documents; A.5.9: assets) before they have an ISMS
// program, and next to it.
//
// Main words: a Mapping says which column of a file goes to which field of a
// kind, and how its values are written; it can be proposed, changed, saved and
// applied to next month's file. A Plan says for each row what an import would
// do, with what it would change, and yields the commands that do it.
//
// Invariants: planning writes nothing and asks its Resolver in bulk; a plan
// with a fault yields no commands; planning a file again after its commands
// were carried out finds everything unchanged; what was written by WriteXLSX or
// WriteCSV and read again is unchanged; an approval that a file claims is only
// asserted (record.Approval) and no import makes or revokes one.
package sheet
