package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
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

// all reads a kind's records once.
func (v *View) all(ctx context.Context, l *layout) ([]snapshot, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if list, ok := v.kinds[l.kind.Name]; ok {
		return list, nil
	}
	list := []snapshot{}
	err := v.org.with(ctx, need{}, func(c *conn) error {
		start := first(c.org)
		for {
			found, err := v.scan(ctx, c, l, start, MostLimit)
			if err != nil || len(found) == 0 {
				return err
			}
			for _, p := range found {
				list = append(list, snapshot{numbered{p.num, p.rec}, l.describe(p.rec)})
			}
			start = found[len(found)-1].num
		}
	})
	if err != nil {
		return nil, err
	}
	v.kinds[l.kind.Name] = list
	return list, nil
}

// matching are the records of a query, in no order.
func (v *View) matching(ctx context.Context, q Query) (*listing, []*snapshot, error) {
	p, err := v.org.store.understand(v.org.store.dialect, q)
	if err != nil {
		return nil, nil, err
	}
	list, err := v.all(ctx, p.l)
	if err != nil {
		return nil, nil, err
	}
	var found []*snapshot
	for i := range list {
		if s := &list[i]; p.includes(s) {
			found = append(found, s)
		}
	}
	return p, found, nil
}

// includes tells whether a record is one that the query asks for.
func (p *listing) includes(s *snapshot) bool {
	if !slices.Contains(p.arms, p.l.arm(s.rec.State)) || !p.sight.sees(s.rec.Mark, s.described.readers) {
		return false
	}
	for _, c := range p.conditions {
		if !c.holds(&s.described) {
			return false
		}
	}
	return true
}

func (s Sight) sees(mark string, readers []string) bool {
	return s.All || mark == record.MarkNone || s.Person != "" && slices.Contains(readers, string(s.Person))
}

// List reads one page of records as they were; see [Reader].
func (v *View) List(ctx context.Context, q Query) (Page, error) {
	p, found, err := v.matching(ctx, q)
	if err != nil {
		return Page{}, fault.Wrap(err, "list as it was")
	}
	spotOf := func(s *snapshot) spot { return spot{s.described.column(p.sort), s.num} }
	slices.SortFunc(found, func(a, b *snapshot) int { return p.order(spotOf(a), spotOf(b)) })
	if p.from != nil {
		found = slices.DeleteFunc(found, func(s *snapshot) bool { return p.order(spotOf(s), spot(*p.from)) <= 0 })
	}
	page := Page{Records: []*record.Record{}}
	for i, s := range found {
		if i == p.limit {
			page.Next = cursor(spotOf(found[i-1])).text(p.digest)
			break
		}
		page.Records = append(page.Records, s.rec)
	}
	return page, nil
}

// Count counts records as they were; see [Reader].
func (v *View) Count(ctx context.Context, q Query, by string) (map[string]int, error) {
	q.Sort, q.After = "", ""
	p, found, err := v.matching(ctx, q)
	if err != nil {
		return nil, fault.Wrap(err, "count as it was")
	}
	counting, err := p.counting(by)
	if err != nil {
		return nil, fault.Wrap(err, "count as it was")
	}
	counts := map[string]int{}
	for _, s := range found {
		for _, value := range counting.of(&s.described) {
			counts[counting.text(value)]++
		}
	}
	return counts, nil
}

// Search finds records by words that they held; see [Reader].
func (v *View) Search(ctx context.Context, words string, sight Sight, kinds []string, limit int) ([]Entry, error) {
	if len(kinds) == 0 {
		for _, k := range v.org.store.catalogue.Kinds() {
			kinds = append(kinds, k.Name)
		}
	}
	tokens, err := queryWords(words)
	if err != nil || len(tokens) == 0 {
		return nil, fault.Wrap(err, "search as it was")
	}
	type hit struct {
		snapshot
		place int
		token string
	}
	var hits []hit
	for _, kind := range kinds {
		_, found, err := v.matching(ctx, Query{Kind: kind, Sight: sight, IncludeEnded: true, Search: words})
		if err != nil {
			return nil, fault.Wrap(err, "search as it was")
		}
		for _, s := range found {
			place, token := s.described.words.first(tokens[0])
			hits = append(hits, hit{*s, place, token})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		if a.place != b.place {
			return a.place - b.place
		}
		if a.token != b.token {
			return strings.Compare(a.token, b.token)
		}
		return int(a.num - b.num)
	})
	var entries []Entry
	for _, h := range hits[:min(len(hits), limited(limit))] {
		entries = append(entries, v.entryOf(h.num, h.rec, h.described))
	}
	return entries, nil
}
