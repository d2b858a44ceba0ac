package store

import (
	"context"
	"time"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// Author is who makes a write.
type Author struct {
	Actor   string // opaque id of the account; it stands in the log for ever
	Request string // id of the request, empty when there is none; see [Tx.Done]
	Origin  string // browser, api, command line, import …
}

// Tx is one write transaction of an organization. It reads its own writes. It is
// used by one goroutine, and only while the function of [Org.Write] runs.
type Tx struct {
	reader
	ctx    context.Context
	c      *conn
	author Author
	now    time.Time

	staged    stage
	unflushed map[record.ID]string // records whose rows are staged, with their keys
	known     map[string]place     // records known to be there
	dangling  []pendingLink        // references whose target is still to be found
	supplies  map[string]*supply   // numbers taken from counters

	changes   []*change
	newest    map[int64]*change // by record, of those in changes
	head      *head             // once locked
	hashes    []journal.Hash    // of the entry appended last
	destroyed bool
	ended     bool
	undos     []func()
}

// mostStaged is how many records are staged before their rows are written.
const mostStaged = 1000

// Write runs fn in one transaction: all that it does happens, or nothing, and
// what happened is on the disk when Write returns. fn may be run again when
// another write was in the way; records that were put are first given back as
// they were. On SQLite there is one writer, so fn should be short and wait for
// nothing. A reference to a record that isn't there when fn has ended is refused
// as Invalid, by record and field; several as a fault.List.
func (o *Org) Write(ctx context.Context, author Author, fn func(*Tx) error) error {
	number, err := o.store.number(ctx, o.id)
	if err != nil {
		return err
	}
	if author.Actor == "" {
		return fault.New(fault.Invalid, "a write needs an actor: who makes it stands in the log")
	}
	w := &transaction{org: o, ctx: ctx, author: author, fn: fn}
	if err := o.store.engine.write(ctx, number, w); err != nil {
		return err
	}
	if w.wiped() {
		_ = o.store.keepErasures(ctx) // what fails here is made up for by the next opening
	}
	return nil
}

// transaction is the unit of one Write.
type transaction struct {
	org    *Org
	ctx    context.Context
	author Author
	fn     func(*Tx) error
	tx     *Tx
}

func (w *transaction) run(ctx context.Context, c *conn) error {
	t := &Tx{ctx: ctx, c: c, author: w.author, now: w.org.store.now(), unflushed: map[record.ID]string{}, known: map[string]place{},
		supplies: map[string]*supply{}, newest: map[int64]*change{}}
	t.reader = reader{store: w.org.store, id: w.org.id, with: t.read}
	w.tx = t
	defer func() { t.ended = true }()
	if err := w.fn(t); err != nil {
		return err
	}
	if err, _ := asFault(w.ctx.Err()); err != nil {
		return err // given up in the meantime
	}
	return t.finish(ctx)
}

func (w *transaction) undo() {
	if w.tx == nil {
		return
	}
	for i := len(w.tx.undos) - 1; i >= 0; i-- {
		w.tx.undos[i]()
	}
	w.tx = nil
}

func (w *transaction) wiped() bool { return w.tx != nil && w.tx.destroyed }

// read lets the reader's methods read in the transaction, after writing what
// they depend on.
func (t *Tx) read(_ context.Context, n need, fn func(*conn) error) error {
	if err := t.alive(); err != nil {
		return err
	}
	if t.isStaged(n) {
		if err := t.flush(t.ctx); err != nil {
			return err
		}
	}
	return fn(t.c)
}

func (t *Tx) isStaged(n need) bool {
	if len(t.unflushed) == 0 || n.all {
		return n.all
	}
	for _, id := range n.ids {
		if _, ok := t.unflushed[id]; ok {
			return true
		}
	}
	for _, key := range n.keys {
		for _, staged := range t.unflushed {
			if key == staged {
				return true
			}
		}
	}
	return false
}

func (t *Tx) alive() error {
	if t.ended {
		return fault.New(fault.Internal, "a transaction was used after its end")
	}
	return nil
}

// flush writes what is staged.
func (t *Tx) flush(ctx context.Context) error {
	if err := t.resolveLinks(ctx); err != nil {
		return err
	}
	clear(t.unflushed)
	return t.staged.flush(ctx, t.c, &t.store.inserts)
}

// finish writes all that is left and, last, takes the lock on the log's head.
func (t *Tx) finish(ctx context.Context) error {
	if err := t.flush(ctx); err != nil {
		return err
	}
	if err := t.refuseDangling(); err != nil {
		return err
	}
	if err := t.returnNumbers(); err != nil {
		return err
	}
	if err := t.appendLog(ctx); err != nil {
		return err
	}
	return t.closeLog(ctx)
}
