// Package incident holds what happened to information security: events that
// people and tools report, the incidents that some of them turn out to be, and
// whom law and contracts say to tell of them, by when. It serves the controls
// A.5.24 to A.5.28 and A.6.8 of ISO/IEC 27001.
//
// Main words: an event is an occurrence that may bear on security; it is assessed
// and is then nothing, a weakness or an incident; a rule says whom to notify of
// which incidents, and its stages by when.
//
// Invariant: an incident names each notification that a rule asks for, and is not
// closed while one of them is neither sent nor, with a reason, not called for.
package incident

import (
	"slices"
	"time"

	"surety/fault"
	"surety/record"
)

// Moment is one line of what happened and was done.
type Moment struct {
	At   time.Time  `json:"at" label:"At" is:"required"`
	What string     `json:"what" label:"What happened or was done" is:"required" max:"1000"`
	By   record.Ref `json:"by,omitzero" label:"By whom" to:"person"`
}

// Custody is one hand through which a piece of evidence went (27001 A.5.28). The
// digest of its file stands at the evidence.
type Custody struct {
	What     string     `json:"what" label:"Trace" is:"required" max:"500"`
	Act      string     `json:"act,omitzero" label:"Act" enum:"collected,handed_over=Handed over,examined,stored,returned"`
	By       record.Ref `json:"by,omitzero" label:"By whom" to:"person"`
	At       time.Time  `json:"at,omitzero" label:"At"`
	Kept     string     `json:"kept,omitzero" label:"Kept at" max:"500"`
	Evidence record.Ref `json:"evidence,omitzero" label:"Evidence" to:"evidence"`
}

