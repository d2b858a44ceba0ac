package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"surety/fault"
	"surety/language"
	"surety/web/components"
)

// fail shows an error as a page in plain words; what is our own fault goes to
// the log and not to the page.
func (s *server) fail(w http.ResponseWriter, v visit, err error) {
	kind := fault.KindOf(err)
	r := v.reader()
	title, text, mend := headline(r, kind), plain(r, err), ""
	if e := told(err); e != nil {
		mend = sentence(e.SaidMend(r.Say))
	}
	if kind == fault.Internal {
		s.log.ErrorContext(v.Context(), "request failed", "method", v.Method, "path", v.URL.Path, "error", err)
		text, mend = r.Say("This is our fault, not yours. Nothing was changed."), r.Say("Try again; if it stays so, tell whoever runs surety here.")
	}
	if isPart(v.Request) {
		s.trouble(w, v, kind.Status(), components.Trouble(text, mend, "", ""))
		return
	}
	if err := s.show(w, v, kind.Status(), title, components.Message(title, text, mend)); err != nil {
		s.log.ErrorContext(v.Context(), "error page not made", "path", v.URL.Path, "error", err)
		http.Error(w, text, kind.Status())
	}
}

// isPart tells whether a piece of a page is asked for and not a page.
func isPart(r *http.Request) bool { return r.Header.Get("HX-Request") == "true" }

// trouble says in the page that stands what became of the piece of it that was asked
// for. The page stays, with what was typed into it.
func (s *server) trouble(w http.ResponseWriter, v visit, status int, content templ.Component) {
	w.Header().Set("HX-Retarget", "#trouble")
	w.Header().Set("HX-Reswap", "innerHTML")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if err := s.part(w, v, content); err != nil {
		s.log.ErrorContext(v.Context(), "trouble not told", "path", v.URL.Path, "error", err)
	}
}

// signedOut leads somebody who is not, or no longer, signed in to where they come in.
func (s *server) signedOut(w http.ResponseWriter, r *http.Request) {
	s.leave(w, r)
	if isPart(r) {
		v := visit{Request: r}
		s.trouble(w, v, http.StatusUnauthorized, components.Trouble(v.reader().Say("You are signed out."), "", "/sign-in?to="+queryEscape(referred(r)), v.reader().Say("Sign in")))
		return
	}
	http.Redirect(w, r, "/sign-in?to="+queryEscape(comeBack(r)), http.StatusSeeOther)
}

// headline is the headline of a kind of error.
func headline(r language.Reader, kind fault.Kind) string {
	switch kind {
	case fault.NotFound:
		return r.Say("There is no such page")
	case fault.Forbidden:
		return r.Say("You may not do this")
	case fault.Stale:
		return r.Say("Somebody else was faster")
	case fault.Internal:
		return r.Say("Something went wrong")
	case fault.TooLarge:
		return r.Say("That is too large")
	case fault.Throttled:
		return r.Say("Not so fast")
	case fault.Unavailable:
		return r.Say("Not possible at the moment")
	}
	return r.Say("That was not possible")
}

// told is the error that says something to people: the outermost that has a
// message of its own.
func told(err error) *fault.Error {
	for {
		e, ok := errors.AsType[*fault.Error](err)
		if !ok {
			return nil
		}
		if e.Message != "" {
			return e
		}
		err = e.Unwrap()
	}
}

// plain is an error's message without the operation around it; of several errors,
// a line for each.
func plain(r language.Reader, err error) string {
	if list, ok := errors.AsType[fault.List](err); ok {
		lines := make([]string, len(list))
		for i, e := range list {
			lines[i] = strings.TrimSpace(plain(r, e) + " " + sentence(e.SaidMend(r.Say)))
		}
		return strings.Join(lines, "\n")
	}
	e := told(err)
	if e == nil {
		return err.Error()
	}
	place := strings.TrimSpace(r.Say(e.Record) + " " + e.Field)
	if place != "" {
		return place + ": " + strings.TrimSuffix(e.Said(r.Say), ".") + "."
	}
	return sentence(e.Said(r.Say))
}

// sentence makes a sentence of words that begin small.
func sentence(words string) string {
	if words == "" {
		return ""
	}
	return capital(strings.TrimSuffix(words, ".")) + "."
}

const noticeCookie = "notice"

// setNotice keeps a sentence for the next page.
func setNotice(w http.ResponseWriter, text string) {
	http.SetCookie(w, &http.Cookie{Name: noticeCookie, Value: url.QueryEscape(text), Path: "/", MaxAge: 60, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// takeNotice takes the sentence that the page before has left.
func takeNotice(w http.ResponseWriter, r *http.Request) string {
	c, err := r.Cookie(noticeCookie)
	if err != nil {
		return ""
	}
	http.SetCookie(w, &http.Cookie{Name: noticeCookie, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	text, err := url.QueryUnescape(c.Value)
	if err != nil {
		return ""
	}
	return text
}
