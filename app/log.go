package app

import (
	"context"

	"surety/store"
)

// VerifyLog walks the log of the actor's organization from its first entry and
// holds it against outside checkpoints, if any are given.
func (a *App) VerifyLog(ctx context.Context, actor Actor, outside ...[]byte) (store.Verification, error) {
	if err := mayRead(actor); err != nil {
		return store.Verification{}, err
	}
	return a.store.In(actor.Organization).Verify(ctx, outside...)
}

// Checkpoint signs where the log stands now, to be kept elsewhere.
func (a *App) Checkpoint(ctx context.Context, actor Actor) ([]byte, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	return a.store.In(actor.Organization).Checkpoint(ctx)
}
