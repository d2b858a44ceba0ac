package journal

import (
	"math/bits"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"surety/fault"
)

// Hash is SHA-256 in the Merkle tree of the log (RFC 6962 section 2.1).
type Hash = tlog.Hash

// HashReader reads stored hashes by index, all that are asked for at once.
type HashReader = tlog.HashReader

// HashReaderFunc is a function that is a [HashReader].
type HashReaderFunc = tlog.HashReaderFunc

// LeafHash is the hash of an entry: SHA-256(0x00 || envelope).
func LeafHash(envelope []byte) Hash { return tlog.RecordHash(envelope) }

// StoredIndex is the index at which the leaf hash of the entry is stored. The
// hashes of the subtrees that the entry completes follow it without gap, so it
// is also how many hashes a log of sequence entries has stored.
func StoredIndex(sequence int64) int64 { return tlog.StoredHashIndex(0, sequence) }

// PeakIndexes are the indexes of the stored hashes that a [Frontier] of a log
// of size entries is made of: at most 53, all that an append of any length
// reads. They stand in the order that [NewFrontier] takes.
func PeakIndexes(size int64) []int64 {
	indexes := make([]int64, 0, bits.OnesCount64(uint64(size)))
	for level := bits.Len64(uint64(size)) - 1; level >= 0; level-- {
		if size>>level&1 == 1 {
			// The subtree covers the entries from size with the bits up to
			// level cleared, which makes it number size>>level - 1 of its level.
			indexes = append(indexes, tlog.StoredHashIndex(level, size>>level-1))
		}
	}
	return indexes
}

// Frontier is the right edge of the log's tree: the roots ("peaks") of the
// complete subtrees that its size divides into, largest first. It is enough to
// append entries and to know the root. The zero Frontier is that of the empty log.
type Frontier struct {
	size  int64
	peaks []Hash
}

// NewFrontier makes the frontier of a log of size entries from its peaks.
func NewFrontier(size int64, peaks []Hash) (Frontier, error) {
	if err := checkInteger("a log's size", size, 0); err != nil {
		return Frontier{}, err
	}
	if want := bits.OnesCount64(uint64(size)); len(peaks) != want {
		return Frontier{}, fault.New(fault.Invalid, "a log of %d entries has %d peaks, got %d", size, want, len(peaks))
	}
	return Frontier{size, slices.Clone(peaks)}, nil
}

// ReadFrontier reads the frontier of a log of size entries, in one read.
func ReadFrontier(size int64, r HashReader) (Frontier, error) {
	if err := checkInteger("a log's size", size, 0); err != nil {
		return Frontier{}, err
	}
	if size == 0 {
		return Frontier{}, nil
	}
	peaks, err := r.ReadHashes(PeakIndexes(size))
	if err != nil {
		return Frontier{}, err
	}
	return NewFrontier(size, peaks)
}

// Size is how many entries the log has.
func (f *Frontier) Size() int64 { return f.size }

// Peaks is a copy of the peaks, for [NewFrontier].
func (f *Frontier) Peaks() []Hash { return slices.Clone(f.peaks) }

// Append adds the entry of that leaf hash and appends to dst the hashes to
// store for it: the leaf hash, then those of the subtrees it completes. The
// first has the index [StoredIndex](size before), the others follow it.
func (f *Frontier) Append(dst []Hash, leaf Hash) []Hash {
	dst = append(dst, leaf)
	hash := leaf
	for n := f.size; n&1 == 1; n >>= 1 {
		last := len(f.peaks) - 1
		hash = tlog.NodeHash(f.peaks[last], hash)
		f.peaks = f.peaks[:last]
		dst = append(dst, hash)
	}
	f.peaks = append(f.peaks, hash)
	f.size++
	return dst
}

// Root is the root of the tree, the Merkle Tree Hash of RFC 6962 section 2.1.
func (f *Frontier) Root() Hash {
	last := len(f.peaks) - 1
	if last < 0 {
		return emptyRoot()
	}
	root := f.peaks[last]
	for i := last - 1; i >= 0; i-- {
		root = tlog.NodeHash(f.peaks[i], root)
	}
	return root
}
