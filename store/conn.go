package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
)

// mostPrepared bounds the statements that a connection keeps prepared.
const mostPrepared = 400

// observer is told every statement before it runs; nil where nobody watches.
type observer func(c *conn, text string, args []any)

// conn is one connection within a transaction. It keeps prepared statements
// where the driver doesn't, and tells the observer what it runs.
type conn struct {
	raw      *sql.Conn
	org      int64 // number of the organization that it reads and writes
	d        *dialect
	counter  counter              // of keys; the connection itself where writers don't wait for each other
	prepared map[string]*sql.Stmt // nil where the driver keeps them itself
	observe  observer
	touched  bool              // something was written, or a statement failed, since this was last cleared
	scribes  map[int64]*scribe // of the transaction's organizations
	position int64             // of the log, as a transaction that reads sees it; unread before it was asked for
}

func (c *conn) prepare(ctx context.Context, text string, args []any) (*sql.Stmt, error) {
	if c.observe != nil {
		c.observe(c, text, args)
	}
	if c.prepared == nil {
		return nil, nil
	}
	if stmt := c.prepared[text]; stmt != nil {
		return stmt, nil
	}
	if len(c.prepared) >= mostPrepared {
		c.forget()
	}
	stmt, err := c.raw.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	c.prepared[text] = stmt
	return stmt, nil
}

// forget closes the prepared statements.
func (c *conn) forget() {
	for text, stmt := range c.prepared {
		stmt.Close()
		delete(c.prepared, text)
	}
}

// close gives the connection up; closing the database tells what is wrong.
func (c *conn) close() {
	c.forget()
	_ = c.raw.Close()
}

// exec runs a statement and returns how many rows it changed.
func (c *conn) exec(ctx context.Context, text string, args ...any) (int64, error) {
	c.touched = true
	stmt, err := c.prepare(ctx, text, args) //nolint:sqlclosecheck // kept prepared for the next time
	if err != nil {
		return 0, c.d.explain(err)
	}
	var result sql.Result
	if stmt != nil {
		result, err = stmt.ExecContext(ctx, args...)
	} else {
		result, err = c.raw.ExecContext(ctx, text, args...)
	}
	if err != nil {
		return 0, c.d.explain(err)
	}
	return result.RowsAffected()
}

// control runs a statement that neither reads nor writes data, such as BEGIN.
func (c *conn) control(ctx context.Context, text string) error {
	c.touched = true
	_, err := c.raw.ExecContext(ctx, text)
	return c.d.explain(err)
}

// keepPlan has the plans of the transaction's statements kept between runs, where the
// engine needs telling: for one that looks into all kinds, planning takes longer than
// reading, and its plan does not hang on the values that are asked for.
func (c *conn) keepPlan(ctx context.Context) error {
	if c.d.keepPlan == "" {
		return nil
	}
	return c.control(ctx, c.d.keepPlan)
}

// each runs a query and gives every row to scan.
func (c *conn) each(ctx context.Context, scan func(*sql.Rows) error, text string, args ...any) (err error) {
	defer func() { c.touched = c.touched || err != nil }()
	stmt, err := c.prepare(ctx, text, args) //nolint:sqlclosecheck // kept prepared for the next time
	if err != nil {
		return c.d.explain(err)
	}
	var rows *sql.Rows
	if stmt != nil {
		rows, err = stmt.QueryContext(ctx, args...)
	} else {
		rows, err = c.raw.QueryContext(ctx, text, args...)
	}
	if err != nil {
		return c.d.explain(err)
	}
	defer func() { err = errors.Join(err, c.d.explain(rows.Close())) }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return c.d.explain(err)
		}
	}
	return c.d.explain(rows.Err())
}

// one runs a query of at most one row and tells whether there was one.
func (c *conn) one(ctx context.Context, dest []any, text string, args ...any) (found bool, err error) {
	err = c.each(ctx, func(rows *sql.Rows) error {
		found = true
		return rows.Scan(dest...)
	}, text, args...)
	return found, err
}

// collect runs a query and gathers what scan makes of its rows.
func collect[T any](ctx context.Context, c *conn, scan func(*sql.Rows) (T, error), text string, args ...any) ([]T, error) {
	var list []T
	err := c.each(ctx, func(rows *sql.Rows) error {
		item, err := scan(rows)
		list = append(list, item)
		return err
	}, text, args...)
	return list, err
}

// arguments gathers a statement's arguments while its text is written.
type arguments struct{ values []any }

// add takes an argument and returns its placeholder.
func (a *arguments) add(value any) string {
	a.values = append(a.values, value)
	return "$" + strconv.Itoa(len(a.values))
}

// in takes a list of arguments and returns "IN ($3, $4)". The list is filled up
// by repeating the last to a power of two, so that few statements differ.
func in[T any](a *arguments, values []T) string {
	var b strings.Builder
	b.WriteString("IN (")
	for i, size := 0, ceilPower(len(values)); i < size; i++ {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(a.add(values[min(i, len(values)-1)]))
	}
	return b.String() + ")"
}

func ceilPower(n int) int {
	p := 1
	for p < n {
		p *= 2
	}
	return p
}

// joinNumbers writes numbers with commas between them.
func joinNumbers(numbers []int64) string {
	var b strings.Builder
	for i, n := range numbers {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.FormatInt(n, 10))
	}
	return b.String()
}
