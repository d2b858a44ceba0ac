// Package fault is the one error type of surety. It says what kind of error
// happened, in which operation, at which record and field, what was expected
// and what the person who meets it can do. Every floor uses it and it imports
// none of them; the doors turn its kinds into HTTP statuses and exit codes by
// the one table in kind.go.
package fault

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Error is an error that a person can act on.
type Error struct {
	// Kind decides the HTTP status and the exit code.
	Kind Kind
	// Op is the operation that failed, in a few words: "import sheet".
	Op string
	// Record is the key (RISK-0042), or the kind where there is no record yet.
	Record string
	// Field is the field's name in its kind, empty when the whole record is meant.
	Field string
	// Message says what was wrong and what was expected.
	Message string
	// Mend says what to do; it may be empty.
	Mend string
	// Current carries, for a stale write, the version that stands now.
	Current any
	// Wait is, for a throttled request, how long to wait before the next.
	Wait time.Duration
	// Err is the cause, if there is one; Error prints it after the message.
	Err error

	cause error // a cause whose words Message holds already

	message, mend words // what Message and Mend were made of
}

// Error joins operation, place, message and cause into one line.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Op != "" {
		b.WriteString(e.Op + ": ")
	}
	if e.Record != "" {
		b.WriteString(e.Record)
		if e.Field != "" {
			b.WriteString("." + e.Field)
		}
		b.WriteString(": ")
	} else if e.Field != "" {
		b.WriteString(e.Field + ": ")
	}
	message := e.Message
	if message == "" && e.Err == nil {
		message = e.Kind.String()
	}
	b.WriteString(message)
	if e.Err != nil {
		if message != "" {
			b.WriteString(": ")
		}
		b.WriteString(e.Err.Error())
	}
	if e.Mend != "" {
		b.WriteString(" (" + e.Mend + ")")
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error {
	if e.Err != nil {
		return e.Err
	}
	return e.cause
}

// New makes an error of a kind with a formatted message; %w keeps a cause.
func New(kind Kind, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Kind: kind, Message: err.Error(), cause: errors.Unwrap(err), message: words{format, args}}
}

// At makes an error about one field of one record.
func At(kind Kind, record, field, format string, args ...any) *Error {
	e := New(kind, format, args...)
	e.Record, e.Field = record, field
	return e
}

// Wrap gives err an operation, keeping its kind; nil stays nil. An error that
// has no kind becomes Internal.
func Wrap(err error, op string) error {
	if err == nil {
		return nil
	}
	return &Error{Kind: KindOf(err), Op: op, Err: err}
}

// KindOf finds the kind of err: that of the outermost *Error that has one, of
// a List, or Internal.
func KindOf(err error) Kind {
	var list List
	if errors.As(err, &list) && len(list) > 0 {
		return list[0].Kind
	}
	var e *Error
	for errors.As(err, &e) {
		if e.Kind != Internal || e.Unwrap() == nil {
			return e.Kind
		}
		err = e.Unwrap()
	}
	return Internal
}

// Is tells whether err is of the kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// List is several errors at once, as validation finds them.
type List []*Error

// Error gives one line per error.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// OrNil returns the list as an error, or nil when it is empty.
func (l List) OrNil() error {
	if len(l) == 0 {
		return nil
	}
	return l
}
