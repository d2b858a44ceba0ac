package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"surety/fault"
	"surety/record"
)

// Page is one page of a list.
type Page struct {
	Records []*record.Record
	Next    string // cursor of the page that follows; empty on the last
	// Position is where the log stood, for what is read beside the records; 0
	// where there are none, and of a View.
	Position int64
}

// fewRows is up to how many rows a condition is rare: they are all read and
// sorted here, rather than found one by one in the order of the list. In a table
// of 100,000 rows a condition that more fulfil is met every fifty rows or oftener.
// Of several conditions as many times more rows as seldomRows says are counted:
// each alone may be met often, and all together seldom.
const (
	fewRows    = 2000
	seldomRows = 6
)

// spot is where a record stands in a list.
type spot struct {
	value any
	num   int64
}

// List reads one page; see [Reader]. It takes at most three statements: how rare
// the conditions are, which records, and the records.
func (r reader) List(ctx context.Context, q Query) (Page, error) {
	p, err := r.store.understand(r.store.dialect, q)
	if err != nil {
		return Page{}, fault.Wrap(err, "list")
	}
	var page Page
	err = r.with(ctx, need{all: true}, func(c *conn) error {
		spots, err := r.find(ctx, c, p)
		if err != nil {
			return err
		}
		records, position, err := p.l.fetchAt(ctx, c, numbers(p.shown(spots)))
		page = p.page(spots, records, position)
		return err
	})
	return page, fault.Wrap(err, "list")
}

// shown are those of what was found that the page shows.
func (p *listing) shown(spots []spot) []spot { return spots[:min(len(spots), p.limit)] }

func numbers(spots []spot) []int64 {
	nums := make([]int64, len(spots))
	for i, s := range spots {
		nums[i] = s.num
	}
	return nums
}

// page is made of what was found and the records of it that it shows.
func (p *listing) page(spots []spot, records map[int64]*record.Record, position int64) Page {
	page := Page{Position: position, Records: make([]*record.Record, 0, min(len(spots), p.limit))}
	for _, s := range p.shown(spots) {
		page.Records = append(page.Records, records[s.num])
	}
	if len(spots) > p.limit {
		page.Next = cursor(spots[p.limit-1]).text(p.digest)
	}
	return page
}

// find finds the page's records and one more, if there is one.
func (r reader) find(ctx context.Context, c *conn, p *listing) ([]spot, error) {
	if len(p.arms) == 0 {
		return nil, nil
	}
	if len(p.conditions) > 0 || !p.sight.All { // else the index of the order has all of it
		if spots, found, err := r.pick(ctx, c, p); found || err != nil {
			return spots, err
		}
	}
	rare, err := r.rarest(ctx, c, p)
	if err != nil {
		return nil, err
	}
	var a arguments
	text := strings.Join(p.search(c, &a, rare), " UNION ALL ")
	spots, err := collect(ctx, c, scanSpot, text, a.values...)
	return p.first(spots), err
}

// rarest finds the condition that the fewest rows fulfil, -1 where following the
// order of the list is less work than reading them.
func (r reader) rarest(ctx context.Context, c *conn, p *listing) (int, error) {
	rare, err := r.rarestOf(ctx, c, p)
	return rare[0], err
}

// rarestOf finds the rarest condition of each of several listings by one statement.
func (r reader) rarestOf(ctx context.Context, c *conn, listings ...*listing) ([]int, error) {
	var a arguments
	var parts []string
	rare, asked := make([]int, len(listings)), make([]rarity, len(listings))
	for i, p := range listings {
		rare[i] = -1
		asked[i] = p.rarity(&a, c.org)
		parts = append(parts, asked[i].parts...)
	}
	if len(parts) == 0 {
		return rare, nil
	}
	counts := make([]any, len(parts))
	for i := range counts {
		counts[i] = new(int64)
	}
	if _, err := c.one(ctx, counts, "SELECT "+strings.Join(parts, ", "), a.values...); err != nil {
		return rare, err
	}
	for i, p := range listings {
		n := len(asked[i].parts)
		if n == 0 {
			continue
		}
		r.store.censuses.note(c.org, p.l, int(*counts[n-1].(*int64)))
		rare[i], counts = p.choose(asked[i].of, counts[:n], asked[i].most), counts[n:]
	}
	return rare, nil
}

// rarity is what is asked to find the rarest condition: how many rows fulfil each of
// some conditions, and at last how many records of the kind were ever made.
type rarity struct {
	parts []string
	of    []int // conditions
	most  int   // up to how many are counted
}

