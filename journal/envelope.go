package journal

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"surety/fault"
)

// Format is the number of the envelope's format. It stands in every envelope
// and names the rules of FORMAT.md.
const Format = 1

// MaxEnvelope is the most bytes of an encoded envelope: the largest entry that
// a tiled log can carry (C2SP tlog-tiles, entry bundles).
const MaxEnvelope = 65535

// OperationErase is the operation of an entry that destroyed values. It is the
// only operation that the journal itself understands; others are the caller's.
const OperationErase = "erase"

// timeLayout writes UTC with exactly six digits of fraction (RFC 3339).
const timeLayout = "2006-01-02T15:04:05.000000Z"

// Envelope is what the log keeps of one revision: who did what to which record
// and when, and a commitment to each field, but no value.
//
// Identifiers and names are 1 to 128 of the ASCII letters, digits and
// . _ ~ : / @ # - ; they must not themselves tell who a person is.
type Envelope struct {
	Organization string    // opaque id of the organization, whose log this is
	Sequence     int64     // position in the log, from 0 without gaps
	Time         time.Time // UTC, whole microseconds, never before the entry before
	Actor        string    // opaque id of the account that acted
	Operation    string    // create, update, transition, retire, erase …
	Kind         string    // kind of the record
	Schema       int64     // number of the kind's layout, from 1: what the fields mean
	Record       string    // id of the record
	Revision     int64     // the record's revision that this entry made, from 1
	Request      string    // id of the request, empty when there is none

	// Fields are the commitments to the revision's fields, ascending by name.
	Fields []FieldCommitment
	// Erased names, ascending, the fields of this record whose values in
	// entries before this one were destroyed. An entry has it if and only if
	// its operation is [OperationErase].
	Erased []string
}

// FieldCommitment is the commitment to one field of a revision.
type FieldCommitment struct {
	Name       string
	Commitment Commitment
}

// NextTime is the time of an entry: now in UTC, cut to microseconds, or that of
// the entry before when the clock ran backwards. The first entry has a zero last.
func NextTime(now, last time.Time) time.Time {
	now = now.UTC().Truncate(time.Microsecond)
	if now.Before(last) {
		return last.UTC()
	}
	return now
}

// Encode gives the canonical bytes of the envelope: RFC 8785 JSON of
// integers and plain ASCII strings, as FORMAT.md lays down. It refuses, as
// invalid or too large, what has no canonical form.
func (e *Envelope) Encode() ([]byte, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	data := e.append(make([]byte, 0, 512+96*len(e.Fields)))
	if len(data) > MaxEnvelope {
		return nil, fault.New(fault.TooLarge, "the envelope of %s %s has %d bytes (%d fields), expected at most %d",
			e.Kind, e.Record, len(data), len(e.Fields), MaxEnvelope)
	}
	return data, nil
}

// append writes the members in the order that RFC 8785 section 3.2.3 gives
// their names.
func (e *Envelope) append(b []byte) []byte {
	b = appendText(append(b, '{'), "actor", e.Actor)
	if len(e.Erased) > 0 {
		b = append(b, `,"erased":[`...)
		for i, name := range e.Erased {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(append(append(b, '"'), name...), '"')
		}
		b = append(b, ']')
	}
	b = append(b, `,"fields":{`...)
	for i := range e.Fields {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, '"'), e.Fields[i].Name...), `":"`...)
		b = append(append32(b, (*[32]byte)(&e.Fields[i].Commitment)), '"')
	}
	b = append(b, '}')
	b = appendInteger(append(b, ','), "format", Format)
	b = appendText(append(b, ','), "kind", e.Kind)
	b = appendText(append(b, ','), "operation", e.Operation)
	b = appendText(append(b, ','), "organization", e.Organization)
	b = appendText(append(b, ','), "record", e.Record)
	if e.Request != "" {
		b = appendText(append(b, ','), "request", e.Request)
	}
	b = appendInteger(append(b, ','), "revision", e.Revision)
	b = appendInteger(append(b, ','), "schema", e.Schema)
	b = appendInteger(append(b, ','), "sequence", e.Sequence)
	b = append(b, `,"time":"`...)
	b = e.Time.UTC().AppendFormat(b, timeLayout)
	return append(b, `"}`...)
}

func appendText(b []byte, name, value string) []byte {
	b = append(append(append(b, '"'), name...), `":"`...)
	return append(append(b, value...), '"')
}

func appendInteger(b []byte, name string, value int64) []byte {
	b = append(append(append(b, '"'), name...), `":`...)
	return strconv.AppendInt(b, value, 10)
}

func (e *Envelope) check() error {
	texts := [...]struct{ what, value string }{
		{"organization", e.Organization}, {"actor", e.Actor}, {"operation", e.Operation},
		{"kind", e.Kind}, {"record", e.Record}, {"request", e.Request},
	}
	for _, t := range texts {
		if t.what == "request" && t.value == "" {
			continue
		}
		if err := checkToken("an envelope's "+t.what, t.value); err != nil {
			return err
		}
	}
	integers := [...]struct {
		what          string
		value, lowest int64
	}{{"sequence", e.Sequence, 0}, {"schema", e.Schema, 1}, {"revision", e.Revision, 1}}
	for _, n := range integers {
		if err := checkInteger("an envelope's "+n.what, n.value, n.lowest); err != nil {
			return err
		}
	}
	if err := checkTime(e.Time); err != nil {
		return err
	}
	return e.checkNames()
}

func checkTime(t time.Time) error {
	u := t.UTC()
	if u.Year() < 1970 || u.Year() > 9999 || !u.Equal(u.Truncate(time.Microsecond)) {
		return fault.New(fault.Invalid, "an envelope's time is %s, expected whole microseconds of the years 1970 to 9999",
			u.Format(time.RFC3339Nano))
	}
	return nil
}

func (e *Envelope) checkNames() error {
	for i, f := range e.Fields {
		if err := checkToken("a field's name", f.Name); err != nil {
			return err
		}
		if i > 0 && e.Fields[i-1].Name >= f.Name {
			return fault.New(fault.Invalid, "field %s stands after %s, expected each field once, ascending by name", f.Name, e.Fields[i-1].Name)
		}
	}
	if (e.Operation == OperationErase) != (len(e.Erased) > 0) {
		return fault.New(fault.Invalid, "an envelope of operation %s names %d erased fields, expected them with operation %s and only there",
			e.Operation, len(e.Erased), OperationErase)
	}
	for i, name := range e.Erased {
		if err := checkToken("an erased field's name", name); err != nil {
			return err
		}
		if i > 0 && e.Erased[i-1] >= name {
			return fault.New(fault.Invalid, "erased field %s stands after %s, expected each once, ascending", name, e.Erased[i-1])
		}
	}
	return nil
}

// Field gives the commitment to the field of that name, if there is one.
func (e *Envelope) Field(name string) (Commitment, bool) {
	i, found := slices.BinarySearchFunc(e.Fields, name, func(f FieldCommitment, name string) int {
		return strings.Compare(f.Name, name)
	})
	if !found {
		return Commitment{}, false
	}
	return e.Fields[i].Commitment, true
}
