package store

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"
	"time"

	"surety/fault"
	"surety/journal"
)

// Organization is one of those whose records a database keeps.
type Organization struct {
	ID      string // opaque; it stands in every entry of its log
	Name    string
	Created time.Time
	// Verifier is the key that its checkpoints are checked with; after a restore
	// without keys, the newest and the earlier ones, one a line.
	Verifier string
}

// Org is one organization's part of a store.
type Org struct {
	reader
}

var organizationForm = regexp.MustCompile(`^[A-Za-z0-9._~-]{1,64}$`)

// numberBits is how much of a record's number counts within its organization.
const numberBits = 40

// first is the number before an organization's first record or position.
func first(org int64) int64 { return org << numberBits }

// Organizations lists the organizations in the order in which they were made.
func (s *Store) Organizations(ctx context.Context) ([]Organization, error) {
	var list []Organization
	err := s.engine.read(ctx, 0, func(c *conn) (err error) {
		list, err = collect(ctx, c, scanOrganization, organizationList)
		return err
	})
	return list, fault.Wrap(err, "list organizations")
}

const organizationList = "SELECT id, name, created, verifier FROM organization ORDER BY org"

func scanOrganization(rows *sql.Rows) (o Organization, err error) {
	var created int64
	err = rows.Scan(&o.ID, &o.Name, &created, &o.Verifier)
	o.Created = instant(created)
	return o, err
}

// CreateOrganization adds an organization with an empty log and its first
// settings, and makes its signing key. The id is opaque: 1 to 64 letters, digits
// and . _ ~ -
func (s *Store) CreateOrganization(ctx context.Context, id, name string, settings ...Setting) error {
	if !organizationForm.MatchString(id) {
		return fault.New(fault.Invalid, "%q can't be an organization's id: expected 1 to 64 letters, digits and . _ ~ -", id)
	}
	if strings.TrimSpace(name) == "" {
		return fault.New(fault.Invalid, "an organization needs a name")
	}
	verifier, err := s.keys.newSigner(s.random, id)
	if err != nil {
		return err
	}
	err = s.engine.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		var org int64
		if _, err := c.one(ctx, []any{&org}, "SELECT coalesce(max(org), 0) + 1 FROM organization"); err != nil {
			return err
		}
		added, err := c.exec(ctx, "INSERT INTO organization (org, id, name, created, verifier) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING",
			org, id, name, s.now().UnixMicro(), verifier)
		if err != nil {
			return err
		}
		if added == 0 {
			return fault.New(fault.Exists, "there is an organization %s already", id)
		}
		if err := c.enter(ctx, org); err != nil {
			return err
		}
		for _, setting := range settings {
			if err := c.putSetting(ctx, setting); err != nil {
				return err
			}
		}
		return createHead(ctx, c, org)
	}))
	return fault.Wrap(err, "add an organization")
}

// createHead begins an organization's log.
func createHead(ctx context.Context, c *conn, org int64) error {
	var empty journal.Frontier
	root := empty.Root()
	_, err := c.exec(ctx, "INSERT INTO log_head (org, size, root, peaks, time, signed) VALUES ($1, 0, $2, $3, 0, 0)", org, root[:], []byte{})
	return err
}

// In gives one organization's part of the store. Whether the organization is
// there is found out by the first use, which fails with NotFound if it isn't.
func (s *Store) In(org string) *Org {
	o := &Org{}
	o.reader = reader{store: s, id: org, with: func(ctx context.Context, _ need, fn func(*conn) error) error {
		number, err := s.number(ctx, org)
		if err != nil {
			return err
		}
		return s.engine.read(ctx, number, fn)
	}, committed: true}
	return o
}

// number finds the number of an organization, remembering it.
func (s *Store) number(ctx context.Context, id string) (int64, error) {
	if n, ok := s.organizations.Load(id); ok {
		return n.(int64), nil
	}
	var n int64
	err := s.engine.read(ctx, 0, func(c *conn) error {
		found, err := c.one(ctx, []any{&n}, "SELECT org FROM organization WHERE id = $1", id)
		if err == nil && !found {
			err = fault.New(fault.NotFound, "there is no organization %q", id)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	s.organizations.Store(id, n)
	return n, nil
}

// enter makes the transaction see an organization.
func (c *conn) enter(ctx context.Context, org int64) error {
	if c.org == org {
		return nil
	}
	c.org = org
	if c.d.enter == "" {
		return nil
	}
	return c.control(ctx, fmt.Sprintf(c.d.enter, org))
}

func instant(micro int64) time.Time {
	if micro == noInstant {
		return time.Time{}
	}
	return time.UnixMicro(micro).UTC()
}
