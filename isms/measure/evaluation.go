package measure

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// Evaluation says what the readings of a period mean (27001 9.1, last
// sentence).
type Evaluation struct {
	System        record.Ref        `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title         string            `json:"title" label:"Evaluation" is:"required,title,search,list"`
	From          record.Date       `json:"period_from" label:"Period from" is:"required,index"`
	Until         record.Date       `json:"period_until" label:"Period until" is:"required,index,list"`
	On            record.Date       `json:"on" label:"Held on" is:"required,index,list"`
	By            record.Ref        `json:"by,omitzero" label:"Evaluated by" to:"person" back:"evaluations" is:"index,list,reader" clause:"27001 9.1 f"`
	Measures      []record.Ref      `json:"measures,omitzero" label:"Measures looked at" to:"measure" back:"evaluations" clause:"27001 9.1"`
	Off           []record.Ref      `json:"off_target,omitzero" label:"Off target then" help:"Measures whose last reading of the period missed the target or raised the alarm." to:"measure" is:"computed"`
	Lacking       []record.Ref      `json:"lacking,omitzero" label:"Readings missing then" help:"Measures with a period of which nothing was read." to:"measure" is:"computed"`
	Performance   record.Markdown   `json:"performance,omitzero" label:"How secure we were" help:"Which measures met their target, which did not, what got through, and a plain verdict." is:"search" clause:"27001 9.1"`
	Effectiveness record.Markdown   `json:"effectiveness,omitzero" label:"Whether the management system works" help:"Are risks reassessed, actions finished, objectives reached? A plain verdict." is:"search" clause:"27001 9.1"`
	Proposals     []string          `json:"proposals,omitzero" label:"What is proposed"`
	File          record.Attachment `json:"file,omitzero" label:"File"`
	Approvals     []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// Prepare keeps which of the measures were off target and which lacked a
// reading on that day, so that the conclusion can be held against them later.
func (e *Evaluation) Prepare(p record.Preparation) error {
	e.Off, e.Lacking = nil, nil
	for _, ref := range e.Measures {
		of, err := p.Lookup.Get(ref)
		if err != nil {
			return err
		}
		if of == nil {
			continue // validation says so
		}
		readings, err := p.Lookup.Back("reading", "measure", ref.ID())
		if err != nil {
			return err
		}
		if m, ok := of.Body.(*Measure); ok {
			e.hold(ref, m, readings)
		}
	}
	return nil
}

// hold looks at one measure.
func (e *Evaluation) hold(ref record.Ref, m *Measure, readings []*record.Record) {
	period := Span{e.From, e.Until}
	var read []Span
	var last Reading
	for _, rec := range readings {
		r, ok := rec.Body.(*Reading)
		if !ok || rec.Ended() || r.On > e.On {
			continue
		}
		span := Span{r.From, r.Until}
		read = append(read, span)
		if span.overlaps(period) && r.From > last.From {
			last = *r
		}
	}
	if last.Standing == OffTarget || last.Standing == Alarm {
		e.Off = append(e.Off, ref)
	}
	if slices.ContainsFunc(m.Schedule().Missing(read, e.On), period.overlaps) {
		e.Lacking = append(e.Lacking, ref)
	}
}

// Check refuses days in an order that can't be.
func (e *Evaluation) Check(report func(field, format string, args ...any)) {
	if e.From != "" && e.Until != "" && e.Until < e.From {
		report("period_until", "the period ends on %s, before it begins on %s", e.Until, e.From)
	}
	if e.On != "" && e.On < e.From {
		report("on", "it would have been held on %s, before its period began on %s", e.On, e.From)
	}
}

// concluded refuses to approve an evaluation that concludes nothing.
func concluded(p record.Preparation) error {
	e := p.Record.Body.(*Evaluation)
	switch {
	case len(e.Measures) == 0:
		return fault.At(fault.Invalid, p.Record.Name(), "measures", "no measure was looked at: name those that were first")
	case record.IsBlank(string(e.Performance)):
		return fault.At(fault.Invalid, p.Record.Name(), "performance", "nothing says how secure you were: write that conclusion first")
	case record.IsBlank(string(e.Effectiveness)):
		return fault.At(fault.Invalid, p.Record.Name(), "effectiveness", "nothing says whether the management system works: write that conclusion first")
	}
	return nil
}

func evaluation() *record.Kind {
	return record.MustDefine[Evaluation](record.Spec{
		Name: "evaluation", Prefix: "EVAL", Label: "Evaluation", Plural: "Evaluations", Concern: "measure", Place: "check", Clause: "27001 9.1", Editors: []string{"contributor", "auditor"},
		Help: "What the readings of a period say: how secure you were, and whether the management system does what it is for.",
		Lifecycle: record.Lifecycle{
			States: []record.State{{Name: "draft", Label: "Draft"}, {Name: "approved", Label: "Approved", Approved: true, OnEdit: "draft"}},
			Transitions: []record.Transition{
				{Name: "approve", Label: "Approve", From: []string{"draft"}, To: "approved", Roles: []string{"manager"}, Approves: true, Guard: concluded,
					Consequence: "Your name and today stand beside this content; an edit voids the approval."},
				{Name: "reopen", Label: "Revoke approval", From: []string{"approved"}, To: "draft", Roles: []string{"manager"}},
			},
		},
	})
}
