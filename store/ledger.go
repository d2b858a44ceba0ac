package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"

	"golang.org/x/mod/sumdb/tlog"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// entriesAtOnce is how many entries of the log are read by one statement.
const entriesAtOnce = 500

// Checkpoint signs where the log stands and keeps that with it. A copy kept
// elsewhere proves later that nothing before was altered.
func (o *Org) Checkpoint(ctx context.Context) (note []byte, err error) {
	err = o.change(ctx, func(ctx context.Context, c *conn) error {
		h, err := readHead(ctx, c, c.d.lock)
		if err != nil {
			return err
		}
		if note, err = o.store.sign(ctx, c, o.id, h); err != nil {
			return err
		}
		_, err = c.exec(ctx, "UPDATE log_head SET signed = $1 WHERE org = $2", h.signed, c.org)
		return err
	})
	return note, fault.Wrap(err, "sign a checkpoint")
}

// Checkpoints are the signed checkpoints kept with the log, the oldest first.
func (o *Org) Checkpoints(ctx context.Context) (notes [][]byte, err error) {
	err = o.with(ctx, need{}, func(c *conn) error {
		notes, err = collect(ctx, c, func(rows *sql.Rows) (note []byte, err error) { return note, rows.Scan(&note) },
			"SELECT note FROM checkpoint WHERE org = $1 ORDER BY size", c.org)
		return err
	})
	return notes, fault.Wrap(err, "read checkpoints")
}

// Verifier is the public key of the organization's log, for whoever checks its
// checkpoints.
func (o *Org) Verifier(ctx context.Context) (key string, err error) {
	err = o.with(ctx, need{}, func(c *conn) error {
		_, err := c.one(ctx, []any{&key}, "SELECT verifier FROM organization WHERE org = $1", c.org)
		return err
	})
	return key, fault.Wrap(err, "read the log's key")
}

// Log gives the entries of the log as they are stored, from the first, all of
// one state of the database.
func (o *Org) Log(ctx context.Context) iter.Seq2[journal.Entry, error] {
	return func(yield func(journal.Entry, error) bool) {
		stopped := false
		err := o.with(ctx, need{}, func(c *conn) error {
			return o.entries(ctx, c, first(c.org), entriesAtOnce, func(e *entryRow) error {
				if !yield(e.Entry, nil) {
					stopped = true
					return errStop
				}
				return nil
			})
		})
		if err != nil && !stopped {
			yield(journal.Entry{}, fault.Wrap(err, "read the log"))
		}
	}
}

// errStop ends a walk early.
var errStop = fault.New(fault.Internal, "no more entries are wanted")

// entryRow is an entry with what the table of revisions says of it.
type entryRow struct {
	journal.Entry
	sequence, num            int64
	revision, schema, time   sql.NullInt64
	kind, op, actor, request sql.NullString
	id, key                  sql.NullString // of the record, as the directory has them
	until, successor         sql.NullInt64  // where it says that it ended, and where the next revision lies
}

// entries walks the log in one transaction, from a place on.
func (o *Org) entries(ctx context.Context, c *conn, at int64, atOnce int, visit func(*entryRow) error) error {
	open, err := o.opener()
	if err != nil {
		return err
	}
	for {
		rows, err := collect(ctx, c, scanEntryRow, `SELECT e.pos, e.envelope, e.hashes, v.num, v.revision, v.schema, v.time, v.kind, v.op, v.actor, v.request, r.id, r.key, v.seed, v.body, v.until_pos, n.pos
			FROM log_leaf e LEFT JOIN revision v ON v.pos = e.pos LEFT JOIN record r ON r.num = v.num LEFT JOIN revision n ON n.num = v.num AND n.revision = v.revision + 1
			WHERE e.pos >= $1 AND e.pos < $2 ORDER BY e.pos LIMIT $3`, at, first(c.org+1), atOnce)
		if err != nil || len(rows) == 0 {
			return err
		}
		if err := o.addPersonal(ctx, c, rows, open); err != nil {
			return err
		}
		for _, row := range rows {
			if err := visit(row); err != nil {
				return err
			}
		}
		at = first(c.org) + rows[len(rows)-1].sequence + 1
	}
}

func scanEntryRow(rows *sql.Rows) (*entryRow, error) {
	e := &entryRow{}
	var at int64
	var num sql.NullInt64
	var hashes []byte
	err := rows.Scan(&at, &e.Envelope, &hashes, &num, &e.revision, &e.schema, &e.time, &e.kind, &e.op, &e.actor, &e.request, &e.id, &e.key, &e.Seed, &e.Body, &e.until, &e.successor)
	if err != nil {
		return nil, err
	}
	e.sequence, e.num = at&(1<<numberBits-1), num.Int64
	e.Hashes, err = splitHashes(hashes)
	return e, err
}

// opener opens personal keys.
type opener struct {
	organization string
	master       *journal.Key         // nil: without it personal values stay sealed
	never        map[personalRef]bool // keys that this database never had
}

