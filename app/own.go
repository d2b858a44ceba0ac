package app

import (
	"context"

	"surety/fault"
	"surety/store"
)

func nobody() error {
	return &fault.Error{Kind: fault.Unauthenticated, Message: "nobody is signed in"}
}

// OwnAccount is an account as whoever it belongs to sees it.
type OwnAccount struct {
	Account
	AsksPassword bool // a new password needs the one until now
}

// Own is the account of whoever has a session.
func (a *App) Own(ctx context.Context, secret string) (OwnAccount, error) {
	session, account, err := a.own(ctx, secret)
	if err != nil {
		return OwnAccount{}, err
	}
	return OwnAccount{accountOf(*account), asksPassword(session, account)}, nil
}

// asksPassword tells whether a new password needs the one until now: a browser
// may be left open. It does not where there is none, or where a one-time address
// led in because it was forgotten.
func asksPassword(session *store.Session, account *store.Account) bool {
	return account.Password != "" && session.Agent != entered
}

// own finds a session that is good, and its account.
func (a *App) own(ctx context.Context, secret string) (*store.Session, *store.Account, error) {
	if secret == "" {
		return nil, nil, nobody()
	}
	session, account, err := a.store.SessionByHash(ctx, secretHash(secret))
	if err != nil {
		return nil, nil, err
	}
	if session == nil || account.Disabled || session.Agent == once || !session.Expires.After(a.clock()) {
		return nil, nil, nobody()
	}
	return session, account, nil
}

// ChangeOwnPassword gives the account of a session another password, and ends
// all its other sessions and one-time addresses.
func (a *App) ChangeOwnPassword(ctx context.Context, secret, old, password string) error {
	session, account, err := a.own(ctx, secret)
	if err != nil {
		return err
	}
	if asksPassword(session, account) {
		right, err := a.tryPassword(ctx, account.Login, true, old, account.Password)
		if err != nil {
			return err
		}
		if !right {
			return fault.New(fault.Invalid, "the password until now is another one")
		}
	}
	hash, err := hashPassword(a.random, password)
	if err != nil {
		return err
	}
	if err := a.store.In(account.Organization).SetPassword(ctx, account.ID, hash); err != nil {
		return err
	}
	return a.store.DeleteSessions(ctx, account.ID, session.Hash)
}

// SignOutElsewhere ends all sessions of the account of a session but this one,
// and its one-time addresses.
func (a *App) SignOutElsewhere(ctx context.Context, secret string) error {
	session, account, err := a.own(ctx, secret)
	if err != nil {
		return err
	}
	return a.store.DeleteSessions(ctx, account.ID, session.Hash)
}
