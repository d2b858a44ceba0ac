package api

import (
	"bytes"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"surety/fault"
	"surety/record"
)

// members are the members of a JSON object as they were written.
type members map[string]jsontext.Value

// alwaysGiven are what the program gives to every record.
var alwaysGiven = [...]string{"id", "kind", "key", "state", "created", "changed"}

// takeGiven takes out of a body what only the program gives, and refuses what
// differs from what stands: whoever sends a level means it, and must not believe
// that it was kept. A nil stands lets everything pass, for a body that is refused
// as stale in any case.
func takeGiven(kind *record.Kind, fields, stands members) error {
	names := alwaysGiven[:]
	for _, f := range kind.Fields {
		if f.Is(record.MarkComputed) {
			names = append(slices.Clip(names), f.Name)
		}
	}
	var faults fault.List
	for _, name := range names {
		value, ok := fields[name]
		if !ok {
			continue
		}
		delete(fields, name)
		if stands != nil && !same(value, stands[name]) {
			faults = append(faults, given(kind, name))
		}
	}
	return faults.OrNil()
}

// same compares two values whatever their order of names and their blanks; what
// does not stand is the same as what says nothing.
func same(sent, stands jsontext.Value) bool {
	if len(stands) == 0 {
		return slices.Contains([]string{"null", `""`, "0", "false", "[]", "{}"}, string(bytes.TrimSpace(sent)))
	}
	a, b := sent.Clone(), stands.Clone()
	return a.Canonicalize() == nil && b.Canonicalize() == nil && bytes.Equal(a, b)
}

func given(kind *record.Kind, name string) *fault.Error {
	e := &fault.Error{Kind: fault.Invalid, Record: kind.Name, Field: name, Message: "it is given by the program and can't be set", Mend: "leave it out"}
	switch f := kind.Field(name); {
	case name == "state":
		e.Message, e.Mend = "it can't be set", "leave it out; what changes it is POST /api/v1/"+kind.Name+"/KEY/TRANSITION"
	case name == "kind":
		e.Message = "records of the kind " + kind.Name + " are kept here"
	case f != nil && f == kind.ApprovalsField():
		e.Message = "an approval is given by approving, in one's own name, and can't be set"
	case f != nil:
		e.Message = f.Label + " is computed and can't be set"
	}
	return e
}
