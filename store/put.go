package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// change is one revision that a transaction makes.
type change struct {
	rec       *record.Record // as given; a later change may have gone on with it
	id        record.ID
	revision  int
	num       int64
	op        string
	committed committed
	seed      journal.Seed
	fields    []journal.Field
	erased    []string
	before    *change // of the same record, not yet in the log
	position  int64   // in the log
	until     int64   // position of the change that superseded it
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
	return t.put(rec, op, note)
}

func (t *Tx) put(rec *record.Record, op, note string, erased ...string) error {
	l := t.store.layouts[rec.Kind.Name]
	if l == nil || l.kind != rec.Kind {
		return fault.New(fault.NotFound, "the database has no kind %s", rec.Kind.Name)
	}
	given := *rec
	before, err := t.standing(l, rec)
	if err == nil {
		err = t.prepare(l, rec, before)
	}
	if err != nil {
		*rec = given
		return err
	}
	t.undos = append(t.undos, func() { *rec = given })
	return t.write(l, rec, before, op, note, erased)
}

// standing reads what stands of the record, nil where it is new.
func (t *Tx) standing(l *layout, rec *record.Record) (*standing, error) {
	if rec.Revision == 0 {
		return nil, nil
	}
	if _, staged := t.unflushed[rec.ID]; staged {
		if err := t.flush(t.ctx); err != nil {
			return nil, err
		}
	}
	var s *standing
	err := t.c.each(t.ctx, func(rows *sql.Rows) error {
		s = &standing{}
		var words string
		n, err := l.scanRecord(rows, &words)
		s.numbered, s.words = n, parseWordList(words)
		return err
	}, "SELECT "+recordColumns+", r.words FROM record r JOIN "+l.table+" k ON k.num = r.num WHERE r.org = $1 AND r.id = $2"+t.c.d.lock, t.c.org, string(rec.ID))
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return nil, fault.At(fault.NotFound, rec.Name(), "", "there is no %s with the id %s", strings.ToLower(l.kind.Label), rec.ID)
	case s.rec.Revision != rec.Revision:
		return nil, &fault.Error{Kind: fault.Stale, Record: s.rec.Key, Current: s.rec,
			Message: fmt.Sprintf("it was changed in the meantime: revision %d stands, this is based on %d", s.rec.Revision, rec.Revision),
			Mend:    "look at both and decide again"}
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
	if err := t.returnNumbers(); err != nil {
		return err
	}
	return t.c.counter.raise(t.ctx, t.c.org, l.kind.Name, n)
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
func (t *Tx) write(l *layout, rec *record.Record, before *standing, op, note string, erased []string) error {
	encoded, err := l.kind.Encode(rec.Body)
	if err != nil {
		return &fault.Error{Kind: fault.Invalid, Record: rec.Name(), Message: "it can't be written as JSON", Err: err}
	}
	readers, custom, err := encodeAside(rec)
	if err != nil {
		return err
	}
	ch := &change{rec: rec, id: rec.ID, revision: rec.Revision, op: op, erased: erased, until: forever}
	if ch.committed, err = l.commitTo(rec, encoded, readers, custom, aside{note, t.author.Origin}); err != nil {
		return err
	}
	t.unflushed[rec.ID] = rec.Key
	row := kindRow{encoded, readers, custom}
	d := l.describe(rec)
	if before == nil {
		ch.num, err = t.insert(l, rec, row, d)
	} else {
		ch.num = before.num
		t.known[string(rec.ID)] = place{num: ch.num, kind: l.kind.Name, key: rec.Key}
		err = t.update(l, rec, row, d, before)
	}
	if err != nil {
		return err
	}
	if err := t.commit(t.ctx, ch); err != nil {
		return err
	}
	if len(t.unflushed) >= mostStaged {
		return t.flush(t.ctx)
	}
	return nil
}

// kindRow are the bytes of a kind's row.
type kindRow struct{ body, readers, custom []byte }

// insert stages the rows of a new record.
func (t *Tx) insert(l *layout, rec *record.Record, row kindRow, d described) (int64, error) {
	n, err := t.recordNumber()
	if err != nil {
		return 0, err
	}
	num := first(t.c.org) + n
	t.staged.add(&recordTarget, num, t.c.org, string(rec.ID), l.kind.Name, rec.Key, d.title, rec.State, int64(rec.Revision), rec.Mark, d.words.text())
	t.staged.add(l.target(), append([]any{num, t.c.org, l.arm(rec.State), string(rec.ID), rec.Key, rec.State, int64(rec.Revision), rec.Mark, int64(l.kind.Schema),
		d.number, d.folded, rec.Created.UnixMicro(), rec.CreatedBy, rec.Changed.UnixMicro(), rec.ChangedBy, row.readers, row.custom, row.body}, d.columns...)...)
	for _, f := range d.facets {
		t.staged.add(&facetTarget, t.c.org, l.kind.Name, f.name, f.value, num)
	}
	for _, person := range d.readers {
		t.staged.add(&readerTarget, t.c.org, num, person)
	}
	t.staged.addTokens(num, d.words)
	t.addLinks(l, rec, num, d.links)
	t.known[string(rec.ID)] = place{num: num, kind: l.kind.Name, key: rec.Key}
	return num, nil
}

// commit prepares the change's entry of the log, all but its place there.
func (t *Tx) commit(ctx context.Context, ch *change) (err error) {
	if ch.seed, err = journal.NewSeed(t.store.random); err != nil {
		return err
	}
	if ch.fields, err = journal.Fields(ch.seed, ch.committed.body); err != nil {
		return err
	}
	if err := t.seal(ctx, ch); err != nil {
		return err
	}
	ch.before = t.newest[ch.num]
	t.changes = append(t.changes, ch)
	t.newest[ch.num] = ch
	if len(t.changes) >= mostStaged {
		if err := t.flush(ctx); err != nil {
			return err
		}
		return t.appendLog(ctx)
	}
	return nil
}
