// Package journal is the proof that nothing was altered: the arithmetic of an
// append-only Merkle log in which every change of an organization's records
// leaves an entry. It serves ISO/IEC 27001 7.5.3 (control of documented
// information) for what 8.2, 8.3, 9.1, 9.2, 9.3 and 10.2 want kept as evidence,
// and ISO/IEC 27002 5.28 (evidence) and 5.33 (records protected against
// falsification). FORMAT.md in this folder lays down every byte, so that a
// verifier can be written in any language; testdata/vectors.json holds vectors
// to try it with.
//
// The package is pure: it computes and checks, and keeps nothing. The store
// keeps its rows; clock, randomness and keys are passed in.
//
// # Words
//
// An entry is one revision of one record, put into the log of its organization.
// What the log hashes is the entry's [Envelope]: who did what to which record
// and when, and for each field a [Commitment], the HMAC of its value under a
// secret [Salt]. Values stand apart from the log. The salts of a revision's
// ordinary fields are derived from its one [Seed]; a personal field has a salt
// of its own, sealed together with its value under the person's [Key]. The
// [Frontier] is the right edge of the Merkle tree, all that appending needs. A
// [Checkpoint] is a signed statement of size and root. A [Bundle] proves one
// entry offline.
//
// # Writing
//
// Before the lock on the log's head, for each revision:
//
//	body, err := journal.Canonical(ordinary)       // JSON object without the personal fields; store these bytes
//	seed, err := journal.NewSeed(random)           // store it beside the body
//	fields, err := journal.Fields(seed, body)
//	for each personal field:
//		f := journal.Field{Name: name, Value: canonical} // canonical from Canonical
//		f.Salt, err = journal.NewSalt(random)
//		sealed, err := journal.Seal(random, key, place, f) // store only this
//		fields = append(fields, f)
//	envelope.Fields = journal.Commitments(fields)
//
// Under the lock, with the frontier of the head (its peaks kept in the head's
// row, or read once by [ReadFrontier]):
//
//	envelope.Sequence = frontier.Size()
//	envelope.Time = journal.NextTime(now, last)
//	data, err := envelope.Encode()                 // store these bytes
//	first := journal.StoredIndex(frontier.Size())
//	hashes = frontier.Append(hashes[:0], journal.LeafHash(data)) // store at first, first+1, …
//
// and, after a batch, size, root and peaks into the head's row. A
// [Checkpoint] is signed when it suits the keeper; what makes it worth something
// is a copy of it kept where the keeper of the database can't reach.
//
// # Destroying
//
// To destroy one value, delete the sealed bytes of the field from every revision
// of the record; to destroy all of a person's, destroy the key as well. To
// destroy a whole revision, delete seed, body and sealed values. In the same
// transaction append an entry of operation [OperationErase] for each record,
// whose Erased names the fields: [Verify] takes a missing value only where a
// later entry says so. The envelope, the commitments and the tree stay.
//
// # Checking
//
// [Verify] walks a whole log and names the first entry that does not fit; its
// [Report] says in sentences what is shown and what can't be excluded.
// [CheckInclusion], [CheckConsistency], [OpenCheckpoint] and [Bundle.Verify]
// check one thing each, for somebody who doesn't hold the log.
//
// # Invariants
//
// An envelope has one encoding, and [DecodeEnvelope] takes no other. A value has
// one canonical form, and no two values share it. Sequences have no gap and
// times never go back. Every stored hash is determined by the envelopes. Nothing
// in the log tells a value. Sizes and sequences stay below 2^53.
package journal
