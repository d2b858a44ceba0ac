package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// change is one revision that a transaction makes.
type change struct {
	layout      *layout
	rec         *record.Record // as given; a later change may have gone on with it
	id          record.ID
	key         string
	revision    int
	num         int64
	op          string
	committed   committed
	seed        journal.Seed
	commitments []journal.FieldCommitment
	erased      []string
	author      Author
	made        time.Time
	before      *change   // of the same record, not yet in the log
	position    int64     // in the log
	entered     time.Time // there
	until       int64     // position of the change that superseded it
}

// Put writes a record. Its Revision is the one that it is based on, 0 for a new
// record. A new record is given an id and a key where it has none; every record
// its new revision, and when and by whom it was made and changed. op says what
// was done (create, update, the name of a transition), note why.
//
// Errors: Stale when it is based on an older revision, with the record that
// stands as Current; NotFound when there is no such record; Exists when a new
// one's id or key is taken; Invalid when it can't be kept. That a reference
// dangles may come to light only when the transaction ends, so that records that
// refer to each other can be put in any order.
func (t *Tx) Put(rec *record.Record, op, note string) error {
	if err := t.alive(); err != nil {
		return err
	}
	if op == journal.OperationErase {
		return fault.New(fault.Invalid, "values are erased by Erase, not by putting a record")
	}
	_, err := t.put(rec, op, note)
	return err
}

// put returns the record's number.
func (t *Tx) put(rec *record.Record, op, note string, erased ...string) (int64, error) {
	l := t.store.layouts[rec.Kind.Name]
	if l == nil || l.kind != rec.Kind {
		return 0, fault.New(fault.NotFound, "the database has no kind %s", rec.Kind.Name)
	}
	given := *rec
	before, err := t.standing(l, rec)
	if err == nil {
		err = t.prepare(l, rec, before)
	}
	if err != nil {
		*rec = given
		return 0, err
	}
	t.undos = append(t.undos, func() { *rec = given })
	return t.write(l, rec, before, op, note, erased)
}

// standing reads what stands of the record, nil where it is new.
func (t *Tx) standing(l *layout, rec *record.Record) (*standing, error) {
	if rec.Revision == 0 {
		return nil, nil
	}
	of := need{ids: []record.ID{rec.ID}}
	if t.batch.concerns(of) {
		if err := t.flush(); err != nil {
			return nil, err
		}
	}
	c, err := t.db()
	if err != nil {
		return nil, err
	}
	if err := t.scribe.prepareRead(t.ctx, of); err != nil {
		return nil, err
	}
	var s *standing
	err = c.each(t.ctx, func(rows *sql.Rows) error {
		s = &standing{}
		var words string
		n, err := l.scanner(&words).record(rows)
		s.numbered, s.words = n, parseWordList(words)
		return err
	}, "SELECT "+recordColumns+", r.words FROM record r JOIN "+l.table+" k ON k.num = r.num WHERE r.org = $1 AND r.id = $2"+c.d.lock, t.org, string(rec.ID))
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return nil, fault.At(fault.NotFound, rec.Name(), "", "there is no %s with the id %s", strings.ToLower(l.kind.Label), rec.ID)
	case s.rec.Revision != rec.Revision:
		err := fault.At(fault.Stale, s.rec.Key, "", "it was changed in the meantime: revision %d stands, this is based on %d", s.rec.Revision, rec.Revision).Mending("look at both and decide again")
		err.Current = s.rec
		return nil, err
	}
	return s, nil
}

// standing is a record as it stands, with the words that search knows of it.
type standing struct {
	numbered
	words wordList
}

// prepare gives the record what the store decides.
func (t *Tx) prepare(l *layout, rec *record.Record, before *standing) error {
	rec.Revision++
	rec.Changed, rec.ChangedBy = t.now, t.author.Actor
	if before != nil {
		rec.Key, rec.Created, rec.CreatedBy = before.rec.Key, before.rec.Created, before.rec.CreatedBy
		return nil
	}
	rec.Created, rec.CreatedBy = t.now, t.author.Actor
	if rec.ID == "" {
		rec.ID = t.store.newID()
	}
	if rec.Key == "" {
		n, err := t.number(l.kind.Name)
		rec.Key = fmt.Sprintf("%s-%04d", l.kind.Prefix, n)
		return err
	}
	n, ok := keyNumber(l.kind, rec.Key)
	if !ok {
		return fault.At(fault.Invalid, rec.Key, "key", "this can't be the key of a new %s: expected a form such as %s-0042", strings.ToLower(l.kind.Label), l.kind.Prefix)
	}
	c, err := t.db()
	if err != nil {
		return err
	}
	c.touched = true
	if err := t.supplies.giveBack(t.ctx, c, t.org); err != nil {
		return err
	}
	return c.counter.raise(t.ctx, t.org, l.kind.Name, n)
}

