package conform

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"surety/expr"
	"surety/isms"
	"surety/pack"
	"surety/record"
	"surety/store"
)

// memory is a Source over encoded records in memory. It decodes at every
// reading, as a database would, and counts what it is asked.
type memory struct {
	catalogue *record.Catalogue
	rows      map[record.ID]*row
	byKind    map[string][]record.ID // in order
	holders   map[direction]map[record.ID][]record.ID
	log       []entryOfLog
	asked     atomic.Int64
	broken    map[record.ID]bool // whose body can't be read
}

type row struct {
	rec  record.Record // without body
	body []byte
}

type entryOfLog struct {
	id            record.ID
	before, after *row
}

func newMemory(catalogue *record.Catalogue) *memory {
	return &memory{catalogue: catalogue, rows: map[record.ID]*row{}, byKind: map[string][]record.ID{}, holders: map[direction]map[record.ID][]record.ID{}, broken: map[record.ID]bool{}}
}

// put writes a record as it is now.
func (m *memory) put(rec *record.Record) {
	data, err := rec.Kind.Encode(rec.Body)
	if err != nil {
		panic(err)
	}
	before := m.rows[rec.ID]
	now := &row{rec: *rec, body: data}
	now.rec.Body = nil
	if before == nil {
		ids := m.byKind[rec.Kind.Name]
		at, _ := slices.BinarySearch(ids, rec.ID)
		m.byKind[rec.Kind.Name] = slices.Insert(ids, at, rec.ID)
		now.rec.Revision = 1
	} else {
		now.rec.Revision = before.rec.Revision + 1
		m.link(before, false)
	}
	rec.Revision = now.rec.Revision
	m.rows[rec.ID] = now
	m.link(now, true)
	m.log = append(m.log, entryOfLog{rec.ID, before, now})
}

func (m *memory) link(r *row, in bool) {
	rec := r.decode()
	for _, l := range rec.Kind.Links(rec.Body) {
		d := direction{rec.Kind.Name, l.Field}
		if m.holders[d] == nil {
			m.holders[d] = map[record.ID][]record.ID{}
		}
		of := m.holders[d]
		if in {
			of[l.To.ID()] = append(of[l.To.ID()], rec.ID)
		} else if at := slices.Index(of[l.To.ID()], rec.ID); at >= 0 {
			of[l.To.ID()] = slices.Delete(of[l.To.ID()], at, at+1)
		}
	}
}

func (r *row) decode() *record.Record {
	if r == nil {
		return nil
	}
	rec := r.rec
	body, err := rec.Kind.Decode(r.body, rec.Kind.Schema)
	if err != nil {
		panic(err)
	}
	rec.Body = body
	return &rec
}

var errUnreadable = errors.New("the page is torn")

func (m *memory) Get(ctx context.Context, ids ...record.ID) (map[record.ID]*record.Record, error) {
	m.asked.Add(1)
	found := map[record.ID]*record.Record{}
	for _, id := range ids {
		if m.broken[id] {
			return nil, errUnreadable
		}
		if r := m.rows[id]; r != nil {
			found[id] = r.decode()
		}
	}
	return found, ctx.Err()
}

func (m *memory) Scan(ctx context.Context, kind string, after record.ID, limit int) ([]*record.Record, error) {
	m.asked.Add(1)
	ids := m.byKind[kind]
	from, found := slices.BinarySearch(ids, after)
	if found {
		from++
	}
	var records []*record.Record
	for _, id := range ids[from:min(len(ids), from+limit)] {
		if m.broken[id] {
			return nil, errUnreadable
		}
		records = append(records, m.rows[id].decode())
	}
	return records, ctx.Err()
}

func (m *memory) Back(ctx context.Context, kind, field string, to ...record.ID) (map[record.ID][]record.ID, error) {
	m.asked.Add(1)
	found := map[record.ID][]record.ID{}
	for _, id := range to {
		if holders := m.holders[direction{kind, field}][id]; len(holders) > 0 {
			found[id] = slices.Clone(holders)
		}
	}
	return found, ctx.Err()
}

