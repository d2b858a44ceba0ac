package journal

import (
	"encoding/binary"
	"errors"
	"testing"

	"surety/fault"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// hashes is the simplest store: all stored hashes in order.
type hashes struct {
	stored []Hash
	reads  int
}

func (h *hashes) ReadHashes(indexes []int64) ([]Hash, error) {
	h.reads++
	out := make([]Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(h.stored)) {
			return nil, errors.New("read beyond the end")
		}
		out[i] = h.stored[index]
	}
	return out, nil
}

func leaf(n int) Hash { return LeafHash(binary.BigEndian.AppendUint64(nil, uint64(n))) }

// grown gives the stored hashes of a log of size entries, and its roots at
// every size, by the library's own entry-by-entry way.
func grown(t testing.TB, size int) (*hashes, []Hash) {
	t.Helper()
	h := &hashes{}
	roots := []Hash{emptyRoot()}
	for n := range size {
		more, err := tlog.StoredHashesForRecordHash(int64(n), leaf(n), h)
		if err != nil {
			t.Fatal(err)
		}
		h.stored = append(h.stored, more...)
		root, err := tlog.TreeHash(int64(n+1), h)
		if err != nil {
			t.Fatal(err)
		}
		roots = append(roots, root)
	}
	return h, roots
}

func TestBatchesGiveTheHashesAndRootsOfOneByOneWithOneRead(t *testing.T) {
	const most = 300
	want, roots := grown(t, most)
	rapid.Check(t, func(rt *rapid.T) {
		got := &hashes{}
		for size := 0; size < most; {
			batch := min(rapid.IntRange(1, 90).Draw(rt, "batch"), most-size)
			got.reads = 0
			f, err := ReadFrontier(int64(size), got)
			if err != nil || got.reads > 1 {
				rt.Fatalf("reading the frontier of %d: %v, %d reads", size, err, got.reads)
			}
			if first := StoredIndex(f.Size()); first != int64(len(got.stored)) {
				rt.Fatalf("the hashes of entry %d go to %d, want %d", size, first, len(got.stored))
			}
			for range batch {
				got.stored = f.Append(got.stored, leaf(size))
				size++
			}
			if f.Root() != roots[size] {
				rt.Fatalf("the root of %d entries is %s, want %s", size, f.Root(), roots[size])
			}
			kept, err := NewFrontier(f.Size(), f.Peaks())
			if err != nil || kept.Root() != f.Root() {
				rt.Fatalf("the frontier made of its peaks: %v", err)
			}
		}
		if diff := cmp.Diff(want.stored, got.stored); diff != "" {
			rt.Fatalf("stored hashes differ: %s", diff)
		}
	})
}

func TestAnyPrefixIsConsistentWithAnyLaterSizeAndEveryEntryIncluded(t *testing.T) {
	const most = 40
	h, roots := grown(t, most)
	for newer := range most + 1 {
		for older := range newer + 1 {
			h.reads = 0
			proof, err := ProveConsistency(int64(older), int64(newer), h)
			if err != nil || h.reads > 1 {
				t.Fatalf("from %d to %d: %v, %d reads", older, newer, err, h.reads)
			}
			if err := CheckConsistency(proof, int64(older), roots[older], int64(newer), roots[newer]); err != nil {
				t.Fatal(err)
			}
			wrong := roots[older]
			wrong[5] ^= 1
			if CheckConsistency(proof, int64(older), wrong, int64(newer), roots[newer]) == nil {
				t.Fatalf("from %d to %d: a wrong older root passes", older, newer)
			}
		}
		for n := range newer {
			proof, err := ProveInclusion(int64(newer), int64(n), h)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckInclusion(proof, int64(newer), roots[newer], int64(n), leaf(n)); err != nil {
				t.Fatal(err)
			}
			if CheckInclusion(proof, int64(newer), roots[newer], int64(n), leaf(n+1)) == nil {
				t.Fatalf("entry %d of %d: another leaf passes", n, newer)
			}
		}
		root, err := Root(int64(newer), h)
		if err != nil || root != roots[newer] {
			t.Fatalf("the root of %d is %s (%v)", newer, root, err)
		}
	}
}

func TestAnAlteredProofShowsNothing(t *testing.T) {
	const most = 60
	h, roots := grown(t, most)
	rapid.Check(t, func(rt *rapid.T) {
		newer := rapid.Int64Range(2, most).Draw(rt, "newer")
		older := rapid.Int64Range(1, newer-1).Draw(rt, "older")
		alter := func(proof []Hash) []Hash {
			if len(proof) == 0 || rapid.Bool().Draw(rt, "longer") {
				return append(proof, roots[0])
			}
			i := rapid.IntRange(0, len(proof)-1).Draw(rt, "hash")
			proof[i][rapid.IntRange(0, 31).Draw(rt, "byte")] ^= 0x10
			return proof
		}
		consistency, err := ProveConsistency(older, newer, h)
		if err != nil {
			rt.Fatal(err)
		}
		if CheckConsistency(alter(consistency), older, roots[older], newer, roots[newer]) == nil {
			rt.Fatalf("consistency of %d and %d passes", older, newer)
		}
		inclusion, err := ProveInclusion(newer, older, h)
		if err != nil {
			rt.Fatal(err)
		}
		if CheckInclusion(alter(inclusion), newer, roots[newer], older, leaf(int(older))) == nil {
			rt.Fatalf("inclusion of %d in %d passes", older, newer)
		}
	})
}

func TestSizesThatNoLogHasAreRefused(t *testing.T) {
	h, roots := grown(t, 3)
	const huge = 1 << 62
	for what, err := range map[string]error{
		"inclusion of an entry beyond the end": second(ProveInclusion(3, 3, h)),
		"inclusion of a negative entry":        second(ProveInclusion(3, -1, h)),
		"inclusion in a negative size":         second(ProveInclusion(-1, 0, h)),
		"inclusion in a huge log":              CheckInclusion(nil, huge+1, roots[1], huge, roots[1]),
		"consistency with a smaller log":       second(ProveConsistency(3, 2, h)),
		"consistency with a huge log":          CheckConsistency(nil, 1, roots[1], huge+1, roots[1]),
		"consistency of a negative size":       CheckConsistency(nil, -1, roots[0], 1, roots[1]),
		"an empty log with a wrong root":       CheckConsistency(nil, 0, roots[1], 2, roots[2]),
		"an empty log with a proof":            CheckConsistency(roots[:1], 0, roots[0], 2, roots[2]),
		"two empty logs with different roots":  CheckConsistency(nil, 0, roots[0], 0, roots[1]),
		"a frontier of negative size":          second(ReadFrontier(-1, h)),
		"a frontier of a huge size":            second(NewFrontier(huge, roots[:1])),
		"a frontier with too few peaks":        second(NewFrontier(3, roots[:1])),
	} {
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: got %v, want it refused as invalid", what, err)
		}
	}
	if _, err := ReadFrontier(4, h); err == nil {
		t.Error("a frontier was read of hashes that are not stored")
	}
}

func second[T any](_ T, err error) error { return err }
