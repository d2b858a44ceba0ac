package api

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/record"
)

// mostBytes bounds a request's body.
const mostBytes = 4 << 20

// Handler serves the API of an App under /api/v1.
func Handler(a *app.App, log *slog.Logger) http.Handler {
	s := &server{app: a, log: log}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/openapi.json", s.openAPI)
	mux.HandleFunc("GET /api/v1/kinds/{kind}/schema", s.schema)
	mux.Handle("GET /api/v1/{kind}", s.signedIn(s.list))
	mux.Handle("POST /api/v1/{kind}", s.signedIn(s.create))
	mux.Handle("GET /api/v1/{kind}/{key}", s.signedIn(s.get))
	mux.Handle("PUT /api/v1/{kind}/{key}", s.signedIn(s.replace))
	mux.Handle("GET /api/v1/{kind}/{key}/history", s.signedIn(s.history))
	mux.Handle("POST /api/v1/{kind}/{key}/confirm", s.signedIn(s.confirm))
	mux.Handle("POST /api/v1/{kind}/{key}/{transition}", s.signedIn(s.move))
	return guard(mux)
}

// guard keeps answers out of every cache, and browsers from taking them for
// anything but data.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		next.ServeHTTP(w, r)
	})
}

type server struct {
	app *app.App
	log *slog.Logger
}

type handler func(w http.ResponseWriter, r *http.Request, actor app.Actor) error

// Bearer is the token that a request was sent with (RFC 6750, 2.1); empty where
// there is none.
func Bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return token
}

// signedIn finds the actor of the bearer token and answers errors as problems.
func (s *server) signedIn(next handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, mostBytes)
		token := Bearer(r)
		if token == "" {
			s.problem(w, r, app.Actor{}, &fault.Error{Kind: fault.Unauthenticated, Message: "no token was sent", Mend: "send the header Authorization: Bearer TOKEN; surety token add NAME makes one"})
			return
		}
		actor, err := s.app.ActorOfToken(r.Context(), token)
		if err == nil {
			err = readable(r.URL.RawQuery)
		}
		if err == nil {
			err = next(w, r, actor)
		}
		if err != nil {
			s.problem(w, r, actor, err)
		}
	})
}

// readable refuses a query of which a part can't be read, and would be left out.
func readable(query string) error {
	if _, err := url.ParseQuery(query); err != nil {
		return &fault.Error{Kind: fault.Malformed, Message: "the part of the address after ? can't be read: " + err.Error(), Mend: "write & between its parts, and other signs as % and two digits: %3B for a semicolon"}
	}
	return nil
}

// problem is an error as RFC 9457 writes it.
type problem struct {
	Type    string          `json:"type"`
	Title   string          `json:"title"`
	Status  int             `json:"status"`
	Detail  string          `json:"detail"`
	Errors  []fieldProblem  `json:"errors,omitempty"`
	Current json.RawMessage `json:"current,omitempty"`
}

type fieldProblem struct {
	Record string `json:"record,omitempty"`
	Field  string `json:"field,omitempty"`
	Detail string `json:"detail"`
}

func (s *server) problem(w http.ResponseWriter, r *http.Request, actor app.Actor, err error) {
	kind := fault.KindOf(err)
	p := problem{Type: "about:blank", Title: kind.String(), Status: kind.Status(), Detail: err.Error()}
	if kind == fault.Internal {
		s.log.ErrorContext(r.Context(), "request failed", "method", r.Method, "path", r.URL.Path, "error", err)
		p.Detail = "something went wrong here; nothing was changed"
	}
	for _, e := range faults(err) {
		p.Errors = append(p.Errors, fieldProblem{Record: e.Record, Field: e.Field, Detail: said(e)})
		if rec, ok := e.Current.(*record.Record); ok {
			p.Current = s.current(r, actor, rec.ID)
		}
	}
	if kind == fault.Unauthenticated {
		w.Header().Set("WWW-Authenticate", `Bearer realm="surety"`)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	if err := json.NewEncoder(w).Encode(p); err != nil {
		s.log.WarnContext(r.Context(), "answer not sent", "error", err)
	}
}

// current is the record that stands as the actor may read it.
func (s *server) current(r *http.Request, actor app.Actor, id record.ID) json.RawMessage {
	rec, err := s.app.Get(r.Context(), actor, string(id))
	if err != nil {
		return nil // gone or hidden by now: the problem itself is told
	}
	names, err := s.app.NamesOf(r.Context(), actor, rec)
	if err != nil {
		return nil
	}
	data, err := names.JSON(rec)
	if err != nil {
		return nil
	}
	return data
}

// faults are the errors that name a place, below what only says where they were met.
func faults(err error) []*fault.Error {
	if list, ok := errors.AsType[fault.List](err); ok {
		return list
	}
	e, ok := errors.AsType[*fault.Error](err)
	for ok && e.Message == "" {
		inner, found := errors.AsType[*fault.Error](e.Unwrap())
		if !found {
			break
		}
		e = inner
	}
	if !ok {
		return nil
	}
	return []*fault.Error{e}
}

// said is what was wrong and what to do, without the place.
func said(e *fault.Error) string {
	return (&fault.Error{Kind: e.Kind, Message: e.Message, Mend: e.Mend, Err: e.Err}).Error()
}
