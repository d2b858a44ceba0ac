package audit

import (
	"surety/fault"
	"surety/record"
)

// Improvement makes the management system better without anything having
// failed (27001 10.1).
type Improvement struct {
	System   record.Ref   `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title    string       `json:"title" label:"Improvement" is:"required,title,search,list"`
	Source   string       `json:"source" label:"Idea from" enum:"colleagues,audit,incident,measurement,exercise,review=Management review,outside=Somebody outside,other" is:"required,index,list"`
	From     []record.Ref `json:"comes_from,omitzero" label:"Comes from" to:"finding,nonconformity,planning,objective,management_review" back:"improvements"`
	Aims     []string     `json:"aims,omitzero" label:"Makes the system more" enum:"suitable,adequate,effective" clause:"27001 10.1"`
	Benefit  string       `json:"benefit,omitzero" label:"Expected benefit" max:"2000"`
	Sponsor  record.Ref   `json:"sponsor,omitzero" label:"Sponsor" help:"The member of top management who clears the way." to:"person" back:"improvements_sponsored" is:"index,list" clause:"27001 5.1 g"`
	Decision string       `json:"decision,omitzero" label:"Decision" enum:"yes,later,no" is:"index,list"`
	Decided  record.Date  `json:"decided,omitzero" label:"Decided on" is:"index"`
	Reason   string       `json:"reason,omitzero" label:"Why so" max:"2000"`
	Owner    record.Ref   `json:"owner,omitzero" label:"Responsible" to:"person" back:"improvements" is:"index,list,duty,reader"`
	Due      record.Date  `json:"due,omitzero" label:"Due" is:"index,list,due"`
	Done     record.Date  `json:"done,omitzero" label:"Done" is:"index"`
	Result   string       `json:"result,omitzero" label:"What got better" help:"How it shows; also that it did not." max:"4000" clause:"27001 10.1"`
}

// improved refuses to finish an improvement that nobody can tell from before.
func improved(p record.Preparation) error {
	i := p.Record.Body.(*Improvement)
	if i.Done == "" || record.IsBlank(i.Result) {
		return fault.At(fault.Invalid, "", "result", "say first when it was done, and what got better")
	}
	return nil
}

// declined refuses to turn an idea down without a word to whoever had it.
func declined(p record.Preparation) error {
	if record.IsBlank(p.Record.Body.(*Improvement).Reason) {
		return fault.At(fault.Invalid, "", "reason", "say first why not: whoever had the idea will ask")
	}
	return nil
}

func improvement() *record.Kind {
	return record.MustDefine[Improvement](record.Spec{
		Name: "improvement", Prefix: "IMP", Label: "Improvement", Plural: "Improvements", Concern: "audit", Place: "act", Clause: "27001 10.1", Editors: []string{"auditor", "contributor", "control_owner", "risk_owner"},
		Help: "Ideas that make the management system fit better, reach further or achieve more: where each came from, who decided, and what got better. What an audit had demanded is no improvement.",
		Lifecycle: record.Lifecycle{
			States: []record.State{{Name: "open", Label: "Open"}, {Name: "done", Label: "Done", Ended: true}, {Name: "declined", Label: "Declined", Ended: true}},
			Transitions: []record.Transition{
				{Name: "finish", Label: "Done", From: []string{"open"}, To: "done", Field: "owner", Guard: improved},
				{Name: "decline", Label: "Decline", From: []string{"open"}, To: "declined", Guard: declined},
				{Name: "reopen", Label: "Open again", From: []string{"done", "declined"}, To: "open"},
			},
		},
	})
}
