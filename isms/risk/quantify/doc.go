// Package quantify reckons risk in money: how often events come and what each
// costs, as distributions, and from them what a year may cost. It serves the
// quantitative assessment that ISO/IEC 27005 allows beside a matrix, with the
// factors of Open FAIR (O-RT, O-RA).
//
// Main words: a [Scenario] has a rate, the events expected a year, and a loss,
// what one event costs; a year's loss is the compound Poisson sum of them all.
// [Simulate] draws years; the same seed gives the same bits at any number of
// workers. All amounts are in one currency, which the caller keeps.
//
// Invariants: nothing here reads a clock, a file or chance of the machine; a
// rate, a loss and a probability that can't be are refused before anything is
// reckoned, with the scenario and the field.
package quantify