func (o *Org) opener() (opener, error) {
	open := opener{organization: o.id}
	master, err := o.store.keys.masterKey()
	if fault.Is(err, fault.Unavailable) {
		return open, nil
	}
	if err != nil {
		return open, err
	}
	open.master = &master
	open.never, err = o.store.keys.neverGiven()
	return open, err
}

// key gives a sealed value its key. One that is neither there nor known never to
// have been given is lost; an altered one opens nothing, which the walk finds.
func (o *opener) key(p *journal.Personal, at personalRef, wrapped []byte) {
	switch {
	case o.master == nil:
	case wrapped == nil:
		p.Lost = !o.never[at]
	default:
		key, err := unwrap(*o.master, wrapped, wrappingLabel(o.organization, at.Record, at.Field))
		if err != nil {
			key = journal.Key{}
		}
		p.Key = &key
	}
}

// addPersonal gives entries their sealed values, with keys where they open.
func (o *Org) addPersonal(ctx context.Context, c *conn, rows []*entryRow, open opener) error {
	at := map[revisionOf]*entryRow{}
	var nums []int64
	for _, e := range rows {
		at[revisionOf{e.num, e.revision.Int64}] = e
		nums = append(nums, e.num)
	}
	return chunks(nums, batched, func(part []int64) error {
		var a arguments
		text := "SELECT p.num, p.revision, p.field, p.key_no, p.sealed, k.wrapped FROM personal p LEFT JOIN personal_key k ON k.num = p.num AND k.field = p.field AND k.key_no = p.key_no WHERE p.num " + in(&a, part)
		return c.each(ctx, func(rows *sql.Rows) error {
			var of revisionOf
			var p journal.Personal
			var number int64
			var wrapped []byte
			if err := rows.Scan(&of.num, &of.revision, &p.Name, &number, &p.Sealed, &wrapped); err != nil {
				return err
			}
			e := at[of]
			if e == nil || hasPersonal(e.Personal, p.Name) {
				return nil
			}
			open.key(&p, personalRef{o.id, record.ID(e.id.String), p.Name, number}, wrapped)
			e.Personal = append(e.Personal, p)
			return nil
		}, text, a.values...)
	})
}

func hasPersonal(list []journal.Personal, name string) bool {
	for _, p := range list {
		if p.Name == name {
			return true
		}
	}
	return false
}

// hashReader reads stored hashes of the tree: each stands with the entry that
// completed it.
func hashReader(ctx context.Context, c *conn) journal.HashReader {
	return journal.HashReaderFunc(func(indexes []int64) ([]journal.Hash, error) {
		hashes := make([]journal.Hash, len(indexes))
		for i, index := range indexes {
			level, n := tlog.SplitStoredHashIndex(index)
			var joined []byte
			if _, err := c.one(ctx, []any{&joined}, "SELECT hashes FROM log_leaf WHERE pos = $1", position(c.org, (n+1)<<level-1)); err != nil {
				return nil, err
			}
			stored, err := splitHashes(joined)
			if err != nil {
				return nil, err
			}
			if level >= len(stored) {
				return nil, fault.New(fault.Malformed, "the log misses a hash of level %d at entry %d", level, (n+1)<<level-1)
			}
			hashes[i] = stored[level]
		}
		return hashes, nil
	})
}

// Bundle makes the proof of one revision of a record, revealing the named
// fields. It signs a checkpoint of the log as it stands.
func (o *Org) Bundle(ctx context.Context, id record.ID, revision int, reveal ...string) (journal.Bundle, error) {
	var bundle journal.Bundle
	err := o.change(ctx, func(ctx context.Context, c *conn) error {
		var pos int64
		found, err := c.one(ctx, []any{&pos}, "SELECT v.pos FROM record r JOIN revision v ON v.num = r.num WHERE r.org = $1 AND r.id = $2 AND v.revision = $3", c.org, string(id), int64(revision))
		if err == nil && !found {
			err = fault.New(fault.NotFound, "there is no revision %d of record %s", revision, id)
		}
		if err != nil {
			return err
		}
		h, err := readHead(ctx, c, c.d.lock)
		if err != nil {
			return err
		}
		note, err := o.store.sign(ctx, c, o.id, h)
		if err != nil {
			return err
		}
		proof, err := journal.ProveInclusion(h.frontier.Size(), pos-first(c.org), hashReader(ctx, c))
		if err != nil {
			return err
		}
		entry, err := o.entry(ctx, c, pos)
		if err != nil {
			return err
		}
		bundle, err = journal.NewBundle(entry, note, proof, reveal...)
		return err
	})
	return bundle, fault.Wrap(err, "prove a revision")
}

func (o *Org) entry(ctx context.Context, c *conn, pos int64) (entry journal.Entry, err error) {
	err = o.entries(ctx, c, pos, 1, func(e *entryRow) error {
		entry = e.Entry
		return errStop
	})
	if errors.Is(err, errStop) {
		err = nil
	}
	return entry, err
}
