package web

import (
	"net/http"
	"slices"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
	"surety/web/components"
)

// placeName is a group of kinds, in the order of plan, do, check and act.
type placeName struct{ key, name, all string }

func placeNames(r language.Reader) []placeName {
	return []placeName{
		{"plan", r.Say("Plan"), r.Say("All of Plan…")}, {"do", r.Say("Do"), r.Say("All of Do…")},
		{"check", r.Say("Check"), r.Say("All of Check…")}, {"act", r.Say("Act"), r.Say("All of Act…")},
	}
}

// menu lists the places with the kinds that are shown; the last link of a place
// leads to all of its kinds.
func (s *server) menu(r language.Reader, actor app.Actor, shows func(*record.Kind) bool) []components.Place {
	if actor.Organization == "" {
		return nil
	}
	var places []components.Place
	for _, p := range placeNames(r) {
		group := components.Place{Name: p.name}
		if p.key == "plan" {
			group.Links = append(group.Links, components.Link{Label: r.Say("The guided way"), URL: "/way"})
		}
		for _, kind := range s.app.Catalogue().Kinds() {
			if kind.Place != p.key || !shows(kind) {
				continue
			}
			group.Links = append(group.Links, components.Link{Label: r.Say(kind.Plural), URL: listURL(kind)})
			if kind.Name == "risk" {
				group.Links = append(group.Links, components.Link{Label: r.Say("Map of risks"), URL: "/risks/map"}, components.Link{Label: r.Say("Where the risks stand"), URL: "/risks/overview"}, components.Link{Label: r.Say("Risk in figures"), URL: "/risk/quantitative"})
			}
			if kind.Name == "asset" {
				group.Links = append(group.Links, components.Link{Label: r.Say("What depends on what"), URL: "/assets/dependencies"})
			}
		}
		if p.key == "act" {
			group.Links = append(group.Links, components.Link{Label: r.Say("Calendar"), URL: "/calendar"}, components.Link{Label: r.Say("Boards"), URL: "/board/task"})
		}
		group.Links = append(group.Links, components.Link{Label: p.all, URL: "/place/" + p.key})
		places = append(places, group)
	}
	standards := components.Place{Name: r.Say("Standards"), Links: []components.Link{
		{Label: r.Say("Conformity"), URL: "/conformity"}, {Label: r.Say("Readiness for certification"), URL: "/readiness"}, {Label: r.Say("All standards"), URL: "/standards"}, {Label: r.Say("Terms"), URL: "/terms"},
	}}
	house := components.Place{Name: r.Say("Administration"), Links: []components.Link{{Label: r.Say("Log"), URL: "/log"}}}
	if s.importer != nil {
		house.Links = append(house.Links, components.Link{Label: r.Say("Import"), URL: "/import"})
	}
	if actor.Has(app.Manager) {
		house.Links = append(house.Links, components.Link{Label: r.Say("Mail and reminders"), URL: "/mail"}, components.Link{Label: r.Say("Accounts and tokens"), URL: "/accounts"})
	}
	return append(places, standards, house)
}

// placeView is the page of a place: all its kinds, also those that the
// organization has not begun with.
type placeView struct {
	placeName
	Kinds []placedKind
}

// placedKind is a kind with how many of its records are live.
type placedKind struct {
	*record.Kind
	Count     int
	MayCreate bool
	Importer  bool
}

func (s *server) place(w http.ResponseWriter, v visit) error {
	names := placeNames(v.reader())
	at := slices.IndexFunc(names, func(p placeName) bool { return p.key == v.PathValue("place") })
	if at < 0 {
		return fault.New(fault.NotFound, "there is no place %q; expected plan, do, check or act", v.PathValue("place"))
	}
	view := placeView{placeName: names[at]}
	var queries []app.Query
	for _, kind := range s.app.Catalogue().Kinds() {
		if kind.Place != names[at].key {
			continue
		}
		queries = append(queries, app.Query{Kind: kind.Name})
		view.Kinds = append(view.Kinds, placedKind{Kind: kind, MayCreate: app.MayCreate(v.Actor, kind), Importer: s.importer != nil && app.MayEdit(v.Actor, kind)})
	}
	totals, err := s.app.Totals(v.Context(), v.Actor, queries...)
	if err != nil {
		return err
	}
	for i, n := range totals {
		view.Kinds[i].Count = n
	}
	return s.show(w, v, http.StatusOK, view.name, placePage(view))
}
