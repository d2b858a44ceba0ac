package store

import (
	"context"
	"database/sql"
	"time"

	"surety/fault"
)

// Message is something that leaves the store because of a write: a mail, a
// webhook, a job.
type Message struct {
	ID           string
	Organization string
	Topic        string
	Payload      []byte
	Created      time.Time
	Attempts     int // how often it was taken, this time included
}

// Outbox leaves a message that is taken once the transaction is durable.
func (t *Tx) Outbox(topic string, payload []byte) error {
	if err := t.alive(); err != nil {
		return err
	}
	if payload == nil {
		payload = []byte{}
	}
	now := t.now.UnixMicro()
	err := t.exec("INSERT INTO outbox (id, org, topic, payload, created, due, attempts) VALUES ($1, $2, $3, $4, $5, $6, 0)",
		string(t.store.newID()), t.org, topic, payload, now, now)
	return fault.Wrap(err, "leave a message")
}

// TakeMessages takes up to limit messages that are due, the oldest first. Who
// takes one has it for a while; if it is not [Store.FinishMessage]d by then, it
// is due again. So a message is delivered at least once.
func (s *Store) TakeMessages(ctx context.Context, limit int, while time.Duration) ([]Message, error) {
	var list []Message
	now := s.now()
	err := s.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) (err error) {
		list, err = collect(ctx, c, func(rows *sql.Rows) (m Message, err error) {
			var created int64
			err = rows.Scan(&m.ID, &m.Organization, &m.Topic, &m.Payload, &created, &m.Attempts)
			m.Created = instant(created)
			m.Attempts++
			return m, err
		}, "SELECT o.id, g.id, o.topic, o.payload, o.created, o.attempts FROM outbox o CROSS JOIN organization g WHERE o.due <= $1 AND g.org = o.org ORDER BY o.due, o.id LIMIT $2"+c.d.skipLocked,
			now.UnixMicro(), limited(limit))
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

// FinishMessage removes a message that was delivered.
func (s *Store) FinishMessage(ctx context.Context, id string) error {
	return fault.Wrap(s.delete(ctx, "DELETE FROM outbox WHERE id = $1", id), "finish a message")
}
