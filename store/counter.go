package store

import (
	"context"
	"database/sql"
)

// count takes n numbers from a counter of the organization, beginning at 1, and
// returns the first. Its row stays locked until the transaction ends.
func (c *conn) count(ctx context.Context, org int64, name string, n int64) (int64, error) {
	var next int64
	c.touched = true
	_, err := c.one(ctx, []any{&next}, `INSERT INTO counter (org, name, next) VALUES ($1, $2, $3 + 1)
		ON CONFLICT (org, name) DO UPDATE SET next = counter.next + $3 RETURNING next`, org, name, n)
	return next - n, err
}

// raise makes a counter go on after a number that was given to it.
func (c *conn) raise(ctx context.Context, org int64, name string, given int64) error {
	_, err := c.exec(ctx, `INSERT INTO counter (org, name, next) VALUES ($1, $2, $3 + 1)
		ON CONFLICT (org, name) DO UPDATE SET next = excluded.next WHERE counter.next < excluded.next`, org, name, given)
	return err
}

// giveBack makes a counter that stands after taken go on from next.
func (c *conn) giveBack(ctx context.Context, org int64, name string, next, taken int64) error {
	_, err := c.exec(ctx, "UPDATE counter SET next = $1 WHERE org = $2 AND name = $3 AND next = $4", next, org, name, taken+1)
	return err
}

func scanNumber(rows *sql.Rows) (n int64, err error) { return n, rows.Scan(&n) }

func scanText(rows *sql.Rows) (text string, err error) { return text, rows.Scan(&text) }
