package journal

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"time"

	"surety/fault"
)

// Head is where a log stands: how many entries it has and the root over them.
type Head struct {
	Size int64
	Root Hash
	// Peaks and Time are what the log goes on from: its frontier's peaks and the
	// time of its last entry. Where Peaks is nil or Time is zero, nothing of the
	// kind is kept with the head.
	Peaks []Hash
	Time  time.Time
}

// Against is what a walk through the log is held against.
type Against struct {
	// Organization is whose log it must be.
	Organization string
	// Head is the log's stored head.
	Head Head
	// Trusted are the verifying keys of the log that the caller trusts.
	Trusted []Verifier
	// Own are the signed checkpoints kept with the log.
	Own [][]byte
	// Outside are signed checkpoints that were kept where whoever keeps the log
	// can't alter them: only these show that the log wasn't rewritten.
	Outside [][]byte
}

// Verify walks the log from its first entry and reports what holds, or the
// first entry that doesn't fit and why. It recomputes all that is stored:
// envelopes, sequence, time, every hash of the tree, each value against its
// commitment, the head, and the checkpoints' roots at their sizes.
//
// A value of which nothing is stored is right only if a later entry of
// operation [OperationErase] names its record and field.
//
// The walk keeps one entry, the frontier's hashes (53 at most), the
// checkpoints, and one item for each erased field of a record until it meets
// the entry that erased it; entries may be reused by the iterator.
//
// An error means that there is no finding: an entry could not be read, or an
// outside checkpoint isn't one of this log signed by a trusted key.
func Verify(entries iter.Seq2[Entry, error], against Against) (Report, error) {
	w := walk{against: against, absent: map[string]absence{}}
	w.report.Organization = against.Organization
	if err := w.openCheckpoints(); err != nil {
		return Report{}, err
	}
	w.report.Discrepancy = w.reach()
	for entry, err := range entries {
		if w.report.Discrepancy != nil {
			break
		}
		if err != nil {
			return Report{}, fmt.Errorf("read entry %d of the log: %w", w.frontier.Size(), err)
		}
		w.report.Discrepancy = w.step(&entry)
	}
	if w.report.Discrepancy == nil {
		w.report.Discrepancy = w.finish()
	}
	w.conclude()
	return w.report, nil
}

// statement is a verified checkpoint and where it was kept.
type statement struct {
	Checkpoint
	outside bool
}

// openCheckpoints verifies the signatures. An own checkpoint that doesn't verify
// is a finding, told when no entry is at fault; an outside one is a wrong input.
func (w *walk) openCheckpoints() error {
	if _, err := Origin(w.against.Organization); err != nil {
		return err
	}
	for i, signed := range w.against.Outside {
		c, err := OpenCheckpoint(signed, w.against.Organization, w.against.Trusted...)
		if err != nil {
			return &fault.Error{Kind: fault.KindOf(err), Op: fmt.Sprintf("use outside checkpoint %d", i+1), Err: err}
		}
		w.statements = append(w.statements, statement{c, true})
	}
	for i, signed := range w.against.Own {
		c, err := OpenCheckpoint(signed, w.against.Organization, w.against.Trusted...)
		if err != nil {
			if w.spoiled == nil {
				w.spoiled = &Discrepancy{Sequence: -1, Through: -1, Reason: ReasonSignature,
					Detail: fmt.Sprintf("checkpoint %d of those kept with the log: %v", i+1, err)}
			}
			continue
		}
		w.statements = append(w.statements, statement{c, false})
	}
	slices.SortStableFunc(w.statements, func(a, b statement) int { return cmp.Compare(a.Size, b.Size) })
	return nil
}