// Incident is one or more events that harmed, or were likely to harm, information
// security.
type Incident struct {
	System      record.Ref      `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title       string          `json:"title" label:"Incident" is:"required,title,search,list"`
	Severity    string          `json:"severity" label:"Severity" enum:"low,moderate,high,critical" help:"By the levels of your incident procedure." is:"required,index,list" clause:"27001 A.5.25"`
	Category    string          `json:"category" label:"Category" enum:"malware,deception=Phishing and deception,intrusion=Unauthorized access,disclosure=Disclosure of data,loss=Loss or theft,outage,misuse=Misuse of rights,physical=Fire or water or break-in,error=Human error,other" is:"required,index,list"`
	Effects     []string        `json:"effects,omitzero" label:"Harmed" enum:"confidentiality,integrity,availability"`
	Description record.Markdown `json:"description,omitzero" label:"What happened" is:"search"`
	Lead        record.Ref      `json:"lead,omitzero" label:"Led by" to:"person" back:"incidents_led" is:"index,list,duty,reader" clause:"27001 A.5.26"`
	Team        []record.Ref    `json:"team,omitzero" label:"Team" to:"person" back:"incidents_answered" is:"reader"`
	Aware       time.Time       `json:"aware,omitzero" label:"Aware of it since" help:"When somebody here was reasonably certain. Duties to notify count from it." is:"required,index,list" clause:"27001 A.5.25"`
	Began       time.Time       `json:"began,omitzero" label:"Began"`
	Personal    bool            `json:"personal_data,omitzero" label:"Personal data are concerned" is:"index"`
	Essential   bool            `json:"essential_service,omitzero" label:"An essential service is concerned" help:"One that others rely on by law, such as supply." is:"index"`
	Significant time.Time       `json:"significant,omitzero" label:"Found significant" help:"Only where a rule counts from it."`
	Assets      []record.Ref    `json:"assets,omitzero" label:"Assets concerned" to:"asset" back:"incidents"`
	Suppliers   []record.Ref    `json:"suppliers,omitzero" label:"Suppliers concerned" to:"supplier" back:"incidents"`
	Procedure   record.Ref      `json:"procedure,omitzero" label:"Answered by" help:"The procedure or plan that was followed." to:"document" back:"incidents" clause:"27001 A.5.26"`
	Timeline    []Moment        `json:"timeline,omitzero" label:"Timeline" clause:"27001 A.5.26"`
	Contained   time.Time       `json:"contained,omitzero" label:"Contained"`
	Eradicated  time.Time       `json:"eradicated,omitzero" label:"Cause removed"`
	Recovered   time.Time       `json:"recovered,omitzero" label:"Recovered" is:"index"`
	Notices     []Notice        `json:"notices,omitzero" label:"Notifications" help:"The rules that apply put their lines here when you save; add whom else you told." clause:"27001 A.5.26"`
	Next        record.Date     `json:"next_notice,omitzero" label:"Next notification" is:"computed,index,list,due"`
	Evidential  bool            `json:"evidential,omitzero" label:"Traces may be needed as evidence" help:"Before a court, an authority, an insurer, or for discipline." is:"index" clause:"27001 A.5.28"`
	Custody     []Custody       `json:"custody,omitzero" label:"Traces secured" help:"Each hand that a trace went through, in order." clause:"27001 A.5.28"`
	Cause       string          `json:"cause,omitzero" label:"Cause" max:"4000" is:"search" clause:"27001 A.5.27"`
	Lessons     string          `json:"lessons,omitzero" label:"Lessons" help:"What is done otherwise from now on." max:"4000" is:"search" clause:"27001 A.5.27"`
	NoLessons   string          `json:"no_lessons,omitzero" label:"Why nothing is to be learnt" max:"2000" clause:"27001 A.5.27"`
	Follow      []record.Ref    `json:"follow_up,omitzero" label:"What follows" help:"Changes, controls, documents and risks in which the lessons are seen." to:"change,control,document,risk,treatment" back:"incidents_behind" clause:"27001 A.5.27"`
	Closed      time.Time       `json:"closed,omitzero" label:"Closed" is:"computed,index"`
	Recorded    time.Time       `json:"recorded,omitzero" label:"Recorded" is:"computed"`
}

// States of an incident.
const (
	StateOpen      = "open"
	StateContained = "contained"
	StateRecovered = "recovered"
	StateClosed    = "closed"
)

// Prepare keeps when the incident was recorded and closed, and puts in a line for
// each notification that a rule of the management system asks for.
func (i *Incident) Prepare(p record.Preparation) error {
	i.Recorded = p.Now
	if before, ok := p.Before.(*Incident); ok {
		i.Recorded, i.Closed = before.Recorded, before.Closed
	}
	if p.Record.State != StateClosed {
		i.Closed = time.Time{}
	} else if i.Closed.IsZero() {
		i.Closed = p.Now
	}
	rules, err := p.Lookup.Back(KindRule, "system", i.System.ID())
	if err != nil {
		return err
	}
	asked := make(map[record.Ref]*Rule, len(rules))
	var order []record.Ref
	for _, rec := range rules {
		if !rec.Ended() {
			ref := record.Ref(rec.ID)
			asked[ref], order = rec.Body.(*Rule), append(order, ref)
		}
	}
	slices.Sort(order)
	i.Notices = i.notify(asked, order)
	i.Next = nextDue(i.Notices)
	return nil
}

// Check refuses what can't have happened in that order.
func (i *Incident) Check(report func(field, format string, args ...any)) {
	last := i.Began
	for _, step := range []struct {
		field string
		at    time.Time
	}{{"contained", i.Contained}, {"eradicated", i.Eradicated}, {"recovered", i.Recovered}} {
		if step.at.IsZero() {
			continue
		}
		if step.at.Before(last) {
			report(step.field, "it lies before the step before it: an incident begins, is contained, its cause removed, and then all recovered")
		}
		last = step.at
	}
	if !i.Aware.IsZero() && i.Aware.Before(i.Began) {
		report("aware", "you knew of it before it began")
	}
}

func register() *record.Kind {
	return record.MustDefine[Incident](record.Spec{
		Name: "incident", Prefix: "INC", Label: "Incident", Plural: "Incidents", Concern: "incident", Place: "do", Begins: true, Clause: "27001 A.5.26", Editors: []string{"contributor", "control_owner"},
		Help: "What harmed information security, or nearly did: how bad, who leads the answer, whom to notify by when, and what was learnt. An auditor takes one and follows it from the first sign to what is done otherwise since.",
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: StateOpen, Label: "Open"}, {Name: StateContained, Label: "Contained"}, {Name: StateRecovered, Label: "Recovered"},
				{Name: StateClosed, Label: "Closed", Frozen: true, Ended: true},
			},
			Transitions: []record.Transition{
				{Name: "contain", Label: "Contained", From: []string{StateOpen}, To: StateContained, Field: "lead", Guard: contained},
				{Name: "recover", Label: "Recovered", From: []string{StateContained}, To: StateRecovered, Field: "lead", Guard: recovered},
				{Name: "close", Label: "Close", From: []string{StateRecovered}, To: StateClosed, Field: "lead", Guard: learnt,
					Consequence: "The incident can't be edited while it is closed."},
				{Name: "reopen", Label: "Open again", From: []string{StateContained, StateRecovered, StateClosed}, To: StateOpen, Field: "lead"},
			},
		},
	})
}

func of(p record.Preparation) (*Incident, string) { return p.Record.Body.(*Incident), p.Record.Key }

// contained refuses to call an incident contained without saying since when.
func contained(p record.Preparation) error {
	if i, key := of(p); i.Contained.IsZero() {
		return fault.At(fault.Invalid, key, "contained", "it does not say since when it is contained").Mending("enter since when no more harm is done")
	}
	return nil
}

// recovered refuses to call an incident recovered without saying since when.
func recovered(p record.Preparation) error {
	if i, key := of(p); i.Recovered.IsZero() {
		return fault.At(fault.Invalid, key, "recovered", "it does not say since when all works again").Mending("enter since when everything works as before")
	}
	return nil
}

// learnt refuses to close an incident from which nobody has learnt, or of which
// somebody is still to be told.
func learnt(p record.Preparation) error {
	i, key := of(p)
	switch {
	case record.IsBlank(i.Cause):
		return fault.At(fault.Invalid, key, "cause", "nobody has written down what caused it").Mending("enter the cause, or that it could not be found and where one looked")
	case record.IsBlank(i.Lessons) && record.IsBlank(i.NoLessons):
		return fault.At(fault.Invalid, key, "lessons", "nobody has written down what was learnt").Mending("enter the lessons, or why there are none")
	}
	for _, n := range i.Notices {
		if n.open() {
			return fault.At(fault.Invalid, key, "notices", "somebody is still to be notified: %s, %s", n.Recipient, n.Stage).Mending("send the notification, or say why it is not called for")
		}
	}
	return nil
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind { return []*record.Kind{rule(), event(), register()} }
