package store

import (
	"maps"

	"surety/record"
)

// batch is what has been prepared and not written yet.
type batch struct {
	staged  stage
	links   []pendingLink     // references whose targets' numbers are still to be found
	known   map[string]place  // records that it makes or changes
	keys    map[string]bool   // theirs
	changes []*change         // that are to go into the log
	newest  map[int64]*change // of the changes, by record
}

func newBatch() *batch {
	return &batch{known: map[string]place{}, keys: map[string]bool{}, newest: map[int64]*change{}}
}

func (b *batch) add(id record.ID, p place) {
	b.known[string(id)] = p
	b.keys[p.key] = true
}

// note adds a change that is to go into the log.
func (b *batch) note(ch *change) {
	if ch.before == nil {
		ch.before = b.newest[ch.num]
	}
	b.changes = append(b.changes, ch)
	b.newest[ch.num] = ch
}

func (b *batch) empty() bool { return len(b.known) == 0 && len(b.changes) == 0 }

// append adds what another batch has prepared.
func (b *batch) append(other *batch) {
	if b.empty() {
		*b = *other
		return
	}
	maps.Copy(b.known, other.known)
	maps.Copy(b.keys, other.keys)
	b.staged.append(&other.staged)
	for _, ch := range other.changes {
		b.note(ch)
	}
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

// settle waits until what was handed over is written.
func (t *Tx) settle() error {
	if t.handed == nil {
		return t.failed
	}
	t.failed = <-t.written
	if t.failed == nil {
		tellTimes(t.handed)
	}
	t.handed = nil
	return t.failed
}

// tellTimes gives records the times of their entries, where those are not their
// writes': the clock ran backwards, or another node's write came between.
func tellTimes(b *batch) {
	for _, ch := range b.changes {
		if ch.entered.Equal(ch.made) {
			continue
		}
		if ch.revision == 1 {
			ch.rec.Created = ch.entered
		}
		if ch.rec.Revision == ch.revision {
			ch.rec.Changed = ch.entered
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
	t.batch.changes, t.batch.newest = b.changes, b.newest
	b.changes = nil
	return t.scribe.write(t.ctx, b)
}

// next takes the batch that was prepared and begins another.
func (t *Tx) next() *batch {
	b := t.batch
	t.batch = newBatch()
	return b
}

// handOver has a full batch written while the next is prepared. Numbers for the
// next are taken before, so that it needn't wait for the connection.
func (t *Tx) handOver() error {
	if err := t.stockUp(); err != nil {
		return err
	}
	if err := t.scribe.writeWaiting(t.ctx); err != nil {
		return err
	}
	b := t.next()
	t.handed = b
	go func() { t.written <- t.scribe.write(t.ctx, b) }()
	return nil
}
