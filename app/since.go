package app

import (
	"context"

	"surety/fault"
	"surety/record"
)

// atOnce is how many changes are read at a time.
const atOnce = 500

// Position is how many entries the log of the actor's organization has.
func (a *App) Position(ctx context.Context, actor Actor) (int64, error) {
	if err := mayRead(actor); err != nil {
		return 0, err
	}
	lookAgain(ctx, actor.Organization)
	return position(ctx, actor.Organization, a.store.In(actor.Organization))
}

// stillAlone refuses a write that was prepared at a position of the log when a
// record of a kind that it creates was made since: two people who import the
// same file at the same time would make each record twice. It is asked after
// the write took its keys, which waits for whoever takes keys of that kind.
func (w *write) stillAlone(since int64, commands []Command) error {
	if since == 0 {
		return nil
	}
	made, creates := map[record.ID]bool{}, map[string]bool{}
	for _, command := range commands {
		if create, ok := command.(Create); ok {
			made[create.ID], creates[create.Kind] = true, true
		}
	}
	for {
		changes, err := w.tx.Changes(w.ctx, since, atOnce)
		if err != nil {
			return err
		}
		for _, change := range changes {
			since = change.Seq
			if change.Before == nil && creates[change.Kind] && !made[change.ID] {
				return &fault.Error{
					Kind: fault.Stale, Record: w.app.called(w.actor, change.After),
					Message: "it was made while this was being prepared, and may be one of those that would be made now",
					Mend:    "look at what would be imported once more, and go on from there",
				}
			}
		}
		if len(changes) < atOnce {
			return nil
		}
	}
}

// called is a record's key, or its kind where the actor may not know of it.
func (a *App) called(actor Actor, rec *record.Record) string {
	if a.maySee(actor, rec) {
		return rec.Key
	}
	return rec.Kind.Name
}
