package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"surety/record"
)

// memory is what a history of writes should have left, as plain copies.
type memory struct {
	states []map[record.ID]*record.Record // by position
	times  []time.Time                    // of each entry
	ids    []record.ID                    // in the order in which they were made
}

// remember adds the state after a write.
func (m *memory) remember(changed ...*record.Record) {
	for _, rec := range changed {
		state := map[record.ID]*record.Record{}
		if n := len(m.states); n > 0 {
			for id, r := range m.states[n-1] {
				state[id] = r
			}
		}
		if state[rec.ID] == nil {
			m.ids = append(m.ids, rec.ID)
		}
		copied := *rec
		copied.Body = rec.Kind.Clone(rec.Body)
		state[rec.ID] = &copied
		m.states = append(m.states, state)
		m.times = append(m.times, rec.Changed)
	}
}

// live makes random writes, remembering each state.
func live(t *rapid.T, f *fixture) *memory {
	m := &memory{}
	var persons, assets []record.ID
	for i := range rapid.IntRange(3, 12).Draw(t, "writes") {
		var batch []*record.Record
		for j := range rapid.IntRange(1, 3).Draw(t, "records") {
			var rec *record.Record
			n := len(m.states)
			switch kind := rapid.SampledFrom([]string{"person", "asset", "old"}).Draw(t, "kind"); {
			case kind == "old" && n > 0 && j == 0:
				old := m.states[n-1][m.ids[rapid.IntRange(0, len(m.ids)-1).Draw(t, "which")]]
				copied := *old
				rec = &copied
				if rec.Kind.Name == "person" {
					rec.Body = &testPerson{Name: fmt.Sprintf("Person %d", i), Mail: rapid.SampledFrom([]string{"", "a@b.c"}).Draw(t, "mail")}
				} else {
					rec.Body = drawAsset(t, persons, assets)
					rec.State = rapid.SampledFrom([]string{"planned", "gone"}).Draw(t, "state")
				}
			case kind == "person" || len(persons) == 0:
				rec = f.person(fmt.Sprintf("Person %d-%d", i, j))
			default:
				rec = f.asset(drawAsset(t, persons, assets))
			}
			batch = append(batch, rec)
		}
		if rapid.Bool().Draw(t, "later") {
			f.tick()
		}
		f.put("write", batch...)
		m.remember(batch...)
		persons, assets = nil, nil
		for _, id := range m.ids {
			if m.states[len(m.states)-1][id].Kind.Name == "person" {
				persons = append(persons, id)
			} else {
				assets = append(assets, id)
			}
		}
	}
	return m
}

func TestAViewOfThePastIsWhatWasThen(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		n := 0
		rapid.Check(t, func(t *rapid.T) {
			n++
			id := fmt.Sprintf("history-%d", n)
			if err := f.store.CreateOrganization(f.ctx, id, "History"); err != nil {
				t.Fatal(err)
			}
			f.Org = f.store.In(id)
			m := live(t, f)
			if position, err := f.Position(f.ctx); err != nil || position != int64(len(m.states)) {
				t.Fatalf("the log has %d entries (%v), expected %d", position, err, len(m.states))
			}
			at := rapid.IntRange(0, len(m.states)).Draw(t, "position")
			then := map[record.ID]*record.Record{}
			if at > 0 {
				then = m.states[at-1]
			}
			sameAsThen(t, f, m, f.AsOf(int64(at)), then)
			sameAsThen(t, f, m, f, m.states[len(m.states)-1])
			if at > 0 {
				last := at // entries of the same time belong together
				for last < len(m.times) && m.times[last].Equal(m.times[at-1]) {
					last++
				}
				if got, err := f.PositionAt(f.ctx, m.times[at-1]); err != nil || got != int64(last) {
					t.Fatalf("the position at %s is %d, %v, expected %d", m.times[at-1], got, err, last)
				}
			}
			changesLeadThere(t, f, m)
		})
	})
}

