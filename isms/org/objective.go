package org

import "surety/record"

// Action is one thing to be done, by whom and by when.
type Action struct {
	What  string      `json:"what" label:"Action" is:"required" max:"1000"`
	Owner record.Ref  `json:"owner,omitzero" label:"By whom" to:"person"`
	Due   record.Date `json:"due,omitzero" label:"Due"`
	Done  record.Date `json:"done,omitzero" label:"Done"`
}

// Result is one look at how far an objective is reached.
type Result struct {
	On      record.Date `json:"on" label:"On" is:"required"`
	Value   string      `json:"value" label:"Result" is:"required"`
	Reached bool        `json:"reached,omitzero" label:"On target"`
}

// Objective is an information security objective with its plan (27001 6.2).
type Objective struct {
	System         record.Ref        `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title          string            `json:"title" label:"Objective" is:"required,title,search,list"`
	Version        string            `json:"version,omitzero" label:"Version" max:"20"`
	Level          string            `json:"level,omitzero" label:"Function or level" help:"Who it is set for: the whole, a unit, a function." is:"index,list" clause:"27001 6.2"`
	Commitment     string            `json:"commitment,omitzero" label:"Policy commitment it serves" max:"1000" clause:"27001 6.2 a"`
	Policy         record.Ref        `json:"policy,omitzero" label:"Policy" to:"document" back:"objectives" is:"index" clause:"27001 6.2 a"`
	Measure        string            `json:"measure,omitzero" label:"Measured by" max:"1000" clause:"27001 6.2 b"`
	Target         string            `json:"target,omitzero" label:"Target" is:"list" clause:"27001 6.2 b"`
	NotMeasurable  string            `json:"not_measurable,omitzero" label:"Why it can't be measured" max:"1000" clause:"27001 6.2 b"`
	Requirements   []record.Ref      `json:"requirements,omitzero" label:"Requirements it serves" to:"requirement" back:"objectives" clause:"27001 6.2 c"`
	Risks          []record.Ref      `json:"risks,omitzero" label:"Risks it answers" to:"risk" back:"objectives" clause:"27001 6.2 c"`
	Frequency      record.Period     `json:"frequency,omitzero" label:"Looked at every" clause:"27001 6.2 d"`
	Results        []Result          `json:"results,omitzero" label:"Results" is:"aside" clause:"27001 6.2 d"`
	LastResult     record.Date       `json:"last_result,omitzero" label:"Last result" is:"computed,index"`
	Communicated   record.Date       `json:"communicated,omitzero" label:"Communicated on" is:"aside" clause:"27001 6.2 e"`
	CommunicatedTo string            `json:"communicated_to,omitzero" label:"Communicated to" is:"aside" max:"1000" clause:"27001 6.2 e"`
	Reviewed       record.Date       `json:"reviewed,omitzero" label:"Last reviewed" is:"index,aside" clause:"27001 6.2 f"`
	Actions        []Action          `json:"actions,omitzero" label:"What will be done" clause:"27001 6.2 h"`
	Resources      string            `json:"resources,omitzero" label:"Resources needed" max:"2000" clause:"27001 6.2 i"`
	Owner          record.Ref        `json:"owner,omitzero" label:"Responsible" to:"person" back:"objectives" is:"index,list,duty" clause:"27001 6.2 j"`
	Due            record.Date       `json:"due,omitzero" label:"Finished by" is:"index,list,due" clause:"27001 6.2 k"`
	Evaluation     string            `json:"evaluation,omitzero" label:"How results are evaluated" max:"2000" clause:"27001 6.2 l"`
	Approvals      []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// Prepare keeps the date of the newest result, so that it can be filtered by.
func (o *Objective) Prepare(record.Preparation) error {
	o.LastResult = ""
	for _, r := range o.Results {
		o.LastResult = max(o.LastResult, r.On)
	}
	return nil
}

func objective() *record.Kind {
	life := approved("active", "Active")
	life.States = append(life.States, record.State{Name: "reached", Label: "Reached", Ended: true})
	life.Transitions = append(life.Transitions,
		record.Transition{Name: "reach", Label: "Reached", From: []string{"active"}, To: "reached", Roles: []string{"manager"}},
		record.Transition{Name: "resume", Label: "Take up again", From: []string{"reached"}, To: "draft", Roles: []string{"manager"}})
	return record.MustDefine[Objective](record.Spec{
		Name: "objective", Prefix: "OBJ", Label: "Objective", Plural: "Objectives", Concern: "org", Place: "plan", Clause: "27001 6.2", Editors: []string{"contributor"},
		Help:      "What information security is to achieve, measured where that is practicable, with the plan of how to get there. Without objectives nobody can say whether it gets better.",
		Lifecycle: life,
	})
}
