package conform

import (
	"context"
	"slices"
	"strings"
	"sync"

	"surety/expr"
	"surety/record"
)

// mostAtOnce bounds how many ids one question to the reader names.
const mostAtOnce = 1000

// view is what a session reads through. It fetches what a batch of records
// will need along the link paths, in bulk; what it was not told of before it
// fetches one by one, so a forgotten path costs time and nothing else.
type view struct {
	ctx       context.Context
	catalogue *record.Catalogue
	reader    Reader
	stock     *stock // nil where the reader is none
	shared    *shelf
	records   map[record.ID]*record.Record // nil: there is none
	heads     map[record.ID]*record.Record // without bodies
	backs     map[direction]map[record.ID][]record.ID
	all       func(kind string) ([]*record.Record, error)
}

// direction is a reverse direction of a reference.
type direction struct{ kind, field string }

func newView(ctx context.Context, catalogue *record.Catalogue, reader Reader, shared *shelf) *view {
	held, _ := reader.(*stock)
	return &view{ctx: ctx, catalogue: catalogue, reader: reader, stock: held, shared: shared, records: map[record.ID]*record.Record{}, heads: map[record.ID]*record.Record{}, backs: map[direction]map[record.ID][]record.ID{}}
}

// Get gives a record, nil when there is none.
func (v *view) Get(id record.ID) (*record.Record, error) {
	if rec := v.stock.get(id); rec != nil {
		return rec, nil
	}
	if rec, known := v.records[id]; known {
		return rec, nil
	}
	if err := v.fetch([]record.ID{id}, true); err != nil {
		return nil, err
	}
	return v.records[id], nil
}

// Back gives the records that refer to one.
func (v *view) Back(id record.ID, kind, field string) ([]*record.Record, error) {
	d := direction{kind, field}
	if holders, known := v.stock.back(d, id); known {
		return holders, nil
	}
	if _, known := v.backs[d][id]; !known {
		if err := v.fetchBacks(d, []record.ID{id}); err != nil {
			return nil, err
		}
	}
	if err := v.fetchHeads(v.backs[d][id]); err != nil {
		return nil, err
	}
	return v.known(v.backs[d][id]), nil
}

// Head gives what a record is and in which state, with or without its body.
func (v *view) Head(id record.ID) (*record.Record, error) {
	if err := v.fetchHeads([]record.ID{id}); err != nil {
		return nil, err
	}
	return v.head(id), nil
}

// head is as much as is known of a record.
func (v *view) head(id record.ID) *record.Record {
	if rec := v.stock.get(id); rec != nil {
		return rec
	}
	if rec := v.records[id]; rec != nil {
		return rec
	}
	return v.heads[id]
}

// fetchHeads reads the directory's entries of records that are not known yet.
func (v *view) fetchHeads(ids []record.ID) error {
	var missing []record.ID
	for _, id := range ids {
		_, known := v.records[id]
		if _, head := v.heads[id]; known || head || id == "" || v.stock.get(id) != nil {
			continue
		}
		if rec := v.shared.get(id); rec != nil {
			v.records[id] = rec
			continue
		}
		missing = append(missing, id)
	}
	slices.Sort(missing)
	for chunk := range slices.Chunk(slices.Compact(missing), mostAtOnce) {
		found, err := v.reader.Entries(v.ctx, chunk...)
		if err != nil {
			return err
		}
		for id, e := range found {
			if k := v.catalogue.Kind(e.Kind); k != nil {
				v.heads[id] = &record.Record{ID: id, Kind: k, Key: e.Key, State: e.State, Mark: e.Mark, Revision: e.Revision}
			}
		}
	}
	return nil
}

// All gives every considered record of a kind.
func (v *view) All(kind string) ([]*record.Record, error) { return v.all(kind) }

// fetch reads records that are not known yet. Those that several batches
// need are shared.
func (v *view) fetch(ids []record.ID, sharing bool) error {
	missing := make([]record.ID, 0, len(ids))
	for _, id := range ids {
		if _, known := v.records[id]; known || id == "" {
			continue
		}
		if rec := v.shared.get(id); rec != nil {
			v.records[id] = rec
			continue
		}
		v.records[id] = nil
		missing = append(missing, id)
	}
	slices.Sort(missing)
	for chunk := range slices.Chunk(missing, mostAtOnce) {
		found, err := v.reader.Get(v.ctx, chunk...)
		if err != nil {
			for _, id := range missing {
				if v.records[id] == nil {
					delete(v.records, id)
				}
			}
			return err
		}
		for id, rec := range found {
			v.records[id] = rec
			if sharing {
				v.shared.put(rec)
			}
		}
	}
	return nil
}

