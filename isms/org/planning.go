package org

import "surety/record"

// PlannedAction is an action on a risk or opportunity of the management
// system, with where it is built in and how its effect will be judged
// (27001 6.1.1 e).
type PlannedAction struct {
	What      string      `json:"what" label:"Action" is:"required" max:"1000"`
	Owner     record.Ref  `json:"owner,omitzero" label:"By whom" to:"person"`
	Due       record.Date `json:"due,omitzero" label:"Due"`
	Done      record.Date `json:"done,omitzero" label:"Done"`
	Process   string      `json:"process,omitzero" label:"Built into" help:"The process of the management system that carries it."`
	Criterion string      `json:"criterion,omitzero" label:"Worked if" help:"How you will tell whether it worked." max:"1000"`
	Evaluate  record.Date `json:"evaluate,omitzero" label:"Judged on"`
}

// Planning is a risk to, or an opportunity for, the management system itself
// (27001 6.1.1), as distinct from the risks to information.
type Planning struct {
	System       record.Ref      `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title        string          `json:"title" label:"Risk or opportunity" is:"required,title,search,list"`
	Type         string          `json:"type" label:"Type" enum:"risk,opportunity" is:"required,index,list" clause:"27001 6.1.1"`
	Aim          string          `json:"aim" label:"Matters for" enum:"outcomes=Reaching the intended outcomes,unwanted_effects=Preventing unwanted effects,improvement=Continual improvement" is:"required,index,list" clause:"27001 6.1.1 a-c"`
	Effect       string          `json:"effect,omitzero" label:"What it would do" max:"2000" is:"search"`
	Issues       []record.Ref    `json:"issues,omitzero" label:"Comes from issues" to:"issue" back:"plannings" clause:"27001 6.1.1"`
	Requirements []record.Ref    `json:"requirements,omitzero" label:"Comes from requirements" to:"requirement" back:"plannings" clause:"27001 6.1.1"`
	Decision     string          `json:"decision" label:"Decision" enum:"act,accept,open" is:"required,index,list" clause:"27001 6.1.1 d"`
	Reason       string          `json:"reason,omitzero" label:"Why" max:"2000"`
	Actions      []PlannedAction `json:"actions,omitzero" label:"Actions" clause:"27001 6.1.1 e"`
	Owner        record.Ref      `json:"owner,omitzero" label:"Owner" to:"person" is:"index,list"`
}

// Change is a change to the management system or to what it protects, planned
// or not (27001 6.3, 8.1, 8.2).
type Change struct {
	System      record.Ref   `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title       string       `json:"title" label:"Change" is:"required,title,search,list"`
	Subject     string       `json:"subject" label:"Of" enum:"management_system=The management system,operations=Operations,technology=Technology,organization=The organization" is:"required,index,list"`
	Planned     string       `json:"planned" label:"Planned?" enum:"planned,unintended" is:"required,index,list" clause:"27001 8.1"`
	Significant bool         `json:"significant,omitzero" label:"Significant" help:"Significant changes call for a risk assessment." is:"index,list" clause:"27001 8.2"`
	Type        string       `json:"type,omitzero" label:"Type" enum:"standard=Standard: agreed once for all,normal,emergency" help:"An emergency change is reviewed afterwards." is:"index" clause:"27001 A.8.32"`
	Reason      string       `json:"reason,omitzero" label:"Purpose" max:"2000" clause:"27001 6.3"`
	Plan        string       `json:"plan,omitzero" label:"Plan" max:"4000" clause:"27001 6.3"`
	Concerns    []record.Ref `json:"concerns,omitzero" label:"Changes" help:"The scope, document, method, statement, control or asset that becomes another." to:"scope,document,risk_method,soa,control,asset,supplier" back:"changes" clause:"27001 6.3"`
	Test        string       `json:"test,omitzero" label:"Tested how" help:"Where and by whom, with which result; or why it can't be tested." max:"2000" clause:"27001 A.8.32"`
	Tested      record.Date  `json:"tested,omitzero" label:"Tested on" clause:"27001 A.8.32"`
	WayBack     string       `json:"way_back,omitzero" label:"Way back" help:"How it is undone, and until when that can be decided." max:"2000" clause:"27001 A.8.32"`
	Approver    record.Ref   `json:"approver,omitzero" label:"Approved by" to:"person" is:"index" clause:"27001 6.3"`
	ApprovedOn  record.Date  `json:"approved_on,omitzero" label:"Approved on"`
	Effective   record.Date  `json:"effective,omitzero" label:"Takes effect" is:"index,list,day"`
	Outcome     string       `json:"outcome,omitzero" label:"What came of it" help:"For an unintended change: its consequences and what was done about them." max:"4000" clause:"27001 8.1"`
	Reviewed    record.Date  `json:"reviewed,omitzero" label:"Reviewed afterwards on" is:"index" clause:"27001 A.8.32"`
	Risks       []record.Ref `json:"risks,omitzero" label:"Risks assessed for it" to:"risk" back:"changes" clause:"27001 8.2"`
	Owner       record.Ref   `json:"owner,omitzero" label:"Owner" to:"person" back:"changes" is:"index,list"`
}

