// Package process holds the processes that the management system needs and
// those of the business that it is built into, with what shows that they ran.
// It serves ISO/IEC 27001 4.4, 5.1 b and 8.1.
//
// Main words: a process turns inputs into outputs, which another process takes
// up; its criteria are by what one recognizes that it runs as it should; a run
// is one time, or one span, that it ran.
//
// Invariant: a process is in operation only with an owner and a criterion.
package process

import (
	"surety/fault"
	"surety/record"
)

// Process is a process of the management system or of the business.
type Process struct {
	System    record.Ref    `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title     string        `json:"title" label:"Process" is:"required,title,search,list"`
	Type      string        `json:"type" label:"Belongs to" enum:"isms=The management system,business=The business" help:"Of the management system: assessing risks, auditing, improving. Of the business: what security has to be built into." is:"required,index,list" clause:"27001 4.4, 5.1 b"`
	Purpose   string        `json:"purpose,omitzero" label:"Purpose" max:"2000" is:"search"`
	Owner     record.Ref    `json:"owner,omitzero" label:"Process owner" to:"person" back:"processes" is:"index,list,duty,reader" clause:"27001 4.4"`
	Inputs    []string      `json:"inputs,omitzero" label:"What goes in" clause:"27001 4.4"`
	Outputs   []string      `json:"outputs,omitzero" label:"What comes out" clause:"27001 4.4"`
	Feeds     []record.Ref  `json:"feeds,omitzero" label:"Its outputs go to" help:"The processes that take up what comes out." to:"process" back:"fed_by" clause:"27001 4.4"`
	Criteria  []string      `json:"criteria,omitzero" label:"It runs well when" help:"Two or three criteria that one can count: how fast, how complete, how often." clause:"27001 8.1"`
	Every     record.Period `json:"every,omitzero" label:"Runs every" help:"Empty where it runs whenever it is called for." is:"list" clause:"27001 8.1"`
	Next      record.Date   `json:"next_run,omitzero" label:"Next run by" is:"index,list,due,aside" clause:"27001 8.1"`
	Controls  []record.Ref  `json:"controls,omitzero" label:"Controls at work in it" to:"control" back:"processes" clause:"27001 5.1 b, 8.1"`
	Documents []record.Ref  `json:"documents,omitzero" label:"Described in" to:"document" back:"processes" clause:"27001 8.1"`
}

// Run is one time, or one span, that a process ran.
type Run struct {
	Process   record.Ref        `json:"process" label:"Process" to:"process" back:"runs" is:"required,index,list,part"`
	From      record.Date       `json:"period_from,omitzero" label:"Began on" help:"Only where it ran over a while." is:"index"`
	On        record.Date       `json:"on" label:"Ended on" is:"required,index,list,tells"`
	By        record.Ref        `json:"by,omitzero" label:"Told by" to:"person" back:"process_runs" is:"index,list,reader"`
	Planned   string            `json:"as_planned" label:"Ran as planned?" enum:"yes,no" help:"Whether it kept to its criteria." is:"required,index,list" clause:"27001 8.1"`
	Deviation string            `json:"deviation,omitzero" label:"What was different" max:"2000" is:"search" clause:"27001 8.1"`
	Done      string            `json:"done,omitzero" label:"What was done about it" max:"2000" is:"search" clause:"27001 8.1"`
	Evidence  []record.Ref      `json:"evidence,omitzero" label:"Shown by" to:"evidence" back:"process_runs" clause:"27001 8.1"`
	File      record.Attachment `json:"file,omitzero" label:"File" clause:"27001 8.1"`
	Note      string            `json:"note,omitzero" label:"Note" max:"2000" is:"search"`
	Label     string            `json:"label,omitzero" label:"Title" is:"computed,title,search"`
}

// Prepare titles the run with its process and day.
func (r *Run) Prepare(p record.Preparation) error {
	of, err := p.Lookup.Get(r.Process)
	if err != nil || of == nil {
		return err
	}
	r.Label = of.Title() + ", " + string(r.On)
	return nil
}

// Check refuses a span that ends before it begins, and a deviation of what ran
// as planned.
func (r *Run) Check(report func(field, format string, args ...any)) {
	if r.From != "" && r.On != "" && r.On < r.From {
		report("on", "it ended on %s, before it began on %s", r.On, r.From)
	}
	if r.Planned == "yes" && r.Deviation != "" {
		report("deviation", "it ran as planned, so nothing was different: say no above, or leave this empty")
	}
}

// ready refuses to begin a process of which nobody could say that it runs badly.
func ready(p record.Preparation) error {
	process := p.Record.Body.(*Process)
	if process.Owner == "" {
		return fault.At(fault.Invalid, p.Record.Name(), "owner", "nobody owns the process yet: name its owner first")
	}
	if len(process.Criteria) == 0 {
		return fault.At(fault.Invalid, p.Record.Name(), "criteria", "nothing says when the process runs well: enter a criterion first")
	}
	return nil
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	return []*record.Kind{
		record.MustDefine[Process](record.Spec{
			Name: "process", Prefix: "PROC", Label: "Process", Plural: "Processes", Concern: "process", Place: "do", Begins: true, Clause: "27001 4.4", Editors: []string{"contributor", "control_owner"},
			Help:   "What the management system does again and again, and the processes of the business it is built into: who owns each, what goes in and out, and when it runs well.",
			Starts: starts(),
			Lifecycle: record.Lifecycle{
				States: []record.State{{Name: "planned", Label: "Planned"}, {Name: "running", Label: "In operation"}},
				Transitions: []record.Transition{
					{Name: "begin", Label: "Put into operation", From: []string{"planned"}, To: "running", Field: "owner", Guard: ready},
					{Name: "halt", Label: "Halt", From: []string{"running"}, To: "planned", Field: "owner"},
				},
			},
		}),
		record.MustDefine[Run](record.Spec{
			Name: "process_run", Prefix: "RUN", Label: "Process run", Plural: "Process runs", Concern: "process", Place: "do", Clause: "27001 8.1", Editors: []string{"contributor", "control_owner", "risk_owner"},
			Help: "When a process ran, whether it kept to its criteria, and what was done where it did not.",
		}),
	}
}
