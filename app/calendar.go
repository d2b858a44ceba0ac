package app

import (
	"context"
	"time"

	"surety/fault"
	"surety/language"
)

// Calendars look ahead this far, and have this much at most.
const (
	calendarAhead  = 366 // days
	mostOfCalendar = 500
)

// Calendar is what is due from a person, for their calendar.
type Calendar struct {
	Organization string
	Reader       language.Reader
	Due          []Due
}

// NewCalendarAddress makes the secret of an address at which a calendar program
// finds what is due from the actor's person. It is returned this once, and takes
// the place of any before.
func (a *App) NewCalendarAddress(ctx context.Context, actor Actor) (string, error) {
	if actor.Person == "" || actor.Origin == FromAPI {
		return "", &fault.Error{Kind: fault.Invalid, Message: "this account is no person's: nothing is due from it", Mend: "ask a manager to say whose it is"}
	}
	secret, err := newSecret(a.random)
	if err != nil {
		return "", err
	}
	return secret, a.store.In(actor.Organization).PutFeed(ctx, actor.Account, secretHash(secret), a.clock())
}

// RevokeCalendarAddress makes the address of the actor's calendar good for nothing.
func (a *App) RevokeCalendarAddress(ctx context.Context, actor Actor) error {
	return a.store.In(actor.Organization).RemoveFeed(ctx, actor.Account)
}

// CalendarSince tells since when the actor's calendar has an address; zero where
// it has none.
func (a *App) CalendarSince(ctx context.Context, actor Actor) (time.Time, error) {
	return a.store.In(actor.Organization).FeedSince(ctx, actor.Account)
}

// Calendar is what an address shows. A secret that is nobody's, or of somebody who
// may not sign in any more, is NotFound.
func (a *App) Calendar(ctx context.Context, secret string) (*Calendar, error) {
	account, err := a.store.AccountByFeed(ctx, secretHash(secret))
	if err != nil {
		return nil, err
	}
	if account == nil || account.Disabled || account.Person == "" || len(account.Roles) == 0 {
		return nil, fault.New(fault.NotFound, "nothing is at this address")
	}
	actor := a.mailActor(*account)
	actor.Origin = FromCalendar
	c := &Calendar{Reader: actor.Preferences.Reader("")}
	today, err := a.Today(ctx, actor)
	if err != nil {
		return nil, err
	}
	if c.Due, err = a.Due(ctx, actor, today.AddDays(calendarAhead), mostOfCalendar); err != nil {
		return nil, err
	}
	c.Organization, err = a.OrganizationName(ctx, actor)
	return c, err
}

// FromCalendar tells that something is read by a calendar program.
const FromCalendar Origin = "calendar"

// UID names what is due to calendars: the same for as long as it is the same thing.
func (d Due) UID() string { return string(d.Name.ID) + "." + d.Field.Name + "@surety" }
