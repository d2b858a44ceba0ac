package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"surety/fault"
)

// Session is a signed-in browser.
type Session struct {
	Hash    string // of the secret, which is not kept
	Account string
	Created time.Time
	Expires time.Time
	CSRF    string
	Agent   string
}

// Token lets a script in.
type Token struct {
	Hash    string // of the secret, which is not kept
	Name    string
	Account string
	Owner   TokenOwner
	Roles   []string
	Created time.Time
	Expires time.Time
}

// TokenOwner is the account that a token belongs to, as it stands when the token
// is read. PutToken keeps its id only; an empty one is nobody's.
type TokenOwner struct {
	ID       string
	Name     string
	Roles    []string
	Disabled bool // also where there is no such account any more
}

const ownerColumns = "t.owner, COALESCE(o.name, ''), COALESCE(o.roles, ''), COALESCE(o.disabled, 1)"

// scanOwner puts what ownerColumns read into an owner.
type scanOwner struct {
	roles    string
	disabled int64
}

func (s *scanOwner) into(o *TokenOwner) []any { return []any{&o.ID, &o.Name, &s.roles, &s.disabled} }

func (s *scanOwner) finish(o *TokenOwner) {
	o.Roles, o.Disabled = strings.Fields(s.roles), s.disabled == 1
}

// PutSession keeps a session, and forgets those that have expired.
func (s *Store) PutSession(ctx context.Context, session Session) error {
	err := s.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		if _, err := c.exec(ctx, "DELETE FROM session WHERE expires < $1", s.now().UnixMicro()); err != nil {
			return err
		}
		_, err := c.exec(ctx, `INSERT INTO session (hash, account, created, expires, csrf, agent) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (hash) DO UPDATE SET expires = excluded.expires, csrf = excluded.csrf, agent = excluded.agent WHERE session.account = excluded.account`,
			session.Hash, session.Account, session.Created.UnixMicro(), session.Expires.UnixMicro(), session.CSRF, session.Agent)
		return err
	}))
	return fault.Wrap(err, "keep the session")
}

// SessionByHash finds a session and its account, nil when there is none. Whether
// it has expired, or the account is disabled, is for the caller to see.
func (s *Store) SessionByHash(ctx context.Context, hash string) (*Session, *Account, error) {
	var session *Session
	var account *Account
	err := s.engine.read(ctx, 0, func(c *conn) error {
		return c.each(ctx, func(rows *sql.Rows) error {
			found := Session{Hash: hash}
			var created, expires int64
			a, err := scanAccount(rows, &created, &expires, &found.CSRF, &found.Agent)
			found.Account, found.Created, found.Expires = a.ID, instant(created), instant(expires)
			session, account = &found, &a
			return err
		}, "SELECT "+accountColumns+", s.created, s.expires, s.csrf, s.agent FROM session s CROSS JOIN account a CROSS JOIN organization g WHERE s.hash = $1 AND a.id = s.account AND g.org = a.org", hash)
	})
	return session, account, fault.Wrap(err, "find the session")
}

// DeleteSession ends a session.
func (s *Store) DeleteSession(ctx context.Context, hash string) error {
	return fault.Wrap(s.delete(ctx, "DELETE FROM session WHERE hash = $1", hash), "end the session")
}

// TakeSession ends a session and tells whether this call did: of several at the
// same time, one.
func (s *Store) TakeSession(ctx context.Context, hash string) (taken bool, err error) {
	err = s.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		ended, err := c.exec(ctx, "DELETE FROM session WHERE hash = $1", hash)
		taken = ended > 0
		return err
	}))
	return taken, fault.Wrap(err, "take the session")
}

// DeleteSessions ends every session of an account but the one with a hash; an
// empty hash spares none.
func (s *Store) DeleteSessions(ctx context.Context, account, but string) error {
	return fault.Wrap(s.delete(ctx, "DELETE FROM session WHERE account = $1 AND hash <> $2", account, but), "end sessions")
}

func (s *Store) delete(ctx context.Context, text string, args ...any) error {
	return s.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		_, err := c.exec(ctx, text, args...)
		return err
	}))
}

// PutToken keeps a token.
func (o *Org) PutToken(ctx context.Context, t Token) error {
	err := o.change(ctx, func(ctx context.Context, c *conn) error {
		_, err := c.exec(ctx, "INSERT INTO access_token (hash, org, name, account, roles, created, expires, owner) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			t.Hash, c.org, t.Name, t.Account, strings.Join(t.Roles, " "), t.Created.UnixMicro(), t.Expires.UnixMicro(), t.Owner.ID)
		return err
	})
	return fault.Wrap(err, "keep the token")
}

// Tokens lists the organization's tokens by name.
func (o *Org) Tokens(ctx context.Context) ([]Token, error) {
	var list []Token
	err := o.with(ctx, need{}, func(c *conn) (err error) {
		list, err = collect(ctx, c, scanToken,
			"SELECT t.hash, t.name, t.account, t.roles, t.created, t.expires, "+ownerColumns+" FROM access_token t LEFT JOIN account o ON o.id = t.owner WHERE t.org = $1 ORDER BY t.name, t.hash LIMIT $2", c.org, MostLimit)
		return err
	})
	return list, fault.Wrap(err, "list tokens")
}

func scanToken(rows *sql.Rows) (t Token, err error) {
	var roles string
	var created, expires int64
	var owner scanOwner
	err = rows.Scan(append([]any{&t.Hash, &t.Name, &t.Account, &roles, &created, &expires}, owner.into(&t.Owner)...)...)
	owner.finish(&t.Owner)
	t.Roles, t.Created, t.Expires = strings.Fields(roles), instant(created), instant(expires)
	return t, err
}

// TokenByHash finds a token and its account, nil when there is none. Whether it
// has expired, or the account is disabled, is for the caller to see.
func (s *Store) TokenByHash(ctx context.Context, hash string) (*Token, *Account, error) {
	var token *Token
	var account *Account
	err := s.engine.read(ctx, 0, func(c *conn) error {
		return c.each(ctx, func(rows *sql.Rows) error {
			found := Token{Hash: hash}
			var roles string
			var created, expires int64
			var owner scanOwner
			a, err := scanAccount(rows, append([]any{&found.Name, &roles, &created, &expires}, owner.into(&found.Owner)...)...)
			owner.finish(&found.Owner)
			found.Account, found.Roles, found.Created, found.Expires = a.ID, strings.Fields(roles), instant(created), instant(expires)
			token, account = &found, &a
			return err
		}, "SELECT "+accountColumns+", t.name, t.roles, t.created, t.expires, "+ownerColumns+" FROM access_token t CROSS JOIN account a CROSS JOIN organization g LEFT JOIN account o ON o.id = t.owner WHERE t.hash = $1 AND a.id = t.account AND g.org = a.org", hash)
	})
	return token, account, fault.Wrap(err, "find the token")
}

// DeleteToken ends a token of the organization.
func (o *Org) DeleteToken(ctx context.Context, hash string) error {
	err := o.change(ctx, func(ctx context.Context, c *conn) error {
		_, err := c.exec(ctx, "DELETE FROM access_token WHERE hash = $1 AND org = $2", hash, c.org)
		return err
	})
	return fault.Wrap(err, "end the token")
}

// change runs a write of the organization that makes no revision.
func (o *Org) change(ctx context.Context, fn func(ctx context.Context, c *conn) error) error {
	number, err := o.store.number(ctx, o.id)
	if err != nil {
		return err
	}
	return o.store.engine.write(ctx, number, simple(fn))
}