// rarity asks nothing where no index finds a condition.
func (p *listing) rarity(a *arguments, org int64) (asked rarity) {
	for i, cond := range p.conditions {
		if cond.narrow != nil {
			asked.of = append(asked.of, i)
		}
	}
	if len(asked.of) == 0 {
		return asked
	}
	asked.most = p.few
	if len(asked.of) > 1 {
		asked.most *= seldomRows
	}
	for _, i := range asked.of {
		asked.parts = append(asked.parts, fmt.Sprintf("(SELECT count(*) FROM (SELECT 1 FROM %s LIMIT %d) n)", p.counted(a, org, p.conditions[i]), asked.most+1))
	}
	asked.parts = append(asked.parts, "coalesce((SELECT next FROM counter WHERE org = "+a.add(org)+" AND name = "+a.add(p.l.kind.Name)+"), 1)")
	return asked
}

// counted is from where and under which conditions rows are counted that fulfil
// a condition.
func (p *listing) counted(a *arguments, org int64, cond condition) string {
	if cond.count != nil {
		from, where := cond.count(a, org)
		return from + " WHERE " + where
	}
	from, where := cond.narrow(a, org)
	return from + " WHERE " + p.within(a, org) + " AND " + where
}

// choose chooses by counts, of which the last is of all records: the condition of
// the fewest rows where these are few, or fewer than those that would be passed
// on the way to a full page if the conditions had nothing to do with each other,
// and one that too many fulfil to be counted were met by every other row.
func (p *listing) choose(of []int, counts []any, most int) int {
	all := *counts[len(counts)-1].(*int64)
	passed := float64(p.limit + 1)
	rare, fewest := -1, int64(most+1)
	for i, at := range of {
		n := *counts[i].(*int64)
		if n > int64(most) {
			passed *= 2
			continue
		}
		passed *= float64(max(all, n)) / float64(max(n, 1))
		if n < fewest {
			rare, fewest = at, n
		}
	}
	if fewest <= int64(p.few) || rare >= 0 && float64(fewest) < passed {
		return rare
	}
	return -1
}

// gather reads all rows that fulfil a rare condition and the others.
func (p *listing) gather(c *conn, a *arguments, rare int) string {
	from, where := p.conditions[rare].narrow(a, c.org)
	return "SELECT k." + p.sort.name + " AS s, k.num AS num FROM " + from + " WHERE " + p.within(a, c.org) + " AND " + where + p.remaining(a, rare)
}

// first are the first of what was found, in the order of the list.
func (p *listing) first(spots []spot) []spot {
	slices.SortFunc(spots, p.order)
	spots = slices.CompactFunc(spots, func(a, b spot) bool { return a.num == b.num })
	if p.from != nil {
		spots = slices.DeleteFunc(spots, func(s spot) bool { return p.order(s, spot(*p.from)) <= 0 })
	}
	return spots[:min(len(spots), p.limit+1)]
}

// walk follows the index of the column that is sorted by, state by state.
func (p *listing) walk(c *conn, a *arguments) []string {
	direction, after := "", " > "
	if p.descending {
		direction, after = " DESC", " < "
	}
	column := "k." + p.sort.name
	var arms []string
	for i, arm := range p.arms {
		text := "SELECT " + column + " AS s, k.num AS num FROM " + p.l.table + " k" + c.d.hint(p.l.index(p.sort)) +
			" WHERE k.org = " + a.add(c.org) + " AND k.arm = " + a.add(arm)
		if p.from != nil {
			text += " AND (" + column + ", k.num)" + after + "(" + a.add(p.from.value) + ", " + a.add(p.from.num) + ")"
		}
		text += p.remaining(a, -1) + " ORDER BY " + column + direction + ", k.num" + direction + " LIMIT " + a.add(int64(p.limit+1))
		arms = append(arms, fmt.Sprintf("SELECT s, num FROM (%s) n%d", text, i))
	}
	return arms
}

// search are the statements that find the page's records, to be joined by UNION ALL.
func (p *listing) search(c *conn, a *arguments, rare int) []string {
	if rare < 0 {
		return p.walk(c, a)
	}
	return []string{p.gather(c, a, rare)}
}

func scanSpot(rows *sql.Rows) (s spot, err error) { return s, rows.Scan(&s.value, &s.num) }

// order compares two spots as the list has them.
func (p *listing) order(a, b spot) int {
	n := cmp.Or(compareValues(a.value, b.value), cmp.Compare(a.num, b.num))
	if p.descending {
		return -n
	}
	return n
}

// compareValues compares two values of one column as SQL does.
func compareValues(a, b any) int {
	switch a := a.(type) {
	case int64:
		b, _ := b.(int64)
		return cmp.Compare(a, b)
	case float64:
		b, _ := b.(float64)
		return cmp.Compare(a, b)
	case string:
		b, _ := b.(string)
		return strings.Compare(a, b)
	}
	return 0
}
