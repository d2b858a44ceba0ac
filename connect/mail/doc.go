// Package mail tells people by mail what is due from them.
//
// Main words: a server is where mail is handed in, over SMTP; a letter is what one
// person is told, as text and as HTML; the postman makes rounds, in which he leaves
// a job for everybody to whom a digest is due and sends what was left.
//
// Invariants: without a server nothing leaves the house. For one account and day
// one job is left, whoever serves the database. A job whose letter was handed in and
// that could not be finished, because the program was killed between the two, is
// done again: the letter then goes out a second time with the same Message-ID, by
// which mailboxes know it. The password is in no message and no log.
package mail
