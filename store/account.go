package store

import (
	"context"
	"database/sql"

	"surety/fault"
)

// AccountNames names accounts; see [Reader].
func (r reader) AccountNames(ctx context.Context, accounts ...string) (map[string]string, error) {
	names := map[string]string{}
	if len(accounts) == 0 {
		return names, nil
	}
	err := r.with(ctx, need{}, func(c *conn) error {
		return chunks(accounts, batched, func(part []string) error {
			var a arguments
			text := "SELECT id, name FROM account WHERE org = " + a.add(c.org) + " AND id " + in(&a, part)
			return c.each(ctx, func(rows *sql.Rows) error {
				var id, name string
				err := rows.Scan(&id, &name)
				names[id] = name
				return err
			}, text, a.values...)
		})
	})
	return names, fault.Wrap(err, "name accounts")
}
