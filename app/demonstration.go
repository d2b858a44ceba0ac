package app

import (
	"context"
	"encoding/json"
	"time"

	"surety/fault"
	"surety/store"
)

// Demonstration is how far the loading of a demonstration organization has come.
// The organization has its database for itself: what is invented is never found
// among what is not, and goes as the database does. This is kept with the organization from the first moment, so that a load which
// was interrupted goes on as it began, and nobody meets half an organization.
type Demonstration struct {
	Organization string    `json:"-"`
	Begun        time.Time `json:"begun"`          // the day of its story
	Size         int       `json:"size,omitzero"`  // so many records of a mix; 0: the story
	Seed         uint64    `json:"seed,omitzero"`  // of that mix
	Whole        bool      `json:"whole"`          // all of it is there
	Entry        string    `json:"entry,omitzero"` // the account to sign in with first
}

// demonstrationSetting is where a Demonstration is kept.
const demonstrationSetting = "demonstration"

// BeginDemonstration makes the organization that a demonstration fills; it
// refuses a database that is not empty.
func (a *App) BeginDemonstration(ctx context.Context, name string, size int, seed uint64) (*Demonstration, error) {
	organizations, err := a.store.Organizations(ctx)
	if err != nil {
		return nil, err
	}
	if len(organizations) > 0 {
		return nil, &fault.Error{Kind: fault.Exists, Message: "the database is not empty: " + organizations[0].Name + " is in it", Mend: "name another data folder with --dir"}
	}
	d := &Demonstration{Organization: string(a.newID()), Begun: a.clock(), Size: size, Seed: seed}
	value, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	return d, a.store.CreateOrganization(ctx, d.Organization, name, store.Setting{Name: demonstrationSetting, Value: value})
}

// Demonstration is that of the database, or nil where none was begun.
func (a *App) Demonstration(ctx context.Context) (*Demonstration, error) {
	organizations, err := a.store.Organizations(ctx)
	if err != nil || len(organizations) != 1 {
		return nil, err // a demonstration has its database for itself
	}
	value, err := a.store.In(organizations[0].ID).Setting(ctx, demonstrationSetting)
	if err != nil || value == nil {
		return nil, err
	}
	d := &Demonstration{Organization: organizations[0].ID}
	if err := json.Unmarshal(value, d); err != nil {
		return nil, fault.New(fault.Malformed, "the setting %s can't be read: %w", demonstrationSetting, err)
	}
	return d, nil
}

// EndDemonstration notes that all of a demonstration is there, and who is to
// sign in first.
func (a *App) EndDemonstration(ctx context.Context, d *Demonstration, entry string) error {
	d.Whole, d.Entry = true, entry
	value, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return a.store.In(d.Organization).PutSetting(ctx, demonstrationSetting, value)
}

// EnterDemonstration signs somebody in to the demonstration as whoever is to sign
// in first, and lets them read it the way they like to work.
func (a *App) EnterDemonstration(ctx context.Context, likes Preferences) (Session, error) {
	d, err := a.Demonstration(ctx)
	if err != nil {
		return Session{}, err
	}
	if d == nil || !d.Whole {
		return Session{}, fault.New(fault.NotFound, "the demonstration organization is not here, or in part only")
	}
	accounts, err := a.store.In(d.Organization).Accounts(ctx)
	if err != nil {
		return Session{}, err
	}
	for _, account := range accounts {
		if account.ID != d.Entry || account.Disabled {
			continue
		}
		kept := readPreferences(account.Preferences)
		kept.Language, kept.Zone, kept.Density, kept.Theme = likes.Language, likes.Zone, likes.Density, likes.Theme
		if err := a.KeepPreferences(ctx, actorOf(&account, account.Roles, FromBrowser), kept); err != nil {
			return Session{}, err
		}
		return a.grant(ctx, account.ID, entered)
	}
	return Session{}, fault.New(fault.Invalid, "somebody has disabled the account with which one enters the demonstration").Mending("remove the demonstration and begin it again")
}
