package store

import (
	"context"

	"surety/record"
)

// Reader reads the records of one organization: an [Org] as they are now, a [Tx]
// as they are in its transaction, a [View] as they were. Lists are bounded by
// [MostLimit]; unknown ids are absent from results.
type Reader interface {
	// Get reads records by id.
	Get(ctx context.Context, ids ...record.ID) (map[record.ID]*record.Record, error)
	// ByKey reads records by key, such as RISK-0042.
	ByKey(ctx context.Context, keys ...string) (map[string]*record.Record, error)
	// List reads one page of a kind's records.
	List(ctx context.Context, q Query) (Page, error)
	// Lists reads one page of each of several queries, of any kinds.
	Lists(ctx context.Context, queries ...Query) ([]Page, error)
	// Totals counts the records of each of several queries.
	Totals(ctx context.Context, queries ...Query) ([]int, error)
	// Count counts a query's records by the values of an indexed field, or by
	// "state"; by "" all under the empty text.
	Count(ctx context.Context, q Query, by string) (map[string]int, error)
	// Tally counts a query's records by the values of several indexed fields
	// together, each of one value and no reference, sorted by them.
	Tally(ctx context.Context, q Query, by ...string) ([]Tally, error)
	// Scan reads all of a kind's records, whoever may see them, in the order in
	// which they were made, after the given one ("": from the first).
	Scan(ctx context.Context, kind string, after record.ID, limit int) ([]*record.Record, error)
	// Entries reads the directory.
	Entries(ctx context.Context, ids ...record.ID) (map[record.ID]Entry, error)
	// Back lists, for each of the given records, those of the kind whose field
	// refers to it, in the order in which they were made.
	Back(ctx context.Context, kind, field string, to ...record.ID) (map[record.ID][]record.ID, error)
	// Links lists what a record refers to and what refers to it, at most
	// [MostLinks] each way.
	Links(ctx context.Context, id record.ID) (out, in []Link, err error)
	// Search finds records by words, those with the words in their title first.
	// No kinds means all.
	Search(ctx context.Context, words string, sight Sight, kinds []string, limit int) ([]Entry, error)
	// History lists a record's revisions, the newest first, before a revision
	// (0: from the newest). Within a Tx it doesn't have those that the Tx made.
	History(ctx context.Context, id record.ID, before, limit int) ([]Revision, error)
	// Changes lists changes of records after a position of the log (0: from the
	// first), the oldest first; the Seq of the last is the position to go on
	// from. Within a Tx it doesn't have those that the Tx made.
	Changes(ctx context.Context, after int64, limit int) ([]Change, error)
	// Position is how many entries the log has.
	Position(ctx context.Context) (int64, error)
	// AccountNames names accounts by id, for those whom revisions name.
	AccountNames(ctx context.Context, accounts ...string) (map[string]string, error)
}

// MostLimit bounds the records of one page, scan, search or history.
const MostLimit = 10_000

// defaultLimit is the size of a page where none is asked for.
const defaultLimit = 50

func limited(limit int) int {
	if limit <= 0 {
		return defaultLimit
	}
	return min(limit, MostLimit)
}

// Sight is what a reader may see of marked records: all, or those that name the
// person among their readers. The zero Sight sees no marked record.
type Sight struct {
	All    bool
	Person record.ID
}

// reader reads what stands now. Each method is one read transaction of with.
type reader struct {
	store *Store
	id    string // of the organization
	with  func(ctx context.Context, n need, fn func(*conn) error) error
	// committed tells that it sees nothing but what the log does.
	committed bool
}

// need says which records a read depends on, so that a transaction writes what
// it has staged of them first; all means any.
type need struct {
	all  bool
	ids  []record.ID
	keys []string
}

var _, _ Reader = (*Org)(nil), (*Tx)(nil)
