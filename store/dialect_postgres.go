package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"maps"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"surety/fault"
)

const postgresConnections = 32

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
		among: func(a *arguments, column string, numbers []int64) string {
			return column + " = ANY(" + a.add("{"+joinNumbers(numbers)+"}") + "::bigint[])"
		},
		contains:   func(bytes, part string) string { return "position(" + part + "::bytea in " + bytes + ") > 0" },
		enter:      "SET LOCAL surety.org = '%d'",
		lock:       " FOR NO KEY UPDATE",
		skipLocked: " FOR UPDATE OF o SKIP LOCKED",
		keepPlan:   "SET LOCAL plan_cache_mode = force_generic_plan",
		tables:     "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
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
		case refused.Code == "22021":
			return &fault.Error{Kind: fault.Malformed, Message: "what was sent holds bytes that are no text", Mend: "send text in UTF-8, without zero bytes"}
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

// postgresEngine runs each transaction on a connection of the pool. Writes of one
// organization are grouped; other nodes' writes come between groups.
type postgresEngine struct {
	db      *sql.DB
	aside   *sql.DB // few connections for counters, so that writers never wait for each other's
	d       *dialect
	observe observer
	access  string // of transactions that write

	mu      sync.Mutex
	writing map[int64]*group // by organization
	closed  bool
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
	e := &postgresEngine{db: stdlib.OpenDB(*config), aside: stdlib.OpenDB(*config), d: d, observe: o.observer(), access: "BEGIN", writing: map[int64]*group{}}
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
	return e.transact(ctx, e.db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", org, fn)
}

func (e *postgresEngine) write(ctx context.Context, org int64, u unit) error {
	g, err := e.group(org)
	if err != nil {
		return err
	}
	return g.do(ctx, org, u)
}

// group is the one writer of an organization on this node. Were there several,
// each would wait for the log's head until the one before is on the disk.
func (e *postgresEngine) group(org int64) (*group, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, errClosed()
	}
	g := e.writing[org]
	if g == nil {
		g = startGroup(postgresLane{e})
		e.writing[org] = g
	}
	return g, nil
}

// postgresLane runs each transaction of a group on a connection of the pool.
type postgresLane struct{ e *postgresEngine }

func (l postgresLane) begin(ctx context.Context, org int64) (*conn, error) {
	return l.e.begin(ctx, l.e.db, l.e.access, org)
}

func (l postgresLane) commit(ctx context.Context, c *conn) error { return l.e.end(ctx, c) }

func (l postgresLane) rollback(c *conn) { l.e.rollback(c) }

// again: serialization failure, deadlock, or a row that another added first.
func (l postgresLane) again(err error) bool {
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

func (l postgresLane) wipe(context.Context) {}

// begin begins a transaction with the organization that row-level security lets
// it see.
func (e *postgresEngine) begin(ctx context.Context, db *sql.DB, begin string, org int64) (*conn, error) {
	raw, err := db.Conn(ctx)
	if err != nil {
		return nil, e.d.explain(err)
	}
	c := &conn{raw: raw, org: org, d: e.d, counter: e, observe: e.observe, position: unread}
	if err := c.control(ctx, fmt.Sprintf("%s; SET LOCAL surety.org = '%d'", begin, org)); err != nil {
		e.rollback(c)
		return nil, err
	}
	return c, nil
}

func (e *postgresEngine) end(ctx context.Context, c *conn) error {
	if err := c.control(ctx, "COMMIT"); err != nil {
		return err
	}
	_ = c.raw.Close() // it goes back to the pool
	return nil
}

func (e *postgresEngine) rollback(c *conn) {
	if c.control(context.Background(), "ROLLBACK") != nil {
		// A connection in an unknown state must not go back to the pool.
		_ = c.raw.Raw(func(any) error { return driver.ErrBadConn })
	}
	_ = c.raw.Close()
}

// transact runs fn in a transaction.
func (e *postgresEngine) transact(ctx context.Context, db *sql.DB, begin string, org int64, fn func(*conn) error) error {
	c, err := e.begin(ctx, db, begin, org)
	if err != nil {
		return err
	}
	ended := false
	defer func() {
		if !ended {
			e.rollback(c)
		}
	}()
	if err := fn(c); err != nil {
		return err
	}
	err = e.end(ctx, c)
	ended = err == nil
	return err
}

// count takes numbers in a transaction of its own: in the writer's, its row would
// make all who add records of a kind wait until that is on the disk. It is not
// waited for either: a record can't be durable before the count that it rests on,
// which stands before it in the server's log. Numbers of a write that fails stay
// unused.
func (e *postgresEngine) count(ctx context.Context, org int64, name string, n int64) (first int64, err error) {
	err = e.transact(ctx, e.aside, countingBegins, org, func(c *conn) (err error) {
		first, err = c.count(ctx, org, name, n)
		return err
	})
	return first, err
}

func (e *postgresEngine) raise(ctx context.Context, org int64, name string, given int64) error {
	return e.transact(ctx, e.aside, countingBegins, org, func(c *conn) error { return c.raise(ctx, org, name, given) })
}

func (e *postgresEngine) giveBack(ctx context.Context, org int64, name string, next, taken int64) error {
	return e.transact(ctx, e.aside, countingBegins, org, func(c *conn) error { return c.giveBack(ctx, org, name, next, taken) })
}

const countingBegins = "BEGIN; SET LOCAL synchronous_commit = off"

func (e *postgresEngine) close() error {
	e.mu.Lock()
	e.closed = true
	writing := slices.Collect(maps.Values(e.writing))
	e.mu.Unlock()
	for _, g := range writing {
		g.stop()
	}
	return errors.Join(e.aside.Close(), e.db.Close())
}
