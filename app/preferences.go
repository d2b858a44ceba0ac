package app

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"surety/fault"
	"surety/language"
)

// Preferences are how one person likes to work. They belong to the account, are
// no part of the management system and so not of its log.
type Preferences struct {
	Language   string               `json:"language,omitempty"`    // "en", "de"; empty: what the browser asks for
	Zone       string               `json:"zone,omitempty"`        // IANA time zone, "Europe/Berlin"; empty: UTC
	Density    string               `json:"density,omitempty"`     // "comfortable" or "compact"; empty: comfortable
	Theme      string               `json:"theme,omitempty"`       // "light" or "dark"; empty: as the device has it
	Digest     string               `json:"digest,omitempty"`      // how often mail tells what is due: "daily" or "off"; empty: weekly
	DigestHour int                  `json:"digest_hour,omitempty"` // at which it is sent, in the person's zone; 0: at seven
	Rhythm     time.Time            `json:"digest_since,omitzero"` // since when mail tells it in this rhythm
	Lists      map[string]ListTaste `json:"lists,omitempty"`       // by kind
	Seen       time.Time            `json:"seen,omitzero"`         // when the person last began to work; what changed since is news
	Toured     bool                 `json:"toured,omitempty"`      // has seen, or left, the tour of the first hour
}

// ListTaste is how a person likes the list of one kind.
type ListTaste struct {
	Columns []string    `json:"columns,omitempty"` // fields in their order; empty: those that the kind shows
	Views   []SavedView `json:"views,omitempty"`
}

// SavedView is a selection of a list that a person has given a name.
type SavedView struct {
	Name  string `json:"name"`
	Query string `json:"query"` // as in the address: "state=open&sort=-level"
}

// The choices of density and theme.
var (
	Densities = []string{"comfortable", "compact"}
	Themes    = []string{"light", "dark"}
)

// Bounds of preferences.
const (
	mostPreferences = 32 << 10 // bytes
	mostViews       = 50       // of one list
	mostViewName    = 80
	mostViewQuery   = 2000
)

// location is the zone of the preferences; UTC where none is set.
func (p Preferences) location() *time.Location {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Reader is the language and zone in which the person reads; accepted is what the
// browser asks for (its header Accept-Language), for those who have chosen none.
func (p Preferences) Reader(accepted string) language.Reader {
	tag := p.Language
	if tag == "" {
		tag = language.Match(accepted)
	}
	return language.For(tag, p.location())
}

func (p Preferences) check() error {
	var faults fault.List
	refuse := func(field, format string, args ...any) {
		faults = append(faults, fault.At(fault.Invalid, "", field, format, args...))
	}
	if p.Language != "" && !slices.ContainsFunc(language.Names(), func(n language.Name) bool { return n.Tag == p.Language }) {
		refuse("language", "the program does not speak %q; expected one of the languages offered", p.Language)
	}
	if _, err := time.LoadLocation(p.Zone); err != nil || p.Zone == "Local" {
		refuse("zone", "no time zone is called %q; expected a name such as Europe/Berlin", p.Zone)
	}
	if p.Density != "" && !slices.Contains(Densities, p.Density) {
		refuse("density", "%q is no density; expected comfortable or compact", p.Density)
	}
	if p.Theme != "" && !slices.Contains(Themes, p.Theme) {
		refuse("theme", "%q is no theme; expected light or dark", p.Theme)
	}
	if !slices.Contains([]string{DigestWeekly, DigestDaily, DigestOff}, p.Digest) {
		refuse("digest", "%q is no rhythm of mails; expected daily, off or nothing, which is weekly", p.Digest)
	}
	if p.DigestHour < 0 || p.DigestHour > 23 {
		refuse("digest_hour", "%d is no hour; expected 1 to 23, or 0 for the usual one", p.DigestHour)
	}
	for kind, taste := range p.Lists {
		if len(taste.Views) > mostViews {
			refuse("lists", "the list %s has %d saved views; at most %d are kept: remove one", kind, len(taste.Views), mostViews)
		}
		for _, v := range taste.Views {
			if v.Name == "" || len(v.Name) > mostViewName || len(v.Query) > mostViewQuery {
				refuse("lists", "a saved view needs a name of at most %d letters", mostViewName)
			}
		}
	}
	return faults.OrNil()
}

// readPreferences reads what an account keeps; what can't be read any more is as
// good as not set.
func readPreferences(text string) Preferences {
	var p Preferences
	if text == "" || json.Unmarshal([]byte(text), &p) != nil {
		return Preferences{}
	}
	return p
}

// KeepPreferences keeps how the actor likes to work. It changes nothing of the
// management system, so whoever is signed in may.
func (a *App) KeepPreferences(ctx context.Context, actor Actor, p Preferences) error {
	if err := p.check(); err != nil {
		return err
	}
	if p.Rhythm = actor.Preferences.Rhythm; p.Digest != actor.Preferences.Digest {
		p.Rhythm = a.clock()
	}
	data, err := json.Marshal(p)
	if err != nil {
		return fault.Wrap(err, "write the preferences")
	}
	if len(data) > mostPreferences {
		return fault.New(fault.Invalid, "the saved views and columns are more than can be kept: remove some saved views")
	}
	return a.store.In(actor.Organization).PutPreferences(ctx, actor.Account, string(data))
}
