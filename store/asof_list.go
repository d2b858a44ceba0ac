package store

import (
	"context"
	"slices"
	"strings"

	"surety/fault"
	"surety/record"
)

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
