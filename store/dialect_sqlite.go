package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"surety/fault"
)

// sqliteDialect returns SQLite's fragments for the database file at path.
func sqliteDialect(path string) *dialect {
	return &dialect{
		name:          "sqlite",
		types:         strings.NewReplacer("{num}", "INTEGER", "{int}", "INTEGER", "{text}", "TEXT", "{real}", "REAL", "{blob}", "BLOB"),
		clustered:     " WITHOUT ROWID",
		insert:        "INSERT OR FAIL INTO ", // without a statement journal: the transaction is rolled back anyway
		placeholder:   func(int) string { return "?" },
		mostArguments: 4096,
		hint:          func(index string) string { return " INDEXED BY " + index },
		position:      "instr",
		among: func(a *arguments, column string, numbers []int64) string {
			return column + " IN (SELECT value FROM json_each(" + a.add("["+joinNumbers(numbers)+"]") + "))"
		},
		contains:     func(bytes, part string) string { return "instr(" + bytes + ", " + part + ") > 0" },
		tables:       "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
		numbers:      followNumbers,
		raiseNumbers: func(context.Context, *conn, int64, int64) error { return nil },
		guard:        func(string) []string { return nil },
		freeze: func(table string) []string {
			var statements []string
			for _, act := range []string{"UPDATE", "DELETE"} {
				statements = append(statements, fmt.Sprintf("CREATE TRIGGER %s_%s BEFORE %s ON %s BEGIN SELECT RAISE(ABORT, 'the log is only ever appended to'); END",
					table, strings.ToLower(act), act, table))
			}
			return statements
		},
		explain: func(err error) error { return explainSQLite(path, err) },
	}
}

// followNumbers takes the record numbers that follow the highest. Nobody else
// can: there is one writer at a time.
func followNumbers(ctx context.Context, c *conn, org, before, n int64) ([]int64, error) {
	if before == 0 {
		highest := first(org)
		if _, err := c.one(ctx, []any{&highest}, "SELECT num FROM record WHERE num > $1 AND num < $2 ORDER BY num DESC LIMIT 1", highest, first(org+1)); err != nil {
			return nil, err
		}
		before = highest - first(org)
	}
	numbers := make([]int64, n)
	for i := range numbers {
		numbers[i] = before + 1 + int64(i)
	}
	return numbers, nil
}

func explainSQLite(path string, err error) error {
	if known, ok := asFault(err); ok {
		return known
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		if errors.Is(err, sql.ErrConnDone) || strings.Contains(err.Error(), "database is closed") {
			return unavailable(err, "the database is closed", "")
		}
		return err
	}
	switch e.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return &fault.Error{Kind: fault.Exists, Message: "it is there already", Err: err}
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return unavailable(err, "the disk is full, nothing was changed", "make room where "+path+" lies and try again")
	case sqlite3.SQLITE_IOERR:
		return unavailable(err, "the disk can't be read or written, nothing was changed", "check the disk where "+path+" lies")
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return unavailable(err, "another program holds the database, nothing was changed", "try again when it has ended")
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return unavailable(err, "the database file "+path+" can't be opened for this", "check that the file and its folder may be written by this program's account")
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return &fault.Error{Kind: fault.Malformed, Message: path + " is no database, or a damaged one", Mend: "restore the newest backup into an empty folder", Err: err}
	}
	return err
}

// sqliteEngine has one connection that writes and several that read.
type sqliteEngine struct {
	db      *sql.DB
	writer  *conn
	writing *group
	reading *readers
}

func openSQLite(ctx context.Context, path string, o Options) (*sqliteEngine, *dialect, error) {
	d := sqliteDialect(path)
	e := &sqliteEngine{}
	if _, err := os.Stat(path); o.ReadOnly && errors.Is(err, os.ErrNotExist) {
		return nil, nil, unavailable(err, "there is no database at "+path, "check the folder's name")
	}
	if !o.ReadOnly {
		if err := makeDatabaseFile(path); err != nil {
			return nil, nil, err
		}
	}
	mode := "rw"
	if o.ReadOnly {
		mode = "ro"
	}
	pragmas := url.Values{"mode": {mode}, "_pragma": {"busy_timeout(10000)", "foreign_keys(1)", "temp_store(memory)", "secure_delete(1)"}, "_defensive": {"1"}, "_dqs": {"0"}}
	if !o.ReadOnly {
		pragmas["_pragma"] = append(pragmas["_pragma"], "journal_mode(wal)", "synchronous(full)", "wal_autocheckpoint(16000)", "journal_size_limit(67108864)")
	}
	open := func(immutable bool) (*sql.DB, error) {
		if immutable {
			pragmas["immutable"] = []string{"1"}
		}
		return sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: pragmas.Encode()}).String())
	}
	var err error
	if o.ReadOnly {
		e.db, err = openStill(ctx, path, open)
	} else {
		e.db, err = open(false)
	}
	if err != nil {
		return nil, nil, d.explain(err)
	}
	if err := e.connect(ctx, d, o); err != nil {
		return nil, nil, errors.Join(err, e.close())
	}
	return e, d, nil
}

func (e *sqliteEngine) connect(ctx context.Context, d *dialect, o Options) error {
	dial := func(ctx context.Context, first string) (*conn, error) {
		raw, err := e.db.Conn(ctx)
		if err != nil {
			return nil, d.explain(err)
		}
		c := &conn{raw: raw, d: d, prepared: map[string]*sql.Stmt{}, observe: o.observer()}
		c.counter = c
		if err := c.control(ctx, first); err != nil {
			c.close()
			return nil, err
		}
		return c, nil
	}
	// A reader stays when the request that it is opened for has ended.
	e.reading = newReaders(func() (*conn, error) { return dial(context.Background(), "PRAGMA query_only = 1") })
	writer, err := dial(ctx, "PRAGMA cache_size = -65536")
	if err != nil {
		return err
	}
	if o.ReadOnly {
		if err := writer.control(ctx, "PRAGMA query_only = 1"); err != nil {
			writer.close()
			return err
		}
	}
	e.writer, e.writing = writer, startGroup(sqliteLane{writer})
	return nil
}

func (e *sqliteEngine) read(ctx context.Context, org int64, fn func(*conn) error) (err error) {
	c, err := e.reading.take(ctx)
	if err != nil {
		return err
	}
	defer e.reading.giveBack(c)
	c.org, c.position = org, unread
	if err := c.control(context.Background(), "BEGIN"); err != nil {
		return err
	}
	defer func() {
		if end := c.control(context.Background(), "ROLLBACK"); err == nil {
			err = end
		}
	}()
	return fn(c)
}

func (e *sqliteEngine) write(ctx context.Context, org int64, u unit) error {
	return e.writing.do(ctx, org, u)
}

func (e *sqliteEngine) close() error {
	if e.writing != nil {
		e.writing.stop()
		e.writer.close()
	}
	if e.reading != nil {
		e.reading.close()
	}
	return e.db.Close()
}
