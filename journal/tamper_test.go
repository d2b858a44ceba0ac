package journal

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// part is one stored thing and the entry that must be named when it changes:
// -1 for none, or any of a span.
type part struct {
	name     string
	bytes    []byte
	from, to int64
}

// parts lists every byte that the ledger stores.
func (l *ledger) parts(outside []byte, reach int64) []part {
	var out []part
	for i, r := range l.rows {
		n := int64(i)
		add := func(name string, b []byte) {
			if len(b) > 0 {
				out = append(out, part{fmt.Sprintf("%s of entry %d", name, i), b, n, n})
			}
		}
		add("envelope", r.envelope)
		add("body", r.body)
		add("seed", r.seed)
		for level, hash := range r.hashes {
			add(fmt.Sprintf("hash of level %d", level), hash)
		}
		for _, name := range []string{"email", "name"} {
			add("sealed "+name, r.personal[name])
		}
	}
	for _, signed := range l.own {
		out = append(out, part{"own checkpoint", signed, -1, -1})
	}
	return append(out, part{"root of the head", l.root[:], reach, l.frontier.Size() - 1}, part{"outside checkpoint", outside, -2, -2})
}

func TestAnyChangedByteOfAnyStoredPartIsFoundAndTheEntryNamed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := newLedger(t)
		var outside []byte
		reach := int64(0)
		for i := range rapid.IntRange(1, 12).Draw(rt, "batches") {
			l.fill(rapid.IntRange(1, 3).Draw(rt, "entries"))
			switch rapid.IntRange(0, 4).Draw(rt, "act") {
			case 0:
				l.erase("person-0", "email")
			case 1:
				l.own = append(l.own, l.checkpoint())
				reach = l.frontier.Size()
			}
			if i == 0 {
				outside = l.checkpoint()
				reach = max(reach, l.frontier.Size())
			}
		}
		if r := l.verify(outside); !r.OK() {
			rt.Fatalf("before the change: %v", r.Discrepancy)
		}
		p := rapid.SampledFrom(l.parts(outside, reach)).Draw(rt, "part")
		at := rapid.IntRange(0, len(p.bytes)-1).Draw(rt, "byte")
		p.bytes[at] ^= byte(rapid.IntRange(1, 255).Draw(rt, "change"))
		report, err := Verify(l.entries(), l.against(outside))
		if p.from == -2 {
			if err == nil {
				rt.Fatalf("the altered outside checkpoint %q was used", outside)
			}
			return
		}
		if err != nil || report.OK() {
			rt.Fatalf("%s, byte %d: nothing was found (%v)", p.name, at, err)
		}
		d := report.Discrepancy
		if p.name == "root of the head" && reach == l.frontier.Size() {
			p.from, p.to = -1, -1
		}
		if d.Sequence != p.from || d.Through != p.to {
			rt.Fatalf("%s, byte %d: found %s", p.name, at, d)
		}
	})
}

func TestAnyEntryRemovedRepeatedOrMovedIsFoundThere(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := newLedger(t)
		l.fill(rapid.IntRange(3, 20).Draw(rt, "entries"))
		i := rapid.IntRange(0, len(l.rows)-2).Draw(rt, "at")
		switch rapid.IntRange(0, 2).Draw(rt, "act") {
		case 0:
			l.rows = append(l.rows[:i:i], l.rows[i+1:]...)
		case 1:
			j := rapid.IntRange(i+1, len(l.rows)-1).Draw(rt, "with")
			l.rows[i], l.rows[j] = l.rows[j], l.rows[i]
		case 2:
			i++
			l.rows = append(l.rows[:i:i], l.rows[i-1:]...)
		}
		r := l.verify()
		if r.OK() || r.Discrepancy.Sequence != int64(i) || r.Discrepancy.Reason != ReasonSequence {
			rt.Fatalf("found %v, want entry %d", r.Discrepancy, i)
		}
	})
}

func TestErasingAnyPersonalFieldsLeavesTheLogVerifiable(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := newLedger(t)
		l.fill(rapid.IntRange(1, 10).Draw(rt, "before"))
		outside := l.checkpoint()
		proof, err := ProveInclusion(l.frontier.Size(), 0, l)
		l.must(err)
		erased := int64(0)
		for range rapid.IntRange(1, 4).Draw(rt, "erasures") {
			record := fmt.Sprintf("person-%d", rapid.IntRange(0, 2).Draw(rt, "person"))
			name := rapid.SampledFrom([]string{"email", "name"}).Draw(rt, "field")
			for _, r := range l.rows {
				if _, stored := r.personal[name]; stored && r.record == record {
					erased++
				}
			}
			l.erase(record, name)
			l.fill(rapid.IntRange(0, 3).Draw(rt, "after"))
		}
		r := l.verify(outside)
		if !r.OK() || r.Erased != erased {
			rt.Fatalf("found %v, %d erased, want %d", r.Discrepancy, r.Erased, erased)
		}
		b, err := NewBundle(l.read(l.rows[0], &l.key), outside, proof, "role")
		l.must(err)
		if _, err := b.Verify(l.verifier); err != nil {
			rt.Fatalf("a proof from before the erasure: %v", err)
		}
	})
}
