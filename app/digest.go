package app

import (
	"cmp"
	"context"
	"net/mail"
	"strings"
	"time"

	"surety/isms/org"
	"surety/language"
	"surety/record"
	"surety/store"
)

// DigestTopic is that of jobs which send somebody what is due from them.
const DigestTopic = "digest"

// How often a person is told by mail what is due from them.
const (
	DigestWeekly = "" // on Mondays, or later in the week if no program ran then
	DigestDaily  = "daily"
	DigestOff    = "off"
)

// usualHour is when a digest is sent to who has chosen no hour.
const usualHour = 7

// Digests look ahead this far, and have this much at most.
const (
	digestAhead  = 14 // days
	mostOfDigest = 50
	keepDigests  = 60 // days for which is known that one was sent
)

// FromMail tells that something happens for a mail.
const FromMail Origin = "mail"

// Digest is what one person is told by mail of one day.
type Digest struct {
	Account      string
	Name         string
	Address      string
	Organization string
	Reader       language.Reader
	Day          record.Date
	Work         Work
}

// digestDay is the day in the person's time zone of which a digest is due by now;
// empty where none is. That of Monday is due all week, so that one which was missed
// because no program ran is made up for, but not for an account that is newer than it,
// and nothing for who has chosen the rhythm since.
func (p Preferences) digestDay(now, since time.Time, zone *time.Location) record.Date {
	if p.Zone != "" {
		zone = p.location()
	}
	local, back := now.In(zone), 0
	if p.Digest == DigestWeekly {
		back = (int(local.Weekday()) + 6) % 7 // days since Monday
	}
	due := time.Date(local.Year(), local.Month(), local.Day()-back, p.HourOfDigest(), 0, 0, 0, zone)
	if p.Digest == DigestOff || due.After(now) || back > 0 && (since.After(due) || p.Rhythm.After(due)) {
		return ""
	}
	return record.DateOf(due)
}

// HourOfDigest is from which hour of the day on the person is told.
func (p Preferences) HourOfDigest() int { return cmp.Or(p.DigestHour, usualHour) }

// LeaveDigests leaves a job for everybody to whom a digest is due by now and was
// not left yet, by this program or another that serves the same database.
func (a *App) LeaveDigests(ctx context.Context) error {
	organizations, err := a.store.Organizations(ctx)
	if err != nil {
		return err
	}
	if d, err := a.Demonstration(ctx); err != nil || d != nil {
		return err // its people are invented
	}
	for _, o := range organizations {
		if err := a.leaveDigests(ctx, o.ID); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) leaveDigests(ctx context.Context, organization string) error {
	accounts, err := a.inUse(ctx, organization)
	if err != nil || len(accounts) == 0 {
		return err
	}
	stand, err := a.stand(ctx, organization)
	if err != nil {
		return err
	}
	outbox := a.store.In(organization)
	left, err := outbox.Digests(ctx)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		day := readPreferences(account.Preferences).digestDay(a.clock(), account.Created, stand.zone)
		if day == "" || day <= left[account.ID] {
			continue
		}
		if _, err := outbox.LeaveDigest(ctx, account.ID, day, day.AddDays(-keepDigests), DigestTopic, []byte(account.ID+" "+string(day))); err != nil {
			return err
		}
	}
	return nil
}

// DigestOf gathers what a job is to tell; nil where there is nothing to tell, or
// nobody to be told any more.
func (a *App) DigestOf(ctx context.Context, job Job) (*Digest, error) {
	id, day, _ := strings.Cut(string(job.Payload), " ")
	left, err := a.store.In(job.Organization).Digests(ctx)
	if err != nil || left[id] > record.Date(day) {
		return nil, err // a newer one says the same and more
	}
	accounts, err := a.inUse(ctx, job.Organization)
	if err != nil {
		return nil, err
	}
	for _, account := range accounts {
		if account.ID == id && len(account.Roles) > 0 {
			return a.digest(ctx, account, record.Date(day))
		}
	}
	return nil, nil
}

func (a *App) digest(ctx context.Context, account store.Account, day record.Date) (*Digest, error) {
	actor := a.mailActor(account)
	today, err := a.Today(ctx, actor)
	if err != nil {
		return nil, err
	}
	d := &Digest{Account: account.ID, Name: account.Name, Reader: actor.Preferences.Reader(""), Day: day}
	if d.Work, err = a.Work(ctx, actor, today.AddDays(digestAhead), mostOfDigest); err != nil {
		return nil, err
	}
	late := 0
	for _, r := range d.Work.People {
		late += r.Overdue
	}
	if len(d.Work.Mine)+len(d.Work.Read)+late == 0 || actor.Preferences.Digest == DigestOff {
		return nil, nil
	}
	if d.Address, err = a.address(ctx, account); err != nil || d.Address == "" {
		return nil, err
	}
	d.Organization, err = a.OrganizationName(ctx, actor)
	return d, err
}

func (a *App) mailActor(account store.Account) Actor {
	actor := actorOf(&account, account.Roles, FromMail)
	actor.Preferences = readPreferences(account.Preferences)
	return actor
}

// MailAddress is where mail for the actor goes: the address of their person, or
// their login where that is one; empty where neither is.
func (a *App) MailAddress(ctx context.Context, actor Actor) (string, error) {
	accounts, err := a.inUse(ctx, actor.Organization)
	if err != nil {
		return "", err
	}
	for _, account := range accounts {
		if account.ID == actor.Account {
			return a.address(ctx, account)
		}
	}
	return "", nil
}

func (a *App) address(ctx context.Context, account store.Account) (string, error) {
	found, err := a.store.In(account.Organization).Get(ctx, account.Person)
	if err != nil {
		return "", err
	}
	candidates := []string{account.Login}
	if rec := found[account.Person]; rec != nil {
		if rec.Ended() {
			return "", nil
		}
		candidates = []string{rec.Body.(*org.Person).Mail, account.Login}
	}
	for _, c := range candidates {
		if parsed, err := mail.ParseAddress(c); err == nil && parsed.Address == c {
			return c, nil
		}
	}
	return "", nil
}
