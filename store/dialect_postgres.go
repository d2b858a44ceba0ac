package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"surety/fault"
)

const (
	postgresConnections = 32
	// postgresAttempts bounds how often a write is run that other writers made
	// impossible (a deadlock, say).
	postgresAttempts = 8
)

// postgresDialect returns PostgreSQL's fragments.
func postgresDialect() *dialect {
	return &dialect{
		name:          "postgres",
		types:         strings.NewReplacer("{num}", "BIGINT", "{int}", "BIGINT", "{text}", `TEXT COLLATE "C"`, "{real}", "DOUBLE PRECISION", "{blob}", "BYTEA"),
		prelude:       []string{"CREATE SEQUENCE record_number"},
		insert:        "INSERT INTO ",
		placeholder:   func(n int) string { return "$" + strconv.Itoa(n) },
		mostArguments: 32768,
		indexTail:     ", num",
		hint:          func(string) string { return "" },
		position:      "strpos",
		enter:         "SET LOCAL surety.org = '%d'",
		lock:          " FOR NO KEY UPDATE",
		skipLocked:    " FOR UPDATE OF o SKIP LOCKED",
		tables:        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
		numbers: func(ctx context.Context, c *conn, _, _, n int64) ([]int64, error) {
			// A sequence, because a counter's row would make all who add records wait for each other.
			return collect(ctx, c, scanNumber, "SELECT nextval('record_number') FROM generate_series(1, $1)", n)
		},
		raiseNumbers: func(ctx context.Context, c *conn, _, given int64) error {
			_, err := c.one(ctx, []any{new(int64)}, "SELECT setval('record_number', greatest($1, (SELECT last_value FROM record_number)))", max(given, 1))
			return err
		},
		epilogue: []string{"DROP SEQUENCE IF EXISTS record_number", "DROP FUNCTION IF EXISTS refuse_change CASCADE"},
		guard: func(table string) []string {
			return []string{
				"ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY",
				"ALTER TABLE " + table + " FORCE ROW LEVEL SECURITY",
				"CREATE POLICY organization ON " + table + " USING (org = nullif(current_setting('surety.org', true), '')::bigint)",
			}
		},
		freeze: func(table string) []string {
			return []string{
				"CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log is only ever appended to'; END $$",
				"CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON " + table + " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
			}
		},
		explain: explainPostgres,
	}
}

func explainPostgres(err error) error {
	if known, ok := asFault(err); ok {
		return known
	}
	var refused *pgconn.PgError
	var network net.Error
	switch {
	case errors.As(err, &refused):
		switch class := refused.Code[:2]; {
		case refused.Code == "53100":
			return unavailable(err, "the database's disk is full, nothing was changed", "make room there and try again")
		case refused.Code == "23505":
			return &fault.Error{Kind: fault.Exists, Message: "it is there already", Err: err}
		case class == "40", class == "55":
			return unavailable(err, "other writes were in the way, nothing was changed", "try again")
		case class == "53", class == "57", class == "08":
			return unavailable(err, "the database is not to be had, nothing was changed", "try again later")
		case class == "28", class == "3D":
			return unavailable(err, "the database refuses the connection", "check user, password and database in its URL")
		}
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone), errors.As(err, &network), pgconn.Timeout(err), strings.Contains(err.Error(), "database is closed"):
		return unavailable(err, "the database can't be reached", "check that it runs and that its URL is right")
	}
	return err
}

// postgresEngine runs each transaction on a connection of its own.
type postgresEngine struct {
	db      *sql.DB
	aside   *sql.DB // few connections for counters, so that writers never wait for each other's
	d       *dialect
	observe observer
	access  string // of transactions that write
}

