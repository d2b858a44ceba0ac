package conform

import (
	"surety/expr"
	"surety/pack"
	"surety/record"
)

// ask asks one record the questions of the places. Where place 0 is not among
// them, considered says what it gave before.
func (q *inquiry) ask(s *expr.Session, rec *record.Record, asked places, considered status) []answer {
	answers := make([]answer, q.places())
	if asked.has(0) {
		answers[0] = q.consider(s, rec)
		considered = answers[0].status
	}
	for i, question := range q.questions {
		switch {
		case !asked.has(i + 1):
		case considered == uncomputed:
			answers[i+1] = answer{status: uncomputed, fault: answers[0].fault}
		case considered == holding:
			answers[i+1] = question.ask(s, rec)
		}
	}
	return answers
}

// consider tells whether a record is of the management system and not retired.
func (q *inquiry) consider(s *expr.Session, rec *record.Record) answer {
	if rec == nil || rec.Kind.Name != q.kind.Name || rec.State == record.StateRetired {
		return answer{}
	}
	if q.member == nil {
		return answer{status: holding}
	}
	belongs := asAnswer(q.member.Ask(s, rec, 0))
	if belongs.status == failing {
		belongs.status = unconcerned
	}
	return belongs
}

// ask asks one record one question. Of a count it is whether it is counted.
func (q *question) ask(s *expr.Session, rec *record.Record) answer {
	selected := answer{status: holding}
	if q.programs.Where != nil {
		selected = asAnswer(q.programs.Where.Ask(s, rec, 0))
	}
	if selected.status == failing {
		selected.status = unconcerned
	}
	if selected.status != holding || q.check.Shape != pack.ShapeEach {
		return selected
	}
	holds := asAnswer(q.programs.Holds.Ask(s, rec, 0))
	holds.next = holds.next.Sooner(selected.next)
	return holds
}

func asAnswer(a expr.Answer, err error) answer {
	switch {
	case err != nil:
		return answer{status: uncomputed, fault: err.Error()}
	case a.Holds:
		return answer{status: holding, next: a.Next}
	}
	return answer{status: failing, next: a.Next}
}
