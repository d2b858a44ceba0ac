package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/record"
)

func (s *server) kind(r *http.Request) (*record.Kind, error) {
	kind := s.app.Catalogue().Kind(r.PathValue("kind"))
	if kind == nil {
		return nil, fault.New(fault.NotFound, "there is no kind %q: the kinds are %s", r.PathValue("kind"), strings.Join(s.app.Catalogue().Names(), ", "))
	}
	return kind, nil
}

func (s *server) list(w http.ResponseWriter, r *http.Request, actor app.Actor) error {
	kind, err := s.kind(r)
	if err != nil {
		return err
	}
	query, err := app.ParseQuery(kind, r.URL.Query()) // that it can be read was seen before
	if err != nil {
		return err
	}
	listing, err := s.app.List(r.Context(), actor, query)
	if err != nil {
		return err
	}
	page, err := listing.JSON()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(page)))
	_, err = w.Write(page)
	return err
}

func (s *server) get(w http.ResponseWriter, r *http.Request, actor app.Actor) error {
	rec, err := s.record(r, actor)
	if err != nil {
		return err
	}
	return s.answer(w, r, actor, http.StatusOK, rec)
}

// record reads the record that the path names; a key of another kind is not
// found.
func (s *server) record(r *http.Request, actor app.Actor) (*record.Record, error) {
	kind, err := s.kind(r)
	if err != nil {
		return nil, err
	}
	rec, err := s.app.Get(r.Context(), actor, r.PathValue("key"))
	if err != nil {
		return nil, err
	}
	if rec.Kind != kind {
		return nil, fault.New(fault.NotFound, "%s is no %s", rec.Key, kind.Label)
	}
	return rec, nil
}

func (s *server) answer(w http.ResponseWriter, r *http.Request, actor app.Actor, status int, rec *record.Record) error {
	names, err := s.app.NamesOf(r.Context(), actor, rec)
	if err != nil {
		return err
	}
	body, err := names.JSON(rec)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("ETag", strconv.Quote(strconv.Itoa(rec.Revision)))
	w.WriteHeader(status)
	_, err = w.Write(body)
	return err
}

func (s *server) create(w http.ResponseWriter, r *http.Request, actor app.Actor) error {
	kind, err := s.kind(r)
	if err != nil {
		return err
	}
	e, body, err := s.read(r, kind, nil)
	if err != nil {
		return err
	}
	command := app.Create{Kind: kind.Name, Body: body, Custom: e.Custom}
	if e.Mark != nil {
		command.Mark = *e.Mark
	}
	if e.Readers != nil {
		command.Readers = *e.Readers
	}
	done, err := s.app.Do(r.Context(), actor, request(r), command)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1/"+kind.Name+"/"+done[0].Key)
	return s.answer(w, r, actor, http.StatusCreated, done[0])
}

func (s *server) replace(w http.ResponseWriter, r *http.Request, actor app.Actor) error {
	rec, err := s.record(r, actor)
	if err != nil {
		return err
	}
	e, body, err := s.read(r, rec.Kind, func(base int) (members, error) { return s.shown(r, actor, rec, base) })
	if err != nil {
		return err
	}
	base, err := s.base(r, e)
	if err != nil {
		return err
	}
	done, err := s.app.Do(r.Context(), actor, request(r), app.Edit{ID: rec.ID, Base: base, Body: body, Mark: e.Mark, Readers: e.Readers, Custom: e.Custom})
	if err != nil {
		return err
	}
	return s.answer(w, r, actor, http.StatusOK, done[0])
}

// shown is what the actor reads of a record, for a body based on a revision; nil
// where that is no longer the newest.
func (s *server) shown(r *http.Request, actor app.Actor, rec *record.Record, base int) (members, error) {
	if base != rec.Revision {
		return nil, nil
	}
	names, err := s.app.NamesOf(r.Context(), actor, rec)
	if err != nil {
		return nil, err
	}
	data, err := names.JSON(rec)
	if err != nil {
		return nil, err
	}
	stands := members{}
	return stands, json.Unmarshal(data, &stands)
}

