package conform

import (
	"surety/language"
	"surety/pack"
	"surety/record"
)

// Failure is one check that a record fails.
type Failure struct {
	Entry  *pack.Entry
	Check  *pack.Check
	Reason string
	Mend   string
}

// Against lists what stands against one record, as of the latest evaluation,
// for whoever may see it: the checks that it fails, and the counts that it is
// one too many of. It takes microseconds; nothing is read.
func (e *Engine) Against(words language.Reader, rec *record.Record) []Failure {
	e.mu.Lock() // an outcome tidies up which day comes soonest
	defer e.mu.Unlock()
	if e.state == nil {
		return nil
	}
	q := e.plan.inquiries[rec.Kind.Name]
	if q == nil {
		return nil
	}
	place, known := e.state.registers[rec.Kind.Name].place[rec.ID]
	if !known {
		return nil
	}
	n := names{catalogue: e.plan.env.Catalogue(), words: words}
	about := Named{Kind: rec.Kind.Name, Key: rec.Key, Title: rec.Title(), ID: rec.ID}
	var against []Failure
	for _, sub := range e.plan.subjects {
		for _, asked := range sub.checks {
			if asked.inquiry != q || !e.state.fails(asked, place) || e.find(e.state, sub).waiting {
				continue
			}
			count := e.state.counts[asked].count
			against = append(against, Failure{Entry: sub.entry, Check: asked.check,
				Reason: n.fill(n.say(asked.check.Reason), about, count), Mend: n.fill(n.say(asked.check.Mend), about, count)})
		}
	}
	return against
}

// fails tells whether a check names the record at a place.
func (s *state) fails(q *question, place int) bool {
	status := s.registers[q.inquiry.kind.Name].tallies[q.at].status[place]
	if q.check.Shape == pack.ShapeCount {
		c := s.counts[q]
		return status == holding && c.status == failing && c.enough
	}
	return status == failing
}
