package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
)

// mostFollowed is up to how many changed records are read one by one; after more
// changes all are read anew.
const mostFollowed = 4 * batched

// follow brings the census to a position of the log.
func (c *census) follow(ctx context.Context, conn *conn, to int64) (err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.position >= to {
		return nil // another was faster
	}
	defer func() {
		if err != nil {
			c.clear() // what was read of it is not all
		}
	}()
	if c.position >= 0 {
		if followed, err := c.catchUp(ctx, conn, to); followed || err != nil {
			return err
		}
		c.clear()
	}
	if err := c.read(ctx, conn, "k.num >= $1 AND k.num < $2", "p.num >= $1 AND p.num < $2", []any{first(conn.org), first(conn.org + 1)}); err != nil {
		return err
	}
	c.position = to
	return nil
}

// catchUp reads the records that were changed, if they are few.
func (c *census) catchUp(ctx context.Context, conn *conn, to int64) (bool, error) {
	changed, err := c.since(ctx, conn, to)
	if err != nil || len(changed) > mostFollowed {
		return false, err
	}
	err = chunks(changed, batched, func(part []int64) error {
		var a arguments
		rows := "k.num " + in(&a, part)
		return c.read(ctx, conn, rows, strings.ReplaceAll(rows, "k.num", "p.num"), a.values)
	})
	if err != nil || !slices.IsSorted(c.nums) { // another program's writers may number a record late
		return false, err
	}
	c.position = to
	return true, nil
}

// since lists the records that were changed, ascending.
func (c *census) since(ctx context.Context, conn *conn, to int64) ([]int64, error) {
	return collect(ctx, conn, scanNumber, "SELECT DISTINCT num FROM revision WHERE pos >= $1 AND pos < $2 AND kind = $3 ORDER BY num LIMIT $4",
		position(conn.org, c.position), position(conn.org, to), c.layout.kind.Name, int64(mostFollowed+1))
}

// read reads rows under a condition on the kind's table k, and who may read those
// that are marked, under one on the readers p.
func (c *census) read(ctx context.Context, conn *conn, rows, readers string, args []any) error {
	names := "k.num, k.number, k.changed, k.mark"
	values := make([]any, len(c.columns))
	var num, number, changed int64
	var mark string
	dest := []any{&num, &number, &changed, &mark}
	for i, column := range c.columns {
		names += ", k." + column.column.name
		dest = append(dest, &values[i])
	}
	someMarked := false
	err := conn.each(ctx, func(rows *sql.Rows) error {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		row := c.row(num)
		c.numbers[row], c.changed[row], c.marked[row] = number, changed, mark != ""
		delete(c.readers, row)
		someMarked = someMarked || mark != ""
		for i, column := range c.columns {
			column.set(row, values[i])
		}
		return nil
	}, "SELECT "+names+" FROM "+c.layout.table+" k WHERE "+rows+" ORDER BY k.num", args...)
	if err != nil || !someMarked {
		return err
	}
	return conn.each(ctx, func(rows *sql.Rows) error {
		var num int64
		var person string
		err := rows.Scan(&num, &person)
		if row, known := slices.BinarySearch(c.nums, num); known && c.marked[row] {
			c.readers[row] = append(c.readers[row], person)
		}
		return err
	}, "SELECT p.num, p.person FROM reader p WHERE "+readers, args...)
}

// row is the row of a record, a new one at the end where it is not known.
func (c *census) row(num int64) int {
	if n := len(c.nums); n > 0 && num <= c.nums[n-1] {
		if row, known := slices.BinarySearch(c.nums, num); known {
			return row
		}
	}
	c.nums, c.numbers, c.changed, c.marked = append(c.nums, num), append(c.numbers, 0), append(c.changed, 0), append(c.marked, false)
	return len(c.nums) - 1
}
