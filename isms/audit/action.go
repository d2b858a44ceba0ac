package audit

import (
	"surety/fault"
	"surety/record"
)

// CorrectiveAction removes a cause of a nonconformity (27001 10.2 c).
type CorrectiveAction struct {
	Nonconformity record.Ref   `json:"nonconformity" label:"Nonconformity" to:"nonconformity" back:"actions" is:"required,index,list,part"`
	Title         string       `json:"title" label:"Corrective action" help:"The smallest that removes the cause; best one that works without anybody remembering." is:"required,title,search,list"`
	Owner         record.Ref   `json:"owner,omitzero" label:"Responsible" to:"person" back:"corrective_actions" is:"index,list,duty,reader"`
	Due           record.Date  `json:"due,omitzero" label:"Due" is:"index,list,due"`
	Done          record.Date  `json:"done,omitzero" label:"Done" is:"index,list"`
	Result        string       `json:"result,omitzero" label:"Result" help:"What is different now." max:"4000" clause:"27001 10.2 g"`
	Evidence      []record.Ref `json:"evidence,omitzero" label:"Shown by" to:"evidence" back:"corrective_actions" clause:"27001 10.2 g"`
	Cost          record.Money `json:"cost,omitzero" label:"Cost"`
}

// done refuses to finish an action that does not say what came of it.
func done(p record.Preparation) error {
	a := p.Record.Body.(*CorrectiveAction)
	if a.Done == "" || record.IsBlank(a.Result) {
		return fault.At(fault.Invalid, "", "result", "say first when it was done, and what is different now")
	}
	return nil
}

func correctiveAction() *record.Kind {
	return record.MustDefine[CorrectiveAction](record.Spec{
		Schema: 2, Upcasts: []func(map[string]any) error{record.LiftMoney("cost")},
		Name: "corrective_action", Prefix: "CA", Label: "Corrective action", Plural: "Corrective actions", Concern: "audit", Place: "act", Clause: "27001 10.2", Editors: []string{"auditor", "contributor", "control_owner", "risk_owner"},
		Help: "What removes the cause of a nonconformity, by whom and by when, and what came of it.",
		Lifecycle: record.Lifecycle{
			States: []record.State{{Name: "open", Label: "Open"}, {Name: "done", Label: "Done", Ended: true}, {Name: "dropped", Label: "Dropped", Ended: true}},
			Transitions: []record.Transition{
				{Name: "finish", Label: "Done", From: []string{"open"}, To: "done", Field: "owner", Guard: done},
				{Name: "drop", Label: "Drop", From: []string{"open"}, To: "dropped"},
				{Name: "reopen", Label: "Open again", From: []string{"done", "dropped"}, To: "open"},
			},
		},
	})
}
