package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"surety/record"
)

// standingRow is what the tables say of one record.
type standingRow struct {
	numbered
	kept    bool // it could be read
	arm     int64
	number  int64
	title   string
	columns []any

	directory              struct{ id, kind, key, title, state, mark, words string }
	revision               int64
	links, readers, facets []string
}

// compare compares some records with what their newest revisions prove.
func (k *comparison) compare(ctx context.Context, l *layout, proved []past) error {
	nums := make([]int64, len(proved))
	for i, p := range proved {
		nums[i] = p.num
	}
	standing, err := k.read(ctx, l, nums)
	if err != nil {
		return err
	}
	withheld, err := k.withheld(ctx, l, nums)
	if err != nil {
		return err
	}
	for _, p := range proved {
		k.v.Records++
		s := standing[p.num]
		if s == nil || !s.kept {
			k.report(p.rec.Key, "", "it is missing from table %s", l.table)
			continue
		}
		for _, f := range l.kind.Fields { // what can't be read can't be compared
			if withheld[sealedField{p.num, f.Name}] {
				k.unproved++
				if err := f.Set(p.rec.Body, f.Get(s.rec.Body)); err != nil {
					return err
				}
			}
		}
		k.record(l, p.rec, s)
	}
	return nil
}

// sealedField is a personal field of a record.
type sealedField struct {
	num   int64
	field string
}

// withheld finds the personal fields whose values, as the newest revisions set
// them, are sealed under keys that aren't here, as after a restore without them.
// A key that ought to be here is told by the walk.
func (k *comparison) withheld(ctx context.Context, l *layout, nums []int64) (map[sealedField]bool, error) {
	found := map[sealedField]bool{}
	if len(l.personal) == 0 {
		return found, nil
	}
	return found, chunks(nums, batched, func(part []int64) error {
		var a arguments
		return k.c.each(ctx, func(rows *sql.Rows) error {
			var s sealedField
			err := rows.Scan(&s.num, &s.field)
			found[s] = true
			return err
		}, "SELECT p.num, p.field FROM personal p JOIN revision v ON v.num = p.num AND v.revision = p.revision WHERE p.num "+in(&a, part)+" AND v.until_pos = "+a.add(int64(forever))+" AND "+keyless, a.values...)
	})
}

// record compares one record.
func (k *comparison) record(l *layout, proved *record.Record, s *standingRow) {
	key, d := proved.Key, l.describe(proved)
	live := s.rec
	for _, c := range [...]struct{ field, stored, proved string }{
		{"id", string(live.ID), string(proved.ID)}, {"key", live.Key, proved.Key}, {"state", live.State, proved.State}, {"mark", live.Mark, proved.Mark},
		{"created_by", live.CreatedBy, proved.CreatedBy}, {"changed_by", live.ChangedBy, proved.ChangedBy},
		{"created", live.Created.String(), proved.Created.String()}, {"changed", live.Changed.String(), proved.Changed.String()},
		{"readers", strings.Join(texts(live.Readers), " "), strings.Join(texts(proved.Readers), " ")}, {"custom", asJSON(live.Custom), asJSON(proved.Custom)},
	} {
		if c.stored != c.proved {
			k.report(key, c.field, "the table says %q, its newest revision %q", c.stored, c.proved)
		}
	}
	if live.Revision != proved.Revision {
		k.report(key, "revision", "the table says %d, the newest is %d", live.Revision, proved.Revision)
	}
	for _, f := range l.kind.Fields {
		if asJSON(f.Get(live.Body)) != asJSON(f.Get(proved.Body)) {
			k.report(key, f.Name, "the value in the table is not that of its newest revision: it was altered past the log")
		}
	}
	k.derived(l, key, proved, s, d)
}

