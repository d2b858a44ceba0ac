package store

import (
	"context"
	"errors"
	"strings"

	"surety/fault"
)

// dialect is what differs between the engines in the text of statements.
type dialect struct {
	name string
	// types turns the type names of our DDL into the engine's.
	types *strings.Replacer
	// prelude is what must be made before the first table.
	prelude []string
	// clustered ends the making of a table whose rows lie in its primary key.
	clustered string
	// insert begins an insert that is not to be undone alone when it fails.
	insert string
	// placeholder writes the nth argument of a long VALUES list.
	placeholder func(n int) string
	// mostArguments bounds the arguments of one statement.
	mostArguments int
	// indexTail is what an index needs after its columns to end in num.
	indexTail string
	// hint makes a query walk the named index, where the engine needs telling.
	hint func(index string) string
	// position is the function that finds a text within another, from 1.
	position string
	// among is the condition that a column has one of some numbers, however many.
	among func(a *arguments, column string, numbers []int64) string
	// contains tells in SQL whether bytes hold a part.
	contains func(bytes, part string) string
	// enter makes a transaction see an organization; empty where all are seen.
	enter string
	// lock makes a read of a row keep it from other writers.
	lock string
	// skipLocked makes a read keep its rows from others and leave out those that
	// others keep.
	skipLocked string
	// keepPlan makes a transaction keep the plans of its statements; empty where
	// they are always kept.
	keepPlan string
	// tables lists the tables that are there.
	tables string
	// numbers takes n fresh numbers for records, ascending and above those that
	// the transaction took before.
	numbers func(ctx context.Context, c *conn, org, before, n int64) ([]int64, error)
	// raiseNumbers makes numbers go on after the given one.
	raiseNumbers func(ctx context.Context, c *conn, org, given int64) error
	// epilogue removes what prelude made.
	epilogue []string
	// guard puts the engine's own locks on a table that has a column org.
	guard func(table string) []string
	// freeze keeps the rows of a table from being changed or removed.
	freeze func(table string) []string
	// explain turns a driver's error into a fault; nil stays nil.
	explain func(error) error
}

// ddl writes a statement that makes or changes tables in the engine's types.
func (d *dialect) ddl(text string) string { return d.types.Replace(text) }

// engine runs transactions. Both engines' are in dialect_*.go.
type engine interface {
	// read runs fn in a read transaction of the organization (0: none).
	read(ctx context.Context, org int64, fn func(*conn) error) error
	// write runs a unit in a transaction and returns once it is durable.
	write(ctx context.Context, org int64, u unit) error
	close() error
}

// counter gives numbers that are never given twice.
type counter interface {
	// count takes n numbers of an organization's counter and returns the first.
	count(ctx context.Context, org int64, name string, n int64) (int64, error)
	// raise makes a counter go on after a number.
	raise(ctx context.Context, org int64, name string, given int64) error
	// giveBack makes a counter go on from next again, unless others took more.
	giveBack(ctx context.Context, org int64, name string, next, taken int64) error
}

// unit is the work of one write. An engine may run it again after undo.
type unit interface {
	run(ctx context.Context, c *conn) error
	// undo takes back what run did outside the database.
	undo()
	// wiped tells that run destroyed values of which no trace may stay.
	wiped() bool
}

// simple is a unit that does nothing outside the database.
type simple func(ctx context.Context, c *conn) error

// run finishes first what others of the transaction left unwritten.
func (s simple) run(ctx context.Context, c *conn) error {
	if err := c.finishLogs(ctx); err != nil {
		return err
	}
	return s(ctx, c)
}
func (s simple) undo()       {}
func (s simple) wiped() bool { return false }

// asFault passes what is a fault already.
func asFault(err error) (error, bool) {
	if err == nil {
		return nil, true
	}
	var f *fault.Error
	var list fault.List
	switch {
	case errors.As(err, &f), errors.As(err, &list):
		return err, true
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &fault.Error{Kind: fault.Unavailable, Message: "it took too long or was given up", Err: err}, true
	}
	return nil, false
}

func unavailable(err error, message, mend string) error {
	return &fault.Error{Kind: fault.Unavailable, Message: message, Mend: mend, Err: err}
}
