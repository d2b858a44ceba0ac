// Package app is the one door to the management system. Whoever calls
// (browser, API, command line, importer), a request becomes commands for Do,
// which authorizes the actor, resolves what the commands refer to, lets the
// kind derive and validate, writes record, links, search entries and log entry
// in one transaction, and answers with the records as they now stand. Reads go
// through the same door: what an actor may not see never leaves it.
//
// Main words: an actor is an account at work, with its roles and the person
// it belongs to; a command is one intended change; a sight is what an actor
// may see of records that are marked.
//
// Invariants: nothing is written without a command that was authorized; all
// commands of one Do happen or none; a write that was based on an older
// revision is refused with the one that stands; no read returns a marked
// record's content to somebody who may not see it.
//
// Jobs are messages of the store's outbox. A message is left in the transaction
// of the write that it comes of, so that there is neither a job without its write
// nor a write without its job; whoever takes one has it for a while, and if they
// die it is taken again. Each job must therefore do no harm when it is done twice.
//
// Two libraries were looked at, River 0.51.2 and goqite 0.4.0. Both can add a job
// within a transaction of the caller's, and both keep theirs in tables that they
// migrate themselves. They do not fit the store for these reasons:
//
//   - The transaction must be a *sql.Tx (River with pgx: a pgx.Tx). The store begins
//     and ends transactions by statements on one connection, since many writes share
//     one, and has neither to give.
//   - Jobs are fetched and finished through a pool of their own, which beside SQLite's
//     one writer is a second one. River's driver for SQLite says of itself that it is
//     in early testing, that such writers meet SQLITE_BUSY, and that a pool of one
//     connection is the way around it; it looks for news every 50 ms.
//   - goqite reads the wall clock, tries again after one fixed time, keeps no cause of
//     a failure, and looks for jobs without skipping what others have locked.
//
// Of what River has beyond a table, a lease and a pause that doubles (periodic and
// unique jobs, queues, priorities, a page of its own) little is asked for here: that
// a digest is left once a day is told by the table of digests.
package app
