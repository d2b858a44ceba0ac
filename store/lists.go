package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"surety/fault"
	"surety/record"
)

// Bounds of one statement that asks for several lists: SQLite joins at most 500 parts.
const (
	mostTogether = 40 // listings
	mostJoined   = 400
)

// Lists reads one page of each of several queries, all as of one moment; see [Reader].
// However many they are, it takes three statements: how rare the conditions are, which
// records, and the records of all kinds.
func (r reader) Lists(ctx context.Context, queries ...Query) ([]Page, error) {
	listings, err := r.store.understandAll(queries)
	if err != nil {
		return nil, fault.Wrap(err, "list")
	}
	pages := make([]Page, 0, len(queries))
	err = r.with(ctx, need{all: true}, func(c *conn) error {
		found, err := r.findAll(ctx, c, listings)
		if err != nil {
			return err
		}
		wanted := map[*layout][]int64{}
		for i, p := range listings {
			wanted[p.l] = append(wanted[p.l], numbers(p.shown(found[i]))...)
		}
		records, position, err := r.store.fetchAll(ctx, c, wanted)
		for i, p := range listings {
			page := p.page(found[i], records, position)
			if len(page.Records) == 0 {
				page.Position = 0
			}
			pages = append(pages, page)
		}
		return err
	})
	return pages, fault.Wrap(err, "list")
}

func (s *Store) understandAll(queries []Query) ([]*listing, error) {
	listings := make([]*listing, len(queries))
	for i, q := range queries {
		p, err := s.understand(s.dialect, q)
		if err != nil {
			return nil, err
		}
		listings[i] = p
	}
	return listings, nil
}

// findAll finds the records of several pages, and one more of each, if there is one.
func (r reader) findAll(ctx context.Context, c *conn, listings []*listing) ([][]spot, error) {
	found := make([][]spot, len(listings))
	var asked []int // those that no census can tell
	for i, p := range listings {
		if len(p.arms) == 0 {
			continue
		}
		if len(p.conditions) > 0 || !p.sight.All {
			spots, picked, err := r.pick(ctx, c, p)
			if err != nil {
				return nil, err
			}
			if picked {
				found[i] = spots
				continue
			}
		}
		asked = append(asked, i)
	}
	if err := c.keepPlan(ctx); err != nil {
		return nil, err
	}
	err := chunks(asked, mostTogether, func(part []int) error {
		return r.findTogether(ctx, c, listings, part, found)
	})
	for _, i := range asked {
		found[i] = listings[i].first(found[i])
	}
	return found, err
}

// findTogether finds the records of some of the listings by as few statements as can be.
func (r reader) findTogether(ctx context.Context, c *conn, listings []*listing, part []int, found [][]spot) error {
	some := make([]*listing, len(part))
	for n, i := range part {
		some[n] = listings[i]
	}
	rare, err := r.rarestOf(ctx, c, some...)
	if err != nil {
		return err
	}
	var a arguments
	var arms []string
	ask := func() error {
		err := c.each(ctx, func(rows *sql.Rows) error {
			var of int
			var s spot
			var whole int64
			var broken float64
			var text string
			err := rows.Scan(&of, &s.num, &whole, &broken, &text)
			switch listings[of].sort.sql {
			case "{int}":
				s.value = whole
			case "{real}":
				s.value = broken
			default:
				s.value = text
			}
			found[of] = append(found[of], s)
			return err
		}, strings.Join(arms, " UNION ALL "), a.values...)
		a, arms = arguments{}, nil
		return err
	}
	for n, i := range part {
		if len(arms)+len(some[n].arms) > mostJoined {
			if err := ask(); err != nil {
				return err
			}
		}
		for _, text := range some[n].search(c, &a, rare[n]) {
			arms = append(arms, fmt.Sprintf("SELECT %d AS q, num, %s FROM (%s) n%d", i, some[n].sort.apart(), text, len(arms)))
		}
	}
	if len(arms) == 0 {
		return nil
	}
	return ask()
}

// apart puts the value s of a column among those of its type, since all rows of a
// statement have the same types.
func (c column) apart() string {
	switch c.sql {
	case "{int}":
		return "s AS whole, CAST(0 AS DOUBLE PRECISION) AS broken, '' AS said"
	case "{real}":
		return "0 AS whole, s AS broken, '' AS said"
	}
	return "0 AS whole, CAST(0 AS DOUBLE PRECISION) AS broken, s AS said"
}

