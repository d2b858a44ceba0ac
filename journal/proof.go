package journal

import (
	"crypto/sha256"

	"golang.org/x/mod/sumdb/tlog"

	"surety/fault"
)

// emptyRoot is the root of a log without entries: SHA-256 of nothing.
func emptyRoot() Hash { return sha256.Sum256(nil) }

// checkWithin refuses sizes that no log has. It also keeps the arithmetic of
// tree sizes far from overflow.
func checkWithin(size, smaller int64) error {
	if err := checkInteger("a log's size", size, 0); err != nil {
		return err
	}
	return checkInteger("a position in the log", smaller, 0)
}

// Root reads the root of the tree over the first size entries.
func Root(size int64, r HashReader) (Hash, error) {
	f, err := ReadFrontier(size, r)
	if err != nil {
		return Hash{}, err
	}
	return f.Root(), nil
}

// ProveInclusion makes the proof that the entry of that sequence is in the log
// of size entries (RFC 6962 section 2.1.1): hashes from the leaf's sibling to
// the root's child. It reads all that it needs at once.
func ProveInclusion(size, sequence int64, r HashReader) ([]Hash, error) {
	if err := checkWithin(size, sequence); err != nil {
		return nil, err
	}
	if sequence >= size {
		return nil, fault.New(fault.Invalid, "entry %d is not in a log of %d entries", sequence, size)
	}
	return tlog.ProveRecord(size, sequence, r)
}

// CheckInclusion checks that the entry with that leaf hash and sequence is in
// the log of size entries with that root; nil when it is.
func CheckInclusion(proof []Hash, size int64, root Hash, sequence int64, leaf Hash) error {
	if err := checkWithin(size, sequence); err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, size, root, sequence, leaf); err != nil {
		return fault.New(fault.Invalid, "the proof does not lead from entry %d to root %s of %d entries", sequence, root, size)
	}
	return nil
}

// ProveConsistency makes the proof that the log of older entries is the
// beginning of the log of newer entries (RFC 6962 section 2.1.2). It reads all
// that it needs at once. The proof for an empty older log is empty.
func ProveConsistency(older, newer int64, r HashReader) ([]Hash, error) {
	if err := checkWithin(newer, older); err != nil {
		return nil, err
	}
	if older > newer {
		return nil, fault.New(fault.Invalid, "a log of %d entries is not the beginning of one of %d", older, newer)
	}
	if older == 0 {
		return nil, nil
	}
	return tlog.ProveTree(newer, older, r)
}

// CheckConsistency checks that the log of older entries is the beginning of the
// log of newer entries, given both roots; nil when it is.
func CheckConsistency(proof []Hash, older int64, olderRoot Hash, newer int64, newerRoot Hash) error {
	if err := checkWithin(newer, older); err != nil {
		return err
	}
	if older == 0 {
		if len(proof) == 0 && olderRoot == emptyRoot() && (newer > 0 || newerRoot == emptyRoot()) {
			return nil
		}
	} else if tlog.CheckTree(proof, newer, newerRoot, older, olderRoot) == nil {
		return nil
	}
	return fault.New(fault.Invalid, "the proof does not show that %d entries with root %s begin the log of %d entries with root %s",
		older, olderRoot, newer, newerRoot)
}