// derived compares what is derived from the record for lists and search.
func (k *comparison) derived(l *layout, key string, proved *record.Record, s *standingRow, d described) {
	want := standingRow{arm: l.arm(proved.State), number: d.number, title: d.ordered, revision: int64(proved.Revision)}
	if s.arm != want.arm || s.number != want.number || s.title != want.title || !sameValues(s.columns, d.columns) {
		k.report(key, "", "the columns that lists look at are not those of its body")
	}
	directory := s.directory
	if directory.id != string(proved.ID) || directory.kind != l.kind.Name || directory.key != key || directory.title != d.title ||
		directory.state != proved.State || directory.mark != proved.Mark || directory.words != d.words.text() || s.revision != want.revision {
		k.report(key, "", "its entry in the directory is not that of its newest revision")
	}
	k.compareWords(key, s.num, d.words)
	var links, facets []string
	for _, ref := range d.links {
		links = append(links, ref.field+" "+ref.to)
	}
	for _, f := range d.facets {
		facets = append(facets, f.name+" "+f.value)
	}
	for _, list := range [...]struct {
		name      string
		now, want []string
	}{{"links", s.links, links}, {"readers", s.readers, d.readers}, {"facets", s.facets, facets}} {
		slices.Sort(list.now)
		slices.Sort(list.want)
		if !slices.Equal(list.now, list.want) {
			k.report(key, "", "its %s are not those of its newest revision", list.name)
		}
	}
}

func asJSON(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	if bytes.Equal(text, []byte("{}")) || bytes.Equal(text, []byte("null")) || bytes.Equal(text, []byte("[]")) {
		return ""
	}
	return string(text)
}

// read reads all that the tables say of records.
func (k *comparison) read(ctx context.Context, l *layout, nums []int64) (map[int64]*standingRow, error) {
	found := make(map[int64]*standingRow, len(nums))
	for _, num := range nums {
		found[num] = &standingRow{}
	}
	err := chunks(nums, batched, func(part []int64) error {
		for _, read := range []func(context.Context, *layout, []int64, map[int64]*standingRow) error{k.readKind, k.readDirectory, k.readLists} {
			if err := read(ctx, l, part, found); err != nil {
				return err
			}
		}
		return nil
	})
	return found, err
}

func (k *comparison) readKind(ctx context.Context, l *layout, nums []int64, found map[int64]*standingRow) error {
	names := "k.arm, k.number, k.title"
	for _, c := range l.columns {
		names += ", k." + c.name
	}
	var a arguments
	return k.c.each(ctx, func(rows *sql.Rows) error {
		s := standingRow{columns: make([]any, len(l.columns))}
		extra := []any{&s.arm, &s.number, &s.title}
		for i := range s.columns {
			extra = append(extra, &s.columns[i])
		}
		n, err := l.scanner(extra...).record(rows)
		if n.rec == nil && n.num != 0 {
			k.report(l.kind.Name, "", "a row can't be read: %v", err)
			return nil
		}
		s.numbered, s.kept = n, err == nil
		found[n.num] = &s
		return err
	}, "SELECT "+recordColumns+", "+names+" FROM "+l.table+" k WHERE k.num "+in(&a, nums), a.values...)
}

func (k *comparison) readDirectory(ctx context.Context, _ *layout, nums []int64, found map[int64]*standingRow) error {
	var a arguments
	return k.c.each(ctx, func(rows *sql.Rows) error {
		var num, revision int64
		var d struct{ id, kind, key, title, state, mark, words string }
		err := rows.Scan(&num, &d.id, &d.kind, &d.key, &d.title, &d.state, &d.mark, &d.words, &revision)
		if s := found[num]; s != nil {
			s.directory, s.revision = d, revision
		}
		return err
	}, "SELECT num, id, kind, key, title, state, mark, words, revision FROM record WHERE num "+in(&a, nums), a.values...)
}

func (k *comparison) readLists(ctx context.Context, _ *layout, nums []int64, found map[int64]*standingRow) error {
	for _, list := range [...]struct {
		text string
		add  func(s *standingRow, value string)
	}{
		{"SELECT l.from_num, l.field || ' ' || r.id FROM link l JOIN record r ON r.num = l.to_num WHERE l.live = 1 AND l.from_num ", func(s *standingRow, v string) { s.links = append(s.links, v) }},
		{"SELECT num, person FROM reader WHERE num ", func(s *standingRow, v string) { s.readers = append(s.readers, v) }},
		{"SELECT num, name || ' ' || value FROM facet WHERE num ", func(s *standingRow, v string) { s.facets = append(s.facets, v) }},
	} {
		var a arguments
		err := k.c.each(ctx, func(rows *sql.Rows) error {
			var num int64
			var value string
			err := rows.Scan(&num, &value)
			if s := found[num]; s != nil {
				list.add(s, value)
			}
			return err
		}, list.text+in(&a, nums), a.values...)
		if err != nil {
			return err
		}
	}
	return nil
}
