package sheet

import (
	"context"

	"surety/record"
)

// Resolver looks up what is there already. Each method asks for many at once;
// a plan calls each a few times, however long the file is. Texts are compared
// without case and surplus blanks; the maps are by the texts as they were asked for.
// What the person who imports may not see isn't found.
type Resolver interface {
	// Records finds the records of a kind, in whatever state, by their key
	// (field "key") or by what stands in the title or an indexed field: a text,
	// or a reference's id.
	Records(ctx context.Context, kind *record.Kind, field string, texts []string) (map[string][]*record.Record, error)
	// References finds, for each text, the records of the kinds, in whatever
	// state, whose key, title or own number (external_id) it is.
	References(ctx context.Context, kinds []string, texts []string) (map[string][]Entry, error)
	// Names tells how what records refer to is called: by key and title, or as
	// the person who imports may know it.
	Names(ctx context.Context, records ...*record.Record) (map[record.Ref]string, error)
	// Hidden are those references of records that the person who imports may
	// not see.
	Hidden(ctx context.Context, records ...*record.Record) (map[record.Ref]bool, error)
	// Scale gives the steps of the scale that a whole number of a kind is a
	// level on; none where it is just a number.
	Scale(ctx context.Context, kind *record.Kind, field string) ([]Step, error)
	// Given tells what new records of a kind get where no column says anything,
	// by path, and what a person should know of it.
	Given(ctx context.Context, kind *record.Kind) (fixed map[string]string, notes []string, err error)
}

// Entry is a record that a reference may mean.
type Entry struct {
	ID    record.ID
	Kind  string
	Key   string
	Title string
	// Ended records no longer count; they are meant only where no other is.
	Ended bool
}
