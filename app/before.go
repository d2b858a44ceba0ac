package app

import (
	"context"
	"time"

	"surety/record"
)

// Before reads records as they stood at an instant, as far as the actor may see
// them now; one that was not there yet is left out.
func (a *App) Before(ctx context.Context, actor Actor, at time.Time, ids ...record.ID) (map[record.ID]*record.Record, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	o := a.store.In(actor.Organization)
	position, err := o.PositionAt(ctx, at)
	if err != nil || position == 0 {
		return nil, err
	}
	found, err := o.AsOf(position).Get(ctx, ids...)
	if err != nil {
		return nil, err
	}
	seen := map[record.ID]*record.Record{}
	var shown []*record.Record
	for _, rec := range found {
		if rec != nil && a.maySee(actor, rec) {
			shown = append(shown, rec)
		}
	}
	if err := a.showReleased(ctx, actor, o.AsOf(position), shown); err != nil {
		return nil, err
	}
	a.hideConfidential(actor, shown)
	for _, rec := range shown {
		seen[rec.ID] = rec
	}
	return seen, nil
}
