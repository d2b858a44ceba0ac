package store

import (
	"context"

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
