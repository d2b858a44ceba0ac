package store

import (
	"context"
	"maps"
	"slices"
	"strings"

	"surety/fault"
	"surety/journal"
)

// scribe writes an organization's batches within one transaction of the database,
// one after the other. Writes that share the transaction share the scribe: what
// each of them prepared waits, and goes in with that of the others. In a write of
// very many records it writes while the next batch is prepared: the database's
// work and ours then use a processor each.
type scribe struct {
	c     *conn
	store *Store
	id    string // of the organization

	waiting  *batch           // of the writes that have ended
	supplies supplies         // numbers that these left over
	known    map[string]place // records known to be there
	dangling []pendingLink    // references of the write that runs whose targets were not there yet
	head     *head            // once locked
	hashes   []journal.Hash   // of the entry appended last
}

// scribe gives the organization's scribe in the transaction.
func (o *Org) scribe(c *conn) *scribe {
	s := c.scribes[c.org]
	if s == nil {
		s = &scribe{c: c, store: o.store, id: o.id, waiting: newBatch(), supplies: supplies{}, known: map[string]place{}}
		if c.scribes == nil {
			c.scribes = map[int64]*scribe{}
		}
		c.scribes[c.org] = s
	}
	s.dangling = nil
	return s
}

// write writes a batch. Its changes come last, for they need the lock on the
// log's head.
func (s *scribe) write(ctx context.Context, b *batch) error {
	for id, p := range b.known {
		s.known[id] = p
	}
	if err := s.resolve(ctx, b); err != nil {
		return err
	}
	if err := b.staged.flush(ctx, s.c, &s.store.inserts); err != nil {
		return err
	}
	return s.appendLog(ctx, b)
}

// resolve finds the targets of references and stages their rows. What is not
// found stays dangling: it may still be put.
func (s *scribe) resolve(ctx context.Context, b *batch) error {
	s.dangling = append(s.dangling, b.links...)
	b.links = nil
	var unknown []string
	asked := map[string]bool{}
	for _, p := range s.dangling {
		if _, ok := s.place(b, p.to); !ok && !asked[p.to] {
			asked[p.to] = true
			unknown = append(unknown, p.to)
		}
	}
	found, err := s.store.places(ctx, s.c, unknown)
	if err != nil {
		return err
	}
	for id, p := range found {
		s.known[id] = p
	}
	pending := s.dangling[:0]
	for _, p := range s.dangling {
		target, ok := s.place(b, p.to)
		if !ok || !slices.Contains(p.kinds, target.kind) {
			pending = append(pending, p)
			continue
		}
		b.staged.add(&linkTarget, s.c.org, p.from, p.field, target.num, p.kind, int64(1))
	}
	s.dangling = pending
	return nil
}

// place is where a record lies that is known to be there, or that a batch makes.
func (s *scribe) place(b *batch, id string) (place, bool) {
	if p, ok := b.known[id]; ok {
		return p, true
	}
	p, ok := s.known[id]
	return p, ok
}

// refuseDangling names the references that lead nowhere, or to a record of a
// kind that must not stand there.
func (s *scribe) refuseDangling(b *batch) error {
	var faults fault.List
	for _, p := range s.dangling {
		kinds := strings.Join(p.kinds, " or ")
		e := fault.At(fault.Invalid, p.key, p.field, "it refers to %q, but there is no such %s", p.to, kinds)
		if target, ok := s.place(b, p.to); ok {
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

// leave ends a write: what it prepared last waits until the transaction ends, and
// so do the numbers that it left over.
func (s *scribe) leave(ctx context.Context, b *batch, left supplies) error {
	if err := s.resolve(ctx, b); err != nil {
		return err
	}
	if err := s.refuseDangling(b); err != nil {
		return err
	}
	s.supplies = left
	maps.Copy(s.known, b.known)
	s.waiting.append(b)
	if len(s.waiting.changes) >= mostStaged {
		return s.writeWaiting(ctx)
	}
	return nil
}

// prepareRead writes what waits and a read depends on. One that names no records
// reads the log.
func (s *scribe) prepareRead(ctx context.Context, n need) error {
	switch {
	case s.waiting.concerns(n):
		return s.spreadWaiting(ctx)
	case !n.all && n.ids == nil && n.keys == nil && len(s.waiting.changes) > 0:
		if err := s.writeWaiting(ctx); err != nil {
			return err
		}
		return s.closeLog(ctx)
	}
	return nil
}

// spreadWaiting writes the rows of what waits, all but the log. That is no deed
// of the write that runs: should that fail, nothing of its own is there.
func (s *scribe) spreadWaiting(ctx context.Context) error {
	touched := s.c.touched
	b := s.waiting
	s.waiting = newBatch()
	s.waiting.changes, s.waiting.newest = b.changes, b.newest
	b.changes = nil
	err := s.write(ctx, b)
	s.c.touched = touched || err != nil
	return err
}

// writeWaiting writes all that waits, with its entries of the log.
func (s *scribe) writeWaiting(ctx context.Context) error {
	if s.waiting.empty() {
		return nil
	}
	touched := s.c.touched
	b := s.waiting
	s.waiting = newBatch()
	err := s.write(ctx, b)
	if err == nil {
		tellTimes(b)
	}
	s.c.touched = touched || err != nil
	return err
}

// finish writes all that is left, and the log's head.
func (s *scribe) finish(ctx context.Context) error {
	if err := s.supplies.giveBack(ctx, s.c, s.c.org); err != nil {
		return err
	}
	if err := s.writeWaiting(ctx); err != nil {
		return err
	}
	return s.closeLog(ctx)
}

// finishLogs ends the logs that the transaction has written into.
func (c *conn) finishLogs(ctx context.Context) error {
	before := c.org
	for _, org := range slices.Sorted(maps.Keys(c.scribes)) {
		if err := c.enter(ctx, org); err != nil {
			return err
		}
		if err := c.scribes[org].finish(ctx); err != nil {
			return err
		}
	}
	c.scribes = nil
	return c.enter(ctx, before)
}
