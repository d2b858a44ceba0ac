package conform

import (
	"context"

	"surety/expr"
	"surety/pack"
	"surety/record"
)

// counted is what a count said.
type counted struct {
	answer
	count int
	// enough: none at all would be right too, so that too many were counted
	// where it fails, and nothing is shown where nothing could be counted.
	enough bool
}

// settled is what is computed anew after every change: the counts, which are
// cheap, and the globals that a change touched.
type settled struct {
	counts  map[*question]counted
	globals []answer
}

func (s *state) take(next settled) { s.counts, s.globals = next.counts, next.globals }

// settle computes counts, and the globals of which dirty is true. The moment is
// that which the state is brought to.
func (e *Engine) settle(ctx context.Context, r Reader, s *state, moment expr.Moment, dirty []bool) settled {
	next := settled{counts: map[*question]counted{}, globals: make([]answer, len(e.plan.globals))}
	v := newView(ctx, e.plan.env.Catalogue(), r, newShelf())
	v.all = func(kind string) ([]*record.Record, error) { return e.all(v, kind, moment) }
	session := e.plan.env.Session(v, moment)
	for _, q := range e.plan.inquiries {
		for _, asked := range q.questions {
			if asked.check.Shape == pack.ShapeCount {
				next.counts[asked] = asked.count(session, &s.registers[q.kind.Name].tallies[asked.at])
			}
		}
	}
	for i, asked := range e.plan.globals {
		if !dirty[i] {
			next.globals[i] = s.globals[i]
			continue
		}
		session.Forget()
		next.globals[i] = asAnswer(asked.programs.Holds.Ask(session, nil, 0))
	}
	return next
}

func (q *question) count(session *expr.Session, t *tally) counted {
	n := t.counts[holding]
	of := counted{answer: asAnswer(q.programs.Holds.Ask(session, nil, n)), count: n}
	none := asAnswer(q.programs.Holds.Ask(session, nil, 0))
	of.enough = none.status == holding
	of.next = of.next.Sooner(none.next)
	return of
}

// all reads every considered record of a kind.
func (e *Engine) all(v *view, kind string, moment expr.Moment) ([]*record.Record, error) {
	q := e.plan.inquiries[kind]
	session := e.plan.env.Session(v, moment)
	var all []*record.Record
	for after := record.ID(""); ; {
		records, err := v.reader.Scan(v.ctx, kind, after, batch)
		if err != nil {
			return nil, err
		}
		for _, rec := range records {
			if q.consider(session, rec).status == holding {
				all = append(all, rec)
			}
		}
		if len(records) < batch {
			return all, nil
		}
		after = records[len(records)-1].ID
	}
}
