package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"surety/fault"
	"surety/record"
)

// recordColumns are the columns that make a record, in the order of scanRecord.
const recordColumns = "k.num, k.id, k.key, k.state, k.revision, k.mark, k.schema, k.created, k.created_by, k.changed, k.changed_by, k.readers, k.custom, k.body"

// numbered is a record with its number.
type numbered struct {
	num int64
	rec *record.Record
}

// scanRecord makes a record of a row of recordColumns and, behind them, extra.
func (l *layout) scanRecord(rows *sql.Rows, extra ...any) (numbered, error) {
	var n numbered
	var created, changed int64
	var schema int
	var readers, custom, body sql.RawBytes
	r := &record.Record{Kind: l.kind}
	err := rows.Scan(append([]any{&n.num, &r.ID, &r.Key, &r.State, &r.Revision, &r.Mark, &schema, &created, &r.CreatedBy, &changed, &r.ChangedBy, &readers, &custom, &body}, extra...)...)
	if err != nil {
		return n, err
	}
	r.Created, r.Changed = instant(created), instant(changed)
	if r.Readers, r.Custom, err = decodeAside(readers, custom); err != nil {
		return n, fault.Wrap(err, "read "+r.Key)
	}
	if r.Body, err = l.kind.Decode(body, schema); err != nil {
		return n, fault.Wrap(err, "read "+r.Key)
	}
	n.rec = r
	return n, nil
}

func encodeAside(rec *record.Record) (readers, custom []byte, err error) {
	readers, custom = []byte{}, []byte{}
	if len(rec.Readers) > 0 {
		if readers, err = json.Marshal(rec.Readers); err != nil {
			return nil, nil, err
		}
	}
	if len(rec.Custom) > 0 {
		if custom, err = json.Marshal(rec.Custom); err != nil {
			return nil, nil, fault.At(fault.Invalid, rec.Name(), "custom", "the organization's own fields can't be written as JSON: %w", err)
		}
	}
	return readers, custom, nil
}

func decodeAside(readers, custom []byte) (refs []record.Ref, fields map[string]any, err error) {
	if len(readers) > 0 {
		if err := json.Unmarshal(readers, &refs); err != nil {
			return nil, nil, err
		}
	}
	if len(custom) > 0 {
		if err := json.Unmarshal(custom, &fields); err != nil {
			return nil, nil, err
		}
	}
	return refs, fields, nil
}

// batched is how many values one IN list takes at most.
const batched = 256

// chunks gives a list in parts of at most n.
func chunks[T any](list []T, n int, do func([]T) error) error {
	for len(list) > 0 {
		part := list[:min(n, len(list))]
		if err := do(part); err != nil {
			return err
		}
		list = list[len(part):]
	}
	return nil
}

// place is where a record lies.
type place struct {
	num  int64
	kind string
	key  string
}

// places finds records by a column of the directory, "id" or "key".
func (s *Store) places(ctx context.Context, c *conn, by string, values []string) (map[string]place, error) {
	found := make(map[string]place, len(values))
	err := chunks(values, batched, func(part []string) error {
		var a arguments
		text := "SELECT " + by + ", num, kind, key FROM record WHERE org = " + a.add(c.org) + " AND " + by + " " + in(&a, part)
		return c.each(ctx, func(rows *sql.Rows) error {
			var value string
			var p place
			err := rows.Scan(&value, &p.num, &p.kind, &p.key)
			found[value] = p
			return err
		}, text, a.values...)
	})
	return found, err
}

// fetch reads records of a kind by number.
func (l *layout) fetch(ctx context.Context, c *conn, nums []int64) (map[int64]*record.Record, error) {
	found := make(map[int64]*record.Record, len(nums))
	err := chunks(nums, batched, func(part []int64) error {
		var a arguments
		text := "SELECT " + recordColumns + " FROM " + l.table + " k WHERE k.num " + in(&a, part)
		return c.each(ctx, func(rows *sql.Rows) error {
			n, err := l.scanRecord(rows)
			found[n.num] = n.rec
			return err
		}, text, a.values...)
	})
	return found, err
}

// Get reads records by id; see [Reader].
func (r reader) Get(ctx context.Context, ids ...record.ID) (map[record.ID]*record.Record, error) {
	found := make(map[record.ID]*record.Record, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	values := make([]string, len(ids))
	for i, id := range ids {
		values[i] = string(id)
	}
	err := r.with(ctx, need{ids: ids}, func(c *conn) error {
		return r.getBy(ctx, c, "id", values, func(rec *record.Record) { found[rec.ID] = rec })
	})
	return found, fault.Wrap(err, "read records")
}

// ByKey reads records by key; see [Reader].
func (r reader) ByKey(ctx context.Context, keys ...string) (map[string]*record.Record, error) {
	found := make(map[string]*record.Record, len(keys))
	if len(keys) == 0 {
		return found, nil
	}
	err := r.with(ctx, need{keys: keys}, func(c *conn) error {
		return r.getBy(ctx, c, "key", keys, func(rec *record.Record) { found[rec.Key] = rec })
	})
	return found, fault.Wrap(err, "read records")
}

func (r reader) getBy(ctx context.Context, c *conn, by string, values []string, take func(*record.Record)) error {
	places, err := r.store.places(ctx, c, by, values)
	if err != nil {
		return err
	}
	nums := map[string][]int64{}
	for _, p := range places {
		nums[p.kind] = append(nums[p.kind], p.num)
	}
	for kind, list := range nums {
		l := r.store.layouts[kind]
		if l == nil {
			continue // a kind of another program's catalogue
		}
		records, err := l.fetch(ctx, c, list)
		if err != nil {
			return err
		}
		for _, rec := range records {
			take(rec)
		}
	}
	return nil
}

// Scan reads all records of a kind; see [Reader].
func (r reader) Scan(ctx context.Context, kind string, after record.ID, limit int) ([]*record.Record, error) {
	l, err := r.store.layout(kind)
	if err != nil {
		return nil, err
	}
	var list []*record.Record
	err = r.with(ctx, need{all: true}, func(c *conn) error {
		start := first(c.org)
		if after != "" {
			if _, err := c.one(ctx, []any{&start}, "SELECT num FROM record WHERE org = $1 AND id = $2", c.org, string(after)); err != nil {
				return err
			}
		}
		return c.each(ctx, func(rows *sql.Rows) error {
			n, err := l.scanRecord(rows)
			list = append(list, n.rec)
			return err
		}, "SELECT "+recordColumns+" FROM "+l.table+" k WHERE k.num > $1 AND k.num < $2 ORDER BY k.num LIMIT $3", start, first(c.org+1), limited(limit))
	})
	return list, fault.Wrap(err, "read all of "+kind)
}

// layout finds the layout of a kind.
func (s *Store) layout(kind string) (*layout, error) {
	if l := s.layouts[kind]; l != nil {
		return l, nil
	}
	return nil, &fault.Error{Kind: fault.NotFound, Message: "there is no kind " + kind, Mend: "expected one of " + strings.Join(s.catalogue.Names(), ", ")}
}
