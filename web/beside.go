package web

import (
	"context"
	"net/http"
	"strings"
	"sync"

	"surety/app"
	"surety/fault"
	"surety/web/components"
)

// Demonstration is the demonstration organization that can be begun beside the one
// that is served. It has a database of its own, so that neither is ever found in
// the other.
type Demonstration interface {
	// There tells whether it was begun.
	There() bool
	// Begin loads what is missing of it.
	Begin(ctx context.Context) error
	// Shown is what its pages are made from; nil where it is not there as a whole.
	Shown(ctx context.Context) (*app.App, Importer, error)
	// Remove removes it with all that was entered into it; where there is none,
	// nothing is done.
	Remove(ctx context.Context) error
}

// sides serve an organization and the demonstration beside it: to whoever has
// walked over, the demonstration, until they leave it. Ways in are always those of
// the organization itself.
type sides struct {
	own   *server
	pages http.Handler

	mu    sync.Mutex
	shown *server // what the demonstration was last served with
	there http.Handler
}

// ServeHTTP serves the side on which the visitor is.
func (b *sides) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	side, err := b.side(r)
	if err != nil {
		b.own.fail(w, visit{Request: r}, err)
		return
	}
	side.ServeHTTP(w, r)
}

func (b *sides) side(r *http.Request) (http.Handler, error) {
	if entry(r.URL.Path) || strings.HasPrefix(r.URL.Path, "/static/") {
		return b.pages, nil
	}
	if _, err := r.Cookie(b.own.cookie(r) + besideCookie); err != nil {
		return b.pages, nil //nolint:nilerr // whoever has not walked over has none
	}
	shown, importer, err := b.own.beside.Shown(r.Context())
	if err != nil || shown == nil {
		return b.pages, err
	}
	s, there := b.serving(shown, importer)
	_, _, err = s.visitor(r)
	if err == nil && b.own.secret(r) != "" {
		_, _, err = b.own.visitor(r) // who walked over from here is there for no longer than here
	}
	if fault.Is(err, fault.Unauthenticated) {
		return b.pages, nil
	}
	return there, err
}

// serving is what the demonstration is served with: another one after it was begun
// anew.
func (b *sides) serving(shown *app.App, importer Importer) (*server, http.Handler) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shown == nil || b.shown.app != shown {
		s := b.own.demonstrating(shown)
		s.importer = importer
		b.shown, b.there = s, s.pages()
	}
	return b.shown, b.there
}

// demonstrating is the server of the demonstration beside.
func (s *server) demonstrating(shown *app.App) *server {
	return &server{app: shown, log: s.log, secure: s.secure, version: s.version, files: s.files, beside: s.beside, own: s}
}

// besideCookie ends the name of the cookie of a session in the demonstration.
const besideCookie = "-demonstration"

func (s *server) besideRoutes(mux *http.ServeMux) {
	if s.beside == nil {
		return
	}
	mux.Handle("GET /demonstration/remove", s.page(s.confirmRemoval))
	mux.Handle("POST /demonstration/remove", s.page(s.removeDemonstration))
	if s.own != nil {
		mux.Handle("POST /demonstration/leave", s.page(s.leaveDemonstration))
		return
	}
	mux.Handle("POST /demonstration", s.page(s.walkOver))
	mux.HandleFunc("POST /setup/demonstration", s.beginWithDemonstration)
}

func managesDemonstration(v visit) error {
	if v.Actor.Has(app.Manager) {
		return nil
	}
	return fault.New(fault.Forbidden, "the demonstration is begun and removed by managers").Mending("ask a manager")
}

// walkOver signs a manager in to the demonstration, which is begun where it is not
// there yet.
func (s *server) walkOver(w http.ResponseWriter, v visit) error {
	if err := managesDemonstration(v); err != nil {
		return err
	}
	if err := s.beside.Begin(v.Context()); err != nil {
		return err
	}
	return s.admitBeside(w, v.Request, v.Actor.Preferences, v.PostFormValue("to"))
}