// sameAsThen compares what a reader reads with what was.
func sameAsThen(t *rapid.T, f *fixture, m *memory, r Reader, then map[record.ID]*record.Record) {
	t.Helper()
	got, err := r.Get(f.ctx, m.ids...)
	if diff := cmp.Diff(then, got, same...); err != nil || diff != "" {
		t.Fatalf("Get: %v %s", err, diff)
	}
	entries, err := r.Entries(f.ctx, m.ids...)
	if err != nil || len(entries) != len(then) {
		t.Fatalf("Entries: %v %v, expected %d", entries, err, len(then))
	}
	back, out := map[string][]string{}, map[string]int{}
	for _, id := range m.ids {
		rec := then[id]
		if rec == nil {
			continue
		}
		if e := entries[id]; e.Title != rec.Title() || e.State != rec.State || e.Revision != rec.Revision || e.Key != rec.Key {
			t.Fatalf("the directory says %+v of %+v", e, rec)
		}
		for _, ref := range f.store.layouts[rec.Kind.Name].describe(rec).links {
			back[ref.field+ref.to] = append(back[ref.field+ref.to], string(id))
			out[string(id)]++
		}
	}
	for _, id := range m.ids {
		for _, field := range []string{"owner", "needs"} {
			refers, err := r.Back(f.ctx, "asset", field, id)
			if diff := cmp.Diff(back[field+string(id)], texts(refers[id]), same...); err != nil || diff != "" {
				t.Fatalf("who refers to %s by %s: %v %s", id, field, err, diff)
			}
		}
		o, i, err := r.Links(f.ctx, id)
		if in := len(back["owner"+string(id)]) + len(back["needs"+string(id)]); err != nil || len(o) != out[string(id)] || len(i) != in {
			t.Fatalf("Links of %s: %d out, %d in, %v, expected %d and %d", id, len(o), len(i), err, out[string(id)], in)
		}
	}
	var scanned []record.ID
	for _, kind := range []string{"person", "asset"} {
		for after := record.ID(""); ; {
			list, err := r.Scan(f.ctx, kind, after, 2)
			if err != nil {
				t.Fatal(err)
			}
			if len(list) == 0 {
				break
			}
			for _, rec := range list {
				scanned = append(scanned, rec.ID)
			}
			after = list[len(list)-1].ID
		}
	}
	var expected []record.ID
	for _, kind := range []string{"person", "asset"} {
		for _, id := range m.ids {
			if then[id] != nil && then[id].Kind.Name == kind {
				expected = append(expected, id)
			}
		}
	}
	if !slices.Equal(scanned, expected) {
		t.Fatalf("Scan gave %v, expected %v", scanned, expected)
	}
}

// changesLeadThere follows the changes from nothing to now.
func changesLeadThere(t *rapid.T, f *fixture, m *memory) {
	state := map[record.ID]*record.Record{}
	var position int64
	for {
		changes, err := f.Changes(f.ctx, position, 4)
		if err != nil {
			t.Fatal(err)
		}
		for _, ch := range changes {
			if diff := cmp.Diff(state[ch.ID], ch.Before, same...); diff != "" || ch.Seq != position+1 {
				t.Fatalf("change %d of %s begins elsewhere: %s", ch.Seq, ch.ID, diff)
			}
			state[ch.ID], position = ch.After, ch.Seq
			if diff := cmp.Diff(m.states[position-1], state, same...); diff != "" {
				t.Fatalf("after change %d: %s", position, diff)
			}
		}
		if len(changes) < 4 {
			break
		}
	}
	if position != int64(len(m.states)) {
		t.Fatalf("the changes end at %d, expected %d", position, len(m.states))
	}
}

func TestHistoryTellsEachRevisionTheNewestFirst(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		rec := f.person("Ann")
		f.put("create", rec)
		first := *rec
		first.Body = &testPerson{Name: "Ann"}
		f.tick()
		rec.Body, rec.State = &testPerson{Name: "Ann B", Mail: "ann@example.org"}, record.StateRetired
		err := f.Write(f.ctx, Author{Actor: "account-2", Request: "request-2", Origin: "api"}, func(tx *Tx) error { return tx.Put(rec, "retire", "left us") })
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.History(f.ctx, rec.ID, 0, 10)
		expected := []Revision{
			{Seq: 2, Time: rec.Changed, Actor: "account-2", Op: "retire", Revision: 2, State: "retired", Note: "left us", Request: "request-2", Origin: "api", Record: rec},
			{Seq: 1, Time: first.Changed, Actor: "account-1", Op: "create", Revision: 1, State: "current", Request: "request-1", Origin: "browser", Record: &first},
		}
		if diff := cmp.Diff(expected, got, same...); err != nil || diff != "" {
			t.Error(err, diff)
		}
		older, err := f.History(f.ctx, rec.ID, 2, 10)
		if diff := cmp.Diff(expected[1:], older, same...); err != nil || diff != "" {
			t.Error(err, diff)
		}
		none, err := f.History(f.ctx, "nobody", 0, 10)
		if err != nil || len(none) != 0 {
			t.Error(none, err)
		}
	})
}

func TestTimesInTheLogNeverGoBack(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		first, second := f.person("A"), f.person("B")
		f.put("create", first)
		f.mu.Lock()
		f.now = f.now.Add(-time.Hour)
		f.mu.Unlock()
		f.put("create", second)
		if second.Changed.Before(first.Changed) || second.Created.Before(first.Created) {
			t.Errorf("the second is of %s, the first of %s", second.Changed, first.Changed)
		}
		got, err := f.Get(f.ctx, second.ID)
		if diff := cmp.Diff(second, got[second.ID], same...); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}