// base is the revision that a change was based on: from If-Match or the body.
func (s *server) base(r *http.Request, e envelope) (int, error) {
	if match := r.Header.Get("If-Match"); match != "" {
		text, err := strconv.Unquote(match)
		if err != nil {
			text = match
		}
		base, err := strconv.Atoi(text)
		switch {
		case err != nil:
			return 0, fault.At(fault.Malformed, "", "If-Match", "%q is no revision", match)
		case e.Rev != nil && *e.Rev != base:
			return 0, fault.At(fault.Malformed, "", "revision", "the body says %d and If-Match says %d: send one of them", *e.Rev, base)
		}
		return base, nil
	}
	if e.Rev != nil {
		return *e.Rev, nil
	}
	return 0, &fault.Error{Kind: fault.Malformed, Field: "revision", Message: "the revision that the change is based on is missing", Mend: "send it as If-Match, or in the body as revision"}
}

func (s *server) move(w http.ResponseWriter, r *http.Request, actor app.Actor) error {
	rec, err := s.record(r, actor)
	if err != nil {
		return err
	}
	transition := r.PathValue("transition")
	if names := transitions(rec.Kind); !slices.Contains(names, transition) {
		return &fault.Error{Kind: fault.NotFound, Message: fmt.Sprintf("there is no transition %q", transition), Mend: "those of a " + rec.Kind.Label + " are " + strings.Join(names, ", ")}
	}
	var body struct {
		Revision int    `json:"revision"`
		Note     string `json:"note"`
	}
	if _, err := decode(r, &body); err != nil {
		return err
	}
	if body.Revision == 0 {
		body.Revision = rec.Revision
	}
	done, err := s.app.Do(r.Context(), actor, request(r), app.Move{ID: rec.ID, Base: body.Revision, Transition: transition, Note: body.Note})
	if err != nil {
		return err
	}
	return s.answer(w, r, actor, http.StatusOK, done[0])
}

func transitions(kind *record.Kind) []string {
	var names []string
	for _, t := range kind.Lifecycle.Transitions {
		if !slices.Contains(names, t.Name) {
			names = append(names, t.Name)
		}
	}
	return names
}

func (s *server) history(w http.ResponseWriter, r *http.Request, actor app.Actor) error {
	rec, err := s.record(r, actor)
	if err != nil {
		return err
	}
	before := 0
	for i, text := range r.URL.Query()["before"] {
		if before, err = strconv.Atoi(text); err != nil || i > 0 {
			return fault.At(fault.Malformed, "", "before", "expected one revision, such as before=12")
		}
	}
	entries, err := s.app.History(r.Context(), actor, rec, before)
	if err != nil {
		return err
	}
	type change struct {
		Field  string `json:"field"`
		Before string `json:"before"`
		After  string `json:"after"`
	}
	type item struct {
		Revision int      `json:"revision"`
		Time     string   `json:"time"`
		Who      string   `json:"who"`
		Act      string   `json:"act"`
		Note     string   `json:"note,omitempty"`
		State    string   `json:"state"`
		Changes  []change `json:"changes"`
	}
	items := make([]item, 0, len(entries))
	for _, e := range entries {
		it := item{Revision: e.Revision.Revision, Time: e.Time.UTC().Format("2006-01-02T15:04:05Z"), Who: e.Who.Title, Act: e.Op, Note: e.Note, State: e.State, Changes: []change{}}
		for _, c := range e.Changes {
			it.Changes = append(it.Changes, change{c.Field.Name, c.Before, c.After})
		}
		items = append(items, it)
	}
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(map[string]any{"items": items})
}

// request takes the caller's own request id, for repeating without doing twice.
func request(r *http.Request) app.Request {
	return app.Request{ID: r.Header.Get("Idempotency-Key")}
}
