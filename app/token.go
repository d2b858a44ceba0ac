package app

import (
	"context"
	"time"

	"surety/fault"
)

// Token is what is known of a token after it was made.
type Token struct {
	ID      string // names it; the secret can't be had from it
	Name    string
	Roles   []string
	Created time.Time
	Expires time.Time
}

// Tokens lists the tokens of the actor's organization.
func (a *App) Tokens(ctx context.Context, actor Actor) ([]Token, error) {
	if err := onlyManager(actor, "see the tokens"); err != nil {
		return nil, err
	}
	stored, err := a.store.In(actor.Organization).Tokens(ctx)
	if err != nil {
		return nil, err
	}
	tokens := make([]Token, len(stored))
	for i, t := range stored {
		tokens[i] = Token{ID: t.Hash, Name: t.Name, Roles: t.Roles, Created: t.Created, Expires: t.Expires}
	}
	return tokens, nil
}

// RevokeToken ends a token at once.
func (a *App) RevokeToken(ctx context.Context, actor Actor, id string) error {
	if err := onlyManager(actor, "revoke tokens"); err != nil {
		return err
	}
	tokens, err := a.Tokens(ctx, actor)
	if err != nil {
		return err
	}
	for _, t := range tokens {
		if t.ID == id {
			return a.store.In(actor.Organization).DeleteToken(ctx, id)
		}
	}
	return fault.New(fault.NotFound, "there is no such token")
}
