package sheet

import (
	"context"
	"strings"

	"surety/fault"
	"surety/language"
)

// voice says what is found out to whoever imports.
type voice struct{ reader language.Reader }

// voiceOf is the voice for the reader of a context.
func voiceOf(ctx context.Context) voice { return voice{language.From(ctx)} }

// say says a message. Words among what it is filled with are said too, and errors
// as they are said.
func (v voice) say(format string, args ...any) string {
	return fault.New(fault.Invalid, format, args...).Said(v.reader.Say)
}

// place says an error with the field that it is about, as an error's own text does.
func (v voice) place(e *fault.Error) string {
	if e.Record == "" {
		return e.Said(v.reader.Say)
	}
	return v.reader.Say(e.Record) + strings.TrimSuffix("."+e.Field, ".") + ": " + e.Said(v.reader.Say)
}