// beginWithDemonstration begins the demonstration for somebody who may set up an
// organization and has not.
func (s *server) beginWithDemonstration(w http.ResponseWriter, r *http.Request) {
	form, code := setUpForm(r)
	err := s.app.CheckSetUp(code)
	if err == nil {
		err = s.beside.Begin(r.Context())
	}
	if err == nil {
		s.keepCode(w, r, code)
		err = s.admitBeside(w, r, app.Preferences{}, "/")
	}
	if err != nil {
		s.refuseSetUp(w, r, form, code, err)
	}
}

func (s *server) admitBeside(w http.ResponseWriter, r *http.Request, likes app.Preferences, to string) error {
	shown, _, err := s.beside.Shown(r.Context())
	if err != nil {
		return err
	}
	if shown == nil {
		return fault.New(fault.NotFound, "the demonstration was removed in the meantime")
	}
	session, err := shown.EnterDemonstration(r.Context(), likes)
	if err != nil {
		return err
	}
	s.passOver(w, r, shown, session, to)
	return nil
}

// passOver lets somebody into the demonstration. A session here that has ended is
// forgotten: it would end the other.
func (s *server) passOver(w http.ResponseWriter, r *http.Request, shown *app.App, session app.Session, to string) {
	if _, _, err := s.visitor(r); fault.Is(err, fault.Unauthenticated) {
		s.leave(w, r)
	}
	s.demonstrating(shown).admit(w, r, session, to)
}

// enterBeside exchanges the token of a one-time address of the demonstration.
func (s *server) enterBeside(w http.ResponseWriter, r *http.Request, token string) (bool, error) {
	if s.beside == nil {
		return false, nil
	}
	shown, _, err := s.beside.Shown(r.Context())
	if err != nil || shown == nil {
		return false, err
	}
	session, err := shown.EnterOnce(r.Context(), token)
	if fault.Is(err, fault.Forbidden) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	s.passOver(w, r, shown, session, "/")
	return true, nil
}

// leaveDemonstration leads back to where one came from.
func (s *server) leaveDemonstration(w http.ResponseWriter, v visit) error {
	if err := s.app.SignOut(v.Context(), s.secret(v.Request)); err != nil {
		return err
	}
	s.leave(w, v.Request)
	http.Redirect(w, v.Request, "/", http.StatusSeeOther)
	return nil
}

// confirmRemoval says what removing means before it is done.
func (s *server) confirmRemoval(w http.ResponseWriter, v visit) error {
	if err := managesDemonstration(v); err != nil {
		return err
	}
	if !s.beside.There() {
		return fault.New(fault.NotFound, "there is no demonstration here")
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Remove the demonstration"), removalPage())
}

func (s *server) removeDemonstration(w http.ResponseWriter, v visit) error {
	if err := managesDemonstration(v); err != nil {
		return err
	}
	if err := s.beside.Remove(v.Context()); err != nil {
		return err
	}
	if s.own != nil {
		s.leave(w, v.Request)
	}
	setNotice(w, v.reader().Say("The demonstration is removed."))
	http.Redirect(w, v.Request, "/", http.StatusSeeOther)
	return nil
}

// banner says on every page of the demonstration that it is one, and leads back;
// nil elsewhere.
func (s *server) banner(v visit, organization string) *components.Demonstration {
	if s.own == nil || v.Actor.Organization == "" {
		return nil
	}
	b := &components.Demonstration{Organization: organization, Person: v.Actor.Name, MayRemove: v.Actor.Has(app.Manager)}
	if actor, _, err := s.own.visitor(v.Request); err == nil { // else they came by a one-time address
		if around, err := s.own.app.Frame(v.Context(), actor); err == nil {
			b.Back = around.Organization
		}
	}
	return b
}

// offers tells what a manager is offered about the demonstration; nothing where the
// organization is a demonstration itself.
func (s *server) offers(v visit) (offer, error) {
	if s.beside == nil || s.own != nil || !v.Actor.Has(app.Manager) {
		return offer{}, nil
	}
	itself, err := s.app.Demonstration(v.Context())
	return offer{Made: itself == nil, There: s.beside.There()}, err
}

// offer is the demonstration as it is offered to somebody.
type offer struct{ Made, There bool }
