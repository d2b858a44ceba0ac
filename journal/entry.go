package journal

import (
	"strings"

	"surety/fault"
)

// Entry is all that is stored of one entry of the log, as read back.
type Entry struct {
	// Envelope is the encoded envelope.
	Envelope []byte
	// Hashes are the stored hashes that this entry completed, from its leaf
	// hash on, as [Frontier.Append] gave them.
	Hashes []Hash
	// Seed and Body are the revision's seed and canonical body of ordinary
	// fields; where some of these were destroyed, what [Without] left of both. Both
	// are empty when the whole revision was destroyed.
	Seed []byte
	Body []byte
	// Personal are the sealed values of the personal fields, in any order. A
	// destroyed one is not among them.
	Personal []Personal
}

// Personal is one sealed value as stored, with its key. A nil key means that
// the reader doesn't have it: the value stays unchecked and is counted as
// withheld. Lost says of a missing key that it ought to be there: then only an
// erasure explains it, as it does a missing value.
type Personal struct {
	Name   string
	Sealed []byte
	Key    *Key
	Lost   bool
}

// open gives the fields whose values the entry holds, in no order, and the
// those that stay sealed for want of a key.
func (e *Entry) open(envelope *Envelope) (fields []Field, withheld []Personal, err error) {
	if len(e.Body) > 0 {
		if fields, err = ordinary(e.Seed, e.Body); err != nil {
			return nil, nil, err
		}
	}
	at := Place{envelope.Organization, envelope.Record, envelope.Revision}
	for _, p := range e.Personal {
		if p.Key == nil {
			withheld = append(withheld, p)
			continue
		}
		f, err := Open(*p.Key, at, p.Name, p.Sealed)
		if err != nil {
			return nil, nil, err
		}
		fields = append(fields, f)
	}
	return fields, withheld, nil
}

// held says what an entry's storage holds of the fields its envelope commits to.
type held struct {
	shown    int      // values that fit their commitments
	withheld int      // sealed values without key
	absent   []string // fields of which nothing is stored
	lost     []string // fields that are sealed under a key that ought to be there
}

// check compares what is stored with what was committed to, field by field.
func (e *Entry) check(envelope *Envelope) (held, error) {
	fields, withheld, err := e.open(envelope)
	if err != nil {
		return held{}, err
	}
	seen := make(map[string]bool, len(envelope.Fields))
	claim := func(name string) (Commitment, error) {
		commitment, committed := envelope.Field(name)
		if !committed || seen[name] {
			return commitment, fault.New(fault.Invalid, "field %s is stored but the envelope commits to no such value", clip(name))
		}
		seen[name] = true
		return commitment, nil
	}
	for _, f := range fields {
		commitment, err := claim(f.Name)
		if err != nil {
			return held{}, err
		}
		if !commitment.Opens(f.Salt, f.Value) {
			return held{}, fault.New(fault.Invalid, "the stored value of field %s does not fit its commitment", f.Name)
		}
	}
	h := held{shown: len(fields)}
	for _, p := range withheld {
		if _, err := claim(p.Name); err != nil {
			return held{}, err
		}
		if p.Lost {
			h.lost = append(h.lost, p.Name)
		} else {
			h.withheld++
		}
	}
	for _, f := range envelope.Fields {
		if !seen[f.Name] {
			h.absent = append(h.absent, f.Name)
		}
	}
	return h, nil
}

// checkHashes compares the stored hashes with the recomputed ones.
func (e *Entry) checkHashes(computed []Hash) error {
	for i, hash := range computed {
		if i >= len(e.Hashes) || e.Hashes[i] != hash {
			what := "the stored leaf hash is not that of the envelope"
			if i > 0 {
				what = "a stored hash of the tree, " + strings.Repeat("parent of ", i-1) + "parent of the leaf, is not that of its subtree"
			}
			return fault.New(fault.Invalid, "%s", what)
		}
	}
	if len(e.Hashes) > len(computed) {
		return fault.New(fault.Invalid, "%d hashes are stored for the entry, expected %d", len(e.Hashes), len(computed))
	}
	return nil
}