// Communication is one line of the communication plan (27001 7.4).
type Communication struct {
	System    record.Ref    `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Topic     string        `json:"topic" label:"On what" is:"required,title,search,list" clause:"27001 7.4 a"`
	Direction string        `json:"direction" label:"Inside or outside" enum:"internal,external" is:"required,index,list" clause:"27001 7.4"`
	Timing    string        `json:"timing,omitzero" label:"When" is:"list" clause:"27001 7.4 b"`
	Every     record.Period `json:"every,omitzero" label:"Repeated every" help:"Only where it has a rhythm; empty where an occasion brings it about." clause:"27001 7.4 b"`
	Audience  string        `json:"audience,omitzero" label:"With whom" is:"list" clause:"27001 7.4 c"`
	Channel   string        `json:"channel,omitzero" label:"How" is:"list" clause:"27001 7.4 d"`
	Sender    record.Ref    `json:"sender,omitzero" label:"By whom" to:"person" back:"communications" is:"index,list"`
	Last      record.Date   `json:"last,omitzero" label:"Last happened" is:"index"`
	Matter    string        `json:"matter,omitzero" label:"Is about" enum:"importance=Why security and conformity matter,objectives,policy,incidents,other" is:"index" clause:"27001 5.1 d"`
	Documents []record.Ref  `json:"documents,omitzero" label:"Documents told of" help:"The policies and other documents that were made known." to:"document" back:"communications" clause:"27001 5.2 f"`
}

// Task is something a person is asked to do.
type Task struct {
	Title    string       `json:"title" label:"Task" is:"required,title,search,list"`
	About    []record.Ref `json:"about,omitzero" label:"About" to:"issue,interested_party,requirement,scope,objective,planning,change,document,asset,supplier,risk,treatment,treatment_plan,control,soa_row,evidence,audit,finding,nonconformity,improvement,management_review,review_decision,communication,resource,process,qualification,training,measure,evaluation,security_event,incident,notice_rule,continuity_plan,exercise,access_review" back:"tasks"`
	Assignee record.Ref   `json:"assignee,omitzero" label:"For" to:"person" back:"tasks_assigned" is:"index,list,duty"`
	Due      record.Date  `json:"due,omitzero" label:"Due" is:"index,list,due"`
	Asker    record.Ref   `json:"asker,omitzero" label:"Asked by" help:"Whoever enters it, where nobody else is named." to:"person" back:"tasks_asked" is:"index"`
	Note     string       `json:"note,omitzero" label:"Note" max:"4000"`
}

// TakeBack is the act by which who asked for a task says that it is no more wanted.
const TakeBack = "take_back"

// asked is the lifecycle of a task: who does it says that it is done, who asked for
// it can take it back.
func asked() record.Lifecycle {
	l := opened("done", "Done", "assignee")
	l.States = append(l.States, record.State{Name: "taken_back", Label: "Taken back", Ended: true})
	l.Transitions = append(l.Transitions, record.Transition{Name: TakeBack, Label: "Take back", From: []string{"open"}, To: "taken_back", Roles: []string{"manager"}, Field: "asker",
		Consequence: "Nobody is asked to do it any more."})
	return l
}

// Prepare names who asks, where the form left it open.
func (t *Task) Prepare(p record.Preparation) error {
	if p.Before == nil && !p.Imported && t.Asker == "" {
		t.Asker = p.Actor
	}
	return nil
}

func planning() []*record.Kind {
	editors := []string{"contributor"}
	return []*record.Kind{
		record.MustDefine[Planning](record.Spec{
			Name: "planning", Prefix: "PLANNING", Label: "ISMS risk or opportunity", Plural: "ISMS risks and opportunities", Concern: "org", Place: "plan", Clause: "27001 6.1.1", Editors: editors,
			Help: "What could keep the management system itself from working, and what could make it better. Risks to information stand in the risk register.",
		}),
		record.MustDefine[Change](record.Spec{
			Name: "change", Prefix: "CHG", Label: "Change", Plural: "Changes", Concern: "org", Place: "do", Clause: "27001 6.3", Editors: editors,
			Help:      "Changes to the management system and to what it protects: why, by what plan, approved by whom, before they take effect. Most incidents begin with one that nobody had thought through.",
			Lifecycle: opened("done", "Done", "owner"),
		}),
		record.MustDefine[Communication](record.Spec{
			Name: "communication", Prefix: "COMM", Label: "Communication", Plural: "Communication plan", Concern: "org", Place: "plan", Clause: "27001 7.4", Editors: editors,
			Help: "Who is told what, when and how, inside and outside. Decided in quiet, it is at hand when something has happened.",
		}),
		record.MustDefine[Task](record.Spec{
			Name: "task", Prefix: "TASK", Label: "Task", Plural: "Tasks", Concern: "org", Place: "act", Begins: true, Editors: []string{"contributor", "risk_owner", "control_owner", "auditor"},
			Help:      "What somebody has been asked to do, and by when. It shows on their first page until it is done.",
			Lifecycle: asked(),
		}),
	}
}

// opened is the lifecycle of what is open until it is done; the person whom the
// field names may say so, whatever their role.
func opened(state, label, field string) record.Lifecycle {
	return record.Lifecycle{
		States: []record.State{{Name: "open", Label: "Open"}, {Name: state, Label: label, Ended: true}},
		Transitions: []record.Transition{
			{Name: "finish", Label: "Done", From: []string{"open"}, To: state, Field: field},
			{Name: "reopen", Label: "Open again", From: []string{state}, To: "open", Field: field},
		},
	}
}
