package conform

import (
	"context"
	"slices"

	"surety/record"
	"surety/store"
)

// Reader is what evaluation needs of the records of one organization, as they
// stand now or as of a position of the log; a store.Reader is one. It is asked
// by several goroutines at once.
type Reader interface {
	// Get gives records by id; ids that name none are left out.
	Get(ctx context.Context, ids ...record.ID) (map[record.ID]*record.Record, error)
	// Scan gives up to limit records of a kind in an order that stays, from the
	// first after the record of an id.
	Scan(ctx context.Context, kind string, after record.ID, limit int) ([]*record.Record, error)
	// Back gives the ids of the records of a kind that refer to each record
	// with a field, dotted for a row's.
	Back(ctx context.Context, kind, field string, to ...record.ID) (map[record.ID][]record.ID, error)
	// Entries gives the directory's entries: what a record is called, and who
	// may know.
	Entries(ctx context.Context, ids ...record.ID) (map[record.ID]store.Entry, error)
}

// Source is a Reader of the records as they stand now, with the log of what
// was changed.
type Source interface {
	Reader
	// Changes gives up to limit changes in the order of the log, from the
	// first after a position.
	Changes(ctx context.Context, after int64, limit int) ([]store.Change, error)
	// Position is the number of entries in the log.
	Position(ctx context.Context) (int64, error)
}

// sees tells whether a reader may know what a record is called.
func sees(sight store.Sight, mark string, readers []record.ID) bool {
	return sight.All || mark == record.MarkNone || sight.Person != "" && slices.Contains(readers, sight.Person)
}
