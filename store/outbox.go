package store

import (
	"context"
	"database/sql"
	"time"

	"surety/fault"
	"surety/record"
)

// Message is something that leaves the store because of a write: a mail, a
// webhook, a job.
type Message struct {
	ID           string
	Organization string
	Topic        string
	Payload      []byte
	Created      time.Time
	Attempts     int    // how often it was taken, this time included
	Failure      string // what was wrong when it was last tried
	Due          time.Time
}

// Outbox leaves a message that is taken once the transaction is durable.
func (t *Tx) Outbox(topic string, payload []byte) error {
	if err := t.alive(); err != nil {
		return err
	}
	return fault.Wrap(t.exec(leaving, leaveArguments(t.store, t.org, t.now, topic, payload)...), "leave a message")
}

const leaving = "INSERT INTO outbox (id, org, topic, payload, created, due, attempts) VALUES ($1, $2, $3, $4, $5, $6, 0)"

func leaveArguments(s *Store, org int64, now time.Time, topic string, payload []byte) []any {
	if payload == nil {
		payload = []byte{}
	}
	return []any{string(s.newID()), org, topic, payload, now.UnixMicro(), now.UnixMicro()}
}

func (o *Org) leave(ctx context.Context, c *conn, topic string, payload []byte) error {
	_, err := c.exec(ctx, leaving, leaveArguments(o.store, c.org, o.store.now(), topic, payload)...)
	return err
}

// LeaveDigest leaves the message that makes an account's digest of a day, unless
// that was done before, here or by another program that serves the same database:
// it tells whether this was the first time. Days long gone are forgotten.
func (o *Org) LeaveDigest(ctx context.Context, account string, day, forget record.Date, topic string, payload []byte) (first bool, err error) {
	err = o.change(ctx, func(ctx context.Context, c *conn) error {
		n, err := c.exec(ctx, "INSERT INTO digest (org, account, day) VALUES ($1, $2, $3) ON CONFLICT (org, account, day) DO NOTHING", c.org, account, string(day))
		if first = n > 0; err != nil || !first {
			return err
		}
		if _, err := c.exec(ctx, "DELETE FROM digest WHERE org = $1 AND account = $2 AND day < $3", c.org, account, string(forget)); err != nil {
			return err
		}
		return o.leave(ctx, c, topic, payload)
	})
	return first, fault.Wrap(err, "leave a digest")
}

// Digests lists the newest day of which each account was left a digest.
func (o *Org) Digests(ctx context.Context) (map[string]record.Date, error) {
	days := map[string]record.Date{}
	err := o.with(ctx, need{}, func(c *conn) error {
		return c.each(ctx, func(rows *sql.Rows) error {
			var account string
			var day record.Date
			err := rows.Scan(&account, &day)
			days[account] = day
			return err
		}, "SELECT account, max(day) FROM digest WHERE org = $1 GROUP BY account", c.org)
	})
	return days, fault.Wrap(err, "list digests")
}

// Failing lists the organization's messages that could not be delivered so far.
func (o *Org) Failing(ctx context.Context, limit int) ([]Message, error) {
	var list []Message
	err := o.with(ctx, need{}, func(c *conn) (err error) {
		list, err = collect(ctx, c, scanMessage, messageColumns+" WHERE o.org = $1 AND o.failure > '' AND g.org = o.org ORDER BY o.failure, o.id LIMIT $2", c.org, limited(limit))
		return err
	})
	return list, fault.Wrap(err, "list what could not be delivered")
}

// RetryMessage makes a message due now, and tells whether it is still there.
func (o *Org) RetryMessage(ctx context.Context, id string) (bool, error) {
	var n int64
	err := o.change(ctx, func(ctx context.Context, c *conn) (err error) {
		n, err = c.exec(ctx, "UPDATE outbox SET due = $1 WHERE org = $2 AND id = $3", o.store.now().UnixMicro(), c.org, id)
		return err
	})
	return n > 0, fault.Wrap(err, "have a message tried again")
}

const messageColumns = "SELECT o.id, g.id, o.topic, o.payload, o.created, o.due, o.attempts, o.failure FROM outbox o CROSS JOIN organization g"

func scanMessage(rows *sql.Rows) (m Message, err error) {
	var created, due int64
	err = rows.Scan(&m.ID, &m.Organization, &m.Topic, &m.Payload, &created, &due, &m.Attempts, &m.Failure)
	m.Created, m.Due = instant(created), instant(due)
	return m, err
}

// TakeMessages takes up to limit messages of some topics that are due, the oldest first. Who
// takes one has it for a while; if it is not [Store.FinishMessage]d by then, it
// is due again. So a message is delivered at least once.
func (s *Store) TakeMessages(ctx context.Context, topics []string, limit int, while time.Duration) ([]Message, error) {
	var list []Message
	now := s.now()
	err := s.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) (err error) {
		var a arguments
		list, err = collect(ctx, c, scanMessage, messageColumns+" WHERE o.due <= "+a.add(now.UnixMicro())+" AND o.topic "+in(&a, topics)+
			" AND g.org = o.org ORDER BY o.due, o.id LIMIT "+a.add(limited(limit))+c.d.skipLocked, a.values...)
		for i := range list {
			list[i].Attempts++
		}
		for _, m := range list {
			if _, err := c.exec(ctx, "UPDATE outbox SET due = $1, attempts = $2 WHERE id = $3", now.Add(while).UnixMicro(), int64(m.Attempts), m.ID); err != nil {
				return err
			}
		}
		return err
	}))
	if err != nil {
		return nil, fault.Wrap(err, "take messages")
	}
	return list, nil
}

// FailMessage notes why a message that was taken could not be delivered; it is due
// again after a while.
func (s *Store) FailMessage(ctx context.Context, id, failure string, while time.Duration) error {
	err := s.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		_, err := c.exec(ctx, "UPDATE outbox SET failure = $1, due = $2 WHERE id = $3", failure, s.now().Add(while).UnixMicro(), id)
		return err
	}))
	return fault.Wrap(err, "note why a message was not delivered")
}

// FinishMessage removes a message that was delivered.
func (s *Store) FinishMessage(ctx context.Context, id string) error {
	return fault.Wrap(s.delete(ctx, "DELETE FROM outbox WHERE id = $1", id), "finish a message")
}
