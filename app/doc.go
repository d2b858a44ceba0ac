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
// Two libraries were looked at. River and goqite keep jobs in tables of their own
// and write them over a connection of their own: beside SQLite's one writer that
// is a second one, and the transactions of the store, which are opened and retried
// there, are not theirs to take part in. What they do beyond a table and a lease
// (priorities, queues, workflows) nothing here asks for.
package app
