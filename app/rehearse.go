package app

import (
	"context"
	"errors"

	"surety/record"
	"surety/store"
)

// errRehearsed ends a rehearsal, so that nothing of it stays.
var errRehearsed = errors.New("this was a rehearsal")

// Rehearse carries commands out as Do would, tells how the records would stand
// afterwards, and keeps nothing of it. Its errors are those of Do.
func (a *App) Rehearse(ctx context.Context, actor Actor, commands ...Command) ([]*record.Record, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	var done []*record.Record
	author := store.Author{Actor: actor.Account, Origin: string(actor.Origin)}
	err := a.store.In(actor.Organization).Write(ctx, author, func(tx *store.Tx) error {
		var err error
		if done, err = a.begin(ctx, actor, tx, "").carryOut(commands); err != nil {
			return err
		}
		return errRehearsed
	})
	if !errors.Is(err, errRehearsed) {
		return nil, err
	}
	return done, nil
}
