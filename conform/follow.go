package conform

import (
	"context"
	"maps"
	"slices"
	"time"

	"surety/expr"
	"surety/fault"
	"surety/record"
)

// Bounds of following: how many changes are read at once, and after how many
// it is quicker to begin anew.
const (
	changesAtOnce = 1000
	mostChanges   = 20_000
)

// Follow brings the engine to the newest position of the log and to the day
// of now, whose location is the organization's zone. What changed is computed
// anew with all that reads it, and with all that a new day alters; the rest
// stays. The first time everything is computed. After an error the engine says
// what it said before.
func (e *Engine) Follow(ctx context.Context, src Source, now time.Time) error {
	e.following.Lock()
	defer e.following.Unlock()
	moment := e.at(now)
	position, err := src.Position(ctx)
	if err != nil {
		return fault.Wrap(err, "read the log's position")
	}
	s := e.state
	if s == nil || position < s.position || position-s.position > mostChanges || moment.Today < s.moment.Today || moment.Zone.String() != s.moment.Zone.String() {
		if s, err = e.evaluate(ctx, src, moment, position); err != nil {
			return err
		}
		position = unknown // it may have grown since
	}
	return e.catchUp(ctx, src, s, moment, position)
}

// unknown is a position of the log that nobody has asked for.
const unknown = -1

// catchUp takes the changes since the state's position, of which there are none
// where that is the log's.
func (e *Engine) catchUp(ctx context.Context, src Source, s *state, moment expr.Moment, position int64) error {
	u := &update{engine: e, reader: src, state: s, moment: moment, globals: make([]bool, len(e.plan.globals))}
	u.begin()
	for u.position != position {
		changes, err := src.Changes(ctx, u.position, changesAtOnce)
		if err != nil {
			return fault.Wrap(err, "read the log")
		}
		if err := u.trace(ctx, changes); err != nil {
			return fault.Wrap(err, "find what a change touches")
		}
		if len(changes) > 0 {
			u.position = changes[len(changes)-1].Seq
		}
		if len(changes) < changesAtOnce {
			break
		}
	}
	if u.nothing() {
		return nil
	}
	return u.apply(ctx)
}

// update is what has to be computed anew.
type update struct {
	engine   *Engine
	reader   Reader
	state    *state
	moment   expr.Moment
	position int64
	dirty    map[string]map[record.ID]places // by kind
	globals  []bool
	docket   *docket
	weigh    map[record.ID]bool // judgements
	changed  map[record.ID]bool // records, whatever they are called now
}

// begin marks what time has altered, and what could not be computed before.
func (u *update) begin() {
	u.position, u.dirty, u.weigh, u.changed = u.state.position, map[string]map[record.ID]places{}, map[record.ID]bool{}, map[record.ID]bool{}
	u.docket = u.state.docket
	today := u.moment.Today
	for kind, q := range u.engine.plan.inquiries {
		r := u.state.registers[kind]
		for at := range q.places() {
			t := &r.tallies[at]
			for i := range t.faults {
				u.mark(q, r.ids[i], at)
			}
			if soon := t.soon(); soon == 0 || soon > today {
				continue
			}
			for i, next := range t.next {
				if next != 0 && next <= today {
					u.mark(q, r.ids[i], at)
				}
			}
		}
	}
	for i, a := range u.state.globals {
		u.globals[i] = a.status == uncomputed || a.next != 0 && a.next <= today
	}
	for id, j := range u.docket.entries {
		if j.next != 0 && j.next <= today {
			u.weigh[id] = true
		}
	}
}

// mark notes that a record is to be asked a question.
func (u *update) mark(q *inquiry, id record.ID, place int) {
	asked := noPlaces(q.places())
	asked.add(place)
	u.markAll(q, id, asked)
}

func (u *update) markAll(q *inquiry, id record.ID, asked places) {
	if asked.has(0) {
		asked = allPlaces(q.places()) // whoever is considered anew is asked everything
	}
	of := u.dirty[q.kind.Name]
	if of == nil {
		of = map[record.ID]places{}
		u.dirty[q.kind.Name] = of
	}
	if of[id] == nil {
		of[id] = noPlaces(q.places())
	}
	of[id].join(asked)
}

