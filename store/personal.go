package store

import (
	"context"
	"database/sql"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// personalKeys reads the keys of a record's personal fields.
func (s *Store) personalKeys(ctx context.Context, c *conn, organization string, id record.ID, num int64) (map[string]journal.Key, error) {
	keys := map[string]journal.Key{}
	master, err := s.keys.masterKey()
	if err != nil {
		return nil, err
	}
	err = c.each(ctx, func(rows *sql.Rows) error {
		var field string
		var wrapped []byte
		if err := rows.Scan(&field, &wrapped); err != nil {
			return err
		}
		key, err := unwrap(master, wrapped, wrappingLabel(organization, id, field))
		keys[field] = key
		return err
	}, "SELECT field, wrapped FROM personal_key WHERE num = $1", num)
	return keys, err
}

// sealed is a personal value of one revision as stored.
type sealed struct {
	num      int64
	revision int
	field    string
	sealed   []byte
}

func scanSealed(rows *sql.Rows) (p sealed, err error) {
	return p, rows.Scan(&p.num, &p.revision, &p.field, &p.sealed)
}

// seal puts the personal fields of a change aside, each under a key of its own
// that is made when the field is first set, and gives their commitments' fields.
func (t *Tx) seal(ctx context.Context, ch *change) error {
	if len(ch.committed.personal) == 0 {
		return nil
	}
	var keys map[string]journal.Key
	if ch.rec.Revision > 1 {
		var err error
		if keys, err = t.store.personalKeys(ctx, t.c, t.id, ch.rec.ID, ch.num); err != nil {
			return err
		}
	}
	at := journal.Place{Organization: t.id, Record: string(ch.rec.ID), Revision: int64(ch.rec.Revision)}
	for _, f := range ch.committed.personal {
		key, known := keys[f.Name]
		if !known {
			var err error
			if key, err = t.newPersonalKey(ctx, ch, f.Name); err != nil {
				return err
			}
		}
		var err error
		if f.Salt, err = journal.NewSalt(t.store.random); err != nil {
			return err
		}
		data, err := journal.Seal(t.store.random, key, at, f)
		if err != nil {
			return err
		}
		ch.fields = append(ch.fields, f)
		t.staged.add(&personalTarget, t.c.org, ch.num, int64(ch.rec.Revision), f.Name, data)
	}
	return nil
}

func (t *Tx) newPersonalKey(ctx context.Context, ch *change, field string) (journal.Key, error) {
	master, err := t.store.keys.masterKey()
	if err != nil {
		return journal.Key{}, err
	}
	key, err := journal.NewKey(t.store.random)
	if err != nil {
		return key, err
	}
	wrapped, err := wrap(t.store.random, master, key, wrappingLabel(t.id, ch.rec.ID, field))
	if err != nil {
		return key, err
	}
	_, err = t.c.exec(ctx, "INSERT INTO personal_key (org, num, field, wrapped) VALUES ($1, $2, $3, $4)", t.c.org, ch.num, field, wrapped)
	return key, err
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
	if err := t.put(rec, journal.OperationErase, note, field); err != nil {
		return err
	}
	t.destroyed = true
	return t.destroy(ctx, t.known[string(id)].num, field)
}

// destroy removes what is sealed of a field, and its key.
func (t *Tx) destroy(ctx context.Context, num int64, field string) error {
	if err := t.flush(ctx); err != nil { // what this transaction sealed, too
		return err
	}
	for _, statement := range [...]string{"DELETE FROM personal WHERE num = $1 AND field = $2", "DELETE FROM personal_key WHERE num = $1 AND field = $2"} {
		if _, err := t.c.exec(ctx, statement, num, field); err != nil {
			return err
		}
	}
	return nil
}
