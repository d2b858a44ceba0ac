package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

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

// addLinks stages what a record newly refers to.
func (t *Tx) addLinks(l *layout, rec *record.Record, num int64, refs []reference) {
	for _, ref := range refs {
		t.dangling = append(t.dangling, pendingLink{reference: ref, from: num, kind: l.kind.Name, key: rec.Key, kinds: l.targets[ref.field]})
	}
}

// updateLinks stages what is new and marks what is no more. A reference that once
// was stays as not live: a view of the past looks for it.
func (t *Tx) updateLinks(l *layout, rec *record.Record, num int64, before, now []reference) error {
	added, removed := differ(before, now)
	t.addLinks(l, rec, num, added)
	for _, ref := range removed {
		if _, err := t.c.exec(t.ctx, "UPDATE link SET live = 0 WHERE from_num = $1 AND field = $2 AND to_num = (SELECT num FROM record WHERE org = $3 AND id = $4)",
			num, ref.field, t.c.org, ref.to); err != nil {
			return err
		}
	}
	return nil
}

// resolveLinks finds the targets of pending references and stages their rows.
// What is not found stays pending: its target may still be put.
func (t *Tx) resolveLinks(ctx context.Context) error {
	var unknown []string
	asked := map[string]bool{}
	for _, p := range t.dangling {
		if _, ok := t.known[p.to]; !ok && !asked[p.to] {
			asked[p.to] = true
			unknown = append(unknown, p.to)
		}
	}
	found, err := t.store.places(ctx, t.c, "id", unknown)
	if err != nil {
		return err
	}
	for id, p := range found {
		t.known[id] = p
	}
	pending := t.dangling[:0]
	for _, p := range t.dangling {
		target, ok := t.known[p.to]
		if !ok || !slices.Contains(p.kinds, target.kind) {
			pending = append(pending, p)
			continue
		}
		t.staged.add(&linkTarget, t.c.org, p.from, p.field, target.num, p.kind, int64(1))
	}
	t.dangling = pending
	return nil
}

// refuseDangling names the references that lead nowhere, or to a record of a
// kind that must not stand there.
func (t *Tx) refuseDangling() error {
	var faults fault.List
	for _, p := range t.dangling {
		kinds := strings.Join(p.kinds, " or ")
		e := fault.At(fault.Invalid, p.key, p.field, "it refers to %q, but there is no such %s", p.to, kinds)
		if target, ok := t.known[p.to]; ok {
			e = fault.At(fault.Invalid, p.key, p.field, "it refers to %s, which is of the kind %s: expected %s", target.key, target.kind, kinds)
		}
		e.Mend = "choose a record that is there, or make it first"
		if faults = append(faults, e); len(faults) == mostFaults {
			break
		}
	}
	if len(faults) == 1 {
		return faults[0]
	}
	return faults.OrNil()
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