func (m *memory) Entries(ctx context.Context, ids ...record.ID) (map[record.ID]store.Entry, error) {
	m.asked.Add(1)
	found := map[record.ID]store.Entry{}
	for _, id := range ids {
		r := m.rows[id]
		if r == nil {
			continue
		}
		rec := r.decode()
		e := store.Entry{ID: id, Kind: rec.Kind.Name, Key: rec.Key, Title: rec.Title(), State: rec.State, Revision: rec.Revision, Mark: rec.Mark, Readers: persons(rec.Readers)}
		for _, f := range rec.Kind.Fields {
			if f.Is(record.MarkReader) {
				e.Readers = append(e.Readers, persons(f.Refs(rec.Body))...)
			}
		}
		found[id] = e
	}
	return found, ctx.Err()
}

func (m *memory) Changes(ctx context.Context, after int64, limit int) ([]store.Change, error) {
	m.asked.Add(1)
	var changes []store.Change
	for i := int(after); i < len(m.log) && len(changes) < limit; i++ {
		e := m.log[i]
		changes = append(changes, store.Change{Seq: int64(i) + 1, ID: e.id, Kind: e.after.rec.Kind.Name, Before: e.before.decode(), After: e.after.decode()})
	}
	return changes, ctx.Err()
}

func (m *memory) Position(ctx context.Context) (int64, error) {
	m.asked.Add(1)
	return int64(len(m.log)), ctx.Err()
}

func persons(refs []record.Ref) []record.ID {
	var list []record.ID
	for _, r := range refs {
		list = append(list, r.ID())
	}
	return list
}

// add makes a record in the first state of its kind, with a key of its own.
func (m *memory) add(id record.ID, kind string, body any, state ...string) *record.Record {
	k := m.catalogue.Kind(kind)
	rec := &record.Record{ID: id, Kind: k, Key: fmt.Sprintf("%s-%s", k.Prefix, strings.ToUpper(string(id))), State: k.Lifecycle.Initial(), Body: body}
	if len(state) > 0 {
		rec.State = state[0]
	}
	m.put(rec)
	return rec
}

// edit changes a record that is there.
func edit[B any](m *memory, id record.ID, change func(rec *record.Record, body *B)) {
	rec := m.rows[id].decode()
	change(rec, rec.Body.(*B))
	m.put(rec)
}

// world is an engine over records in memory.
type world struct {
	*memory
	t      testing.TB
	engine *Engine
	now    time.Time
}

const header = `pack: rules
edition: "1"
designation: Rules 1
title: Rules
language: en
status: current
sources: [{id: us, name: us, confirmed: true}]
source: us
`

// readPack reads the one pack of a test from its entries.
func readPack(t testing.TB, entries string) *pack.Pack {
	t.Helper()
	set, problems := pack.Load(fstest.MapFS{"rules/pack.yaml": {Data: []byte(header + entries)}}, nil)
	for _, p := range problems {
		if strings.HasPrefix(p.File, "rules") {
			t.Fatalf("%v", p)
		}
	}
	return set.Pack(pack.Ref{Pack: "rules", Edition: "1"})
}

// iso27001 is the program's own pack.
func iso27001(t testing.TB) *pack.Pack {
	t.Helper()
	set, problems := pack.Load(nil, nil)
	p := set.Pack(pack.Ref{Pack: "iso27001", Edition: "2022"})
	if p == nil {
		t.Fatal(problems)
	}
	return p
}

func environment(t testing.TB) *expr.Environment {
	t.Helper()
	catalogue, err := isms.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	env, err := expr.New(catalogue)
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// newWorld makes an engine for the entries of a pack, over no records.
func newWorld(t testing.TB, entries string, options ...func(*Options)) *world {
	t.Helper()
	env := environment(t)
	o := Options{Environment: env, Pack: readPack(t, entries), System: "s1"}
	for _, option := range options {
		option(&o)
	}
	engine, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return &world{memory: newMemory(env.Catalogue()), t: t, engine: engine, now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
}

// report follows the log and reports to somebody who sees all, unless told who.
func (w *world) report(sight ...store.Sight) *Report {
	w.t.Helper()
	if err := w.engine.Follow(context.Background(), w.memory, w.now); err != nil {
		w.t.Fatal(err)
	}
	see := store.Sight{All: true}
	if len(sight) > 0 {
		see = sight[0]
	}
	r, err := w.engine.Report(context.Background(), w.memory, see, w.now)
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

func (w *world) find(entry string, sight ...store.Sight) *Requirement {
	w.t.Helper()
	q := w.report(sight...).Find(entry)
	if q == nil {
		w.t.Fatalf("there is no verdict on %s", entry)
	}
	return q
}
