// Package competence holds what people are able to do, and how they come to be
// able and aware. It serves ISO/IEC 27001 7.2 and 7.3 and has room for ISO/IEC
// 27021.
//
// Main words: a role says which competence it needs; a qualification shows that
// a person has it, by education, training or experience, until a day; a
// training closes a gap or makes people aware, and its effect is judged
// afterwards; an attendance is one person's part in it.
//
// Invariant: a training counts as done only once somebody was there, and as
// evaluated only with a verdict on its effect.
package competence

import "surety/record"

// Qualification shows that a person is able to do something (27001 7.2 b, d).
type Qualification struct {
	Person   record.Ref        `json:"person" label:"Person" to:"person" back:"qualifications" is:"required,index,list,duty,reader"`
	Title    string            `json:"title" label:"Is able to" help:"In the words in which the role asks for it." is:"required,title,search,list" clause:"27001 7.2 b"`
	Roles    []record.Ref      `json:"roles,omitzero" label:"As needed for roles" to:"role" back:"qualifications" clause:"27001 7.2 a"`
	Way      string            `json:"way" label:"Acquired by" enum:"education,training,experience" is:"required,index,list" clause:"27001 7.2 b"`
	Since    record.Date       `json:"since,omitzero" label:"Since" is:"index"`
	Until    record.Date       `json:"valid_until,omitzero" label:"Valid until" help:"Empty where it does not run out." is:"index,list,due"`
	Judge    record.Ref        `json:"judged_by,omitzero" label:"Seen by" help:"Who saw it done, or checked the paper." to:"person" back:"qualifications_seen" is:"index"`
	Evidence []record.Ref      `json:"evidence,omitzero" label:"Shown by" to:"evidence" back:"qualifications" clause:"27001 7.2 d"`
	File     record.Attachment `json:"file,omitzero" label:"File" clause:"27001 7.2 d"`
	Note     string            `json:"note,omitzero" label:"Note" max:"2000"`
}

// Check refuses a qualification that ended before it began.
func (q *Qualification) Check(report func(field, format string, args ...any)) {
	if q.Since != "" && q.Until != "" && q.Until < q.Since {
		report("valid_until", "it would have run out on %s, before it began on %s", q.Until, q.Since)
	}
}

func qualification() *record.Kind {
	return record.MustDefine[Qualification](record.Spec{
		Name: "qualification", Prefix: "QUAL", Label: "Qualification", Plural: "Qualifications", Concern: "competence", Place: "do", Clause: "27001 7.2", Editors: []string{"contributor"},
		Help: "What the holders of roles are able to do, by what that is shown, and until when. Certificates are one way; a task done under somebody's eyes is often the better one.",
	})
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	return []*record.Kind{qualification(), training(), attendance()}
}
