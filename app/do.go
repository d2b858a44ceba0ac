package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"surety/fault"
	"surety/record"
	"surety/store"
)

// mostCommands bounds one request; an import of more is refused beforehand.
const mostCommands = 100_000

// Do authorizes and carries out commands in one transaction: all happen or
// none. It returns the records as they stand afterwards, in the order of the
// commands. Errors: Forbidden; Invalid with record and field, as a fault.List
// when several things are wrong; Stale with the record that stands; NotFound.
func (a *App) Do(ctx context.Context, actor Actor, request Request, commands ...Command) ([]*record.Record, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	if len(commands) > mostCommands {
		return nil, fault.New(fault.TooLarge, "%d changes in one request: at most %d are carried out at once", len(commands), mostCommands)
	}
	author := store.Author{Actor: actor.Account, Request: request.ID, Origin: string(actor.Origin)}
	var done []*record.Record
	err := a.store.In(actor.Organization).Write(ctx, author, func(tx *store.Tx) error {
		w := a.begin(ctx, actor, tx, request.Note)
		before, repeated, err := tx.Done(request.ID)
		if err != nil {
			return err
		}
		if repeated {
			done, err = w.again(before)
			return err
		}
		if done, err = w.carryOut(commands); err != nil {
			return err
		}
		if err := w.stillAlone(request.Since, commands); err != nil {
			return err
		}
		return tx.Finish(request.ID, resultOf(done))
	})
	if err != nil {
		return nil, err
	}
	lookAgain(ctx, actor.Organization)
	return a.showable(actor, done), nil
}

func (a *App) begin(ctx context.Context, actor Actor, tx *store.Tx, note string) *write {
	return &write{app: a, ctx: ctx, actor: actor, tx: tx, note: note, records: map[record.ID]*record.Record{}, spared: map[record.ID]int{}}
}

// resultOf is what is kept of a request's result: the ids of its records.
func resultOf(records []*record.Record) []byte {
	ids := make([]string, len(records))
	for i, rec := range records {
		ids[i] = string(rec.ID)
	}
	return []byte(strings.Join(ids, " "))
}

// again gives the records of a request that was carried out before, as they
// stand now.
func (w *write) again(result []byte) ([]*record.Record, error) {
	var records []*record.Record
	for _, id := range strings.Fields(string(result)) {
		rec, err := w.seen(record.ID(id))
		if err != nil {
			return nil, err
		}
		records = append(records, rec)
	}
	return records, nil
}

// write is one transaction of Do.
type write struct {
	app     *App
	ctx     context.Context
	actor   Actor
	tx      *store.Tx
	note    string
	records map[record.ID]*record.Record // read or written in this transaction
	system  *record.ID                   // the management system that is meant where none is named
	custom  map[string][]customField     // the organization's own fields, by kind
	spared  map[record.ID]int            // edits that changed nothing and made no revision
}

func (w *write) carryOut(commands []Command) ([]*record.Record, error) {
	if err := w.resolve(commands); err != nil {
		return nil, err
	}
	var done []*record.Record
	var faults fault.List
	for _, c := range commands {
		rec, err := w.one(c)
		if list, ok := errors.AsType[fault.List](err); ok && len(faults) < 100 {
			faults = append(faults, list...) // tell all that is wrong at once
			continue
		}
		if err != nil {
			return nil, err
		}
		done = append(done, rec)
	}
	return done, faults.OrNil()
}

func (w *write) one(c Command) (*record.Record, error) {
	switch c := c.(type) {
	case Create:
		return w.create(c)
	case Edit:
		return w.edit(c)
	case Move:
		return w.move(c)
	case Confirm:
		return w.confirm(c)
	case Erase:
		return w.erase(c)
	}
	return nil, fmt.Errorf("no such command: %T", c)
}

func (w *write) create(c Create) (*record.Record, error) {
	kind, err := w.app.kind(c.Kind)
	if err != nil {
		return nil, err
	}
	if err := CheckCreate(w.actor, kind); err != nil {
		return nil, err
	}
	rec := &record.Record{ID: c.ID, Kind: kind, State: kind.Lifecycle.Initial(), Mark: c.Mark, Body: c.Body, Custom: c.Custom}
	if rec.Readers, err = w.readers(rec, c.Readers); err != nil {
		return nil, err
	}
	if rec.ID == "" {
		rec.ID = w.app.newID()
	}
	keepComputed(kind, rec.Body, nil)
	if err := w.onlyPutForward(c); err != nil {
		return nil, err
	}
	if err := w.inNameOf(rec, c); err != nil {
		return nil, err
	}
	assert(rec, c.Asserted)
	return rec, w.put(rec, nil, "create", w.note)
}

func (w *write) edit(c Edit) (*record.Record, error) {
	before, err := w.seen(c.ID)
	if err != nil {
		return nil, err
	}
	kind := before.Kind
	if err := CheckEdit(w.actor, before); err != nil {
		return nil, err
	}
	state, _ := kind.Lifecycle.State(before.State)
	rec := *before
	rec.Revision = c.Base - w.spared[c.ID]
	if rec.Body, err = w.edited(before, c); err != nil {
		return nil, err
	}
	if err := w.remark(&rec, before, c); err != nil {
		return nil, err
	}
	if c.Custom != nil {
		if rec.Custom, err = w.keepFormer(before, c.Custom); err != nil {
			return nil, err
		}
	}
	for _, version := range []*record.Record{before, &rec} {
		if err := w.inOwnName(version); err != nil {
			return nil, err
		}
	}
	if state.OnEdit != "" && kind.ContentDigest(rec.Body) != kind.ContentDigest(before.Body) {
		rec.State = state.OnEdit
	}
	assert(&rec, c.Asserted)
	return &rec, w.put(&rec, before, "update", w.note)
}

