package api

import (
	"errors"
	"io"
	"net/http"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"surety/fault"
	"surety/record"
)

// decode reads a request's body as strictly as it is meant: each name once and
// in its own letters, in UTF-8, nothing after it. None at all is found false.
func decode(r *http.Request, into any) (found bool, err error) {
	data, err := io.ReadAll(r.Body)
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return false, fault.New(fault.TooLarge, "the body is over %d bytes", mostBytes)
	}
	if err != nil {
		return false, fault.New(fault.Malformed, "the body can't be read: %w", err)
	}
	if len(data) == 0 {
		return false, nil
	}
	return true, explain(json.Unmarshal(data, into, json.RejectUnknownMembers(true)))
}

// explain says of a body that is not read what is wrong where.
func explain(err error) error {
	if err == nil {
		return nil
	}
	return record.ExplainJSON(err)
}

// envelope is what a record carries beside its own fields in a request and may
// be changed by it.
type envelope struct {
	Mark    *string        `json:"mark"`
	Readers *[]record.Ref  `json:"readers"`
	Custom  map[string]any `json:"custom"`
	Rev     *int           `json:"revision"`
}

// read takes a request's body apart into envelope and fields, so that what GET
// answered can be sent back. What only the program gives is refused, unless it
// says what the record shown says; shown is nil where there is none yet.
func (s *server) read(r *http.Request, kind *record.Kind, shown func(base int) (members, error)) (envelope, any, error) {
	var e envelope
	var fields members
	found, err := decode(r, &fields)
	if err != nil {
		return e, nil, err
	}
	if !found || fields == nil {
		return e, nil, &fault.Error{Kind: fault.Malformed, Message: "the body is empty: expected a " + kind.Label + " in JSON", Mend: "its fields are at /api/v1/kinds/" + kind.Name + "/schema"}
	}
	own := members{}
	for _, name := range []string{"mark", "readers", "custom", "revision"} {
		if value, ok := fields[name]; ok {
			own[name] = value
			delete(fields, name)
		}
	}
	data, err := json.Marshal(own)
	if err != nil {
		return e, nil, explain(err)
	}
	if err := json.Unmarshal(data, &e); err != nil {
		return e, nil, explain(err)
	}
	stands := members{"kind": jsontext.Value(`"` + kind.Name + `"`), "state": jsontext.Value(`"` + kind.Lifecycle.Initial() + `"`)}
	if shown != nil {
		base, err := s.base(r, e)
		if err != nil {
			return e, nil, err
		}
		if stands, err = shown(base); err != nil {
			return e, nil, err
		}
	} else if e.Rev != nil {
		return e, nil, fault.List{given(kind, "revision")}
	}
	if err := takeGiven(kind, fields, stands); err != nil {
		return e, nil, err
	}
	rest, err := json.Marshal(fields)
	if err != nil {
		return e, nil, explain(err)
	}
	body, err := kind.Decode(rest, kind.Schema)
	return e, body, err
}
