package store

import (
	"context"
	"database/sql"

	"surety/fault"
	"surety/record"
)

// StandIn says that what is due from a person goes to another for some days: all
// of it, or one record. It is no record and so in no log: it changes whom things
// are shown to and who is reminded, never who answers for them, and the days on
// which somebody was away are nobody's business for ever.
type StandIn struct {
	ID     string
	Person record.ID
	Deputy record.ID
	Record record.ID // empty: all
	From   record.Date
	Until  record.Date // the last day
}

// mostStandIns bounds those of one person.
const mostStandIns = 500

// PutStandIn keeps who stands in for whom, and forgets what ended before a day.
// A second one of a person for the same record takes the place of the first.
func (o *Org) PutStandIn(ctx context.Context, s StandIn, today record.Date) error {
	err := o.change(ctx, func(ctx context.Context, c *conn) error {
		if _, err := c.exec(ctx, "DELETE FROM stand_in WHERE org = $1 AND person = $2 AND until_day < $3", c.org, string(s.Person), string(today)); err != nil {
			return err
		}
		if s.Record != "" {
			if _, err := c.exec(ctx, "DELETE FROM stand_in WHERE org = $1 AND person = $2 AND record = $3", c.org, string(s.Person), string(s.Record)); err != nil {
				return err
			}
		}
		var n int64
		if _, err := c.one(ctx, []any{&n}, "SELECT count(*) FROM stand_in WHERE org = $1 AND person = $2", c.org, string(s.Person)); err != nil {
			return err
		}
		if n >= mostStandIns {
			return fault.New(fault.TooLarge, "%d things are handed on already: take some back first", n)
		}
		_, err := c.exec(ctx, "INSERT INTO stand_in (org, id, person, deputy, record, from_day, until_day) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			c.org, s.ID, string(s.Person), string(s.Deputy), string(s.Record), string(s.From), string(s.Until))
		return err
	})
	return fault.Wrap(err, "keep who stands in")
}

// RemoveStandIn ends one that a person has arranged, and tells whether there was one.
func (o *Org) RemoveStandIn(ctx context.Context, person record.ID, id string) (bool, error) {
	var n int64
	err := o.change(ctx, func(ctx context.Context, c *conn) (err error) {
		n, err = c.exec(ctx, "DELETE FROM stand_in WHERE org = $1 AND person = $2 AND id = $3", c.org, string(person), id)
		return err
	})
	return n > 0, fault.Wrap(err, "end a stand-in")
}

// StandIns lists those that concern a person, on either side, and have not ended
// before a day.
func (o *Org) StandIns(ctx context.Context, person record.ID, today record.Date) ([]StandIn, error) {
	var list []StandIn
	err := o.with(ctx, need{}, func(c *conn) (err error) {
		columns := "SELECT id, person, deputy, record, from_day, until_day FROM stand_in WHERE org = $1 AND until_day >= $3 AND "
		list, err = collect(ctx, c, func(rows *sql.Rows) (s StandIn, err error) {
			return s, rows.Scan(&s.ID, &s.Person, &s.Deputy, &s.Record, &s.From, &s.Until)
		}, columns+"person = $2 UNION ALL "+columns+"deputy = $2 AND person <> $2", c.org, string(person), string(today))
		return err
	})
	return list, fault.Wrap(err, "list who stands in")
}
