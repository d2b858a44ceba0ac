package store

import "context"

// reindexAll makes anew, for every organization, what the tables derive from the
// bodies of a kind.
func (s *Store) reindexAll(ctx context.Context, c *conn, l *layout) error {
	orgs, err := collect(ctx, c, scanNumber, "SELECT org FROM organization ORDER BY org")
	for _, org := range orgs {
		if err = c.enter(ctx, org); err != nil {
			return err
		}
		if err = s.reindex(ctx, c, l); err != nil {
			return err
		}
	}
	return err
}

func (s *Store) reindex(ctx context.Context, c *conn, l *layout) error { return nil }
