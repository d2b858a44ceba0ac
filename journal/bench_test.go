package journal

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkAppend appends 100,000 entries to the tree in batches, each batch
// with one read of the frontier.
func BenchmarkAppend(b *testing.B) {
	const most = 100_000
	leaves := make([]Hash, most)
	for i := range leaves {
		leaves[i] = leaf(i)
	}
	for _, batch := range []int{1, 100, 1000, most} {
		b.Run(fmt.Sprintf("batch=%d", batch), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				h := &hashes{stored: make([]Hash, 0, 2*most)}
				for at := 0; at < most; at += batch {
					f, err := ReadFrontier(int64(at), h)
					if err != nil {
						b.Fatal(err)
					}
					for _, leaf := range leaves[at : at+batch] {
						h.stored = f.Append(h.stored, leaf)
					}
				}
			}
			b.ReportMetric(float64(most)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
		})
	}
}

// benchmarkBody is a record of twenty fields, as a program's encoder writes it.
func benchmarkBody() []byte {
	members := []string{`"title":"Fire in the control room of the substation"`, `"due":"2026-12-31"`, `"level":12`, `"rows":[{"who":"0192d3a0","share":0.25}]`}
	for i := len(members); i < 20; i++ {
		members = append(members, fmt.Sprintf(`"field%02d":"some words of a usual length"`, 40-i))
	}
	return []byte("{" + strings.Join(members, ",") + "}")
}

// BenchmarkWrite does all that one revision of twenty ordinary fields costs.
func BenchmarkWrite(b *testing.B) {
	body, random := benchmarkBody(), &sequenceReader{1}
	e := sampleEnvelope()
	var f Frontier
	var stored []Hash
	b.ReportAllocs()
	for b.Loop() {
		canonical, err := Canonical(body)
		if err != nil {
			b.Fatal(err)
		}
		seed, err := NewSeed(random)
		if err != nil {
			b.Fatal(err)
		}
		fields, err := Fields(seed, canonical)
		if err != nil {
			b.Fatal(err)
		}
		e.Fields, e.Sequence = Commitments(fields), f.Size()
		data, err := e.Encode()
		if err != nil {
			b.Fatal(err)
		}
		stored = f.Append(stored[:0], LeafHash(data))
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "revisions/s")
}

// BenchmarkVerify walks a log of 2,000 entries with personal fields.
func BenchmarkVerify(b *testing.B) {
	l := newLedger(b)
	l.fill(2000)
	b.ReportAllocs()
	for b.Loop() {
		if r := l.verify(); !r.OK() {
			b.Fatal(r.Discrepancy)
		}
	}
	b.ReportMetric(float64(len(l.rows))*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}
