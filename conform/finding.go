package conform

import (
	"surety/expr"
	"surety/pack"
	"surety/record"
)

// Verdict is what is found of one entry.
type Verdict string

// The verdicts. Of guidance, holding means that it is followed and needing a
// person that it is open.
const (
	Holds       Verdict = "holds"
	Fails       Verdict = "fails" // a requirement alone can
	NeedsPerson Verdict = "needs_person"
	NoOccasion  Verdict = "no_occasion"           // what a conditional "shall" waits for never came
	NotComputed Verdict = "could_not_be_computed" // something broke; nobody knows
	NotFollowed Verdict = "not_followed"          // guidance that is not followed, with the reason
	Broken      Verdict = "broken"                // a rule of the organization's own that does not hold
)

// badness orders verdicts for rolling up: the worst comes first.
var badness = map[Verdict]int{NoOccasion: 1, Holds: 2, NeedsPerson: 3, NotFollowed: 4, Broken: 5, Fails: 6, NotComputed: 7}

// Worse tells whether a verdict comes before another when they are rolled up.
func (v Verdict) Worse(other Verdict) bool { return badness[v] > badness[other] }

// Basis is what a verdict rests on.
type Basis string

// What a verdict rests on.
const (
	Computed Basis = "computed" // on records alone
	Judged   Basis = "judged"   // on a person's judgement, given or awaited
	Both     Basis = "both"
)

// outcome is what one check says.
type outcome struct {
	question  *question
	verdict   Verdict
	concerned int      // records that were asked
	failing   []int    // places of the records to name, bounded
	total     int      // how many there are to name
	count     int      // of the shape count
	empty     bool     // nothing was there to ask
	fault     string   // why it could not be computed
	faulty    int      // place of the record it could not be computed of, or -1
	next      expr.Day // the first day on which it may say otherwise
}

// finding is the verdict on one entry with all that it rests on.
type finding struct {
	subject   *subject
	verdict   Verdict
	basis     Basis
	shows     pack.Shows
	waiting   bool // for an occasion
	occasion  *outcome
	outcomes  []outcome
	judgement *judgement // that counts, or the newest that no longer does
	next      expr.Day
}

// find gives the verdict on an entry from what is known.
func (e *Engine) find(s *state, sub *subject) finding {
	f := finding{subject: sub, judgement: s.docket.on(sub.entry.ID)}
	if sub.occasion != nil {
		o := s.outcome(sub.occasion)
		f.occasion, f.next = &o, o.next
		f.waiting = o.verdict == Fails
	}
	f.waiting = f.waiting || !e.applies(sub.entry)
	for _, asked := range sub.checks {
		o := s.outcome(asked)
		f.outcomes = append(f.outcomes, o)
		f.next = f.next.Sooner(o.next)
	}
	if f.judgement != nil && f.judgement.may() {
		f.next = f.next.Sooner(f.judgement.next)
	}
	f.decide()
	return f
}

// applies tells whether the organization has declared the role that an entry
// depends on.
func (e *Engine) applies(entry *pack.Entry) bool {
	if entry.Depends == nil {
		return true
	}
	for _, role := range e.options.Roles {
		if role == entry.Depends.Role {
			return true
		}
	}
	return false
}

// outcome is what a check says at present.
func (s *state) outcome(q *question) outcome {
	o := outcome{question: q, faulty: -1}
	if q.inquiry == nil {
		s.global(&o)
		return o
	}
	r := s.registers[q.inquiry.kind.Name]
	t := &r.tallies[q.at]
	o.concerned, o.next = t.concerned(), t.soon()
	switch {
	case t.counts[uncomputed] > 0:
		o.faulty = t.with(uncomputed, 1)[0]
		o.verdict, o.fault = NotComputed, t.faults[o.faulty]
	case q.check.Shape == pack.ShapeCount:
		s.count(&o, r, t)
	case t.counts[failing] > 0:
		o.verdict, o.total, o.failing = Fails, t.counts[failing], t.with(failing, mostRecords)
	case o.concerned == 0:
		o.empty, o.verdict = true, emptyVerdicts[q.check.Empty]
	default:
		o.verdict = Holds
	}
	return o
}

// emptyVerdicts say what an empty register means; never that it holds.
var emptyVerdicts = map[pack.Empty]Verdict{"": Fails, pack.EmptyFails: Fails, pack.EmptyPerson: NeedsPerson, pack.EmptyNoOccasion: NoOccasion}

// count is the outcome of a count. Being content with none shows nothing while
// there is nothing that could have been counted.
func (s *state) count(o *outcome, r *register, t *tally) {
	c := s.counts[o.question]
	o.count, o.next = c.count, o.next.Sooner(c.next)
	switch {
	case c.status == uncomputed:
		o.verdict, o.fault = NotComputed, c.fault
	case c.enough && r.considered() == 0:
		o.verdict, o.empty = Fails, true
	case c.status == holding:
		o.verdict = Holds
	default:
		o.verdict = Fails
		if c.enough {
			o.total, o.failing = t.counts[holding], t.with(holding, mostRecords)
		}
	}
}

// global is the outcome of a global. While every register that it reads is
// empty it shows nothing.
func (s *state) global(o *outcome) {
	a := s.globals[o.question.at]
	o.next = a.next
	for _, read := range o.question.reads.Registers {
		o.concerned += s.registers[read.Kind].considered()
	}
	switch {
	case a.status == uncomputed:
		o.verdict, o.fault = NotComputed, a.fault
	case o.concerned == 0:
		o.verdict, o.empty = Fails, true
	case a.status == holding:
		o.verdict = Holds
	default:
		o.verdict = Fails
	}
}

// worst is the worst verdict of outcomes; empty where there are none.
func worst(outcomes []outcome) Verdict {
	var v Verdict
	for _, o := range outcomes {
		if o.verdict.Worse(v) {
			v = o.verdict
		}
	}
	return v
}

// id is the id of a record that an outcome names by its place.
func (s *state) id(o outcome, place int) record.ID {
	return s.registers[o.question.inquiry.kind.Name].ids[place]
}
