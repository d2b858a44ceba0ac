package conform

import (
	"time"

	"surety/pack"
	"surety/record"
)

// Disclaimer stands on every report.
const Disclaimer = "Computed from records; not a statement of conformity."

// mostRecords bounds the records that one check names.
const mostRecords = 1000

// Report is what one reader may see of the verdicts on one management system.
// Its JSON is a contract; REPORT.md says what may stand in each field.
type Report struct {
	Organization     string        `json:"organization"`
	ManagementSystem string        `json:"management_system"`
	Standard         string        `json:"standard"`
	Edition          string        `json:"edition"`
	AsOf             time.Time     `json:"as_of"`
	Summary          Summary       `json:"summary"`
	Requirements     []Requirement `json:"requirements"`
	Note             string        `json:"note"` // Disclaimer

	Pack *pack.Pack `json:"-"`

	strict bool // guidance and house rules count too
}

// Summary counts the verdicts on requirements; guidance and house rules are
// among them only in a strict report.
type Summary struct {
	Holds, Fails, NeedsPerson, NoOccasion int
	NotComputed                           int // scripts read it among those that need a person
}

// Requirement is the verdict on one entry: a requirement, a piece of guidance
// or a rule of the organization's own, as its force says.
type Requirement struct {
	ID         string      `json:"id"`
	Clause     string      `json:"clause"`
	Force      pack.Force  `json:"force"`
	Verdict    Verdict     `json:"verdict"`
	Basis      Basis       `json:"basis"`
	Shows      pack.Shows  `json:"shows"`
	Reason     string      `json:"reason"`
	Mend       string      `json:"mend"`
	Judge      string      `json:"judge"`       // who judged it, or the role that is to
	ValidUntil record.Date `json:"valid_until"` // the last day on which it stands if no record changes; empty: no day ends it
	Records    []Named     `json:"records"`
	Total      int         `json:"records_total,omitzero"` // where more fail than are named
	Error      string      `json:"error,omitzero"`         // why it could not be computed: only then is it set

	Entry     *pack.Entry   `json:"-"`
	Checks    []CheckResult `json:"-"`
	Judgement *Judgement    `json:"-"`
}

// Named is one record that breaks a requirement. Of a record that the reader
// may not see, the title says just that, and key and id are empty.
type Named struct {
	Kind  string `json:"kind"`
	Key   string `json:"key"`
	Title string `json:"title"`

	ID     record.ID `json:"-"`
	Reason string    `json:"-"` // of this record
	Mend   string    `json:"-"`
}

// CheckResult is what one check of a requirement says.
type CheckResult struct {
	Check   *pack.Check
	Verdict Verdict // never Broken or NotFollowed: that is for the entry to say
	Asked   int     // records that were asked
	Total   int     // records to name
	Count   int     // of the shape count
	Empty   bool    // there was nothing to ask
	Reason  string  // where it does not hold
	Mend    string
	Records []Named // bounded, by key
}

// Judgement is the judgement that decides on a requirement, or the newest
// that no longer counts.
type Judgement struct {
	ID      record.ID // empty where the reader may not see it
	Key     string
	By      string
	Holds   bool
	Reason  string
	Judged  record.Date
	Expires record.Date
	Lapsed  string // why it does not count; empty while it does
	Short   string // what it falls short of while it counts: the day that it names, that it names nothing seen, or that somebody else entered it
	Mend    string // what is needed instead, where it never counted
}

// Find gives the verdict on one entry, or nil.
func (r *Report) Find(id string) *Requirement {
	for i := range r.Requirements {
		if r.Requirements[i].ID == id {
			return &r.Requirements[i]
		}
	}
	return nil
}

// Branch is a clause or theme with the worst of what stands below it, or an
// entry with its verdict.
type Branch struct {
	Entry       *pack.Entry
	Verdict     Verdict    // empty where nothing below gets one
	Force       pack.Force // of the entry whose verdict it is
	Requirement *Requirement
	Branches    []*Branch
}

// Tree rolls the verdicts up the clauses, the worst first. Guidance and house
// rules count where no requirement stands beside them.
func (r *Report) Tree() []*Branch {
	byEntry := map[*pack.Entry]*Requirement{}
	for i := range r.Requirements {
		byEntry[r.Requirements[i].Entry] = &r.Requirements[i]
	}
	var roots []*Branch
	for _, e := range r.Pack.Roots() {
		roots = append(roots, grow(e, byEntry))
	}
	return roots
}

// grow makes the branch of an entry.
func grow(e *pack.Entry, of map[*pack.Entry]*Requirement) *Branch {
	b := &Branch{Entry: e, Requirement: of[e]}
	if b.Requirement != nil {
		b.Verdict, b.Force = b.Requirement.Verdict, e.Force
	}
	for _, child := range e.Children {
		below := grow(child, of)
		b.Branches = append(b.Branches, below)
		required, requires := b.Force == pack.ForceRequirement, below.Force == pack.ForceRequirement
		if requires && !required || requires == required && below.Verdict.Worse(b.Verdict) {
			b.Verdict, b.Force = below.Verdict, below.Force
		}
	}
	return b
}
