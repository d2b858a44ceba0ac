// Package conform says what holds: it evaluates the checks of a pack over the
// records of an organization, lays the judgements of named persons on top, and
// gives a verdict for each requirement with the records that break it and the
// act that mends it. It serves every clause of ISO/IEC 27001 by its entry in a
// pack, and 9.1 by saying until when each verdict stands. REPORT.md beside
// this file describes the forms in which a report is given.
//
// Main words: a check has an outcome; a judgement stands or has lapsed, with
// the reason; a finding is the verdict on one entry; an engine keeps outcomes
// and follows the log, so that a change evaluates only the records whose
// answer it may alter; a report is what one reader may see of the findings.
//
// Invariants: nothing holds vacuously, and on an empty organization nothing
// holds by computation; only a requirement can fail; a judgement never makes
// good what computation finds wrong, and lapses with what it saw; what could
// not be computed never holds; following the log gives what evaluating from
// nothing gives; no title, key or value of a record leaves the package towards
// somebody who may not see it. Nothing here states conformity.
package conform
