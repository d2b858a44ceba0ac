package store

import (
	"context"
	"time"

	"surety/record"
)

// Revision is one revision of a record.
type Revision struct {
	Seq      int64 // its entry in the log
	Time     time.Time
	Actor    string // opaque id of the account that made it
	Op       string
	Revision int
	State    string
	Note     string
	Request  string
	Origin   string
	// Record is the record as it was, without what has been erased; nil when
	// the kind is not of the catalogue.
	Record *record.Record
	// Erased are the fields whose values this revision destroyed.
	Erased []string
}

// Change is one change of a record.
type Change struct {
	Seq    int64
	ID     record.ID
	Kind   string
	Before *record.Record // nil when it was created
	After  *record.Record
}

func (r reader) History(ctx context.Context, id record.ID, before, limit int) ([]Revision, error) {
	return nil, nil
}
func (r reader) Changes(ctx context.Context, after int64, limit int) ([]Change, error) {
	return nil, nil
}
func (r reader) Position(ctx context.Context) (int64, error) { return 0, nil }
