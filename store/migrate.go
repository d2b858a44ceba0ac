package store

import (
	"context"
	"fmt"
	"slices"

	"surety/fault"
)

// stand is where the tables of a database stand.
type stand struct {
	empty   bool
	version int // of the tables
	pending int // the version that an unfinished migration leads to; 0: none
}

func readStand(ctx context.Context, c *conn) (stand, error) {
	tables, err := collect(ctx, c, scanText, c.d.tables)
	if err != nil {
		return stand{}, err
	}
	if len(tables) == 0 {
		return stand{empty: true}, nil
	}
	if !slices.Contains(tables, "schema_version") {
		return stand{}, &fault.Error{Kind: fault.Malformed, Message: "the database holds tables of another program (" + tables[0] + ")", Mend: "name an empty database, or one that surety made"}
	}
	var s stand
	_, err = c.one(ctx, []any{&s.version, &s.pending}, "SELECT version, pending FROM schema_version")
	return s, err
}

// check refuses a database that this program must not serve.
func (s stand) check() error {
	if s.pending == restoring {
		return unavailable(nil, "a restore into this database was begun and not finished", "empty the database and restore again")
	}
	return s.known()
}

// known refuses the tables of a newer program.
func (s stand) known() error {
	if s.version > newest || s.pending > newest {
		return &fault.Error{Kind: fault.Unsupported, Message: fmt.Sprintf("the database was made by a newer program (tables of version %d, this one knows %d)", max(s.version, s.pending), newest),
			Mend: "install the newer program, or restore a backup that this one made"}
	}
	return nil
}

// upToDate refuses what would have to be migrated first.
func (s stand) upToDate() error {
	switch {
	case s.empty:
		return unavailable(nil, "the database is empty", "start the program once so that it makes its tables")
	case s.pending != 0:
		return unavailable(nil, fmt.Sprintf("a migration to version %d was begun and not finished", s.pending), "start the program once so that it finishes it")
	case s.version < newest:
		return unavailable(nil, fmt.Sprintf("the tables are of version %d, this program needs %d", s.version, newest), "start the program once so that it migrates them")
	}
	return nil
}

// migrate brings the tables of any earlier version to the target version. Each
// step is a transaction; a mark that stands from the first to the last keeps
// every program from serving in between, and whoever opens next goes on.
func migrate(ctx context.Context, e engine, target int) (stand, error) {
	var s stand
	step := func(fn func(c *conn) error) error {
		return e.write(ctx, 0, simple(func(ctx context.Context, c *conn) (err error) {
			if s, err = readStand(ctx, c); err != nil {
				return err
			}
			if err := s.known(); err != nil {
				return err
			}
			return fn(c)
		}))
	}
	err := step(func(c *conn) error {
		if s.empty {
			return runAll(ctx, c, []string{
				"CREATE TABLE schema_version (version BIGINT NOT NULL, pending BIGINT NOT NULL)",
				fmt.Sprintf("INSERT INTO schema_version (version, pending) VALUES (0, %d)", target),
			})
		}
		if s.version < target && s.pending != restoring {
			return c.control(ctx, fmt.Sprintf("UPDATE schema_version SET pending = %d", target))
		}
		return nil
	})
	for err == nil && s.version < target {
		err = step(func(c *conn) error {
			if s.version >= target {
				return nil // another program was faster
			}
			if err := migrations[s.version](ctx, c); err != nil {
				return fault.Wrap(err, fmt.Sprintf("migrate the tables to version %d", s.version+1))
			}
			s.version++
			return c.control(ctx, fmt.Sprintf("UPDATE schema_version SET version = %d", s.version))
		})
	}
	return s, err
}

// finishMigration takes the mark away.
func finishMigration(ctx context.Context, e engine) error {
	return e.write(ctx, 0, simple(func(ctx context.Context, c *conn) error {
		return c.control(ctx, "UPDATE schema_version SET pending = 0")
	}))
}
