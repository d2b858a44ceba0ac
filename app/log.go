package app

import (
	"context"

	"surety/fault"
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

// OneTimeFor makes the token of a one-time address for an account of the
// actor's organization.
func (a *App) OneTimeFor(ctx context.Context, actor Actor, account string) (string, error) {
	accounts, err := a.Accounts(ctx, actor)
	if err != nil {
		return "", err
	}
	for _, known := range accounts {
		if known.ID == account && !known.Disabled {
			return a.OneTimeEntry(ctx, account)
		}
	}
	return "", fault.New(fault.NotFound, "there is no such account, or it is disabled")
}
