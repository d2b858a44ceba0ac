package conform

import (
	"context"
	"slices"

	"surety/record"
)

// Reader is what evaluation needs of the records of one organization, as they
// stand now or as of a position of the log. It is asked by several goroutines
// at once.
type Reader interface {
	// Get gives records by id; ids that name none are left out.
	Get(ctx context.Context, ids ...record.ID) (map[record.ID]*record.Record, error)
	// Scan gives up to limit records of a kind in the order of their ids, from
	// the first after an id.
	Scan(ctx context.Context, kind string, after record.ID, limit int) ([]*record.Record, error)
	// Back gives the ids of the records of a kind that refer to each record
	// with a field, dotted for a row's.
	Back(ctx context.Context, kind, field string, to ...record.ID) (map[record.ID][]record.ID, error)
	// Entries gives the directory's entries: what a record is called, and who
	// may know.
	Entries(ctx context.Context, ids ...record.ID) (map[record.ID]Entry, error)
}

// Source is a Reader of the records as they stand now, with the log of what
// was changed.
type Source interface {
	Reader
	// Changes gives up to limit changes in the order of the log, from the
	// first after a position.
	Changes(ctx context.Context, after int64, limit int) ([]Change, error)
	// Position is the number of entries in the log.
	Position(ctx context.Context) (int64, error)
}

// Change is one revision in the log.
type Change struct {
	Seq    int64
	ID     record.ID
	Kind   string
	Before *record.Record // nil when it was made
	After  *record.Record // nil when it is gone
}

// Entry is what the directory of all records says of one.
type Entry struct {
	ID       record.ID
	Kind     string
	Key      string
	Title    string
	State    string
	Revision int
	Mark     string
	Readers  []record.Ref // persons who may read it although it is marked
}

// Sight is what a reader may see of marked records.
type Sight struct {
	All    bool
	Person record.ID
}

// sees tells whether a reader may know what a record is called.
func (s Sight) sees(e Entry) bool {
	return s.All || e.Mark == record.MarkNone || s.Person != "" && slices.Contains(e.Readers, record.Ref(s.Person))
}
