package journal

import (
	"fmt"
	"slices"
	"time"
)

// walk is the state of [Verify] between two entries.
type walk struct {
	against    Against
	statements []statement // not reached yet, ascending by size
	spoiled    *Discrepancy
	frontier   Frontier
	hashes     []Hash
	last       time.Time
	fitted     int64 // size of the newest checkpoint whose root fitted
	absent     map[string]absence
	report     Report
}

// absence is a field of a record of which values, or the keys to them, are
// missing, until the entry that erased them is met.
type absence struct {
	record string
	field  string
	first  int64 // sequence of the first entry that misses it
	sealed bool  // there, it is the key that is missing
	count  int64
}

// step checks one entry and appends it to the recomputed tree.
func (w *walk) step(entry *Entry) *Discrepancy {
	sequence := w.frontier.Size()
	if sequence >= w.against.Head.Size {
		return at(sequence, ReasonLong, "the log's head says that there are only %d entries", w.against.Head.Size)
	}
	envelope, err := DecodeEnvelope(entry.Envelope)
	if err != nil {
		return at(sequence, ReasonEnvelope, "%v", err)
	}
	if d := w.follows(&envelope); d != nil {
		return d
	}
	w.hashes = w.frontier.Append(w.hashes[:0], LeafHash(entry.Envelope))
	if err := entry.checkHashes(w.hashes); err != nil {
		return at(sequence, ReasonHash, "%v", err)
	}
	held, err := entry.check(&envelope)
	if err != nil {
		d := at(sequence, ReasonValue, "%v", err)
		d.Record = envelope.Record
		return d
	}
	w.account(&envelope, held)
	return w.reach()
}

// follows checks that the envelope may stand after the one before.
func (w *walk) follows(e *Envelope) *Discrepancy {
	sequence := w.frontier.Size()
	if e.Organization != w.against.Organization {
		return at(sequence, ReasonOrganization, "it belongs to organization %s, expected %s", e.Organization, w.against.Organization)
	}
	if e.Sequence != sequence {
		return at(sequence, ReasonSequence, "an envelope with sequence %d stands in its place", e.Sequence)
	}
	if e.Time.Before(w.last) {
		return at(sequence, ReasonTime, "its time %s is before that of the entry before, %s", e.Time.Format(timeLayout), w.last.Format(timeLayout))
	}
	if sequence == 0 {
		w.report.FirstTime = e.Time
	}
	w.last = e.Time
	return nil
}

// account counts the entry's values, settles the absences that it explains by
// having erased them, and notes its own.
func (w *walk) account(e *Envelope, h held) {
	for _, name := range e.Erased {
		key := e.Record + "\n" + name
		w.report.Erased += w.absent[key].count
		delete(w.absent, key)
	}
	w.miss(e, h.absent, false)
	w.miss(e, h.lost, true)
	w.report.Values += int64(h.shown)
	w.report.Withheld += int64(h.withheld)
	w.report.Entries = e.Sequence + 1
	w.report.LastTime = e.Time
}

// miss notes fields whose values, or the keys to them, are missing.
func (w *walk) miss(e *Envelope, fields []string, sealed bool) {
	for _, name := range fields {
		key := e.Record + "\n" + name
		a, waiting := w.absent[key]
		if !waiting {
			a = absence{record: e.Record, field: name, first: e.Sequence, sealed: sealed}
		}
		a.count++
		w.absent[key] = a
	}
}

// reach compares the recomputed root with the checkpoints of this size.
func (w *walk) reach() *Discrepancy {
	size := w.frontier.Size()
	if len(w.statements) == 0 || w.statements[0].Size > size {
		return nil
	}
	root := w.frontier.Root()
	for ; len(w.statements) > 0 && w.statements[0].Size == size; w.statements = w.statements[1:] {
		c := w.statements[0]
		if c.Root != root {
			return w.since(ReasonCheckpoint, "%s of %d entries says root %s, the entries give %s: at least one of them was altered, added, removed or moved after it was signed",
				c.called(), size, c.Root, root)
		}
		if c.outside {
			w.report.Outside = append(w.report.Outside, c.Checkpoint)
		} else {
			w.report.Own++
		}
	}
	w.fitted = size
	return nil
}

func (s statement) called() string {
	if s.outside {
		return "the outside checkpoint"
	}
	return "the log's own checkpoint"
}

// since is a discrepancy that lies somewhere after the newest checkpoint that
// fitted, or in no entry when that checkpoint covers them all.
func (w *walk) since(reason Reason, format string, args ...any) *Discrepancy {
	d := at(w.fitted, reason, format, args...)
	d.Through = w.frontier.Size() - 1
	if d.Through < d.Sequence {
		d.Sequence, d.Through = -1, -1
	}
	return d
}

// finish checks, after the last entry, what only the whole log can show. Whether
// a missing value is explained can't be told of a log whose end is missing.
func (w *walk) finish() *Discrepancy {
	for _, check := range [...]func() *Discrepancy{w.short, w.unexplained, w.wrongHead} {
		if d := check(); d != nil {
			return d
		}
	}
	return w.spoiled
}

// unexplained is the first entry of which a value is missing without an erasure.
func (w *walk) unexplained() *Discrepancy {
	var d *Discrepancy
	for _, a := range w.absent {
		if d == nil || a.first < d.Sequence || a.first == d.Sequence && a.field < d.field {
			d = a.discrepancy()
		}
	}
	return d
}

func (a absence) discrepancy() *Discrepancy {
	d := at(a.first, ReasonMissing, "the value of field %s is not stored and no later entry says that it was erased", a.field)
	if a.sealed {
		d = at(a.first, ReasonKey, "the value of field %s is sealed and its key is missing, and no later entry says that it was erased", a.field)
	}
	d.Record, d.field = a.record, a.field
	return d
}

// short tells that a checkpoint or the head knows more entries.
func (w *walk) short() *Discrepancy {
	size := w.frontier.Size()
	end, who := w.against.Head.Size, "its head"
	if n := len(w.statements); n > 0 {
		end, who = w.statements[n-1].Size, w.statements[n-1].called()
	}
	if end <= size {
		return nil
	}
	d := at(size, ReasonShort, "the log ends after %s, %s says that there are %d", entries(size), who, end)
	d.Through = end - 1
	return d
}

func (w *walk) wrongHead() *Discrepancy {
	root := w.frontier.Root()
	if root != w.against.Head.Root {
		return w.since(ReasonHead, "the stored head of %s says root %s, the entries give %s", entries(w.frontier.Size()), w.against.Head.Root, root)
	}
	return w.wrongEdge()
}

// wrongEdge tells that the head has the entries' root, but not what the log goes
// on from.
func (w *walk) wrongEdge() *Discrepancy {
	head := w.against.Head
	d := &Discrepancy{Sequence: -1, Through: -1, Reason: ReasonHead}
	switch {
	case head.Peaks != nil && !slices.Equal(head.Peaks, w.frontier.Peaks()):
		d.Detail = "the stored head has the root of the entries, but not the peaks of their tree: it was altered; the next write makes the peaks anew from the entries"
	case !head.Time.IsZero() && head.Size > 0 && !head.Time.Equal(w.last):
		d.Detail = fmt.Sprintf("the stored head says that the last entry is of %s, the entry says %s", head.Time.Format(timeLayout), w.last.Format(timeLayout))
	default:
		return nil
	}
	return d
}
