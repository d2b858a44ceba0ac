package web

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"surety/app"
	"surety/fault"
	"surety/record"
)

// page is what the shell around every content shows.
type page struct {
	Title        string
	Organization string
	Actor        app.Actor
	Token        string // against forged forms
	Path         string
	Notice       string
	Menu         []place
	Style        string
	Scripts      []string
	Icon         string
}

// place is a group of the menu.
type place struct {
	Name  string
	Links []link
}

// holds tells whether a page is in the place.
func (p place) holds(path string) bool {
	for _, l := range p.Links {
		if current(path, l.URL) == "page" {
			return true
		}
	}
	return false
}

type link struct {
	Label string
	URL   string
}

// titles of the places, by plan–do–check–act.
var placeNames = []struct{ key, name string }{{"plan", "Plan"}, {"do", "Do"}, {"check", "Check"}, {"act", "Act"}}

func (s *server) menu(actor app.Actor) []place {
	if actor.Organization == "" {
		return nil
	}
	var places []place
	for _, p := range placeNames {
		group := place{Name: p.name}
		for _, kind := range s.app.Catalogue().Kinds() {
			if kind.Place == p.key {
				group.Links = append(group.Links, link{kind.Plural, listURL(kind)})
			}
		}
		places = append(places, group)
	}
	standards := place{Name: "Standards", Links: []link{{"Conformity", "/conformity"}, {"All standards", "/standards"}, {"Terms", "/terms"}}}
	house := place{Name: "House", Links: []link{{"Log", "/log"}}}
	if s.importer != nil {
		house.Links = append(house.Links, link{"Import", "/import"})
	}
	if actor.Has(app.Manager) {
		house.Links = append(house.Links, link{"Accounts and tokens", "/accounts"})
	}
	return append(places, standards, house)
}

// inMenu is the address under which the menu knows a page: a record's is that
// of its kind's list.
func (s *server) inMenu(path string) string {
	first, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if kind := s.app.Catalogue().OfKey(first); kind != nil && strings.Contains(first, "-") {
		return listURL(kind)
	}
	if kind := s.app.Catalogue().Kind(rest); first == "new" && kind != nil {
		return listURL(kind)
	}
	return path
}

func listURL(kind *record.Kind) string { return "/list/" + kind.Name }

// newURL is the form for a new record of a kind; a statement begins with a row
// for each control.
func newURL(kind *record.Kind) string {
	if kind.Name == "soa" {
		return "/begin-soa"
	}
	return "/new/" + kind.Name
}

func recordURL(key string) string { return "/" + key }

// visit is a request of somebody who is signed in.
type visit struct {
	*http.Request
	Actor app.Actor
	Token string
}

type pageHandler func(w http.ResponseWriter, v visit) error

// page lets only those in who are signed in, checks the form's token, and
// turns errors into pages.
func (s *server) page(next pageHandler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		actor, token, err := s.visitor(r)
		if err != nil && !fault.Is(err, fault.Unauthenticated) {
			s.fail(w, visit{Request: r}, err)
			return
		}
		if err != nil {
			s.leave(w, r)
			http.Redirect(w, r, "/sign-in?to="+queryEscape(r.URL.RequestURI()), http.StatusSeeOther)
			return
		}
		v := visit{Request: r, Actor: actor, Token: token}
		if r.Method == http.MethodPost {
			if err := checkForm(v); err != nil {
				s.fail(w, v, err)
				return
			}
		}
		if err := next(w, v); err != nil {
			s.fail(w, v, err)
		}
	})
}

// show writes a page with its shell.
func (s *server) show(w http.ResponseWriter, v visit, status int, title string, content templ.Component) error {
	p := page{
		Title: title, Actor: v.Actor, Token: v.Token, Path: s.inMenu(v.URL.Path), Menu: s.menu(v.Actor), Notice: takeNotice(w, v.Request),
		Style: s.files.url("style.css"), Scripts: []string{s.files.url("htmx.min.js"), s.files.url("keys.js")}, Icon: s.files.url("icon.svg"),
	}
	if v.Actor.Organization != "" {
		name, err := s.app.OrganizationName(v.Context(), v.Actor)
		if err != nil {
			return err
		}
		p.Organization = name
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if err := shell(p, content).Render(withToken(v.Context(), v.Token), w); err != nil {
		s.log.WarnContext(v.Context(), "page not sent", "path", v.URL.Path, "error", err)
	}
	return nil
}

type tokenKey struct{}

// withToken lets the form component find the session's token.
func withToken(ctx context.Context, token string) context.Context {
	return context.WithValue(ctx, tokenKey{}, token)
}

func formToken(ctx context.Context) string {
	token, _ := ctx.Value(tokenKey{}).(string)
	return token
}
