package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// batch is what a transaction has prepared and not written yet.
type batch struct {
	staged  stage
	links   []pendingLink    // references whose targets' numbers are still to be found
	known   map[string]place // records that it makes or changes
	keys    map[string]bool  // theirs
	changes []*change        // that are to go into the log
}

func newBatch() *batch { return &batch{known: map[string]place{}, keys: map[string]bool{}} }

func (b *batch) add(id record.ID, p place) {
	b.known[string(id)] = p
	b.keys[p.key] = true
}

// concerns tells whether the batch has rows of what a read depends on.
func (b *batch) concerns(n need) bool {
	if b == nil || len(b.known) == 0 {
		return false
	}
	if n.all {
		return true
	}
	for _, id := range n.ids {
		if _, ok := b.known[string(id)]; ok {
			return true
		}
	}
	for _, key := range n.keys {
		if b.keys[key] {
			return true
		}
	}
	return false
}

// scribe writes the batches of a transaction, one after the other. In a write of
// very many records it does so while the next batch is prepared: the database's
// work and ours then use a processor each.
type scribe struct {
	c      *conn
	store  *Store
	id     string // of the organization
	author Author
	now    time.Time

	known    map[string]place // records known to be there
	dangling []pendingLink    // references whose targets were not there yet
	head     *head            // once locked
	hashes   []journal.Hash   // of the entry appended last
}

// write writes a batch. Its changes come last, for they need the lock on the
// log's head.
func (s *scribe) write(ctx context.Context, b *batch) error {
	for id, p := range b.known {
		s.known[id] = p
	}
	s.dangling = append(s.dangling, b.links...)
	if err := s.resolve(ctx, &b.staged); err != nil {
		return err
	}
	if err := b.staged.flush(ctx, s.c, &s.store.inserts); err != nil {
		return err
	}
	return s.appendLog(ctx, b)
}

// resolve finds the targets of references and stages their rows. What is not
// found stays dangling: it may still be put.
func (s *scribe) resolve(ctx context.Context, staged *stage) error {
	var unknown []string
	asked := map[string]bool{}
	for _, p := range s.dangling {
		if _, ok := s.known[p.to]; !ok && !asked[p.to] {
			asked[p.to] = true
			unknown = append(unknown, p.to)
		}
	}
	found, err := s.store.places(ctx, s.c, "id", unknown)
	if err != nil {
		return err
	}
	for id, p := range found {
		s.known[id] = p
	}
	pending := s.dangling[:0]
	for _, p := range s.dangling {
		target, ok := s.known[p.to]
		if !ok || !slices.Contains(p.kinds, target.kind) {
			pending = append(pending, p)
			continue
		}
		staged.add(&linkTarget, s.c.org, p.from, p.field, target.num, p.kind, int64(1))
	}
	s.dangling = pending
	return nil
}

// refuseDangling names the references that lead nowhere, or to a record of a
// kind that must not stand there.
func (s *scribe) refuseDangling() error {
	var faults fault.List
	for _, p := range s.dangling {
		kinds := strings.Join(p.kinds, " or ")
		e := fault.At(fault.Invalid, p.key, p.field, "it refers to %q, but there is no such %s", p.to, kinds)
		if target, ok := s.known[p.to]; ok {
			e = fault.At(fault.Invalid, p.key, p.field, "it refers to %s, which is of the kind %s: expected %s", target.key, target.kind, kinds)
		}
		e.Mend = "choose a record that is there, or make it first"
		if faults = append(faults, e); len(faults) == mostFaults {
			break
		}
	}
	if len(faults) == 1 {
		return faults[0]
	}
	return faults.OrNil()
}

// finish writes the last batch and the log's head.
func (s *scribe) finish(ctx context.Context, b *batch) error {
	changes := b.changes
	b.changes = nil
	if err := s.write(ctx, b); err != nil {
		return err
	}
	if err := s.refuseDangling(); err != nil {
		return err
	}
	b.changes = changes
	if err := s.appendLog(ctx, b); err != nil {
		return err
	}
	return s.closeLog(ctx)
}

// settle waits until what was handed over is written.
func (t *Tx) settle() error {
	if t.handed == nil {
		return t.failed
	}
	t.failed = <-t.written
	if t.failed == nil {
		t.tellTimes(t.handed)
	}
	t.handed = nil
	return t.failed
}

// tellTimes gives records the times of their entries, where those are not the
// transaction's: the clock ran backwards, or another node's write came between.
func (t *Tx) tellTimes(b *batch) {
	if t.scribe.head == nil || t.now.Equal(t.scribe.head.time) {
		return
	}
	for _, ch := range b.changes {
		if ch.revision == 1 {
			ch.rec.Created = t.scribe.head.time
		}
		if ch.rec.Revision == ch.revision {
			ch.rec.Changed = t.scribe.head.time
		}
	}
}

// db is the transaction's connection, once nobody else uses it.
func (t *Tx) db() (*conn, error) {
	if err := t.settle(); err != nil {
		return nil, err
	}
	return t.scribe.c, nil
}

// exec runs a statement in the transaction.
func (t *Tx) exec(text string, args ...any) error {
	c, err := t.db()
	if err != nil {
		return err
	}
	_, err = c.exec(t.ctx, text, args...)
	return err
}

// flush writes what is staged, all but the log.
func (t *Tx) flush() error {
	if err := t.settle(); err != nil {
		return err
	}
	b := t.next()
	b.changes = nil
	return t.scribe.write(t.ctx, b)
}

// next takes the batch that was prepared and begins another, which keeps the
// changes.
func (t *Tx) next() *batch {
	b := t.batch
	t.batch = newBatch()
	t.batch.changes = b.changes
	return b
}

// handOver has a full batch written while the next is prepared. Numbers for the
// next are taken before, so that it needn't wait for the connection.
func (t *Tx) handOver() error {
	if err := t.stockUp(); err != nil {
		return err
	}
	b := t.next()
	t.batch.changes, t.newest = nil, map[int64]*change{}
	t.handed = b
	go func() { t.written <- t.scribe.write(t.ctx, b) }()
	return nil
}
