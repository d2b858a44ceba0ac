package app

import (
	"context"

	"surety/record"
)

// Lately is what was last done to one record.
type Lately struct {
	Record *record.Record
	New    bool     // it was created
	Fields []string // labels of the fields that were changed
	Before string   // label of the state before, where it went to another
}

// mostLately bounds how far back the newest changes are looked for.
const mostLately = 60

// Lately lists what was changed last and the actor may see, the newest first,
// each record once.
func (a *App) Lately(ctx context.Context, actor Actor, limit int) ([]Lately, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	o := a.store.In(actor.Organization)
	position, err := position(ctx, actor.Organization, o)
	if err != nil {
		return nil, err
	}
	recent, err := o.Changes(ctx, max(0, position-mostLately), mostLately)
	if err != nil {
		return nil, err
	}
	var list []Lately
	seen := map[record.ID]bool{}
	for i := len(recent) - 1; i >= 0 && len(list) < limit; i-- {
		c := recent[i]
		if c.After == nil || seen[c.ID] || !a.maySee(actor, c.After) {
			continue
		}
		seen[c.ID] = true
		list = append(list, lately(c.Before, c.After))
	}
	return list, nil
}

func lately(before, after *record.Record) Lately {
	l := Lately{Record: after, New: before == nil}
	if before == nil {
		return l
	}
	if before.State != after.State {
		if state, ok := before.Kind.Lifecycle.State(before.State); ok {
			l.Before = state.Label
		}
	}
	for _, f := range after.Kind.Fields {
		if !f.Is(record.MarkComputed) && f.Text(before.Body) != f.Text(after.Body) {
			l.Fields = append(l.Fields, f.Label)
		}
	}
	return l
}
