package store

import (
	"context"
	"time"

	"surety/fault"
)

// Done tells whether a request was carried out before, and with which result: a
// caller that sent it again, not knowing, is to be given that.
func (t *Tx) Done(request string) (result []byte, done bool, err error) {
	if err := t.alive(); err != nil || request == "" {
		return nil, false, err
	}
	c, err := t.db()
	if err != nil {
		return nil, false, err
	}
	done, err = c.one(t.ctx, []any{&result}, "SELECT result FROM request WHERE org = $1 AND id = $2", t.org, request)
	return result, done, fault.Wrap(err, "look for the request")
}

// Finish notes that this transaction carries out a request, with its result.
// Done says so from then on, until [Org.ForgetRequests].
func (t *Tx) Finish(request string, result []byte) error {
	if err := t.alive(); err != nil || request == "" {
		return err
	}
	if result == nil {
		result = []byte{}
	}
	err := t.exec("INSERT INTO request (org, id, created, result) VALUES ($1, $2, $3, $4)", t.org, request, t.now.UnixMicro(), result)
	return fault.Wrap(err, "note the request")
}

// ForgetRequests forgets the requests that were carried out before an instant.
// One that is sent again after that is carried out again.
func (o *Org) ForgetRequests(ctx context.Context, before time.Time) error {
	err := o.change(ctx, func(ctx context.Context, c *conn) error {
		_, err := c.exec(ctx, "DELETE FROM request WHERE org = $1 AND created < $2", c.org, before.UnixMicro())
		return err
	})
	return fault.Wrap(err, "forget requests")
}
