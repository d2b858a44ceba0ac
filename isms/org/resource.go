package org

import (
	"surety/fault"
	"surety/record"
)

// Resource is something that the management system needs, asked for, decided
// on and provided (27001 5.1 c, 7.1).
type Resource struct {
	System   record.Ref   `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title    string       `json:"title" label:"What is needed" is:"required,title,search,list"`
	Type     string       `json:"type" label:"Type" enum:"people=People's time,money,tools=Tools and systems,help=Help from outside,training,other" is:"required,index,list"`
	Phases   []string     `json:"phases" label:"Needed to" enum:"establish=Set the system up,implement=Put it to work,maintain=Keep it in shape,improve=Make it better" is:"required" clause:"27001 7.1"`
	Amount   record.Money `json:"amount,omitzero" label:"Amount" is:"list"`
	Days     int          `json:"days,omitzero" label:"Days" help:"Of work, where people's time is needed." is:"list"`
	Asked    record.Date  `json:"asked,omitzero" label:"Asked for on" is:"index"`
	Owner    record.Ref   `json:"owner,omitzero" label:"Asked for by" to:"person" back:"resources" is:"index,list,duty"`
	Needed   record.Date  `json:"needed_by,omitzero" label:"Needed by" is:"index,list,due" clause:"27001 7.1"`
	Granted  string       `json:"granted,omitzero" label:"What was granted" help:"Only where it is other than what was asked for." max:"1000"`
	Decider  record.Ref   `json:"decided_by,omitzero" label:"Decided by" to:"person" back:"resources_decided" is:"index" clause:"27001 5.1 c"`
	Decided  record.Date  `json:"decided_on,omitzero" label:"Decided on" is:"index,list" clause:"27001 5.1 c"`
	Reason   string       `json:"reason,omitzero" label:"Why" help:"Where it was refused: what will not be done because of it." max:"2000"`
	Risks    []record.Ref `json:"risks,omitzero" label:"Risks that follow" help:"Where it was refused, and who accepts them stands there." to:"risk" back:"resources"`
	Provided record.Date  `json:"provided_on,omitzero" label:"Provided on" help:"When it was truly there: a post that is vacant is not." is:"index" clause:"27001 7.1"`
}

// Check refuses what can't be: less than nothing, and help before it is decided on.
func (r *Resource) Check(report func(field, format string, args ...any)) {
	if r.Days < 0 {
		report("days", "%d days can't be meant: expected 0 or more", r.Days)
	}
	if r.Asked != "" && r.Decided != "" && r.Decided < r.Asked {
		report("decided_on", "it was decided on %s, before it was asked for on %s", r.Decided, r.Asked)
	}
}

// decided refuses a decision that nobody stands for.
func decided(p record.Preparation) error {
	r := p.Record.Body.(*Resource)
	if r.Decider == "" || r.Decided == "" {
		return fault.At(fault.Invalid, p.Record.Name(), "decided_by", "nothing says who decided and when: enter both first")
	}
	return nil
}

// refused besides wants to know what will be left undone.
func refused(p record.Preparation) error {
	if r := p.Record.Body.(*Resource); record.IsBlank(r.Reason) {
		return fault.At(fault.Invalid, p.Record.Name(), "reason", "nothing says what will not be done because of it: enter that first")
	}
	return decided(p)
}

// arrived refuses to call provided what did not come on any day.
func arrived(p record.Preparation) error {
	if r := p.Record.Body.(*Resource); r.Provided == "" {
		return fault.At(fault.Invalid, p.Record.Name(), "provided_on", "nothing says when it was there: enter the day first")
	}
	return nil
}

func resource() *record.Kind {
	return record.MustDefine[Resource](record.Spec{
		Schema: 2, Upcasts: []func(map[string]any) error{record.LiftMoney("amount")},
		Name: "resource", Prefix: "RES", Label: "Resource", Plural: "Resources", Concern: "org", Place: "plan", Clause: "27001 7.1", Editors: []string{"contributor"},
		Help: "What the management system needs to live: people's time, money, tools, help. What was asked for, what top management decided, and what has arrived.",
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "asked", Label: "Asked for"},
				{Name: "granted", Label: "Granted"},
				{Name: "provided", Label: "Provided", Ended: true},
				{Name: "refused", Label: "Refused", Ended: true},
			},
			Transitions: []record.Transition{
				{Name: "grant", Label: "Grant", From: []string{"asked"}, To: "granted", Roles: []string{"manager"}, Guard: decided},
				{Name: "refuse", Label: "Refuse", From: []string{"asked"}, To: "refused", Roles: []string{"manager"}, Guard: refused,
					Consequence: "What follows from it is a risk that somebody has to accept."},
				{Name: "provide", Label: "Has arrived", From: []string{"granted"}, To: "provided", Field: "owner", Guard: arrived},
				{Name: "reopen", Label: "Ask again", From: []string{"granted", "provided", "refused"}, To: "asked", Roles: []string{"manager"}, Field: "owner"},
			},
		},
	})
}