// keyNumber is the number in a key of the kind.
func keyNumber(k *record.Kind, key string) (int64, bool) {
	digits, found := strings.CutPrefix(key, k.Prefix+"-")
	n, err := strconv.ParseInt(digits, 10, 64)
	if !found || err != nil || n < 1 || n > 1<<40 || fmt.Sprintf("%s-%04d", k.Prefix, n) != key {
		return 0, false
	}
	return n, true
}

// write stages or makes the rows of a record and its change.
func (t *Tx) write(l *layout, rec *record.Record, before *standing, op, note string, erased []string) (int64, error) {
	encoded, err := l.kind.Encode(rec.Body)
	if err != nil {
		return 0, &fault.Error{Kind: fault.Invalid, Record: rec.Name(), Message: "it can't be written as JSON", Err: err}
	}
	readers, custom, err := encodeAside(rec)
	if err != nil {
		return 0, err
	}
	ch := &change{layout: l, rec: rec, id: rec.ID, key: rec.Key, revision: rec.Revision, op: op, erased: erased, author: t.author, made: t.now, until: forever}
	if ch.committed, err = l.commitTo(rec, encoded, readers, custom, aside{note, t.author.Origin}); err != nil {
		return 0, err
	}
	row := kindRow{encoded, readers, custom}
	d := l.describe(rec)
	if before == nil {
		ch.num, err = t.insert(l, rec, row, d)
	} else {
		ch.num = before.num
		err = t.update(l, rec, row, d, before)
	}
	if err != nil {
		return 0, err
	}
	t.batch.add(rec.ID, place{num: ch.num, kind: l.kind.Name, key: rec.Key})
	if err := t.commit(t.ctx, ch); err != nil {
		return 0, err
	}
	if len(t.batch.changes) >= mostStaged {
		return ch.num, t.handOver()
	}
	return ch.num, nil
}

// kindRow are the bytes of a kind's row.
type kindRow struct{ body, readers, custom []byte }

// insert stages the rows of a new record.
func (t *Tx) insert(l *layout, rec *record.Record, row kindRow, d described) (int64, error) {
	n, err := t.recordNumber()
	if err != nil {
		return 0, err
	}
	num := first(t.org) + n
	t.batch.staged.add(&recordTarget, num, t.org, string(rec.ID), l.kind.Name, rec.Key, d.title, rec.State, int64(rec.Revision), rec.Mark, d.words.text())
	t.batch.staged.add(l.target(), append([]any{num, t.org, l.arm(rec.State), string(rec.ID), rec.Key, rec.State, int64(rec.Revision), rec.Mark, int64(l.kind.Schema),
		d.number, d.ordered, rec.Created.UnixMicro(), rec.CreatedBy, rec.Changed.UnixMicro(), rec.ChangedBy, row.readers, row.custom, row.body}, d.columns...)...)
	for _, f := range d.facets {
		t.batch.staged.add(&facetTarget, t.org, l.kind.Name, f.name, f.value, num)
	}
	for _, person := range d.readers {
		t.batch.staged.add(&readerTarget, t.org, num, person)
	}
	t.batch.staged.addTokens(num, d.words)
	t.addLinks(l, rec, num, d.links)
	return num, nil
}

// commit prepares the change's entry of the log, all but its place there.
func (t *Tx) commit(ctx context.Context, ch *change) (err error) {
	if ch.seed, err = journal.NewSeed(t.store.random); err != nil {
		return err
	}
	fields, err := journal.Fields(ch.seed, ch.committed.body)
	if err != nil {
		return err
	}
	sealed, err := t.seal(ctx, ch)
	if err != nil {
		return err
	}
	ch.commitments = journal.Commitments(append(fields, sealed...))
	t.batch.note(ch)
	return nil
}
