package web

import (
	"net/http"
	"slices"
	"strings"

	"surety/app"
	"surety/docs/guide"
	"surety/language"
	"surety/record"
	"surety/web/components"
)

// Bounds of what the palette shows of each sort.
const (
	mostPlaces  = 6
	mostRecords = 12
)

// palette answers the letters typed into the command palette: what can be done,
// the pages, and the records that have these words.
func (s *server) palette(w http.ResponseWriter, v visit) error {
	words := strings.TrimSpace(v.URL.Query().Get("q"))
	r := v.reader()
	acts := s.acts(r, v.Actor)
	switch offered, err := s.offers(v); {
	case err != nil:
		return err
	case offered.There:
		acts = append(acts, components.Found{Label: r.Say("Go to the demonstration"), URL: "/settings#demonstration"})
	case offered.Made:
		acts = append(acts, components.Found{Label: r.Say("Begin the demonstration"), URL: "/settings#demonstration"})
	}
	groups := []components.Group{
		{Label: r.Say("Do"), Found: fitting(acts, words, mostPlaces)},
		{Label: r.Say("Go to"), Found: fitting(s.places(r, v.Actor), words, mostPlaces)},
	}
	if words != "" {
		records, err := s.find(v, words, nil, mostRecords)
		if err != nil {
			return err
		}
		group := components.Group{Label: r.Say("Records")}
		for _, f := range records {
			group.Found = append(group.Found, components.Found{Label: f.Title, Detail: f.Key + " · " + r.Say(f.Kind), URL: recordURL(f.Key)})
		}
		groups = slices.Insert(groups, 0, group)
	}
	groups = slices.DeleteFunc(groups, func(g components.Group) bool { return len(g.Found) == 0 })
	return s.part(w, v, components.PaletteFound(groups, words))
}

// acts are what the actor can begin from anywhere.
func (s *server) acts(r language.Reader, actor app.Actor) []components.Found {
	var list []components.Found
	for _, kind := range s.app.Catalogue().Kinds() {
		if app.MayCreate(actor, kind) {
			list = append(list, components.Found{Label: r.Say("New: %s", r.Say(kind.Label)), URL: newURL(kind)})
		}
	}
	if s.importer != nil {
		list = append(list, components.Found{Label: r.Say("Import a spreadsheet"), URL: "/import"})
	}
	list = append(list, components.Found{Label: r.Say("Guide"), URL: guide.Address})
	list = append(list, components.Found{Label: r.Say("I am away"), URL: "/work/hand-on"}, components.Found{Label: r.Say("Keyboard"), URL: "/help/keys"})
	return append(list, components.Found{Label: r.Say("Choose language, time zone and looks"), URL: "/settings"},
		components.Found{Label: r.Say("Verify the log"), URL: "/log"})
}

// places are those of the menu.
func (s *server) places(r language.Reader, actor app.Actor) []components.Found {
	list := []components.Found{{Label: r.Say("Home"), URL: "/"}, {Label: r.Say("My work"), URL: "/work"}}
	for _, place := range s.menu(r, actor, func(*record.Kind) bool { return true }) {
		for _, l := range place.Links {
			list = append(list, components.Found{Label: l.Label, Detail: place.Name, URL: l.URL})
		}
	}
	return list
}

// fitting are those whose words begin with the words that were typed, in any
// order; without words, the first.
func fitting(list []components.Found, words string, most int) []components.Found {
	typed := strings.Fields(strings.ToLower(words))
	var fit []components.Found
	for _, f := range list {
		if len(fit) < most && begins(strings.Fields(strings.ToLower(f.Label)), typed) {
			fit = append(fit, f)
		}
	}
	return fit
}

func begins(words, typed []string) bool {
	for _, t := range typed {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, t) }) {
			return false
		}
	}
	return true
}