func openPostgres(ctx context.Context, o Options) (*postgresEngine, *dialect, error) {
	d := postgresDialect()
	config, err := pgx.ParseConfig(o.URL)
	if err != nil {
		return nil, nil, &fault.Error{Kind: fault.Malformed, Message: "the database's URL can't be read", Mend: "expected postgres://USER:PASSWORD@HOST/DATABASE", Err: err}
	}
	// Every list has an index that gives its order. With stale statistics the
	// planner might think that reading and sorting a whole table is cheaper.
	config.RuntimeParams["enable_seqscan"] = "off"
	config.RuntimeParams["enable_sort"] = "off"
	config.RuntimeParams["enable_bitmapscan"] = "off"
	config.RuntimeParams["jit"] = "off"
	config.RuntimeParams["application_name"] = "surety"
	e := &postgresEngine{db: stdlib.OpenDB(*config), aside: stdlib.OpenDB(*config), d: d, observe: o.observer(), access: "BEGIN"}
	if o.ReadOnly {
		e.access = "BEGIN READ ONLY"
	}
	e.db.SetMaxOpenConns(postgresConnections)
	e.db.SetMaxIdleConns(postgresConnections)
	e.aside.SetMaxOpenConns(2)
	if err := e.db.PingContext(ctx); err != nil {
		return nil, nil, errors.Join(d.explain(err), e.close())
	}
	return e, d, nil
}

func (e *postgresEngine) read(ctx context.Context, org int64, fn func(*conn) error) error {
	return e.transact(ctx, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", org, "COMMIT", fn)
}

func (e *postgresEngine) write(ctx context.Context, org int64, u unit) error {
	var err error
	for range postgresAttempts {
		ran := false
		err = e.transact(ctx, e.access, org, "COMMIT", func(c *conn) error {
			defer func() {
				if !ran {
					u.undo()
				}
			}()
			err := u.run(ctx, c)
			ran = err == nil
			return err
		})
		if err != nil && ran {
			u.undo()
		}
		if !repeats(err) {
			return err
		}
	}
	return err
}

// repeats tells that a transaction failed because of another and may be run
// again: serialization failure, deadlock, or a row that another added first.
func repeats(err error) bool {
	var refused *pgconn.PgError
	if !errors.As(err, &refused) {
		return false
	}
	switch refused.Code {
	case "40001", "40P01":
		return true
	case "23505":
		return strings.HasPrefix(refused.ConstraintName, "request_")
	}
	return false
}

// transact runs fn between begin and end, with the organization that row-level
// security lets it see.
func (e *postgresEngine) transact(ctx context.Context, begin string, org int64, end string, fn func(*conn) error) (err error) {
	return e.transactOn(ctx, e.db, begin, org, end, fn)
}

func (e *postgresEngine) transactOn(ctx context.Context, db *sql.DB, begin string, org int64, end string, fn func(*conn) error) (err error) {
	raw, err := db.Conn(ctx)
	if err != nil {
		return e.d.explain(err)
	}
	c := &conn{raw: raw, org: org, d: e.d, counter: e, observe: e.observe}
	open := false
	defer func() {
		if open && c.control(context.WithoutCancel(ctx), "ROLLBACK") != nil {
			// A connection in an unknown state must not go back to the pool.
			_ = raw.Raw(func(any) error { return driver.ErrBadConn })
		}
		_ = raw.Close() // it goes back to the pool
	}()
	open = true
	if err := c.control(ctx, fmt.Sprintf("%s; SET LOCAL surety.org = '%d'", begin, org)); err != nil {
		return err
	}
	if err := fn(c); err != nil {
		return err
	}
	if err := c.control(ctx, end); err != nil {
		return err
	}
	open = false
	return nil
}

// count takes numbers in a transaction of its own: in the writer's, its row would
// make all who add records of a kind wait until that is on the disk. It is not
// waited for either: a record can't be durable before the count that it rests on,
// which stands before it in the server's log. Numbers of a write that fails stay
// unused.
func (e *postgresEngine) count(ctx context.Context, org int64, name string, n int64) (first int64, err error) {
	err = e.transactOn(ctx, e.aside, countingBegins, org, "COMMIT", func(c *conn) (err error) {
		first, err = c.count(ctx, org, name, n)
		return err
	})
	return first, err
}

func (e *postgresEngine) raise(ctx context.Context, org int64, name string, given int64) error {
	return e.transactOn(ctx, e.aside, countingBegins, org, "COMMIT", func(c *conn) error { return c.raise(ctx, org, name, given) })
}

func (e *postgresEngine) giveBack(ctx context.Context, org int64, name string, next, taken int64) error {
	return e.transactOn(ctx, e.aside, countingBegins, org, "COMMIT", func(c *conn) error { return c.giveBack(ctx, org, name, next, taken) })
}

const countingBegins = "BEGIN; SET LOCAL synchronous_commit = off"

func (e *postgresEngine) close() error { return errors.Join(e.aside.Close(), e.db.Close()) }
