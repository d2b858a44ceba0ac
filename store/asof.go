package store

import (
	"context"
	"database/sql"
	"sync"

	"surety/fault"
	"surety/record"
)

// View is an organization's records as they were at a position of its log. What
// was erased since is missing from it. It reads revisions; lists, counts and
// searches read all of a kind once and keep it, so a View is to be used for one
// request and then let go.
type View struct {
	org *Org
	at  int64 // position

	mu    sync.Mutex
	kinds map[string][]snapshot
}

// snapshot is a record as it was with what lists look at.
type snapshot struct {
	numbered
	described described
}

var _ Reader = (*View)(nil)

// AsOf is the organization's records at a position of its log, such as
// [Org.PositionAt] finds.
func (o *Org) AsOf(position int64) *View {
	return &View{org: o, at: position, kinds: map[string][]snapshot{}}
}

// end is the position in the tables before which the view's revisions lie.
func (v *View) end(org int64) int64 { return position(org, min(max(v.at, 0), 1<<numberBits-1)) }

// current is the condition that a revision v was the newest then.
func (v *View) current(a *arguments, org int64) string {
	end := v.end(org)
	return " AND v.pos < " + a.add(end) + " AND v.until_pos >= " + a.add(end)
}

// read reads the revisions of records that a condition on r names.
func (v *View) read(ctx context.Context, c *conn, condition func(a *arguments) string) ([]past, error) {
	var a arguments
	text := "SELECT " + keptColumns + " FROM " + keptTables + " WHERE r.org = " + a.add(c.org) + " AND " + condition(&a) + " AND " + keptJoined + v.current(&a, c.org)
	revisions, err := collect(ctx, c, func(rows *sql.Rows) (kept, error) { return scanKept(rows) }, text, a.values...)
	if err != nil {
		return nil, err
	}
	return v.org.revive(ctx, c, revisions)
}

func (v *View) readBy(ctx context.Context, column string, values []string, take func(past)) error {
	return v.org.with(ctx, need{}, func(c *conn) error {
		return chunks(values, batched, func(part []string) error {
			found, err := v.read(ctx, c, func(a *arguments) string { return "r." + column + " " + in(a, part) })
			for _, p := range found {
				take(p)
			}
			return err
		})
	})
}

// Get reads records as they were; see [Reader].
func (v *View) Get(ctx context.Context, ids ...record.ID) (map[record.ID]*record.Record, error) {
	found := make(map[record.ID]*record.Record, len(ids))
	err := v.readBy(ctx, "id", texts(ids), func(p past) {
		if p.rec != nil {
			found[p.rec.ID] = p.rec
		}
	})
	return found, fault.Wrap(err, "read records as they were")
}

// ByKey reads records as they were by key; see [Reader].
func (v *View) ByKey(ctx context.Context, keys ...string) (map[string]*record.Record, error) {
	found := make(map[string]*record.Record, len(keys))
	err := v.readBy(ctx, "key", keys, func(p past) {
		if p.rec != nil {
			found[p.rec.Key] = p.rec
		}
	})
	return found, fault.Wrap(err, "read records as they were")
}

// Entries reads the directory as it was; see [Reader].
func (v *View) Entries(ctx context.Context, ids ...record.ID) (map[record.ID]Entry, error) {
	found := make(map[record.ID]Entry, len(ids))
	err := v.readBy(ctx, "id", texts(ids), func(p past) {
		if e, ok := v.entry(p); ok {
			found[e.ID] = e
		}
	})
	return found, fault.Wrap(err, "read the directory as it was")
}

// entry is what the directory knew of a record.
func (v *View) entry(p past) (Entry, bool) {
	if p.rec == nil {
		return Entry{}, false
	}
	return v.entryOf(p.num, p.rec, v.org.store.layouts[p.kind].describe(p.rec)), true
}

func (v *View) entryOf(num int64, rec *record.Record, d described) Entry {
	e := Entry{ID: rec.ID, Kind: rec.Kind.Name, Key: rec.Key, Title: d.title, State: rec.State, Revision: rec.Revision, Mark: rec.Mark, num: num}
	for _, person := range d.readers {
		e.Readers = append(e.Readers, record.ID(person))
	}
	return e
}

// Scan reads all records of a kind as they were; see [Reader].
func (v *View) Scan(ctx context.Context, kind string, after record.ID, limit int) ([]*record.Record, error) {
	l, err := v.org.store.layout(kind)
	if err != nil {
		return nil, err
	}
	var list []*record.Record
	err = v.org.with(ctx, need{}, func(c *conn) error {
		start := first(c.org)
		if after != "" {
			if _, err := c.one(ctx, []any{&start}, "SELECT num FROM record WHERE org = $1 AND id = $2", c.org, string(after)); err != nil {
				return err
			}
		}
		found, err := v.scan(ctx, c, l, start, limited(limit))
		for _, p := range found {
			list = append(list, p.rec)
		}
		return err
	})
	return list, fault.Wrap(err, "read all of "+kind+" as they were")
}

func (v *View) scan(ctx context.Context, c *conn, l *layout, start int64, limit int) ([]past, error) {
	var a arguments
	text := "SELECT " + keptColumns + " FROM " + l.table + " r CROSS JOIN revision v CROSS JOIN revision o WHERE r.num > " + a.add(start) + " AND r.num < " + a.add(first(c.org+1)) +
		" AND " + keptJoined + v.current(&a, c.org) + " ORDER BY r.num LIMIT " + a.add(int64(limit))
	revisions, err := collect(ctx, c, func(rows *sql.Rows) (kept, error) { return scanKept(rows) }, text, a.values...)
	if err != nil {
		return nil, err
	}
	return v.org.revive(ctx, c, revisions)
}
