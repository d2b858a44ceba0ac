package store

import (
	"context"
	"database/sql"
	"strings"

	"surety/fault"
)

// Uses tells of which kinds the organization has a record that may be seen, in
// whatever state. It asks each kind's table for one, so that it costs the same
// however many there are.
func (o *Org) Uses(ctx context.Context, sight Sight) (map[string]bool, error) {
	used := map[string]bool{}
	err := o.with(ctx, need{}, func(c *conn) error {
		var a arguments
		org := a.add(c.org)
		var asked []string
		for _, kind := range o.store.catalogue.Kinds() {
			asked = append(asked, "SELECT '"+kind.Name+"' AS kind WHERE EXISTS (SELECT 1 FROM "+o.store.layouts[kind.Name].table+" k WHERE k.org = "+org+canSee(&a, sight, "k")+")")
		}
		return c.each(ctx, func(rows *sql.Rows) error {
			var kind string
			err := rows.Scan(&kind)
			used[kind] = true
			return err
		}, strings.Join(asked, " UNION ALL "), a.values...)
	})
	return used, fault.Wrap(err, "tell which kinds are used")
}
