// Package store keeps the records of organizations in SQL: SQLite by default,
// PostgreSQL where several nodes serve. It answers to ISO/IEC 27001 7.5.3
// (documented information is available, protected, and its changes controlled)
// and 27002 5.33 (protection of records), 8.13 (information backup) and 8.10
// (information deletion).
//
// # Words
//
// A [Store] is one database with its folder of attachments and keys. [Store.In]
// gives one organization's part of it, an [Org]; no method below it takes an
// organization's id. A [Reader] reads: an Org as it is now, a [Tx] within a
// write, a [View] as it was at a position of the log. [Org.Write] is the one way
// in. A [Sight] says what a reader may see of marked records; it is part of
// every query, before any limit.
//
// # Tables
//
// Each kind has a table of its own, k_<kind>, made from its declaration: the
// body's bytes and a NOT NULL column for each indexed field, filled by Go (texts
// by their order, dates ISO, numbers native, the zero value where there is none). SQL
// never looks into a body. "record" is the directory of all records, "link" who
// refers to whom, "facet" the values of fields that hold several and of an
// organization's own fields, "token" the words that search finds, "reader" who
// may read a marked record. All of these are derived from bodies and are made
// anew by a restore. "revision" holds all that ever was, "log_leaf" and
// "log_head" the Merkle log over it (see surety/journal), "personal" and
// "personal_key" what of it can be destroyed.
//
// Inside the database a record is known by a number: its organization's number
// times 2^40 plus a counter. It keeps indexes narrow and breaks ties of every
// order, so that both engines page alike.
//
// # Invariants
//
// Every change of a record leaves a revision and an entry of the log in the same
// transaction. A revision's bytes never change. A reference to a record that is
// not there, or is of another kind, is refused. A failed write changes nothing,
// neither in the database nor in the records that were given. A list that is
// offered is a list that an index gives: no statement scans a table of records
// or sorts it. What differs between the engines stands in the files dialect_*.
//
// An index gives one order or answers one condition. What has several at once, or
// counts, would be read row by row: of a kind with many records the columns of few
// values are therefore kept in memory, a census, which follows the log and answers
// as of the transaction that asks. It is made by reading the table once.
//
// # Writes
//
// Each organization has one writer on a node (on SQLite all share one). Writes
// that wait share a transaction and its commit, and what they add goes in
// together; each is answered once that is on the disk. Where one of them fails
// half done, each is given a transaction of its own. On PostgreSQL other nodes'
// writes come between: rows are locked as they are read, the log's head last.
//
// # Keys
//
// The folder keys beside the database holds the key that signs each
// organization's checkpoints and the master key under which the keys of personal
// fields are kept. Neither is ever in the database or in a backup; keep a copy
// of the folder elsewhere ([Store.BackupKeys] writes one), apart from backups.
// Whoever has the database and a backup but not the keys can't read erased
// values; whoever loses the keys loses the personal values of past revisions and
// the right to sign for the log.
package store