// edited is the body after an edit: the given one, or the old one with the
// named fields changed. Computed fields stay as they were.
func (w *write) edited(before *record.Record, c Edit) (any, error) {
	kind := before.Kind
	if c.Body != nil {
		keepComputed(kind, c.Body, before.Body)
		return c.Body, w.keepConfidential(before, c.Body)
	}
	body := kind.Clone(before.Body)
	var faults fault.List
	for name, text := range c.Set {
		f := kind.Field(name)
		if f == nil || f.Is(record.MarkComputed) {
			faults = append(faults, fault.At(fault.Invalid, before.Key, name, "there is no such field to be set"))
			continue
		}
		if f.Is(record.MarkConfidential) && !seesConfidential(w.actor) {
			faults = append(faults, notSeen(before, f))
			continue
		}
		value, err := f.Parse(text)
		if err == nil {
			err = f.Set(body, value)
		}
		if err != nil {
			faults = append(faults, fault.At(fault.Invalid, before.Key, name, "%w", err))
		}
	}
	if err := faults.OrNil(); err != nil {
		return nil, err
	}
	return body, w.resolveBody(kind, body)
}

func (w *write) move(c Move) (*record.Record, error) {
	before, err := w.seen(c.ID)
	if err != nil {
		return nil, err
	}
	kind := before.Kind
	t, ok := kind.Lifecycle.Transition(c.Transition, before.State)
	if !ok {
		state, _ := kind.Lifecycle.State(before.State)
		return nil, fault.At(fault.Invalid, before.Key, "state", "“%s” can't be done while it is “%s”", fault.Word(kind.Lifecycle.ActLabel(c.Transition)), fault.Word(state.Label))
	}
	if !mayMove(w.actor, before, t) {
		return nil, forbidden(w.actor, t.Label, kind, t.Roles)
	}
	rec := *before
	rec.Revision, rec.State, rec.Body = c.Base-w.spared[c.ID], t.To, kind.Clone(before.Body)
	if t.Guard != nil {
		if err := t.Guard(w.preparation(&rec, before)); err != nil {
			return nil, fault.At(fault.Invalid, before.Key, guarded(err), "%w", err)
		}
	}
	if t.Approves {
		if err := w.approve(&rec, c.Note); err != nil {
			return nil, err
		}
		if err := w.waits(&rec, before, t); err != nil {
			return nil, err
		}
	}
	if t.Ahead != nil && rec.State == t.To {
		if state := t.Ahead(w.preparation(&rec, before)); state != "" {
			rec.State = state
		}
	}
	revoke(&rec, before)
	note := c.Note
	if note == "" {
		note = w.note
	}
	if err := w.put(&rec, before, t.Name, note); err != nil {
		return nil, err
	}
	if err := w.dispose(&rec); err != nil {
		return nil, err
	}
	return &rec, w.supersede(&rec)
}

func (w *write) erase(c Erase) (*record.Record, error) {
	rec, err := w.seen(c.ID)
	if err != nil {
		return nil, err
	}
	if !w.actor.Has(Manager) {
		return nil, forbidden(w.actor, "erase personal data", rec.Kind, nil)
	}
	f := rec.Kind.Field(c.Field)
	if f == nil || !f.Is(record.MarkPersonal) {
		return nil, fault.At(fault.Invalid, rec.Key, c.Field, "only a field that holds personal data can be erased")
	}
	if err := w.tx.Erase(rec.ID, c.Field, c.Note); err != nil {
		return nil, err
	}
	delete(w.records, rec.ID)
	return w.get(rec.ID)
}

// put lets the kind derive and validate, and writes. An edit that changes nothing
// makes no revision: history says who changed what (27001 7.5.3), and nobody did.
func (w *write) put(rec, before *record.Record, op, note string) error {
	if err := w.fillSystem(rec); err != nil {
		return err
	}
	if p, ok := rec.Body.(record.Preparer); ok {
		if err := p.Prepare(w.preparation(rec, before)); err != nil {
			return fault.Wrap(err, "derive the fields of "+rec.Name())
		}
	}
	if err := w.validate(rec, before, op); err != nil {
		return err
	}
	if err := w.keepShown(rec, before); err != nil {
		return err
	}
	if err := w.keepSignatories(rec, before); err != nil {
		return err
	}
	if err := w.inherit(rec); err != nil {
		return err
	}
	if op == "update" && same(rec, before) {
		w.spared[rec.ID]++
		return nil
	}
	if err := w.attach(rec, before); err != nil {
		return err
	}
	if err := w.keep(rec, op, note); err != nil {
		return err
	}
	w.records[rec.ID] = rec
	if rec.Kind.Name == "custom_field" {
		w.custom = nil // what is written next is held against it
	}
	if err := w.publish(rec, before); err != nil {
		return err
	}
	if before != nil && (before.Mark != rec.Mark || !slices.Equal(ReadersOf(before), ReadersOf(rec))) {
		return w.passOn(rec)
	}
	return nil
}

// guarded is the field that a guard says is to be mended; the state where it names
// none.
func guarded(err error) string {
	if e, ok := errors.AsType[*fault.Error](err); ok && e.Field != "" {
		return e.Field
	}
	return "state"
}
