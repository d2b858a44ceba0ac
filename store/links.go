package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
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
		var list []Link
		var entries []Entry
		var inward []bool
		err := c.each(ctx, func(rows *sql.Rows) error {
			var field string
			var way int
			e, err := scanEntry(rows, &field, &way)
			list, entries, inward = append(list, Link{Field: field}), append(entries, e), append(inward, way == 1)
			return err
		}, linksText, c.org, string(id), MostLinks)
		if err == nil {
			err = addReaders(ctx, c, entries)
		}
		for i, link := range list {
			link.Entry = entries[i]
			if inward[i] {
				in = append(in, link)
			} else {
				out = append(out, link)
			}
		}
		return err
	})
	sortLinks(out)
	sortLinks(in)
	return out, in, fault.Wrap(err, "read a record's links")
}

// linksText reads the live links of a record, outward (0) and inward (1), with
// the entries of the others.
var linksText = "SELECT * FROM (" + linksOneWay(0, "from_num", "to_num") + ") n0 UNION ALL SELECT * FROM (" + linksOneWay(1, "to_num", "from_num") + ") n1"

func linksOneWay(way int, one, other string) string {
	return fmt.Sprintf("SELECT %s, l.field, %d AS way FROM record s CROSS JOIN link l CROSS JOIN record r WHERE s.org = $1 AND s.id = $2 AND l.%s = s.num AND l.live = 1 AND r.num = l.%s LIMIT $3",
		entryColumns, way, one, other)
}
