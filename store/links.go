package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"surety/fault"
	"surety/record"
)

// MostLinks bounds the links of one record that are listed each way.
const MostLinks = 5000

// mostFaults bounds the faults of one write.
const mostFaults = 100

// Link is one reference between two records.
type Link struct {
	Field string // of the one that refers, dotted for a nested row
	Entry Entry  // of the other record
}

// pendingLink is a reference whose target's number is not known yet.
type pendingLink struct {
	reference
	from  int64
	kind  string // of the one that refers
	key   string
	kinds []string // that the target may be of
}

// addLinks notes what a record newly refers to.
func (t *Tx) addLinks(l *layout, rec *record.Record, num int64, refs []reference) {
	for _, ref := range refs {
		t.batch.links = append(t.batch.links, pendingLink{reference: ref, from: num, kind: l.kind.Name, key: rec.Key, kinds: l.targets[ref.field]})
	}
}

// updateLinks notes what is new and marks what is no more. A reference that once
// was stays as not live: a view of the past looks for it.
func (t *Tx) updateLinks(l *layout, rec *record.Record, num int64, before, now []reference) error {
	added, removed := differ(before, now)
	t.addLinks(l, rec, num, added)
	for _, ref := range removed {
		if err := t.exec("UPDATE link SET live = 0 WHERE from_num = $1 AND field = $2 AND to_num = (SELECT num FROM record WHERE org = $3 AND id = $4)",
			num, ref.field, t.org, ref.to); err != nil {
			return err
		}
	}
	return nil
}

// Back lists who refers to records; see [Reader].
func (r reader) Back(ctx context.Context, kind, field string, to ...record.ID) (map[record.ID][]record.ID, error) {
	back := make(map[record.ID][]record.ID, len(to))
	if len(to) == 0 {
		return back, nil
	}
	type found struct {
		num      int64
		from, to record.ID
	}
	var all []found
	err := r.with(ctx, need{all: true}, func(c *conn) error {
		return chunks(to, batched, func(part []record.ID) error {
			var a arguments
			text := "SELECT f.num, f.id, t.id FROM record t CROSS JOIN link l CROSS JOIN record f WHERE t.org = " + a.add(c.org) + " AND t.id " + in(&a, texts(part)) +
				" AND l.to_num = t.num AND l.kind = " + a.add(kind) + " AND l.field = " + a.add(field) + " AND l.live = 1 AND f.num = l.from_num"
			return c.each(ctx, func(rows *sql.Rows) error {
				var f found
				err := rows.Scan(&f.num, &f.from, &f.to)
				all = append(all, f)
				return err
			}, text, a.values...)
		})
	})
	slices.SortFunc(all, func(a, b found) int { return cmp.Compare(a.num, b.num) })
	for _, f := range all {
		back[f.to] = append(back[f.to], f.from)
	}
	return back, fault.Wrap(err, "read who refers to records")
}

// Links lists a record's references both ways; see [Reader].
func (r reader) Links(ctx context.Context, id record.ID) (out, in []Link, err error) {
	err = r.with(ctx, need{all: true}, func(c *conn) error {
		if out, err = links(ctx, c, "from_num", "to_num", id); err != nil {
			return err
		}
		in, err = links(ctx, c, "to_num", "from_num", id)
		return err
	})
	return out, in, fault.Wrap(err, "read a record's links")
}

// links reads the live links whose one end is the record, with the entry of the other.
func links(ctx context.Context, c *conn, one, other string, id record.ID) ([]Link, error) {
	list, err := collect(ctx, c, func(rows *sql.Rows) (Link, error) {
		var field string
		e, err := scanEntry(rows, &field)
		return Link{field, e}, err
	}, "SELECT "+entryColumns+", l.field FROM record s CROSS JOIN link l CROSS JOIN record r WHERE s.org = $1 AND s.id = $2 AND l."+one+
		" = s.num AND l.live = 1 AND r.num = l."+other+" LIMIT $3", c.org, string(id), MostLinks)
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, len(list))
	for i := range list {
		entries[i] = list[i].Entry
	}
	if err := addReaders(ctx, c, entries); err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Entry = entries[i]
	}
	sortLinks(list)
	return list, nil
}
