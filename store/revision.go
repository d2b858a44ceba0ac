package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"surety/fault"
	"surety/journal"
	"surety/record"
)

// Revision is one revision of a record.
type Revision struct {
	Seq      int64 // position of the log that shows it: its entry's sequence and 1
	Time     time.Time
	Actor    string // opaque id of the account that made it
	Op       string
	Revision int
	State    string
	Note     string
	Request  string
	Origin   string
	// Record is the record as it was, without what has been erased since; nil
	// when its kind is not of the catalogue.
	Record *record.Record
}

// Change is one change of a record.
type Change struct {
	Seq    int64 // position of the log that shows it: its entry's sequence and 1
	ID     record.ID
	Kind   string
	Before *record.Record // nil when the record was created
	After  *record.Record
}

// kept is a revision as stored.
type kept struct {
	position, num, revision, time int64
	id, kind, op, actor           string
	request                       string
	schema                        int
	body                          []byte
	created                       int64
	createdBy                     string
}

// keptColumns are the columns of a revision v of a record r whose first is o.
const keptColumns = "v.pos, v.num, v.revision, v.time, r.id, v.kind, v.op, v.actor, v.request, v.schema, v.body, o.time, o.actor"

// keptTables are the tables of keptColumns; the conditions say how they belong together.
const (
	keptTables = "record r CROSS JOIN revision v CROSS JOIN revision o"
	keptJoined = "v.num = r.num AND o.num = r.num AND o.revision = 1"
)

func scanKept(rows *sql.Rows, extra ...any) (k kept, err error) {
	return k, rows.Scan(append([]any{&k.position, &k.num, &k.revision, &k.time, &k.id, &k.kind, &k.op, &k.actor, &k.request, &k.schema, &k.body, &k.created, &k.createdBy}, extra...)...)
}

// past is a revision with the record that it kept.
type past struct {
	kept
	aside
	rec *record.Record // nil when the kind is unknown
}

// revive makes records of revisions, opening their personal fields: one
// statement more where a kind has some.
func (r reader) revive(ctx context.Context, c *conn, revisions []kept) ([]past, error) {
	personal, err := r.openPersonal(ctx, c, revisions)
	if err != nil {
		return nil, err
	}
	list := make([]past, len(revisions))
	for i, k := range revisions {
		list[i].kept = k
		l := r.store.layouts[k.kind]
		if l == nil {
			continue
		}
		rec, aside, err := l.revive(k.body, k.schema, personal[revisionOf{k.num, k.revision}])
		if err != nil {
			return nil, fault.Wrap(err, "read revision "+k.id)
		}
		rec.ID, rec.Revision = record.ID(k.id), int(k.revision)
		rec.Created, rec.CreatedBy, rec.Changed, rec.ChangedBy = instant(k.created), k.createdBy, instant(k.time), k.actor
		list[i].rec, list[i].aside = rec, aside
	}
	return list, nil
}

// revisionOf names one revision.
type revisionOf struct{ num, revision int64 }

// openPersonal opens the sealed fields of revisions.
func (r reader) openPersonal(ctx context.Context, c *conn, revisions []kept) (map[revisionOf][]journal.Field, error) {
	ids := map[revisionOf]string{}
	var nums []int64
	for _, k := range revisions {
		if l := r.store.layouts[k.kind]; l != nil && len(l.personal) > 0 {
			ids[revisionOf{k.num, k.revision}] = k.id
			nums = append(nums, k.num)
		}
	}
	if len(nums) == 0 {
		return nil, nil
	}
	slices.Sort(nums)
	nums = slices.Compact(nums)
	master, err := r.store.keys.masterKey()
	if err != nil {
		return nil, err
	}
	opened := map[revisionOf][]journal.Field{}
	err = chunks(nums, batched, func(part []int64) error {
		var a arguments
		text := "SELECT p.num, p.revision, p.field, p.sealed, w.wrapped FROM personal p CROSS JOIN personal_key w WHERE p.num " + in(&a, part) + " AND w.num = p.num AND w.field = p.field AND w.key_no = p.key_no"
		return c.each(ctx, func(rows *sql.Rows) error {
			var at revisionOf
			var field string
			var sealed, wrapped sql.RawBytes
			if err := rows.Scan(&at.num, &at.revision, &field, &sealed, &wrapped); err != nil {
				return err
			}
			id, wanted := ids[at]
			if !wanted {
				return nil
			}
			key, err := unwrap(master, wrapped, wrappingLabel(r.id, record.ID(id), field))
			if err != nil {
				return err
			}
			f, err := journal.Open(key, journal.Place{Organization: r.id, Record: id, Revision: at.revision}, field, sealed)
			opened[at] = append(opened[at], f)
			return err
		}, text, a.values...)
	})
	return opened, err
}

// History lists a record's revisions; see [Reader].
func (r reader) History(ctx context.Context, id record.ID, before, limit int) ([]Revision, error) {
	return r.history(ctx, id, before, limit, forever)
}

