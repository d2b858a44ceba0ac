package store

import (
	"context"
	"maps"
	"time"

	"surety/fault"
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
	org    int64
	author Author
	now    time.Time

	batch    *batch   // being prepared
	supplies supplies // numbers taken from counters
	undos    []func()

	scribe  *scribe
	handed  *batch     // being written meanwhile; nil: the connection is free
	written chan error // what came of it
	failed  error      // what a batch failed with; nothing more is possible

	destroyed bool
	loose     []string // digests of files that a destroyed value named
	ended     bool
}

// mostStaged is how many records are staged before their rows are written.
const mostStaged = 1000

// Write runs fn in one transaction: all that it does happens, or nothing, and
// what happened is on the disk when Write returns. fn may be run again when
// another write was in the way; records that were put are first given back as
// they were. An organization has one writer, so fn should be short and wait for
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
		if err := o.store.dropBlobs(ctx, w.tx.loose); err != nil {
			return fault.Wrap(err, "the values are destroyed, but not the files: destroy them in the folder of attachments")
		}
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
	now := w.org.store.now()
	s := w.org.scribe(c)
	t := &Tx{ctx: ctx, org: c.org, author: w.author, now: now, batch: newBatch(), supplies: maps.Clone(s.supplies), written: make(chan error, 1), scribe: s}
	t.reader = reader{store: w.org.store, id: w.org.id, with: t.read}
	w.tx = t
	defer func() {
		_ = t.settle() // also when fn fails or panics: the connection must be free
		t.ended = true
	}()
	if err := w.fn(t); err != nil {
		return err
	}
	if err, _ := asFault(w.ctx.Err()); err != nil {
		return err // given up in the meantime
	}
	return t.finish()
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
	if t.batch.concerns(n) || t.handed.concerns(n) {
		if err := t.flush(); err != nil {
			return err
		}
	}
	c, err := t.db()
	if err != nil {
		return err
	}
	if err := t.scribe.prepareRead(t.ctx, n); err != nil {
		return err
	}
	return fn(c)
}

func (t *Tx) alive() error {
	if t.ended {
		return fault.New(fault.Internal, "a transaction was used after its end")
	}
	return nil
}

// finish ends the write. The lock on the log's head is taken once all writes of
// the transaction have ended.
func (t *Tx) finish() error {
	if err := t.settle(); err != nil {
		return err
	}
	return t.scribe.leave(t.ctx, t.batch, t.supplies)
}
