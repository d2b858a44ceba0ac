package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"surety/fault"
	"surety/record"
)

// Account is what somebody signs in with. Accounts, sessions and tokens are no
// records: they hold secrets, and are looked up before the organization is known.
type Account struct {
	ID           string
	Organization string
	Login        string // unique in the database
	Name         string
	Password     string // its hash; empty: none
	Roles        []string
	Person       record.ID // who it belongs to; empty: nobody's
	Disabled     bool
	Created      time.Time
	Preferences  string // how the person likes to work, as app writes it; PutAccount leaves it
}

const accountColumns = "a.id, g.id, a.login, a.name, a.password, a.roles, a.person, a.disabled, a.created, a.preferences"

func scanAccount(rows *sql.Rows, extra ...any) (a Account, err error) {
	var roles string
	var disabled, created int64
	err = rows.Scan(append([]any{&a.ID, &a.Organization, &a.Login, &a.Name, &a.Password, &roles, &a.Person, &disabled, &created, &a.Preferences}, extra...)...)
	a.Roles, a.Disabled, a.Created = strings.Fields(roles), disabled == 1, instant(created)
	return a, err
}

// PutAccount adds an account, or changes that with its id. A login that another
// account has is refused with Exists.
func (o *Org) PutAccount(ctx context.Context, a Account) error {
	err := o.change(ctx, func(ctx context.Context, c *conn) error {
		var other string
		taken, err := c.one(ctx, []any{&other}, "SELECT id FROM account WHERE login = $1 AND id <> $2", a.Login, a.ID)
		if err != nil {
			return err
		}
		if taken {
			return &fault.Error{Kind: fault.Exists, Field: "login", Message: "another account has the login " + a.Login, Mend: "choose another one"}
		}
		changed, err := c.exec(ctx, `INSERT INTO account (id, org, login, name, password, roles, person, disabled, created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name, password = excluded.password, roles = excluded.roles,
			person = excluded.person, disabled = excluded.disabled WHERE account.org = excluded.org`,
			a.ID, c.org, a.Login, a.Name, a.Password, strings.Join(a.Roles, " "), string(a.Person), int64(btoi(a.Disabled)), a.Created.UnixMicro())
		if err == nil && changed == 0 {
			err = fault.New(fault.Exists, "the account belongs to another organization")
		}
		return err
	})
	return fault.Wrap(err, "keep the account")
}

// PutPreferences keeps how the person of an account likes to work.
func (o *Org) PutPreferences(ctx context.Context, account, preferences string) error {
	err := o.change(ctx, func(ctx context.Context, c *conn) error {
		changed, err := c.exec(ctx, "UPDATE account SET preferences = $1 WHERE org = $2 AND id = $3", preferences, c.org, account)
		if err == nil && changed == 0 {
			err = fault.New(fault.NotFound, "there is no such account")
		}
		return err
	})
	return fault.Wrap(err, "keep the preferences")
}

// SetPassword changes the hash of an account's password, and nothing else.
func (o *Org) SetPassword(ctx context.Context, account, hash string) error {
	err := o.change(ctx, func(ctx context.Context, c *conn) error {
		_, err := c.exec(ctx, "UPDATE account SET password = $1 WHERE id = $2 AND org = $3", hash, account, c.org)
		return err
	})
	return fault.Wrap(err, "keep the password")
}

// Accounts lists the organization's accounts by login.
func (o *Org) Accounts(ctx context.Context) ([]Account, error) {
	var list []Account
	err := o.with(ctx, need{}, func(c *conn) (err error) {
		list, err = collect(ctx, c, func(rows *sql.Rows) (Account, error) { return scanAccount(rows) },
			"SELECT "+accountColumns+" FROM account a CROSS JOIN organization g WHERE a.org = $1 AND g.org = a.org ORDER BY a.login LIMIT $2", c.org, MostLimit)
		return err
	})
	return list, fault.Wrap(err, "list accounts")
}

// AccountByLogin finds an account, nil when there is none.
func (s *Store) AccountByLogin(ctx context.Context, login string) (*Account, error) {
	var found *Account
	err := s.engine.read(ctx, 0, func(c *conn) error {
		return c.each(ctx, func(rows *sql.Rows) error {
			a, err := scanAccount(rows)
			found = &a
			return err
		}, "SELECT "+accountColumns+" FROM account a CROSS JOIN organization g WHERE a.login = $1 AND g.org = a.org", login)
	})
	return found, fault.Wrap(err, "find an account")
}

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
