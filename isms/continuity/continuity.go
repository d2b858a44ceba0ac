// Package continuity holds how the organization goes on through a disruption, and
// keeps information secure meanwhile. It serves the controls A.5.29 and A.5.30 of
// ISO/IEC 27001.
//
// Main words: a plan says by when a process or service has to run again and how
// much data may be lost at most; an exercise tries a plan.
//
// Invariant: an exercise that is done says what came of it.
package continuity

import (
	"surety/fault"
	"surety/record"
)

// Plan says how one process or service goes on through a disruption.
type Plan struct {
	System    record.Ref        `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title     string            `json:"title" label:"Process or service" is:"required,title,search,list"`
	Version   string            `json:"version" label:"Version" is:"required" max:"20"`
	Scenario  string            `json:"scenario,omitzero" label:"Disruptions planned for" max:"2000" is:"search"`
	RTO       int               `json:"rto_hours,omitzero" label:"Runs again within hours" help:"Recovery time objective." is:"index,list" clause:"27001 A.5.30"`
	RPO       int               `json:"rpo_hours,omitzero" label:"Hours of data that may be lost" help:"Recovery point objective; empty where nothing may be lost, or no data are kept." is:"index,list" clause:"27001 A.5.30"`
	Minimum   string            `json:"minimum,omitzero" label:"Least that must go on meanwhile" max:"2000"`
	Security  string            `json:"security,omitzero" label:"How security is kept meanwhile" help:"Which controls go on, which are replaced by what, and who may lift one." max:"4000" clause:"27001 A.5.29"`
	Assets    []record.Ref      `json:"assets,omitzero" label:"Assets that it brings back" to:"asset" back:"continuity_plans" clause:"27001 A.5.30"`
	Suppliers []record.Ref      `json:"suppliers,omitzero" label:"Suppliers that it counts on" to:"supplier" back:"continuity_plans"`
	Steps     record.Markdown   `json:"steps,omitzero" label:"Steps" is:"search"`
	Documents []record.Ref      `json:"documents,omitzero" label:"Documents used" to:"document" back:"continuity_plans"`
	Owner     record.Ref        `json:"owner,omitzero" label:"Owner" to:"person" back:"continuity_plans" is:"index,list,duty,reader"`
	Exercise  record.Date       `json:"next_exercise,omitzero" label:"Next exercise" is:"index,list,due,aside" clause:"27001 A.5.30"`
	Approvals []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// Check refuses times that lie before the disruption.
func (p *Plan) Check(report func(field, format string, args ...any)) {
	if p.RTO < 0 {
		report("rto_hours", "%d is out of range: expected hours from 0", p.RTO)
	}
	if p.RPO < 0 {
		report("rpo_hours", "%d is out of range: expected hours from 0", p.RPO)
	}
}

// Exercise tries plans, or the answer to an incident, before it is needed.
type Exercise struct {
	System   record.Ref   `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title    string       `json:"title" label:"Exercise" is:"required,title,search,list"`
	Subject  string       `json:"subject" label:"Tries" enum:"continuity=A continuity plan,incident=The answer to an incident,restore=Restoring from backups" is:"required,index,list" clause:"27001 A.5.30"`
	Type     string       `json:"type" label:"How" enum:"tabletop=At a table,walk_through=Walk through,simulation,technical=Technical recovery,full=Full interruption" is:"required,index,list"`
	Plans    []record.Ref `json:"plans,omitzero" label:"Plans" to:"continuity_plan,document" back:"exercises" clause:"27001 A.5.30"`
	Scenario string       `json:"scenario,omitzero" label:"Scenario" max:"4000" is:"search"`
	Planned  record.Date  `json:"planned,omitzero" label:"Planned for" is:"index,list,due"`
	Lead     record.Ref   `json:"lead,omitzero" label:"Led by" to:"person" back:"exercises_led" is:"index,list,duty,reader"`
	On       record.Date  `json:"held,omitzero" label:"Held on" is:"index,list"`
	Hours    int          `json:"reached_hours,omitzero" label:"Hours until it ran again" help:"Only where a recovery was timed."`
	Lost     int          `json:"lost_hours,omitzero" label:"Hours of data lost"`
	Result   string       `json:"result,omitzero" label:"Result" enum:"reached=Reached its aims,partly=Reached them in part,missed=Missed them" is:"index,list"`
	Findings string       `json:"findings,omitzero" label:"What was found" max:"4000" is:"search"`
	Lessons  string       `json:"lessons,omitzero" label:"Lessons" help:"What is done otherwise from now on." max:"4000" clause:"27001 A.5.27"`
	Evidence []record.Ref `json:"evidence,omitzero" label:"Shown by" to:"evidence" back:"exercises"`
}

