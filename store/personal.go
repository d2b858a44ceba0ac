package store

import (
	"context"
	"database/sql"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// personalKey is the key of a personal field. A field gets another one when its
// key was destroyed or lost; each sealed value says which it is under.
type personalKey struct {
	key    journal.Key
	number int64 // the revision that it was made for
}

// personalKeys reads the newest keys of a record's personal fields.
func (t *Tx) personalKeys(ctx context.Context, id record.ID, num int64) (map[string]personalKey, error) {
	keys := map[string]personalKey{}
	master, err := t.store.keys.masterKey()
	if err != nil {
		return nil, err
	}
	c, err := t.db()
	if err != nil {
		return nil, err
	}
	err = c.each(ctx, func(rows *sql.Rows) error {
		var field string
		var k personalKey
		var wrapped []byte
		if err := rows.Scan(&field, &k.number, &wrapped); err != nil {
			return err
		}
		k.key, err = unwrap(master, wrapped, wrappingLabel(t.id, id, field))
		keys[field] = k
		return err
	}, "SELECT field, key_no, wrapped FROM personal_key WHERE num = $1 ORDER BY num, field, key_no", num)
	return keys, err
}

// seal puts the personal fields of a change aside, each under a key of its own
// that is made when the field is first set, and gives their commitments' fields.
func (t *Tx) seal(ctx context.Context, ch *change) (fields []journal.Field, err error) {
	if len(ch.committed.personal) == 0 {
		return nil, nil
	}
	var keys map[string]personalKey
	if ch.revision > 1 {
		if keys, err = t.personalKeys(ctx, ch.id, ch.num); err != nil {
			return nil, err
		}
	}
	at := journal.Place{Organization: t.id, Record: string(ch.id), Revision: int64(ch.revision)}
	for _, f := range ch.committed.personal {
		key, known := keys[f.Name]
		if !known {
			if key, err = t.newPersonalKey(ctx, ch, f.Name); err != nil {
				return nil, err
			}
		}
		if f.Salt, err = journal.NewSalt(t.store.random); err != nil {
			return nil, err
		}
		data, err := journal.Seal(t.store.random, key.key, at, f)
		if err != nil {
			return nil, err
		}
		fields = append(fields, f)
		t.batch.staged.add(&personalTarget, t.org, ch.num, int64(ch.revision), f.Name, key.number, data)
	}
	return fields, nil
}

func (t *Tx) newPersonalKey(ctx context.Context, ch *change, field string) (personalKey, error) {
	k := personalKey{number: int64(ch.revision)}
	master, err := t.store.keys.masterKey()
	if err != nil {
		return k, err
	}
	if k.key, err = journal.NewKey(t.store.random); err != nil {
		return k, err
	}
	wrapped, err := wrap(t.store.random, master, k.key, wrappingLabel(t.id, ch.id, field))
	if err == nil {
		t.batch.staged.add(&personalKeyTarget, t.org, ch.num, field, k.number, wrapped)
	}
	return k, err
}

// Erase destroys one personal field of a record: its value now and in every
// revision, their salts, and the key they were sealed under. What stays is that
// there was such a field, when it was changed and by whom; the log still
// verifies. It can't be undone.
func (t *Tx) Erase(id record.ID, field, note string) error {
	ctx := t.ctx
	if err := t.alive(); err != nil {
		return err
	}
	found, err := t.Get(ctx, id)
	if err != nil {
		return err
	}
	rec := found[id]
	if rec == nil {
		return fault.New(fault.NotFound, "there is no record %s", id)
	}
	l := t.store.layouts[rec.Kind.Name]
	if !l.isPersonal(field) {
		return fault.At(fault.Invalid, rec.Name(), field, "only a field that holds personal data can be erased")
	}
	if err := rec.Kind.Field(field).Set(rec.Body, nil); err != nil {
		return err
	}
	num, err := t.put(rec, journal.OperationErase, note, field)
	if err != nil {
		return err
	}
	t.destroyed = true
	return t.destroy(num, field)
}

// destroy removes what is sealed of a field, and its key.
func (t *Tx) destroy(num int64, field string) error {
	if err := t.flush(); err != nil { // what this transaction sealed, too
		return err
	}
	for _, statement := range [...]string{"DELETE FROM personal WHERE num = $1 AND field = $2", "DELETE FROM personal_key WHERE num = $1 AND field = $2"} {
		if err := t.exec(statement, num, field); err != nil {
			return err
		}
	}
	return nil
}
