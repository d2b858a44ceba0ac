package incident

import (
	"time"

	"surety/fault"
	"surety/record"
)

// What an event turned out to be.
const (
	DecidedNothing  = "nothing"
	DecidedWeakness = "weakness"
	DecidedIncident = "incident"
)

// Event is something that somebody noticed and that may bear on security, also a
// weakness that was seen or suspected (27001 A.6.8).
type Event struct {
	System      record.Ref          `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title       string              `json:"title" label:"What happened" is:"required,title,search,list"`
	Noticed     time.Time           `json:"noticed,omitzero" label:"Noticed" help:"When somebody first saw it; about is enough." is:"required,index,list"`
	Place       string              `json:"place,omitzero" label:"Where" help:"A site, a system, a device." is:"search,list"`
	Description record.Markdown     `json:"description,omitzero" label:"More about it" is:"search"`
	Files       []record.Attachment `json:"files,omitzero" label:"Pictures and files"`
	Channel     string              `json:"channel,omitzero" label:"How it came to us" enum:"person=Somebody noticed it,tool=A tool raised it,supplier=A supplier told us,customer=A customer told us,authority=An authority told us" is:"index"`
	Reporter    record.Ref          `json:"reporter,omitzero" label:"Reported by" help:"Whoever enters it, where nobody else is named." to:"person" back:"events_reported" is:"index,list,reader"`
	Reported    time.Time           `json:"reported,omitzero" label:"Reported at" help:"Now, where nothing else is entered." is:"index" clause:"27001 A.6.8"`
	Assets      []record.Ref        `json:"assets,omitzero" label:"Assets concerned" to:"asset" back:"events"`
	Decision    string              `json:"decision,omitzero" label:"It is" enum:"nothing=Nothing that harms security,weakness=A weakness,incident=An incident" is:"index,list" clause:"27001 A.5.25"`
	Reason      string              `json:"reason,omitzero" label:"Why" help:"By which signs; also where it was harmless." max:"2000" clause:"27001 A.5.25"`
	Incident    record.Ref          `json:"incident,omitzero" label:"Belongs to incident" to:"incident" back:"events" is:"index" clause:"27001 A.5.25"`
	DecidedBy   record.Ref          `json:"decided_by,omitzero" label:"Assessed by" help:"Whoever enters the decision, where nobody else is named." to:"person" back:"events_assessed" is:"index,duty,reader" clause:"27001 A.5.25"`
	DecidedAt   time.Time           `json:"decided_at,omitzero" label:"Assessed" is:"index" clause:"27001 A.5.25"`
}

// Prepare names who reports and who assesses, and when, where the form left it open.
func (e *Event) Prepare(p record.Preparation) error {
	if p.Imported {
		return nil // a file says itself who did what
	}
	if p.Before == nil && e.Reporter == "" {
		e.Reporter = p.Actor
	}
	if e.Reported.IsZero() {
		e.Reported = p.Now
	}
	if e.Decision == "" {
		return nil
	}
	if e.DecidedBy == "" {
		e.DecidedBy = p.Actor
	}
	if e.DecidedAt.IsZero() {
		e.DecidedAt = p.Now
	}
	return nil
}

// Check refuses an event that was assessed before anybody noticed it.
func (e *Event) Check(report func(field, format string, args ...any)) {
	if !e.DecidedAt.IsZero() && e.DecidedAt.Before(e.Noticed) {
		report("decided_at", "it was assessed before it was noticed")
	}
}

func event() *record.Kind {
	return record.MustDefine[Event](record.Spec{
		Name: "security_event", Prefix: "EVENT", Label: "Security event", Plural: "Security events", Concern: "incident", Place: "do", Begins: true, Clause: "27001 A.6.8",
		Editors: []string{"contributor", "control_owner", "risk_owner"}, Reporters: []string{"reader", "auditor"},
		Help: "Whatever looked wrong to somebody: a strange mail, an open door, a lost device, a weakness. Everybody may report; each report is assessed, with a reason also where it was harmless.",
		Lifecycle: record.Lifecycle{
			States: []record.State{{Name: "reported", Label: "To be assessed"}, {Name: "assessed", Label: "Assessed", Ended: true}},
			Transitions: []record.Transition{
				{Name: "assess", Label: "Assessed", From: []string{"reported"}, To: "assessed", Guard: decided},
				{Name: "reopen", Label: "Assess again", From: []string{"assessed"}, To: "reported"},
			},
		},
	})
}

// decided refuses to call an event assessed without a decision and its reason.
func decided(p record.Preparation) error {
	e, key := p.Record.Body.(*Event), p.Record.Key
	switch {
	case e.Decision == "":
		return fault.At(fault.Invalid, key, "decision", "nobody has said what it is").Mending("decide whether it is nothing, a weakness or an incident")
	case record.IsBlank(e.Reason):
		return fault.At(fault.Invalid, key, "reason", "the decision has no reason").Mending("enter by which signs it was decided")
	case e.Decision == DecidedIncident && e.Incident == "":
		return fault.At(fault.Invalid, key, "incident", "it is an incident, but belongs to none").Mending("record the incident and name it here")
	}
	return nil
}