func (v *view) fetchBacks(d direction, to []record.ID) error {
	if v.backs[d] == nil {
		v.backs[d] = map[record.ID][]record.ID{}
	}
	var missing []record.ID
	for _, id := range to {
		if _, known := v.backs[d][id]; !known {
			missing = append(missing, id)
		}
	}
	slices.Sort(missing)
	for chunk := range slices.Chunk(slices.Compact(missing), mostAtOnce) {
		holders, err := v.reader.Back(v.ctx, d.kind, d.field, chunk...)
		if err != nil {
			return err
		}
		for _, id := range chunk {
			v.backs[d][id] = slices.Compact(slices.Sorted(slices.Values(holders[id])))
		}
	}
	return nil
}

// known gives as much of records as was fetched.
func (v *view) known(ids []record.ID) []*record.Record {
	records := make([]*record.Record, 0, len(ids))
	for _, id := range ids {
		if rec := v.head(id); rec != nil {
			records = append(records, rec)
		}
	}
	return records
}

// hold makes records known that were read already.
func (v *view) hold(records []*record.Record) {
	for _, rec := range records {
		v.records[rec.ID] = rec
	}
}

// prefetch reads all that is linked with records along the paths; of what is
// asked for its state alone, the head.
func (v *view) prefetch(records []*record.Record, reads *expr.Reads) error {
	if len(records) == 0 {
		return nil
	}
	for _, l := range reads.Links {
		if len(l.Reads.Fields) == 0 && len(l.Reads.Links) == 0 {
			continue // only whether it is set, or which one it is
		}
		ids, err := v.along(records, l)
		if err != nil {
			return err
		}
		if l.Head() {
			err = v.fetchHeads(ids)
		} else {
			err = v.fetch(ids, !l.Back)
		}
		if err != nil {
			return err
		}
		reached := slices.DeleteFunc(v.known(ids), func(rec *record.Record) bool { return rec.Kind.Name != l.Reads.Kind || rec.Body == nil })
		if err := v.prefetch(reached, l.Reads); err != nil {
			return err
		}
	}
	return nil
}

// along gives the ids of what records are linked with by a step, each once.
func (v *view) along(records []*record.Record, l *expr.Link) ([]record.ID, error) {
	var ids []record.ID
	if l.Back {
		d := direction{l.Reads.Kind, l.Field}
		of := make([]record.ID, len(records))
		for i, rec := range records {
			of[i] = rec.ID
		}
		if err := v.fetchBacks(d, of); err != nil {
			return nil, err
		}
		for _, id := range of {
			ids = append(ids, v.backs[d][id]...)
		}
	} else {
		for _, rec := range records {
			for _, to := range references(rec, l.Field) {
				ids = append(ids, to.ID())
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// references are the targets of a field of a record, dotted for a row's.
func references(rec *record.Record, path string) []record.Ref {
	if rec == nil {
		return nil
	}
	name, inRow, dotted := strings.Cut(path, ".")
	f := rec.Kind.Field(name)
	if f == nil {
		return nil
	}
	if !dotted {
		return f.Refs(rec.Body)
	}
	var refs []record.Ref
	for _, row := range f.Rows(rec.Body) {
		for _, rf := range f.Row {
			if rf.Name == inRow {
				refs = append(refs, rf.Refs(row)...)
			}
		}
	}
	return refs
}

// shelf keeps records that many others refer to, such as people and methods,
// within a bound. It is for one evaluation, so nothing on it grows old.
type shelf struct {
	mu      sync.RWMutex
	records map[record.ID]*record.Record
}

// mostShelved bounds the records on a shelf.
const mostShelved = 20_000

func newShelf() *shelf { return &shelf{records: map[record.ID]*record.Record{}} }

func (s *shelf) get(id record.ID) *record.Record {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.records[id]
}

// put keeps a record; a full shelf gives up any other one.
func (s *shelf) put(rec *record.Record) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.records) >= mostShelved {
		for id := range s.records {
			delete(s.records, id)
			break
		}
	}
	s.records[rec.ID] = rec
}