// fetchAll reads records of several kinds by number, and where the log stands.
func (s *Store) fetchAll(ctx context.Context, c *conn, wanted map[*layout][]int64) (found map[int64]*record.Record, position int64, err error) {
	found = map[int64]*record.Record{}
	var a arguments
	var parts []string
	for _, kind := range s.catalogue.Kinds() {
		l := s.layouts[kind.Name]
		if nums := wanted[l]; len(nums) > 0 {
			parts = append(parts, "SELECT "+recordColumns+", '"+kind.Name+"' AS kind, coalesce((SELECT size FROM log_head WHERE org = "+a.add(c.org)+"), 0) AS size FROM "+l.table+" k WHERE "+c.d.among(&a, "k.num", nums))
		}
	}
	if len(parts) == 0 {
		return found, 0, nil
	}
	var kind string
	scan := (*layout)(nil).scanner(&kind, &position)
	err = c.each(ctx, func(rows *sql.Rows) error {
		n, err := scan.recordOf(rows, func() *layout { return s.layouts[kind] })
		found[n.num] = n.rec
		return err
	}, strings.Join(parts, " UNION ALL "), a.values...)
	return found, position, err
}

// Totals counts the records of each of several queries, all as of one moment; see
// [Reader]. It takes two statements, and one where nothing but the sight narrows them.
func (r reader) Totals(ctx context.Context, queries ...Query) ([]int, error) {
	queries = slices.Clone(queries)
	for i := range queries {
		queries[i].Sort, queries[i].After = "", ""
	}
	listings, err := r.store.understandAll(queries)
	if err != nil {
		return nil, fault.Wrap(err, "count")
	}
	totals := make([]int, len(queries))
	err = r.with(ctx, need{all: true}, func(c *conn) error {
		var asked []int
		for i, p := range listings {
			if len(p.arms) == 0 {
				continue
			}
			counts := map[string]int{}
			counted, err := r.countCensus(ctx, c, p, counting{column: "arm", text: func(any) string { return "" }}, counts)
			if err != nil {
				return err
			}
			if totals[i] = counts[""]; !counted {
				asked = append(asked, i)
			}
		}
		if err := c.keepPlan(ctx); err != nil {
			return err
		}
		return chunks(asked, mostTogether, func(part []int) error { return r.totalTogether(ctx, c, listings, part, totals) })
	})
	return totals, fault.Wrap(err, "count")
}

// totalTogether counts the records of some of the listings.
func (r reader) totalTogether(ctx context.Context, c *conn, listings []*listing, part []int, totals []int) error {
	some := make([]*listing, len(part))
	for n, i := range part {
		some[n] = listings[i]
	}
	rare, err := r.rarestOf(ctx, c, some...)
	if err != nil {
		return err
	}
	var a arguments
	var parts []string
	for n, p := range some {
		all, err := p.counting("")
		if err != nil {
			return err
		}
		parts = append(parts, fmt.Sprintf("(SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM (%s) n)", all.statement(p, c, &a, rare[n])))
	}
	counts := make([]any, len(part))
	for n, i := range part {
		counts[n] = &totals[i]
	}
	if _, err := c.one(ctx, counts, "SELECT "+strings.Join(parts, ", "), a.values...); err != nil {
		return err
	}
	for n, i := range part {
		r.store.censuses.note(c.org, some[n].l, totals[i])
	}
	return nil
}

// Lists reads pages as they were; see [Reader].
func (v *View) Lists(ctx context.Context, queries ...Query) ([]Page, error) {
	pages := make([]Page, len(queries))
	for i, q := range queries {
		var err error
		if pages[i], err = v.List(ctx, q); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// Totals counts records as they were; see [Reader].
func (v *View) Totals(ctx context.Context, queries ...Query) ([]int, error) {
	totals := make([]int, len(queries))
	for i, q := range queries {
		counts, err := v.Count(ctx, q, "")
		if err != nil {
			return nil, err
		}
		totals[i] = counts[""]
	}
	return totals, nil
}
