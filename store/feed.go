package store

import (
	"context"
	"database/sql"
	"time"

	"surety/fault"
)

// PutFeed keeps the hash of the secret address of an account's calendar, in place
// of any before.
func (o *Org) PutFeed(ctx context.Context, account, hash string, now time.Time) error {
	err := o.change(ctx, func(ctx context.Context, c *conn) error {
		_, err := c.exec(ctx, `INSERT INTO feed (hash, account, created) SELECT $1, a.id, $2 FROM account a WHERE a.id = $3 AND a.org = $4
			ON CONFLICT (account) DO UPDATE SET hash = excluded.hash, created = excluded.created`, hash, now.UnixMicro(), account, c.org)
		return err
	})
	return fault.Wrap(err, "keep the address of the calendar")
}

// RemoveFeed makes the address of an account's calendar good for nothing.
func (o *Org) RemoveFeed(ctx context.Context, account string) error {
	return fault.Wrap(o.store.delete(ctx, "DELETE FROM feed WHERE account = $1", account), "remove the address of the calendar")
}

// FeedSince tells since when an account's calendar has its address; zero where it has none.
func (o *Org) FeedSince(ctx context.Context, account string) (time.Time, error) {
	var since time.Time
	err := o.with(ctx, need{}, func(c *conn) error {
		var created int64
		found, err := c.one(ctx, []any{&created}, "SELECT created FROM feed WHERE account = $1", account)
		if found {
			since = instant(created)
		}
		return err
	})
	return since, fault.Wrap(err, "read since when a calendar has its address")
}

// AccountByFeed finds whose calendar an address is, nil when it is nobody's.
func (s *Store) AccountByFeed(ctx context.Context, hash string) (*Account, error) {
	var found *Account
	err := s.engine.read(ctx, 0, func(c *conn) error {
		return c.each(ctx, func(rows *sql.Rows) error {
			a, err := scanAccount(rows)
			found = &a
			return err
		}, "SELECT "+accountColumns+" FROM feed f CROSS JOIN account a CROSS JOIN organization g WHERE f.hash = $1 AND a.id = f.account AND g.org = a.org", hash)
	})
	return found, fault.Wrap(err, "find whose calendar it is")
}
