package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"strings"

	"github.com/a-h/templ"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
	"surety/web/components"
)

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

// newURL is where a new record of a kind begins: its form; for a statement the
// page that makes a row for each control; and a release begins at its statement.
func newURL(kind *record.Kind) string {
	switch kind.Name {
	case "soa":
		return "/begin-soa"
	case "soa_release":
		return "/list/soa"
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

// reader is the language and the zone of who looks.
func (v visit) reader() language.Reader {
	return v.Actor.Preferences.Reader(v.Header.Get("Accept-Language"))
}

// Context is that of the request, in which everybody below knows who reads.
func (v visit) Context() context.Context { return language.With(v.Request.Context(), v.reader()) }

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
			s.signedOut(w, r)
			return
		}
		v := visit{Request: r.WithContext(app.Glance(r.Context())), Actor: actor, Token: token}
		defer s.caught(w, v)
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

// caught makes a page of a mistake of ours that would else end the connection
// without a word.
func (s *server) caught(w http.ResponseWriter, v visit) {
	switch wrong := recover(); wrong {
	case nil:
	case http.ErrAbortHandler:
		panic(wrong)
	default:
		s.fail(w, v, fmt.Errorf("panic: %v\n%s", wrong, debug.Stack()))
	}
}

// comeBack is the page on which one who signs in again goes on: the one asked for,
// or that from which a form was sent.
func comeBack(r *http.Request) string {
	if r.Method == http.MethodGet {
		return r.URL.RequestURI()
	}
	return referred(r)
}

// referred is the page of ours from which something was sent.
func referred(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host {
		return "/"
	}
	return from.RequestURI()
}

// show writes a page in its frame.
func (s *server) show(w http.ResponseWriter, v visit, status int, title string, content templ.Component) error {
	reader := v.reader()
	frame := components.Frame{
		Title: title, Person: v.Actor.Name, Path: s.inMenu(v.URL.Path), Notice: takeNotice(w, v.Request),
		Density: v.Actor.Preferences.Density, Theme: v.Actor.Preferences.Theme,
		Style: s.files.url("style.css"), Font: s.files.url("inter-latin.woff2"), Scripts: s.scripts(v), Icon: s.files.url("icon.svg"),
	}
	if v.Actor.Organization != "" {
		around, err := s.app.Frame(v.Context(), v.Actor)
		if err != nil {
			return err
		}
		frame.Organization, frame.Report, frame.Help = around.Organization, s.reportURL(v.Actor), s.helpURL(v)
		frame.Demonstration = s.banner(v, around.Organization)
		frame.Places = s.menu(reader, v.Actor, func(kind *record.Kind) bool {
			return kind.Begins || around.Uses[kind.Name] || frame.Path == listURL(kind)
		})
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", reader.Tag())
	w.WriteHeader(status)
	ctx := components.WithToken(v.Context(), v.Token)
	if err := components.Page(frame, content).Render(ctx, w); err != nil {
		s.log.WarnContext(v.Context(), "page not sent", "path", v.URL.Path, "error", err)
	}
	return nil
}

// scripts are those of a page: of one for somebody who is not signed in, what
// helps them in.
func (s *server) scripts(v visit) []string {
	if v.Actor.Organization == "" {
		return []string{s.files.url("entry.js")}
	}
	return []string{s.files.url("htmx.min.js"), s.files.url("keys.js"), s.files.url("list.js")}
}

// part writes a piece of a page, which takes the place of another in it.
func (s *server) part(w http.ResponseWriter, v visit, content templ.Component) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	ctx := components.WithToken(v.Context(), v.Token)
	if err := content.Render(ctx, w); err != nil {
		s.log.WarnContext(v.Context(), "part of a page not sent", "path", v.URL.Path, "error", err)
	}
	return nil
}
