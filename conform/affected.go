package conform

import (
	"context"
	"maps"
	"reflect"
	"slices"

	"surety/expr"
	"surety/record"
	"surety/store"
)

// trace marks all that changes may alter: the records in question are found
// from those that changed by going the link paths backwards. A record that was
// moved from one to another touches both, so references count as they were
// before and as they are after.
func (u *update) trace(ctx context.Context, changes []store.Change) error {
	if len(changes) == 0 {
		return nil
	}
	of := map[string][]touch{}
	for _, c := range changes {
		t := touch{Change: c, fields: changedFields(c.Before, c.After)}
		of[c.Kind] = append(of[c.Kind], t)
		u.changed[c.ID] = true
		u.traceJudgements(t)
		u.traceSystem(t)
		u.traceGlobals(t)
	}
	back := backwards{ctx: ctx, reader: u.reader, holders: map[direction]map[record.ID][]record.ID{}}
	for _, q := range u.engine.plan.inquiries {
		for _, n := range q.nodes {
			if err := u.traceNode(q, n, of[n.kind], &back); err != nil {
				return err
			}
		}
	}
	return nil
}

// touch is a change with the fields that it altered; nil: all of them.
type touch struct {
	store.Change
	fields map[string]bool
}

// touches tells whether one of the fields was altered.
func (t touch) touches(fields []string) bool {
	return t.fields == nil || len(t.fields) > 0 && slices.ContainsFunc(fields, func(f string) bool { return f == expr.Everything || t.fields[f] })
}

// changedFields are the names, as expressions have them, of the fields that
// differ; nil where a record was made or is gone.
func changedFields(before, after *record.Record) map[string]bool {
	if before == nil || after == nil {
		return nil
	}
	changed := map[string]bool{"revision": true, "changed": true}
	for name, same := range map[string]bool{
		"state": before.State == after.State, "mark": before.Mark == after.Mark, "key": before.Key == after.Key,
		"created": before.Created.Equal(after.Created), "custom": reflect.DeepEqual(before.Custom, after.Custom),
	} {
		if !same {
			changed[name] = true
		}
	}
	for _, f := range after.Kind.Fields {
		if !reflect.DeepEqual(f.Get(before.Body), f.Get(after.Body)) {
			changed[f.Name] = true
		}
	}
	return changed
}

// traceNode marks the records in question that reach a changed one by a path.
// Changes that touch the same questions go the way together.
func (u *update) traceNode(q *inquiry, n *node, touches []touch, back *backwards) error {
	together := map[string][]touch{}
	asked := map[string]places{}
	for _, t := range touches {
		if n.up != nil && !n.back && t.Before == nil {
			continue // nothing could refer to it before; whoever does now has changed too
		}
		marked := noPlaces(q.places())
		for _, r := range n.readers {
			if t.touches(r.fields) {
				marked.add(r.place)
			}
		}
		if !marked.empty() {
			key := marked.key()
			together[key], asked[key] = append(together[key], t), marked
		}
	}
	for key, touches := range together {
		roots, err := back.from(n, touches)
		if err != nil {
			return err
		}
		for id := range roots {
			u.markAll(q, id, asked[key])
		}
	}
	return nil
}

// key makes a set of places one that maps can be asked for.
func (p places) key() string {
	key := make([]byte, 0, len(p)*8)
	for _, word := range p {
		for shift := 0; shift < 64; shift += 8 {
			key = append(key, byte(word>>shift))
		}
	}
	return string(key)
}

// traceJudgements marks the judgements that a change makes, alters, or takes
// the ground from.
func (u *update) traceJudgements(t touch) {
	if t.Kind == kindJudgement && t.After != nil {
		u.own()
		u.docket.put(t.After, u.moment.System)
		u.weigh[t.ID] = true
	}
	u.weighOn(t.ID)
	switch {
	case t.Kind == kindAssignment:
		for _, rec := range []*record.Record{t.Before, t.After} {
			for _, person := range references(rec, fieldPerson) {
				u.weighOn(person.ID())
			}
		}
	case t.Kind == kindRole && t.touches([]string{fieldDuty, fieldState}):
		for id := range u.docket.entries {
			u.weigh[id] = true
		}
	}
}