// nothing tells that no change was made and no answer has come of age.
func (u *update) nothing() bool {
	return u.position == u.state.position && u.moment.Today == u.state.moment.Today && len(u.dirty) == 0 && len(u.weigh) == 0 && !slices.Contains(u.globals, true)
}

// findings are new answers about the records of one kind.
type findings struct {
	q       *inquiry
	ids     []record.ID
	asked   []places
	answers [][]answer
}

// apply computes anew what is marked, and then puts it in place.
func (u *update) apply(ctx context.Context) error {
	var found []findings
	for kind, of := range u.dirty {
		q := u.engine.plan.inquiries[kind]
		for ids := range slices.Chunk(slices.Sorted(maps.Keys(of)), batch) {
			f := findings{q: q, ids: ids}
			if err := u.ask(ctx, &f, of); err != nil {
				return err
			}
			found = append(found, f)
		}
	}
	if err := u.weighJudgements(ctx); err != nil {
		return fault.Wrap(err, "weigh judgements")
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	u.put(found)
	// Counts and globals follow from what was just put in place; until they
	// are computed too, a report tells them as they were.
	next := u.engine.settle(ctx, u.reader, u.state, u.moment, u.globals)
	if err := ctx.Err(); err != nil {
		return err
	}
	u.engine.mu.Lock()
	defer u.engine.mu.Unlock()
	u.state.take(next)
	u.state.position, u.state.moment = u.position, u.moment
	return nil
}

func (u *update) put(found []findings) {
	u.engine.mu.Lock()
	defer u.engine.mu.Unlock()
	for _, f := range found {
		r := u.state.registers[f.q.kind.Name]
		for i, id := range f.ids {
			r.set(id, f.asked[i], f.answers[i])
		}
	}
	u.state.docket = u.docket
	if len(u.changed) > 0 {
		u.state.entries = maps.Clone(u.state.entries)
		for id := range u.changed {
			delete(u.state.entries, id)
		}
	}
}

// ask asks the records of one kind what is marked.
func (u *update) ask(ctx context.Context, f *findings, of map[record.ID]places) error {
	v := newView(ctx, u.engine.plan.env.Catalogue(), u.reader, newShelf())
	if err := v.fetch(f.ids, false); err != nil {
		return err
	}
	r := u.state.registers[f.q.kind.Name]
	all := noPlaces(f.q.places())
	var records []*record.Record
	for _, id := range f.ids {
		all.join(of[id])
		if rec := v.records[id]; rec != nil && rec.Kind.Name == f.q.kind.Name {
			records = append(records, rec)
		}
	}
	// What can't be fetched in bulk is met again where it is needed, and told there.
	_ = v.prefetch(records, f.q.readsOf(all))
	session := u.engine.plan.env.Session(v, u.moment)
	for _, id := range f.ids {
		considered := unconcerned
		if i, known := r.place[id]; known {
			considered = r.tallies[0].status[i]
		}
		f.asked = append(f.asked, of[id])
		f.answers = append(f.answers, f.q.ask(session, v.records[id], of[id], considered))
	}
	return nil
}

// readsOf is what the questions of the places read.
func (q *inquiry) readsOf(asked places) *expr.Reads {
	reads := &expr.Reads{Kind: q.kind.Name}
	for i, question := range q.questions {
		if asked.has(i + 1) {
			reads.Merge(question.reads.Record)
		}
	}
	if asked.has(0) && q.member != nil {
		reads.Merge(q.member.Reads().Record)
	}
	return reads
}

// weighJudgements decides anew of the judgements that are marked.
func (u *update) weighJudgements(ctx context.Context) error {
	ids := slices.DeleteFunc(slices.Collect(maps.Keys(u.weigh)), func(id record.ID) bool { return u.docket.entries[id] == nil })
	if len(ids) == 0 {
		return nil
	}
	u.own()
	return u.docket.weigh(ctx, u.reader, u.moment, ids)
}

// own makes the docket one that may be changed.
func (u *update) own() {
	if u.docket == u.state.docket {
		u.docket = u.docket.clone()
	}
}
