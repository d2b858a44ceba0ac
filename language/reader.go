package language

import (
	"context"
	"fmt"
	"time"

	"github.com/go-playground/locales"
)

// Reader is the language and the time zone of one person. It may be used by many
// at once.
type Reader struct {
	speech
	zone *time.Location
}

// speech is one language: its calendar and numbers, and its catalogue.
type speech struct {
	tag    string
	locale locales.Translator
	said   map[string]wording
}

// For is the reader of a language ("de"; an unknown one reads English) in a time
// zone; nil is UTC.
func For(tag string, zone *time.Location) Reader {
	if zone == nil {
		zone = time.UTC
	}
	s, ok := speeches[tag]
	if !ok {
		s = speeches[English]
	}
	return Reader{speech: s(), zone: zone}
}

// Tag is the language as HTML names it (BCP 47): "en", "de".
func (r Reader) Tag() string { return r.tag }

// Zone is the time zone in which instants are written.
func (r Reader) Zone() *time.Location { return r.zone }

// Say says a message. What it holds of the form of fmt.Sprintf is filled with args.
func (r Reader) Say(message string, args ...any) string {
	if w, ok := r.said[message]; ok && w.plain != "" {
		message = w.plain
	}
	return fill(message, args)
}

// Count says how many of something there are: one is the message for a single
// thing, many for all other numbers. Both may hold a %d, which becomes n as the
// reader writes it; what follows is filled with args.
func (r Reader) Count(n int, one, many string, args ...any) string {
	message := many
	if w, ok := r.said[many]; ok && len(w.counted) > 0 {
		message = w.of(r.locale.CardinalPluralRule(float64(n), 0))
	} else if n == 1 {
		message = one
	}
	return fill(numbered(message, r.Number(n)), args)
}

// Number writes a whole number with the reader's separators.
func (r Reader) Number(n int) string { return r.locale.FmtNumber(float64(n), 0) }

// Decimal writes a number with so many places after the reader's separator.
func (r Reader) Decimal(n float64, places uint64) string { return r.locale.FmtNumber(n, places) }

func fill(message string, args []any) string {
	if len(args) == 0 {
		return message
	}
	return fmt.Sprintf(message, args...)
}

type readerKey struct{}

// With hands a reader to what is done in the context.
func With(ctx context.Context, r Reader) context.Context {
	return context.WithValue(ctx, readerKey{}, r)
}

// From is the reader of the context; without one, English in UTC.
func From(ctx context.Context) Reader {
	if r, ok := ctx.Value(readerKey{}).(Reader); ok {
		return r
	}
	return For(English, nil)
}

// Say says a message to the reader of the context.
func Say(ctx context.Context, message string, args ...any) string {
	return From(ctx).Say(message, args...)
}
