package journal

import (
	"fmt"
	"time"

	"surety/fault"
)

// Report says what a walk through a log found.
type Report struct {
	Organization string `json:"organization"`
	// Entries is how many entries fit, From the first of them and To the last;
	// To is -1 when there is none.
	Entries int64 `json:"entries"`
	From    int64 `json:"from"`
	To      int64 `json:"to"`
	// FirstTime and LastTime are those of the entries that were walked.
	FirstTime time.Time `json:"first_time,omitzero"`
	LastTime  time.Time `json:"last_time,omitzero"`
	// Root is the root recomputed over the entries that were walked.
	Root Hash `json:"root"`
	// Values counts the values that fit their commitments, Erased those whose
	// erasure is logged, Withheld those that stayed sealed for want of a key.
	Values   int64 `json:"values"`
	Erased   int64 `json:"erased"`
	Withheld int64 `json:"withheld"`
	// Own counts the checkpoints kept with the log that fit; Outside are those
	// kept elsewhere that fit.
	Own     int64        `json:"own_checkpoints"`
	Outside []Checkpoint `json:"outside_checkpoints,omitempty"`
	// Discrepancy is the first thing that doesn't fit, nil when all does.
	Discrepancy *Discrepancy `json:"discrepancy,omitempty"`
	// Shown are sentences on what the walk shows, NotExcluded on what it
	// can't exclude. They belong wherever the report is printed.
	Shown       []fault.Sentence `json:"shown"`
	NotExcluded []fault.Sentence `json:"not_excluded"`
}

// OK tells that everything fits.
func (r *Report) OK() bool { return r.Discrepancy == nil }

// Reason is the kind of a discrepancy.
type Reason string

// The reasons why an entry doesn't fit.
const (
	ReasonEnvelope     Reason = "envelope"     // its envelope is not canonical, or of a newer format
	ReasonOrganization Reason = "organization" // it belongs to another organization's log
	ReasonSequence     Reason = "sequence"     // another sequence stands in its place: a gap or a repetition
	ReasonTime         Reason = "time"         // it is earlier than the entry before
	ReasonHash         Reason = "hash"         // a stored hash is not that of the envelopes
	ReasonValue        Reason = "value"        // a stored value does not fit its commitment
	ReasonMissing      Reason = "missing"      // a value is missing and no erasure is logged
	ReasonKey          Reason = "key"          // the key to a value is missing and no erasure is logged
	ReasonCheckpoint   Reason = "checkpoint"   // a checkpoint says another root
	ReasonHead         Reason = "head"         // the stored head says another root
	ReasonShort        Reason = "short"        // a checkpoint or the head knows more entries
	ReasonLong         Reason = "long"         // the head knows fewer entries
	ReasonSignature    Reason = "signature"    // a checkpoint kept with the log does not verify
)

// Discrepancy is the first thing in a log that doesn't fit.
type Discrepancy struct {
	// Sequence is the first entry that doesn't fit. Where only a root differs,
	// the entry at fault is one from Sequence to Through; otherwise the two are
	// the same. Both are -1 when it is no entry, but the head or a checkpoint.
	Sequence int64  `json:"sequence"`
	Through  int64  `json:"through"`
	Reason   Reason `json:"reason"`
	Detail   string `json:"detail"`
	// Record is the record that the entry is of, where its envelope can be
	// believed: its id, or what the caller calls it by.
	Record string `json:"record,omitempty"`

	field string // orders two discrepancies of one entry
}

func at(sequence int64, reason Reason, format string, args ...any) *Discrepancy {
	return &Discrepancy{Sequence: sequence, Through: sequence, Reason: reason, Detail: fmt.Sprintf(format, args...)}
}

// String is the discrepancy in one sentence.
func (d *Discrepancy) String() string {
	if d.Record != "" {
		return d.sentence() + " (" + d.Record + ")"
	}
	return d.sentence()
}

func (d *Discrepancy) sentence() string {
	switch {
	case d.Sequence < 0:
		return d.Detail
	case d.Through > d.Sequence:
		return fmt.Sprintf("entries %d to %d: %s", d.Sequence, d.Through, d.Detail)
	}
	return fmt.Sprintf("entry %d: %s", d.Sequence, d.Detail)
}

// conclude completes the report with the root and the sentences.
func (w *walk) conclude() {
	r := &w.report
	if d := r.Discrepancy; d != nil && d.Sequence >= 0 {
		r.Entries = min(r.Entries, d.Sequence)
	}
	r.To = r.Entries - 1
	r.Root = w.frontier.Root()
	if !r.OK() {
		w.concludeBroken()
		return
	}
	if r.Entries == 1 {
		r.show("1 entry, the only one, agrees with the stored hashes and with the head.")
	} else {
		r.show("%d entries, from first to last, agree with each other, with the stored hashes and with the head.", r.Entries)
	}
	if r.Erased > 0 {
		r.show("%d values are no longer stored; the log says of each that it was erased.", r.Erased)
	}
	if r.Withheld > 0 {
		r.exclude("%d sealed values were not checked, because their keys were not at hand.", r.Withheld)
	}
	w.concludeOutside()
	r.exclude("Nothing here shows that what was recorded was true when it was recorded.")
}

func (w *walk) concludeBroken() {
	r := &w.report
	if r.Entries == 1 {
		r.show("1 entry before what does not fit agrees with the stored hashes.")
	} else {
		r.show("%d entries before what does not fit agree with each other and with the stored hashes.", r.Entries)
	}
	r.exclude("Of what follows the first discrepancy nothing is said.")
	if len(w.absent) > 0 {
		r.exclude("Values of %d fields before it, or their keys, are not stored; whether a later entry erased them was not looked for.", len(w.absent))
	}
}

// concludeOutside says how far checkpoints kept elsewhere reach.
func (w *walk) concludeOutside() {
	r := &w.report
	reach := int64(0)
	for _, c := range r.Outside {
		reach = max(reach, c.Size)
	}
	if reach == 0 {
		r.exclude("No checkpoint kept outside covers an entry. So it can't be excluded that somebody who holds the database and the signing key rewrote the whole log consistently, or that entries at its end were cut off together with the checkpoints of them.")
		return
	}
	r.show("The outside checkpoint of %d entries shows that these have not been altered, added, removed or moved since it was signed.", reach)
	if reach < r.Entries {
		r.exclude("The outside checkpoint says nothing about entries %d to %d: they may have been rewritten consistently, or followed by others that were cut off.",
			reach, r.To)
		return
	}
	r.exclude("Entries that followed the outside checkpoint, and were cut off since, would not be missed.")
}

func entries(n int64) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

func (r *Report) show(format string, args ...any) {
	r.Shown = append(r.Shown, fault.Sentencef(format, args...))
}

func (r *Report) exclude(format string, args ...any) {
	r.NotExcluded = append(r.NotExcluded, fault.Sentencef(format, args...))
}
