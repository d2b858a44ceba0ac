package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"

	"surety/app"
	"surety/fault"
	"surety/record"
)

func (s *server) kind(r *http.Request) (*record.Kind, error) {
	kind := s.app.Catalogue().Kind(r.PathValue("kind"))
	if kind == nil {
		return nil, fault.New(fault.NotFound, "there is no kind %q: the kinds are %v", r.PathValue("kind"), s.app.Catalogue().Names())
	}
	return kind, nil
}

func (s *server) list(w http.ResponseWriter, r *http.Request, actor app.Actor) error {
	kind, err := s.kind(r)
	if err != nil {
		return err
	}
	query, err := app.ParseQuery(kind, r.URL.Query())
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

// envelope is what a record carries beside its own fields in a request.
type envelope struct {
	Mark    *string         `json:"mark"`
	Readers *[]record.Ref   `json:"readers"`
	Custom  map[string]any  `json:"custom"`
	ID      json.RawMessage `json:"id"`
	Kind    json.RawMessage `json:"kind"`
	Key     json.RawMessage `json:"key"`
	State   json.RawMessage `json:"state"`
	Rev     *int            `json:"revision"`
	Created json.RawMessage `json:"created"`
	Changed json.RawMessage `json:"changed"`
}

// read takes a request's body apart into envelope and fields, so that what GET
// answered can be sent back.
func (s *server) read(r *http.Request, kind *record.Kind) (envelope, any, error) {
	var e envelope
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return e, nil, fault.New(fault.TooLarge, "the body can't be read: %w", err)
	}
	if err := json.Unmarshal(data, &e); err != nil {
		return e, nil, fault.New(fault.Malformed, "the body is no record in JSON: %w", err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return e, nil, fault.New(fault.Malformed, "the body is no record in JSON: %w", err)
	}
	for _, name := range []string{"mark", "readers", "custom", "id", "kind", "key", "state", "revision", "created", "changed"} {
		delete(fields, name)
	}
	rest, err := json.Marshal(fields)
	if err != nil {
		return e, nil, fault.New(fault.Malformed, "the body is no record in JSON: %w", err)
	}
	body, err := kind.Decode(bytes.TrimSpace(rest), kind.Schema)
	return e, body, err
}

func (s *server) create(w http.ResponseWriter, r *http.Request, actor app.Actor) error {
	kind, err := s.kind(r)
	if err != nil {
		return err
	}
	e, body, err := s.read(r, kind)
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
	e, body, err := s.read(r, rec.Kind)
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

// base is the revision that a change was based on: from If-Match or the body.
func (s *server) base(r *http.Request, e envelope) (int, error) {
	if match := r.Header.Get("If-Match"); match != "" {
		text, err := strconv.Unquote(match)
		if err != nil {
			text = match
		}
		if base, err := strconv.Atoi(text); err == nil {
			return base, nil
		}
		return 0, fault.At(fault.Malformed, "", "If-Match", "%q is no revision", match)
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
	var body struct {
		Revision int    `json:"revision"`
		Note     string `json:"note"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil && err != io.EOF {
		return fault.New(fault.Malformed, "the body is no JSON: %w", err)
	}
	if body.Revision == 0 {
		body.Revision = rec.Revision
	}
	done, err := s.app.Do(r.Context(), actor, request(r), app.Move{ID: rec.ID, Base: body.Revision, Transition: r.PathValue("transition"), Note: body.Note})
	if err != nil {
		return err
	}
	return s.answer(w, r, actor, http.StatusOK, done[0])
}

func (s *server) history(w http.ResponseWriter, r *http.Request, actor app.Actor) error {
	rec, err := s.record(r, actor)
	if err != nil {
		return err
	}
	before := 0
	if text := r.URL.Query().Get("before"); text != "" {
		if before, err = strconv.Atoi(text); err != nil {
			return fault.At(fault.Malformed, "", "before", "%q is no revision", text)
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
