package app

import (
	"regexp"
	"strings"

	"surety/language"
	"surety/record"
)

// Said is what a record is called to its reader.
func (n Name) Said(r language.Reader) string {
	if n.Restricted {
		return someRestricted(r, n.Kind)
	}
	return n.Title
}

// someRestricted names a record of a kind of which nobody may know more.
func someRestricted(r language.Reader, kind *record.Kind) string {
	label := r.Say(kind.Label)
	if r.Tag() == language.English { // other languages begin nouns with a capital, or have their own form for it
		label = strings.ToLower(label)
	}
	return r.Say("a restricted %s", label)
}

// shows is what a release keeps of a piece of evidence that shows nothing, or not yet.
var shows = regexp.MustCompile(`^(.*) \((withdrawn|ran out on (\S+)|from (\S+) on)\)$`)

// KeptSaid says to a reader what a release keeps of a driver, an owner or a
// piece of evidence. A release stays as it is and keeps our own words in English; the names
// that people gave stay as they are.
func (a *App) KeptSaid(r language.Reader, kept string) string {
	if label, ok := strings.CutPrefix(kept, "a restricted "); ok {
		for _, kind := range a.catalogue.Kinds() {
			if strings.ToLower(kind.Label) == label {
				return someRestricted(r, kind)
			}
		}
	}
	name, days := kept, []string(nil)
	if days = shows.FindStringSubmatch(kept); days != nil {
		name = days[1]
	}
	if name == "restricted evidence" {
		name = r.Say("restricted evidence")
	}
	switch {
	case days == nil:
		return name
	case days[3] != "":
		return r.Say("%s (ran out on %s)", name, r.Day(record.Date(days[3]).Time()))
	case days[4] != "":
		return r.Say("%s (from %s on)", name, r.Day(record.Date(days[4]).Time()))
	}
	return r.Say("%s (withdrawn)", name)
}