// weighOn marks the judgements that rest on a record.
func (u *update) weighOn(id record.ID) {
	for judgement := range u.docket.watched[id] {
		u.weigh[judgement] = true
	}
}

// traceSystem marks every record of the questions that read what was changed
// of the management system.
func (u *update) traceSystem(t touch) {
	for kind, q := range u.engine.plan.inquiries {
		for i, asked := range q.questions {
			if asked.reads.System == nil || !touchesBelow(t, asked.reads.System, u.moment.System) {
				continue
			}
			for _, id := range u.state.registers[kind].ids {
				u.mark(q, id, i+1)
			}
		}
	}
}

// touchesBelow tells whether a change touches what is read of one record, or
// of any record that it is linked with.
func touchesBelow(t touch, reads *expr.Reads, of record.ID) bool {
	if t.Kind == reads.Kind && (of == "" || t.ID == of) && t.touches(reads.Fields) {
		return true
	}
	return slices.ContainsFunc(reads.Links, func(l *expr.Link) bool { return touchesBelow(t, l.Reads, "") })
}

// traceGlobals marks the globals that read what was changed, or whose
// registers have it come or go.
func (u *update) traceGlobals(t touch) {
	for i, asked := range u.engine.plan.globals {
		system := asked.reads.System != nil && touchesBelow(t, asked.reads.System, u.moment.System)
		u.globals[i] = u.globals[i] || system || slices.ContainsFunc(asked.reads.Registers, func(register *expr.Reads) bool {
			q := u.engine.plan.inquiries[register.Kind]
			member := q.member != nil && touchesBelow(t, q.member.Reads().Record, "")
			return member || t.Kind == register.Kind && t.touches([]string{"state"}) || touchesBelow(t, register, "")
		})
	}
}

// backwards goes link paths towards the records in question. It asks each
// thing once for all paths.
type backwards struct {
	ctx     context.Context
	reader  Reader
	holders map[direction]map[record.ID][]record.ID
}

// from gives the records in question that reach changed records at a node.
func (b *backwards) from(n *node, touches []touch) (map[record.ID]bool, error) {
	ids := map[record.ID]bool{}
	if n.back {
		for _, t := range touches {
			for _, rec := range []*record.Record{t.Before, t.After} {
				for _, to := range references(rec, n.field) {
					ids[to.ID()] = true
				}
			}
		}
		n = n.up
	} else {
		for _, t := range touches {
			ids[t.ID] = true
		}
	}
	var err error
	for ; n.up != nil && err == nil && len(ids) > 0; n = n.up {
		ids, err = b.step(n, ids)
	}
	return ids, err
}

// step goes from records at a node to those one step nearer.
func (b *backwards) step(n *node, ids map[record.ID]bool) (map[record.ID]bool, error) {
	nearer := map[record.ID]bool{}
	if !n.back {
		d := direction{n.up.kind, n.field}
		if err := b.fetch(d, ids); err != nil {
			return nil, err
		}
		for id := range ids {
			for _, holder := range b.holders[d][id] {
				nearer[holder] = true
			}
		}
		return nearer, nil
	}
	for chunk := range slices.Chunk(slices.Collect(maps.Keys(ids)), mostAtOnce) {
		records, err := b.reader.Get(b.ctx, chunk...)
		if err != nil {
			return nil, err
		}
		for _, rec := range records {
			for _, to := range references(rec, n.field) {
				nearer[to.ID()] = true
			}
		}
	}
	return nearer, nil
}

func (b *backwards) fetch(d direction, ids map[record.ID]bool) error {
	if b.holders[d] == nil {
		b.holders[d] = map[record.ID][]record.ID{}
	}
	var missing []record.ID
	for id := range ids {
		if _, known := b.holders[d][id]; !known {
			missing = append(missing, id)
		}
	}
	for chunk := range slices.Chunk(missing, mostAtOnce) {
		found, err := b.reader.Back(b.ctx, d.kind, d.field, chunk...)
		if err != nil {
			return err
		}
		for _, id := range chunk {
			b.holders[d][id] = found[id]
		}
	}
	return nil
}
