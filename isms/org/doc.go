// Package org holds the organization's context and the frame of its
// management system: issues (climate change among them), interested parties
// and what they require, scope, people, roles, objectives, communication,
// planned changes and tasks. It serves ISO/IEC 27001 clauses 4 to 7 and
// Amendment 1.
//
// Main words: an issue is a circumstance that bears on the purpose of the
// organization; a party is whoever has a stake; a role has duties, an
// assignment gives it to a person for a time.
//
// Invariant: everything that is judged belongs to one management system, by
// its field system; people, roles and assets may serve several.
package org
