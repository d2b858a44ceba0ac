package components

import (
	"context"
	"strings"
)

// Frame is what stands around the content of a page.
type Frame struct {
	Title        string
	Organization string
	Person       string // who is signed in; empty: nobody
	Path         string // where the page belongs in the menu
	Notice       string // how the last act went, said once
	Places       []Place
	Report       string // where an event is reported; empty: not by this person
	Help         string // the chapter of the guide about the page
	Density      string // "compact", or as usual
	Theme        string // "light" or "dark"; empty: as the device has it
	Style        string // addresses of the files that every page loads
	Font         string
	Icon         string
	Scripts      []string

	Demonstration *Demonstration // nil: it is none
}

// Place is a group of the menu.
type Place struct {
	Name  string
	Links []Link
}

// Link is an address with its words.
type Link struct {
	Label string
	URL   string
}

// holds tells whether a page is in the place.
func (p Place) holds(path string) bool {
	for _, l := range p.Links {
		if current(path, l.URL) == "page" {
			return true
		}
	}
	return false
}

// current is the aria-current of a link of the menu.
func current(path, url string) string {
	if path == url || url != "/" && strings.HasPrefix(path, url+"/") {
		return "page"
	}
	return "false"
}

type tokenKey struct{}

// WithToken hands the token to the forms of a page, which they send back so that
// no other site's form passes for theirs.
func WithToken(ctx context.Context, token string) context.Context {
	return context.WithValue(ctx, tokenKey{}, token)
}

func formToken(ctx context.Context) string {
	token, _ := ctx.Value(tokenKey{}).(string)
	return token
}
