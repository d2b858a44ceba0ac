package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"surety/fault"
	"surety/record"
)

// recordColumns are the columns that make a record, in the order of a scanner.
const recordColumns = "k.num, k.id, k.key, k.state, k.revision, k.mark, k.schema, k.created, k.created_by, k.changed, k.changed_by, k.readers, k.custom, k.body"

// numbered is a record with its number.
type numbered struct {
	num int64
	rec *record.Record
}

// scanner makes records of rows of recordColumns. It is made once for a query:
// what each row is read into is the same.
type scanner struct {
	l                                          *layout
	num, created, changed                      int64
	revision, schema                           int
	id, key, state, mark, createdBy, changedBy string
	readers, custom, body                      sql.RawBytes
	dest                                       []any
}

// scanner also reads columns that follow recordColumns, into extra.
func (l *layout) scanner(extra ...any) *scanner {
	s := &scanner{l: l}
	s.dest = append([]any{&s.num, &s.id, &s.key, &s.state, &s.revision, &s.mark, &s.schema, &s.created, &s.createdBy, &s.changed, &s.changedBy, &s.readers, &s.custom, &s.body}, extra...)
	return s
}

// record makes a record of a row. Of one that can't be read it gives the number.
func (s *scanner) record(rows *sql.Rows) (n numbered, err error) {
	return s.recordOf(rows, func() *layout { return s.l })
}

// recordOf makes a record of a row that tells of what kind it is.
func (s *scanner) recordOf(rows *sql.Rows, of func() *layout) (n numbered, err error) {
	err = rows.Scan(s.dest...)
	n.num = s.num
	if err != nil {
		return n, err
	}
	s.l = of()
	r := &record.Record{
		ID: record.ID(s.id), Kind: s.l.kind, Key: s.key, Revision: s.revision, State: s.state, Mark: s.mark,
		Created: instant(s.created), CreatedBy: s.createdBy, Changed: instant(s.changed), ChangedBy: s.changedBy,
	}
	if r.Readers, r.Custom, err = decodeAside(s.readers, s.custom); err != nil {
		return n, fault.Wrap(err, "read "+r.Key)
	}
	if r.Body, err = s.l.kind.Decode(s.body, s.schema); err != nil {
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

func decodeAside(readers, custom []byte) ([]record.Ref, map[string]any, error) {
	if len(readers)+len(custom) == 0 { // nearly always
		return nil, nil, nil
	}
	var aside struct {
		refs   []record.Ref
		fields map[string]any
	}
	if len(readers) > 0 {
		if err := json.Unmarshal(readers, &aside.refs); err != nil {
			return nil, nil, err
		}
	}
	if len(custom) > 0 {
		if err := json.Unmarshal(custom, &aside.fields); err != nil {
			return nil, nil, err
		}
	}
	return aside.refs, aside.fields, nil
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

// places finds records in the directory.
func (s *Store) places(ctx context.Context, c *conn, ids []string) (map[string]place, error) {
	found := make(map[string]place, len(ids))
	err := chunks(ids, batched, func(part []string) error {
		var a arguments
		text := "SELECT id, num, kind, key FROM record WHERE org = " + a.add(c.org) + " AND id " + in(&a, part)
		return c.each(ctx, func(rows *sql.Rows) error {
			var id string
			var p place
			err := rows.Scan(&id, &p.num, &p.kind, &p.key)
			found[id] = p
			return err
		}, text, a.values...)
	})
	return found, err
}

// fetch reads records of a kind by number.
func (l *layout) fetch(ctx context.Context, c *conn, nums []int64) (map[int64]*record.Record, error) {
	found, _, err := l.fetchAt(ctx, c, nums)
	return found, err
}

// fetchAt also tells where the log stands, unless there is nothing to read.
func (l *layout) fetchAt(ctx context.Context, c *conn, nums []int64) (found map[int64]*record.Record, position int64, err error) {
	found = make(map[int64]*record.Record, len(nums))
	err = chunks(nums, batched, func(part []int64) error {
		var a arguments
		text := "SELECT " + recordColumns + ", coalesce((SELECT size FROM log_head WHERE org = " + a.add(c.org) + "), 0) FROM " + l.table + " k WHERE k.num " + in(&a, part)
		scan := l.scanner(&position)
		return c.each(ctx, func(rows *sql.Rows) error {
			n, err := scan.record(rows)
			found[n.num] = n.rec
			return err
		}, text, a.values...)
	})
	return found, position, err
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
		return r.getByID(ctx, c, values, found)
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
		return r.getByKey(ctx, c, keys, found)
	})
	return found, fault.Wrap(err, "read records")
}

// getByKey reads records of each kind by one statement: a key tells its kind.
func (r reader) getByKey(ctx context.Context, c *conn, keys []string, found map[string]*record.Record) error {
	ofKind := map[*layout][]string{}
	for _, key := range keys {
		if kind := r.store.catalogue.OfKey(key); kind != nil {
			l := r.store.layouts[kind.Name]
			ofKind[l] = append(ofKind[l], key)
		}
	}
	for l, list := range ofKind {
		err := chunks(list, batched, func(part []string) error {
			var a arguments
			text := "SELECT " + recordColumns + " FROM record r CROSS JOIN " + l.table + " k WHERE r.org = " + a.add(c.org) + " AND r.key " + in(&a, part) + " AND k.num = r.num"
			scan := l.scanner()
			return c.each(ctx, func(rows *sql.Rows) error {
				n, err := scan.record(rows)
				if err == nil {
					found[n.rec.Key] = n.rec
				}
				return err
			}, text, a.values...)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (r reader) getByID(ctx context.Context, c *conn, ids []string, found map[record.ID]*record.Record) error {
	places, err := r.store.places(ctx, c, ids)
	if err != nil {
		return err
	}
	nums := map[string][]int64{}
	for _, p := range places {
		nums[p.kind] = append(nums[p.kind], p.num)
	}
	if len(nums) > 1 {
		wanted := map[*layout][]int64{}
		for kind, list := range nums {
			wanted[r.store.layouts[kind]] = list // nil: a kind of another program's catalogue
		}
		records, _, err := r.store.fetchAll(ctx, c, wanted)
		for _, rec := range records {
			found[rec.ID] = rec
		}
		return err
	}
	for kind, list := range nums {
		l := r.store.layouts[kind]
		if l == nil {
			continue
		}
		records, err := l.fetch(ctx, c, list)
		if err != nil {
			return err
		}
		for _, rec := range records {
			found[rec.ID] = rec
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
		scan := l.scanner()
		return c.each(ctx, func(rows *sql.Rows) error {
			n, err := scan.record(rows)
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