// history lists the revisions that lie before a position.
func (r reader) history(ctx context.Context, id record.ID, before, limit int, end int64) ([]Revision, error) {
	last := int64(forever)
	if before > 0 {
		last = int64(before)
	}
	var list []Revision
	err := r.with(ctx, need{}, func(c *conn) error {
		revisions, err := collect(ctx, c, func(rows *sql.Rows) (kept, error) { return scanKept(rows) },
			"SELECT "+keptColumns+" FROM revision v CROSS JOIN revision o CROSS JOIN record r WHERE v.num = (SELECT num FROM record WHERE org = $1 AND id = $2)"+
				" AND o.num = v.num AND o.revision = 1 AND r.num = v.num AND v.revision < $3 AND v.pos < $4 ORDER BY v.revision DESC LIMIT $5",
			c.org, string(id), last, end, limited(limit))
		if err != nil {
			return err
		}
		past, err := r.revive(ctx, c, revisions)
		for _, p := range past {
			rev := Revision{Seq: p.position - first(c.org) + 1, Time: instant(p.time), Actor: p.actor, Op: p.op, Revision: int(p.revision),
				Note: p.note, Request: p.request, Origin: p.origin, Record: p.rec}
			if p.rec != nil {
				rev.State = p.rec.State
			}
			list = append(list, rev)
		}
		return err
	})
	return list, fault.Wrap(err, "read history")
}

// Changes lists changes of records; see [Reader].
func (r reader) Changes(ctx context.Context, after int64, limit int) ([]Change, error) {
	return r.changes(ctx, after, limit, forever)
}

func (r reader) changes(ctx context.Context, after int64, limit int, end int64) ([]Change, error) {
	var list []Change
	err := r.with(ctx, need{}, func(c *conn) error {
		var all []kept // each revision, and the one before it where there is one
		err := c.each(ctx, func(rows *sql.Rows) error {
			var b struct {
				time   sql.NullInt64
				actor  sql.NullString
				schema sql.NullInt64
				body   []byte
			}
			k, err := scanKept(rows, &b.time, &b.actor, &b.schema, &b.body)
			all = append(all, k)
			if b.time.Valid {
				k.revision, k.time, k.actor, k.schema, k.body = k.revision-1, b.time.Int64, b.actor.String, int(b.schema.Int64), b.body
				all = append(all, k)
			}
			return err
		}, "SELECT "+keptColumns+", b.time, b.actor, b.schema, b.body FROM revision v JOIN record r ON r.num = v.num JOIN revision o ON o.num = v.num AND o.revision = 1"+
			" LEFT JOIN revision b ON b.num = v.num AND b.revision = v.revision - 1 WHERE v.pos >= $1 AND v.pos < $2 ORDER BY v.pos LIMIT $3",
			position(c.org, max(after, 0)), min(end, first(c.org+1)), limited(limit))
		if err != nil {
			return err
		}
		past, err := r.revive(ctx, c, all)
		for i := 0; i < len(past); i++ {
			p := past[i]
			change := Change{Seq: p.position - first(c.org) + 1, ID: record.ID(p.id), Kind: p.kind, After: p.rec}
			if p.revision > 1 {
				i++
				change.Before = past[i].rec
			}
			list = append(list, change)
		}
		return err
	})
	return list, fault.Wrap(err, "read changes")
}

// Position is how many entries the log has; see [Reader].
func (r reader) Position(ctx context.Context) (size int64, err error) {
	err = r.with(ctx, need{}, func(c *conn) (err error) {
		size, err = readPosition(ctx, c)
		return err
	})
	return size, fault.Wrap(err, "read the log's position")
}

func readPosition(ctx context.Context, c *conn) (size int64, err error) {
	_, err = c.one(ctx, []any{&size}, "SELECT size FROM log_head WHERE org = $1", c.org)
	return size, err
}

// unread is the position of a log that a transaction has not asked for yet.
const unread = -1

// at is where the log stands for a transaction that reads, asked for once.
func (c *conn) at(ctx context.Context) (position int64, err error) {
	if c.position == unread {
		c.position, err = readPosition(ctx, c)
	}
	return c.position, err
}

// PositionAt is how many entries the log had at an instant: those whose time is
// not after it.
func (o *Org) PositionAt(ctx context.Context, at time.Time) (int64, error) {
	var low int64
	err := o.with(ctx, need{}, func(c *conn) error {
		// The bounds of what is searched come nearer until they meet; times never go back.
		_, err := c.one(ctx, []any{&low}, `WITH RECURSIVE n(low, high) AS (
			SELECT CAST(0 AS BIGINT), CAST(coalesce((SELECT size FROM log_head WHERE org = $1), 0) AS BIGINT)
			UNION ALL
			SELECT CASE WHEN v.time <= $2 THEN (n.low + n.high) / 2 + 1 ELSE n.low END, CASE WHEN v.time <= $2 THEN n.high ELSE (n.low + n.high) / 2 END
			FROM n CROSS JOIN revision v WHERE n.low < n.high AND v.pos = $3 + (n.low + n.high) / 2)
			SELECT max(low) FROM n`, c.org, at.UnixMicro(), position(c.org, 0))
		return err
	})
	return low, fault.Wrap(err, "find the log's position at "+at.UTC().Format(time.RFC3339))
}
