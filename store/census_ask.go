package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// A condition on something else than a column of the census is asked of its own
// index, if no more records fulfil it than these: of a list more, and the index of
// its order meets them soon; but counting has to meet all.
const (
	mostListed  = 3 * fewRows
	mostCounted = 200_000
)

// rowTest tells whether a row fulfils something.
type rowTest func(row int) bool

// tests are what a row must fulfil to be in a listing; nil where the census can't
// tell.
func (c *census) tests(ctx context.Context, conn *conn, p *listing, most int) ([]rowTest, error) {
	state := c.column("arm")
	tests := []rowTest{state.test(func(value any) bool { return slices.Contains(p.arms, value.(int64)) })}
	for _, cond := range p.conditions {
		test, err := c.test(ctx, conn, cond, most)
		if test == nil || err != nil {
			return nil, err
		}
		tests = append(tests, test)
	}
	if !p.sight.All {
		person := string(p.sight.Person)
		tests = append(tests, func(row int) bool {
			return !c.marked[row] || person != "" && slices.Contains(c.readers[row], person)
		})
	}
	return tests, nil
}

func (k *coded) test(fulfils func(value any) bool) rowTest {
	of := make([]bool, len(k.values)) // each value is asked once
	for code, value := range k.values {
		of[code] = fulfils(value)
	}
	return func(row int) bool { return of[k.codes[row]] }
}

func (c *census) test(ctx context.Context, conn *conn, cond condition, most int) (rowTest, error) {
	switch k := c.column(cond.column); {
	case cond.fulfils != nil && k != nil:
		return k.test(cond.fulfils), nil
	case cond.column == "number":
		return func(row int) bool { return cond.fulfils(c.numbers[row]) }, nil
	case cond.column == "changed":
		return func(row int) bool { return cond.fulfils(c.changed[row]) }, nil
	case cond.count == nil:
		return nil, nil
	}
	var a arguments
	from, where := cond.count(&a, conn.org)
	some := fmt.Sprintf("FROM %s WHERE %s LIMIT %d", from, where, most+1)
	var n int
	if _, err := conn.one(ctx, []any{&n}, "SELECT count(*) FROM (SELECT 1 "+some+") n", a.values...); err != nil || n > most {
		return nil, err
	}
	member := make([]bool, len(c.nums))
	err := conn.each(ctx, func(rows *sql.Rows) error {
		var num int64
		err := rows.Scan(&num)
		if row, known := slices.BinarySearch(c.nums, num); known {
			member[row] = true
		}
		return err
	}, "SELECT "+cond.number+" "+some, a.values...)
	return func(row int) bool { return member[row] }, err
}

// each gives the rows of a listing, backwards where its order is turned: then most
// come in about that order.
func (c *census) each(tests []rowTest, backwards bool, do func(row int)) {
	n := len(c.nums)
rows:
	for i := range n {
		row := i
		if backwards {
			row = n - 1 - i
		}
		for _, test := range tests {
			if !test(row) {
				continue rows
			}
		}
		do(row)
	}
}

// pick finds a page's records by the census, if there is one that can.
func (r reader) pick(ctx context.Context, conn *conn, p *listing) (spots []spot, found bool, err error) {
	c, err := r.census(ctx, conn, p.l)
	if c == nil || err != nil {
		return nil, false, err
	}
	defer c.release()
	order := c.order(p)
	if order == nil {
		return nil, false, nil
	}
	tests, err := c.tests(ctx, conn, p, mostListed)
	if tests == nil || err != nil {
		return nil, false, err
	}
	if p.from != nil {
		tests = append(tests, func(row int) bool { return p.order(c.spot(p, row), spot(*p.from)) > 0 })
	}
	for _, row := range c.least(tests, p.descending, order, p.limit+1) {
		spots = append(spots, c.spot(p, row))
	}
	return spots, true, nil
}

