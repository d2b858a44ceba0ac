package app

import (
	"context"

	"surety/isms/way"
	"surety/language"
	"surety/record"
)

// AsProposed counts records that came of proposals, and those of them that still
// say word for word what was proposed.
type AsProposed struct{ Of, Unchanged int }

// StepAsProposed is how much of one step is as it was proposed.
type StepAsProposed struct {
	Step way.Step
	AsProposed
}

// AsProposed tells, for each step of which proposals were confirmed, how many of
// the records are as proposed, as far as the actor may see them. The system is a
// key or an id; empty means the first.
func (a *App) AsProposed(ctx context.Context, actor Actor, system string) ([]StepAsProposed, error) {
	r, err := a.wayOf(ctx, actor, system)
	if err != nil {
		return nil, err
	}
	return a.AsProposedOn(ctx, actor, r.way)
}

// AsProposedOn tells the same of a way that was read.
func (a *App) AsProposedOn(ctx context.Context, actor Actor, on *Way) ([]StepAsProposed, error) {
	counts, err := (&wayReader{app: a, ctx: ctx, actor: actor, way: on}).asProposed()
	if err != nil {
		return nil, err
	}
	var list []StepAsProposed
	for _, step := range way.Steps(language.From(ctx).Tag()) {
		if n := counts[step.ID]; n.Of > 0 {
			list = append(list, StepAsProposed{step, n})
		}
	}
	return list, nil
}

// AllAsProposed adds up what is as proposed.
func AllAsProposed(list []StepAsProposed) (all AsProposed) {
	for _, s := range list {
		all.Of += s.Of
		all.Unchanged += s.Unchanged
	}
	return all
}

// asProposed counts by step.
func (r *wayReader) asProposed() (map[string]AsProposed, error) {
	decided, err := r.decided()
	if err != nil {
		return nil, err
	}
	counts := map[string]AsProposed{}
	for _, d := range decided {
		if d.Record != nil {
			n := counts[d.Body.Step]
			n.Of++
			if d.Untouched {
				n.Unchanged++
			}
			counts[d.Body.Step] = n
		}
	}
	return counts, nil
}

// decided are all decisions with what became of them, read in one go.
func (r *wayReader) decided() ([]WayDecision, error) {
	proposals, err := r.live("proposal")
	if err != nil {
		return nil, err
	}
	list := make([]WayDecision, len(proposals))
	ids := make([]record.ID, 0, len(proposals))
	for i, rec := range proposals {
		list[i] = WayDecision{Proposal: rec, Body: rec.Body.(*way.Proposal)}
		if id := list[i].Body.Record.ID(); id != "" {
			ids = append(ids, id)
		}
	}
	found, err := r.app.store.In(r.actor.Organization).Get(r.ctx, ids...)
	if err != nil {
		return nil, err
	}
	for i := range list {
		d := &list[i]
		if rec := found[d.Body.Record.ID()]; rec != nil && r.app.maySee(r.actor, rec) {
			d.Record, d.Untouched = rec, d.Body.Untouched(rec.Kind, rec.Body)
		}
	}
	return list, nil
}