// told refuses to call an exercise held that says nothing.
func told(p record.Preparation) error {
	e, key := p.Record.Body.(*Exercise), p.Record.Key
	switch {
	case e.On == "":
		return fault.At(fault.Invalid, key, "held", "it does not say when it was held").Mending("enter the day")
	case e.Result == "" || record.IsBlank(e.Findings):
		return fault.At(fault.Invalid, key, "result", "it does not say what came of it").Mending("enter the result and what was found, also where all went well")
	}
	return nil
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	editors := []string{"contributor", "control_owner"}
	return []*record.Kind{
		record.MustDefine[Plan](record.Spec{
			Name: "continuity_plan", Prefix: "BCP", Label: "Continuity plan", Plural: "Continuity plans", Concern: "continuity", Place: "plan", Clause: "27001 A.5.30", Editors: editors,
			Help:   "By when a process or service has to run again after a disruption, what goes on meanwhile, and how information is kept secure while nothing is as usual.",
			Starts: []record.Start{{Name: "ransomware", Label: "All computers locked", Body: locked()}},
			Lifecycle: record.Lifecycle{
				States: []record.State{{Name: "draft", Label: "Draft"}, {Name: "approved", Label: "Approved", Approved: true, OnEdit: "draft"}},
				Transitions: []record.Transition{
					{Name: "approve", Label: "Approve", From: []string{"draft"}, To: "approved", Roles: []string{"manager"}, Approves: true,
						Consequence: "Your name and today stand beside this content; an edit voids the approval."},
					{Name: "reopen", Label: "Revoke approval", From: []string{"approved"}, To: "draft", Roles: []string{"manager"}},
				},
			},
		}),
		record.MustDefine[Exercise](record.Spec{
			Name: "exercise", Prefix: "EX", Label: "Exercise", Plural: "Exercises", Concern: "continuity", Place: "check", Clause: "27001 A.5.30", Editors: editors,
			Help: "Plans that nobody has tried fail when they are needed. Each exercise says what was tried, how long it took, and what is done otherwise since.",
			Lifecycle: record.Lifecycle{
				States: []record.State{{Name: "planned", Label: "Planned"}, {Name: "held", Label: "Held", Ended: true}},
				Transitions: []record.Transition{
					{Name: "hold", Label: "Held", From: []string{"planned"}, To: "held", Field: "lead", Guard: told},
					{Name: "reopen", Label: "Open again", From: []string{"held"}, To: "planned", Field: "lead"},
				},
			},
		}),
	}
}

// locked is a plan for the disruption that most organizations fear most.
func locked() *Plan {
	return &Plan{
		Title: "Work without computers", Version: "1", RTO: 72, RPO: 24,
		Scenario: "Malware has locked servers and workplaces; nothing that was switched on is trusted any more.",
		Minimum:  "Customers can reach us by telephone; what endangers people is dealt with.",
		Security: "Administrators work from devices kept apart; emergency accounts lie sealed and each use is noted; nothing goes back to the network before it was examined.",
		Steps:    "1. Cut off the network; switch nothing off.\n2. Call the team by telephone, from the list on paper.\n3. Rebuild the directory service, then what people's safety needs, then the rest by this plan.\n4. Restore from backups that the malware could not reach, and examine them first.",
	}
}
