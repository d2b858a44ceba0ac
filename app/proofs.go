package app

import (
	"context"

	"surety/conform"
	"surety/fault"
)

// Proofs names records that pass the checks of each entry of a standard, by the
// entry's id, up to so many, as the actor may see them now.
func (a *App) Proofs(ctx context.Context, actor Actor, query VerdictQuery, most int) (map[string][]conform.Named, error) {
	if !query.AsOf.IsZero() {
		return nil, fault.New(fault.Invalid, "what shows a requirement is told of now alone")
	}
	x, err := a.explaining(ctx, actor, query)
	if err != nil {
		return nil, err
	}
	return x.engine.Proofs(ctx, a.store.In(actor.Organization), most, actor.Sight())
}
