package store

import "context"

// sqliteLane is the connection that writes.
type sqliteLane struct{ c *conn }

func (l sqliteLane) begin(ctx context.Context, org int64) (*conn, error) {
	l.c.org, l.c.scribes = org, nil
	return l.c, l.c.control(ctx, "BEGIN IMMEDIATE")
}

func (l sqliteLane) commit(ctx context.Context, c *conn) error { return c.control(ctx, "COMMIT") }

func (l sqliteLane) rollback(c *conn) {
	_ = c.control(context.Background(), "ROLLBACK") // SQLite may have rolled back by itself
}

func (l sqliteLane) again(error) bool { return false }

// wipe empties the write-ahead log. Readers that are under way may keep parts of
// it until the next checkpoint.
func (l sqliteLane) wipe(ctx context.Context) {
	_ = l.c.control(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
}
