package journal

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

const testOrganization = "0192d3a0-0000-7000-8000-000000000001"

// sequenceReader gives bytes that are never the same twice and always the same
// in the same order.
type sequenceReader struct{ n uint64 }

func (r *sequenceReader) Read(p []byte) (int, error) {
	for i := range p {
		r.n = r.n*6364136223846793005 + 1442695040888963407
		p[i] = byte(r.n >> 56)
	}
	return len(p), nil
}

// ledger keeps a log as a store would: rows of bytes, nothing interpreted.
type ledger struct {
	t         testing.TB
	random    *sequenceReader
	now       time.Time
	rows      []*row
	revisions map[string]int64
	key       Key // of the one person
	frontier  Frontier
	root      Hash
	signer    Signer
	verifier  Verifier
	own       [][]byte
}

type row struct {
	record   string
	envelope []byte
	hashes   [][]byte
	seed     []byte
	body     []byte
	personal map[string][]byte
}

func newLedger(t testing.TB) *ledger {
	t.Helper()
	l := &ledger{t: t, random: &sequenceReader{1}, now: time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC), revisions: map[string]int64{}}
	var err error
	l.key, err = NewKey(l.random)
	l.must(err)
	signing, verifying, err := GenerateKey(l.random, testOrganization)
	l.must(err)
	l.signer, err = ParseSigner(signing)
	l.must(err)
	l.verifier, err = ParseVerifier(verifying)
	l.must(err)
	l.root = l.frontier.Root()
	return l
}

func (l *ledger) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

// write appends a revision with ordinary and personal fields.
func (l *ledger) write(operation, record string, ordinary, personal map[string]any, erased ...string) {
	l.t.Helper()
	l.revisions[record]++
	r := &row{record: record, personal: map[string][]byte{}}
	text, err := json.Marshal(ordinary)
	l.must(err)
	r.body, err = Canonical(text)
	l.must(err)
	seed, err := NewSeed(l.random)
	l.must(err)
	r.seed = seed[:]
	fields, err := Fields(seed, r.body)
	l.must(err)
	for _, name := range slices.Sorted(maps.Keys(personal)) { // in order, so that a log can be made again
		text, err := json.Marshal(personal[name])
		l.must(err)
		f := Field{Name: name}
		f.Value, err = Canonical(text)
		l.must(err)
		f.Salt, err = NewSalt(l.random)
		l.must(err)
		r.personal[name], err = Seal(l.random, l.key, Place{testOrganization, record, l.revisions[record]}, f)
		l.must(err)
		fields = append(fields, f)
	}
	l.append(r, Envelope{
		Organization: testOrganization, Actor: "account-7", Operation: operation, Kind: "person", Schema: 1,
		Record: record, Revision: l.revisions[record], Fields: Commitments(fields), Erased: erased,
	})
}

// append does what a store does under the lock on the head.
func (l *ledger) append(r *row, e Envelope) {
	l.t.Helper()
	l.now = NextTime(l.now.Add(1500*time.Millisecond), l.now)
	e.Sequence, e.Time = l.frontier.Size(), l.now
	var err error
	r.envelope, err = e.Encode()
	l.must(err)
	for _, hash := range l.frontier.Append(nil, LeafHash(r.envelope)) {
		r.hashes = append(r.hashes, slices.Clone(hash[:]))
	}
	l.rows = append(l.rows, r)
	l.root = l.frontier.Root()
}

// erase destroys fields of a record and logs it.
func (l *ledger) erase(record string, names ...string) {
	l.t.Helper()
	for _, r := range l.rows {
		if r.record == record {
			for _, name := range names {
				delete(r.personal, name)
			}
		}
	}
	l.write(OperationErase, record, map[string]any{"reason": "asked to be forgotten"}, nil, names...)
}

// checkpoint signs the head.
func (l *ledger) checkpoint() []byte {
	l.t.Helper()
	origin, err := Origin(testOrganization)
	l.must(err)
	signed, err := Checkpoint{Origin: origin, Size: l.frontier.Size(), Root: l.root, Time: l.now}.Sign(l.signer)
	l.must(err)
	return signed
}

func (l *ledger) read(r *row, key *Key) Entry {
	e := Entry{Envelope: r.envelope, Seed: r.seed, Body: r.body}
	for _, hash := range r.hashes {
		e.Hashes = append(e.Hashes, Hash(hash))
	}
	for name, sealed := range r.personal {
		e.Personal = append(e.Personal, Personal{Name: name, Sealed: sealed, Key: key})
	}
	return e
}

func (l *ledger) entries() iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for _, r := range l.rows {
			if !yield(l.read(r, &l.key), nil) {
				return
			}
		}
	}
}

func (l *ledger) against(outside ...[]byte) Against {
	return Against{
		Organization: testOrganization, Head: Head{Size: l.frontier.Size(), Root: l.root},
		Trusted: []Verifier{l.verifier}, Own: l.own, Outside: outside,
	}
}

func (l *ledger) verify(outside ...[]byte) Report {
	l.t.Helper()
	report, err := Verify(l.entries(), l.against(outside...))
	l.must(err)
	return report
}

// ReadHashes reads stored hashes by index, as proofs want them.
func (l *ledger) ReadHashes(indexes []int64) ([]Hash, error) {
	out := make([]Hash, len(indexes))
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		sequence := (n+1)<<level - 1 // the entry that completes the subtree
		if sequence >= int64(len(l.rows)) {
			return nil, fmt.Errorf("hash %d is not stored", index)
		}
		out[i] = Hash(l.rows[sequence].hashes[level])
	}
	return out, nil
}

// fill writes a small but varied log: three persons, corrected again and again.
func (l *ledger) fill(n int) {
	l.t.Helper()
	for i := range n {
		record := fmt.Sprintf("person-%d", i%3)
		ordinary := map[string]any{"role": "owner", "level": i, "tags": []string{"a", "b"}}
		personal := map[string]any{"name": fmt.Sprintf("Name %d", i), "email": "x@example.org"}
		l.write("update", record, ordinary, personal)
	}
}
