package fault

import (
	"fmt"
	"strings"
)

// Say says a message in somebody's language and fills it with args, as
// fmt.Sprintf does.
type Say func(message string, args ...any) string

// Word is an argument of a message that is itself a message: a label, an act. It
// is said in the same language.
type Word string

// Words are several of which each is said.
type Words []Word

// String joins them.
func (w Words) String() string {
	return w.said(func(message string, _ ...any) string { return message })
}

func (w Words) said(say Say) string {
	said := make([]string, len(w))
	for i, word := range w {
		said[i] = say(string(word))
	}
	return strings.Join(said, ", ")
}

// words are a message before it was filled.
type words struct {
	format string
	args   []any
}

// Mending gives an error what to do about it, as a message of its own.
func (e *Error) Mending(format string, args ...any) *Error {
	e.Mend, e.mend = fmt.Sprintf(format, args...), words{format, args}
	return e
}

// Said is Message as say says it.
func (e *Error) Said(say Say) string { return e.message.said(say, e.Message) }

// SaidMend is Mend as say says it; empty where nothing is to be done.
func (e *Error) SaidMend(say Say) string { return e.mend.said(say, e.Mend) }

// said says a message; one that was not made of a format stands as plain.
func (w words) said(say Say, plain string) string {
	switch {
	case plain == "":
		return ""
	case w.format == "":
		return say(plain)
	}
	args := make([]any, len(w.args))
	for i, arg := range w.args {
		switch arg := arg.(type) {
		case Word:
			args[i] = say(string(arg))
		case Words:
			args[i] = arg.said(say)
		case *Error:
			args[i] = arg.Said(say)
		case List:
			args[i] = arg.said(say)
		default:
			args[i] = arg
		}
	}
	return say(Key(w.format), args...)
}

// said says several errors, a line for each.
func (l List) said(say Say) string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Said(say)
	}
	return strings.Join(lines, "\n")
}

// Key is a format as a catalogue of messages names it: a cause (%w) is said like
// any other value.
func Key(format string) string { return strings.ReplaceAll(format, "%w", "%v") }

// Parts are the format of the message and what fills it, for who hands it on as a
// message of their own; a message that was never a format is one argument.
func (e *Error) Parts() (format string, args []any) {
	if e.message.format == "" {
		return "%s", []any{e.Message}
	}
	return e.message.format, e.message.args
}
