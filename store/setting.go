package store

import (
	"context"
	"database/sql"

	"surety/fault"
)

// Setting is something small that an organization keeps outside its log.
type Setting struct {
	Name  string
	Value []byte // nil: not set
}

// Setting reads a setting of the organization; nil when it isn't set.
func (o *Org) Setting(ctx context.Context, name string) (value []byte, err error) {
	err = o.with(ctx, need{}, func(c *conn) error {
		_, err := c.one(ctx, []any{&value}, "SELECT value FROM setting WHERE org = $1 AND name = $2", c.org, name)
		return err
	})
	return value, fault.Wrap(err, "read the setting "+name)
}

// PutSetting keeps a setting of the organization; nil removes it.
func (o *Org) PutSetting(ctx context.Context, name string, value []byte) error {
	err := o.change(ctx, func(ctx context.Context, c *conn) error {
		return c.putSetting(ctx, Setting{Name: name, Value: value})
	})
	return fault.Wrap(err, "keep the setting "+name)
}

func (c *conn) putSetting(ctx context.Context, s Setting) error {
	if s.Value == nil {
		_, err := c.exec(ctx, "DELETE FROM setting WHERE org = $1 AND name = $2", c.org, s.Name)
		return err
	}
	_, err := c.exec(ctx, "INSERT INTO setting (org, name, value) VALUES ($1, $2, $3) ON CONFLICT (org, name) DO UPDATE SET value = excluded.value", c.org, s.Name, s.Value)
	return err
}

// Settings reads the settings whose names begin with a prefix, in the order of their
// names.
func (o *Org) Settings(ctx context.Context, prefix string) (settings []Setting, err error) {
	err = o.with(ctx, need{}, func(c *conn) error {
		return c.each(ctx, func(rows *sql.Rows) error {
			var s Setting
			err := rows.Scan(&s.Name, &s.Value)
			settings = append(settings, s)
			return err
		}, "SELECT name, value FROM setting WHERE org = $1 AND substr(name, 1, length(CAST($2 AS TEXT))) = CAST($2 AS TEXT) ORDER BY name", c.org, prefix)
	})
	return settings, fault.Wrap(err, "read the settings "+prefix)
}

// PutSettings keeps several settings at once, all or none; those whose value is nil
// are removed.
func (o *Org) PutSettings(ctx context.Context, settings ...Setting) error {
	err := o.change(ctx, func(ctx context.Context, c *conn) error {
		for _, s := range settings {
			if err := c.putSetting(ctx, s); err != nil {
				return err
			}
		}
		return nil
	})
	return fault.Wrap(err, "keep settings")
}
