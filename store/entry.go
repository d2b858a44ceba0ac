package store

import (
	"context"
	"database/sql"

	"surety/fault"
	"surety/record"
)

// Entry is what the directory knows of a record, whatever its kind.
type Entry struct {
	ID       record.ID
	Kind     string
	Key      string
	Title    string // the key where the record has none
	State    string
	Revision int
	Mark     string
	// Readers are the persons who may read a marked record: its readers and
	// those whom its fields of that kind name. Empty where there is no mark.
	Readers []record.ID

	num int64
}

const entryColumns = "r.num, r.id, r.kind, r.key, r.title, r.state, r.revision, r.mark"

func scanEntry(rows *sql.Rows, extra ...any) (e Entry, err error) {
	return e, rows.Scan(append([]any{&e.num, &e.ID, &e.Kind, &e.Key, &e.Title, &e.State, &e.Revision, &e.Mark}, extra...)...)
}

// Entries reads the directory; see [Reader].
func (r reader) Entries(ctx context.Context, ids ...record.ID) (map[record.ID]Entry, error) {
	found := make(map[record.ID]Entry, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	err := r.with(ctx, need{ids: ids}, func(c *conn) error {
		var entries []Entry
		err := chunks(ids, batched, func(part []record.ID) error {
			var a arguments
			text := "SELECT " + entryColumns + " FROM record r WHERE r.org = " + a.add(c.org) + " AND r.id " + in(&a, texts(part))
			return c.each(ctx, func(rows *sql.Rows) error {
				e, err := scanEntry(rows)
				entries = append(entries, e)
				return err
			}, text, a.values...)
		})
		if err == nil {
			err = addReaders(ctx, c, entries)
		}
		for _, e := range entries {
			found[e.ID] = e
		}
		return err
	})
	return found, fault.Wrap(err, "read the directory")
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// addReaders gives marked entries their readers, with no statement where none is marked.
func addReaders(ctx context.Context, c *conn, entries []Entry) error {
	marked := map[int64][]int{}
	var nums []int64
	for i, e := range entries {
		if e.Mark == record.MarkNone {
			continue
		}
		if marked[e.num] == nil {
			nums = append(nums, e.num)
		}
		marked[e.num] = append(marked[e.num], i)
	}
	return chunks(nums, batched, func(part []int64) error {
		var a arguments
		text := "SELECT num, person FROM reader WHERE num " + in(&a, part) + " ORDER BY num, person"
		return c.each(ctx, func(rows *sql.Rows) error {
			var num int64
			var person record.ID
			err := rows.Scan(&num, &person)
			for _, i := range marked[num] {
				entries[i].Readers = append(entries[i].Readers, person)
			}
			return err
		}, text, a.values...)
	})
}

// canSee is the condition that a reader's sight puts on a row with columns num
// and mark; empty where all is seen.
func canSee(a *arguments, sight Sight, table string) string {
	switch {
	case sight.All:
		return ""
	case sight.Person == "":
		return " AND " + table + ".mark = ''"
	}
	return " AND (" + table + ".mark = '' OR EXISTS (SELECT 1 FROM reader p WHERE p.num = " + table + ".num AND p.person = " + a.add(string(sight.Person)) + "))"
}
