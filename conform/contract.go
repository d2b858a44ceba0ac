package conform

import (
	"encoding/json"

	"surety/pack"
)

// wire says a verdict in the four words that scripts are promised. The force
// beside it tells a rule of one's own from a requirement, and the field error
// what could not be computed from what waits for a judgement: neither holds,
// and nobody knows before a person has looked.
func (v Verdict) wire() Verdict {
	switch v {
	case Broken, NotFollowed:
		return Fails
	case NotComputed:
		return NeedsPerson
	}
	return v
}

// MarshalText writes the verdict as scripts are promised it, whichever door it
// leaves by.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.wire()), nil }

// MarshalJSON writes the four counts that scripts are promised; together they
// are all that counts.
func (s Summary) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Holds       int `json:"holds"`
		Fails       int `json:"fails"`
		NeedsPerson int `json:"needs_person"`
		NoOccasion  int `json:"no_occasion"`
	}{s.Holds, s.Fails, s.NeedsPerson + s.NotComputed, s.NoOccasion})
}

// Strictly is the report as it is for whoever counts guidance and house rules
// too: in its summary, its exit code and every form it is written in.
func (r *Report) Strictly() *Report {
	strict := *r
	strict.strict = true
	strict.Summary = Summary{}
	for i := range strict.Requirements {
		strict.Summary.add(strict.Requirements[i].Verdict)
	}
	return &strict
}

// counts tells whether what an entry's verdict is matters to the whole.
func (r *Report) counts(q *Requirement) bool {
	return r.strict || q.Force == pack.ForceRequirement
}

// Exit codes of a report, as command lines give them.
const (
	ExitHolds       = 0 // all hold, or had no occasion
	ExitFails       = 1 // a requirement fails
	ExitNotComputed = 2 // one could not be computed
	ExitNeedsPerson = 3 // only judgements are missing
)

// Exit is the exit code that tells the report.
func (r *Report) Exit() int {
	var all Verdict
	for i := range r.Requirements {
		if q := &r.Requirements[i]; r.counts(q) && q.Verdict.Worse(all) {
			all = q.Verdict
		}
	}
	switch all {
	case NotComputed:
		return ExitNotComputed
	case Fails, Broken, NotFollowed:
		return ExitFails
	case NeedsPerson:
		return ExitNeedsPerson
	}
	return ExitHolds
}
