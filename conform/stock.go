package conform

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"surety/expr"
	"surety/record"
)

// stock is what an evaluation from nothing holds while it asks: all records of the
// kinds that checks look at, and who refers to them. Nothing has to be read by its
// identity then, nor decoded twice. It is only read once it was taken.
type stock struct {
	Reader // of what is not in it
	byKind map[string][]*record.Record
	known  map[record.ID]*record.Record
	backs  map[direction]map[record.ID][]record.ID
}

// mostStocked bounds the records that are held at once: some 400 MB. Of more, batches
// are read with what they are linked with, one after the other.
const mostStocked = 200_000

// stocking takes stock, several kinds at a time.
type stocking struct {
	stock      *stock
	directions map[string][]direction // by the kind of the holder

	mu     sync.Mutex
	kinds  []string // still to be read
	n      int
	most   int
	full   bool
	failed bool
}

// takeStock reads all that a plan looks at; nil where that is more
// than may be held, or where a record can't be read: whoever needs that is told then.
func takeStock(ctx context.Context, r Reader, pl *plan, most int) *stock {
	t := &stocking{most: most, directions: map[string][]direction{}, kinds: pl.looked(), stock: &stock{Reader: r,
		byKind: map[string][]*record.Record{}, known: map[record.ID]*record.Record{}, backs: map[direction]map[record.ID][]record.ID{},
	}}
	for _, d := range pl.directions() {
		t.directions[d.kind] = append(t.directions[d.kind], d)
		t.stock.backs[d] = map[record.ID][]record.ID{}
	}
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for kind := t.next(); kind != ""; kind = t.next() {
				t.read(ctx, kind)
			}
		})
	}
	workers.Wait()
	if t.full || t.failed {
		return nil
	}
	return t.stock
}

func (t *stocking) next() (kind string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.kinds) > 0 && !t.full && !t.failed {
		kind, t.kinds = t.kinds[0], t.kinds[1:]
	}
	return kind
}

// read reads all records of a kind. Only its worker writes what is kept of the kind.
func (t *stocking) read(ctx context.Context, kind string) {
	var all []*record.Record
	for after := record.ID(""); ; {
		records, err := t.stock.Reader.Scan(ctx, kind, after, batch)
		if !t.count(len(records), err) {
			return
		}
		all = append(all, records...)
		if len(records) < batch {
			break
		}
		after = records[len(records)-1].ID
	}
	for _, d := range t.directions[kind] {
		back := t.stock.backs[d]
		for _, rec := range all {
			for _, to := range references(rec, d.field) {
				if holders := back[to.ID()]; len(holders) == 0 || holders[len(holders)-1] != rec.ID {
					back[to.ID()] = append(holders, rec.ID)
				}
			}
		}
		for _, holders := range back {
			slices.Sort(holders)
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.stock.byKind[kind] = all
	for _, rec := range all {
		t.stock.known[rec.ID] = rec
	}
}

// count notes what was read, and tells whether to go on.
func (t *stocking) count(n int, err error) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.n += n
	t.full = t.full || t.n > t.most
	t.failed = t.failed || err != nil
	return !t.full && !t.failed
}

// looked are the kinds that checks look at: those that are asked, and those linked with
// them.
func (pl *plan) looked() []string {
	met := map[string]bool{}
	for kind, q := range pl.inquiries {
		met[kind] = true
		eachLink(q.reads, func(l *expr.Link) { met[l.Reads.Kind] = true })
	}
	var kinds []string
	for _, k := range pl.env.Catalogue().Kinds() {
		if met[k.Name] {
			kinds = append(kinds, k.Name)
		}
	}
	return kinds
}

// directions are the references that checks follow backwards.
func (pl *plan) directions() []direction {
	met := map[direction]bool{}
	var list []direction
	for _, q := range pl.inquiries {
		eachLink(q.reads, func(l *expr.Link) {
			if d := (direction{l.Reads.Kind, l.Field}); l.Back && !met[d] {
				met[d], list = true, append(list, d)
			}
		})
	}
	return list
}

func eachLink(reads *expr.Reads, do func(*expr.Link)) {
	for _, l := range reads.Links {
		do(l)
		eachLink(l.Reads, do)
	}
}

// get is a record that is in stock.
func (s *stock) get(id record.ID) *record.Record {
	if s == nil {
		return nil
	}
	return s.known[id]
}

// back are the records that refer to one; known is false where that is not in stock.
func (s *stock) back(d direction, id record.ID) (holders []*record.Record, known bool) {
	if s == nil {
		return nil, false
	}
	back, known := s.backs[d]
	ids := back[id]
	holders = make([]*record.Record, len(ids))
	for i, id := range ids {
		holders[i] = s.known[id]
	}
	return holders, known
}

// Get gives records by id.
func (s *stock) Get(ctx context.Context, ids ...record.ID) (map[record.ID]*record.Record, error) {
	found := make(map[record.ID]*record.Record, len(ids))
	var missing []record.ID
	for _, id := range ids {
		if rec := s.known[id]; rec != nil {
			found[id] = rec
		} else {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return found, nil
	}
	others, err := s.Reader.Get(ctx, missing...)
	for id, rec := range others {
		found[id] = rec
	}
	return found, err
}

// Scan gives records of a kind in their order.
func (s *stock) Scan(ctx context.Context, kind string, after record.ID, limit int) ([]*record.Record, error) {
	all, stocked := s.byKind[kind]
	if !stocked {
		return s.Reader.Scan(ctx, kind, after, limit)
	}
	from := 0
	if after != "" {
		for from = range all {
			if all[from].ID == after {
				break
			}
		}
		from++
	}
	return all[from:min(from+limit, len(all))], nil
}

// Back gives who refers to records.
func (s *stock) Back(ctx context.Context, kind, field string, to ...record.ID) (map[record.ID][]record.ID, error) {
	back, stocked := s.backs[direction{kind, field}]
	if !stocked {
		return s.Reader.Back(ctx, kind, field, to...)
	}
	found := make(map[record.ID][]record.ID, len(to))
	for _, id := range to {
		if holders := back[id]; len(holders) > 0 {
			found[id] = holders
		}
	}
	return found, nil
}
