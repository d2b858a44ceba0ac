package app

import (
	"surety/record"
	"surety/store"
)

// Origin tells through which door a request came.
type Origin string

// The doors.
const (
	FromBrowser       Origin = "browser"
	FromAPI           Origin = "api"
	FromCommandLine   Origin = "command line"
	FromImport        Origin = "import"
	FromDemonstration Origin = "demonstration"
)

// Actor is an account at work in one organization.
type Actor struct {
	Account      string // opaque id; the log keeps it instead of a name
	Name         string
	Organization string
	Person       record.ID // the person the account belongs to; empty for a program's
	Roles        []Role
	Origin       Origin
	Preferences  Preferences // of a person in a browser
}

// Has tells whether the actor holds a role.
func (a Actor) Has(role Role) bool {
	for _, r := range a.Roles {
		if r == role {
			return true
		}
	}
	return false
}

// Sight is what the actor may see of marked records: managers see all,
// everybody else those that name them.
func (a Actor) Sight() store.Sight {
	return store.Sight{All: a.Has(Manager), Person: a.Person}
}