// spot is where a row stands in a listing whose order the census knows.
func (c *census) spot(p *listing, row int) spot {
	switch name := p.sort.name; name {
	case "number":
		return spot{c.numbers[row], c.nums[row]}
	case "changed":
		return spot{c.changed[row], c.nums[row]}
	default:
		k := c.column(name)
		return spot{k.values[k.codes[row]], c.nums[row]}
	}
}

// order compares rows as a listing has them; nil where the census doesn't keep
// what it is sorted by.
func (c *census) order(p *listing) func(a, b int) int {
	var by func(a, b int) int
	switch k := c.column(p.sort.name); {
	case p.sort.name == "number":
		by = func(a, b int) int { return cmp.Compare(c.numbers[a], c.numbers[b]) }
	case p.sort.name == "changed":
		by = func(a, b int) int { return cmp.Compare(c.changed[a], c.changed[b]) }
	case k == nil:
		return nil
	default:
		by = func(a, b int) int {
			if k.codes[a] == k.codes[b] {
				return 0
			}
			return compareValues(k.values[k.codes[a]], k.values[k.codes[b]])
		}
	}
	return func(a, b int) int {
		n := cmp.Or(by(a, b), cmp.Compare(a, b)) // rows are in the order of numbers
		if p.descending {
			return -n
		}
		return n
	}
}

// least are the first rows in an order. Of what was met so far no more is kept
// than can be among them.
func (c *census) least(tests []rowTest, backwards bool, order func(a, b int) int, most int) []int {
	var rows []int
	worst := -1
	shorten := func() {
		slices.SortFunc(rows, order)
		if len(rows) >= most {
			rows = rows[:most]
			worst = rows[most-1]
		}
	}
	c.each(tests, backwards, func(row int) {
		if worst >= 0 && order(row, worst) > 0 {
			return
		}
		if rows = append(rows, row); len(rows) >= 4*most {
			shorten()
		}
	})
	shorten()
	return rows
}

// countCensus counts by the census, if there is one that can.
func (r reader) countCensus(ctx context.Context, conn *conn, p *listing, by counting, counts map[string]int) (bool, error) {
	if by.column == "" {
		return false, nil
	}
	c, err := r.census(ctx, conn, p.l)
	if c == nil || err != nil {
		return false, err
	}
	defer c.release()
	k := c.column(by.column)
	if k == nil {
		return false, nil
	}
	tests, err := c.tests(ctx, conn, p, mostCounted)
	if tests == nil || err != nil {
		return false, err
	}
	of := make([]int, len(k.values))
	c.each(tests, false, func(row int) { of[k.codes[row]]++ })
	for code, n := range of {
		if n > 0 {
			counts[by.text(k.values[code])] += n
		}
	}
	return true, nil
}

// tallyCensus tallies by the census, if there is one that can.
func (r reader) tallyCensus(ctx context.Context, conn *conn, p *listing, by []column, counts *tallies) (bool, error) {
	c, err := r.census(ctx, conn, p.l)
	if c == nil || err != nil {
		return false, err
	}
	defer c.release()
	columns, combinations := make([]*coded, len(by)), 1
	for i, column := range by {
		k := c.column(column.name)
		if k == nil || combinations > 1<<40/max(len(k.values), 1) {
			return false, nil
		}
		columns[i], combinations = k, combinations*len(k.values)
	}
	tests, err := c.tests(ctx, conn, p, mostCounted)
	if tests == nil || err != nil {
		return false, err
	}
	met := map[int]int{}
	c.each(tests, false, func(row int) {
		combination := 0
		for _, k := range columns {
			combination = combination*len(k.values) + int(k.codes[row])
		}
		met[combination]++
	})
	values := make([]any, len(columns))
	for combination, n := range met {
		for i, k := range slices.Backward(columns) {
			values[i] = k.values[combination%len(k.values)]
			combination /= len(k.values)
		}
		if err := counts.add(by, values, n); err != nil {
			return false, err
		}
	}
	return true, nil
}
