package audit

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// Finding is what an audit saw, held against a criterion (27001 9.2).
type Finding struct {
	Audit     record.Ref      `json:"audit" label:"Audit" to:"audit" back:"findings" is:"required,index,list,part"`
	Title     string          `json:"title" label:"Finding" is:"required,title,search,list"`
	Grade     string          `json:"grade" label:"Grade" enum:"nonconformity,major=Major nonconformity,minor=Minor nonconformity,observation,opportunity=Opportunity for improvement,strength" is:"required,index,list"`
	Clause    string          `json:"clause,omitzero" label:"Clause" help:"Such as 9.2.2; empty where a control is concerned." is:"index,list" max:"20"`
	Control   record.Ref      `json:"control,omitzero" label:"Control" to:"soa_row" back:"findings" is:"index"`
	Criterion string          `json:"criterion,omitzero" label:"Criterion" help:"What should have been, by which rule in which version." max:"2000"`
	Seen      record.Markdown `json:"seen,omitzero" label:"What was seen" help:"Facts with numbers: how many of how many, where, when." is:"search"`
	Evidence  []record.Ref    `json:"evidence,omitzero" label:"Shown by" to:"evidence" back:"findings"`
	Owner     record.Ref      `json:"owner,omitzero" label:"Head of the area" to:"person" back:"findings" is:"index,list,duty,reader" clause:"27001 9.2.2 c"`
	Due       record.Date     `json:"due,omitzero" label:"Answer due" is:"index,list,due"`
	Answer    string          `json:"answer,omitzero" label:"Answer of the area" help:"Confirmed, or contested with a reason." max:"4000"`
}

// failing are the grades of what does not meet a requirement.
var failing = []string{"nonconformity", "major", "minor"}

// Prepare refuses a grade that the management system does not use for its own
// audits; whoever audits from outside grades by their own rules.
func (f *Finding) Prepare(p record.Preparation) error {
	within, err := p.Lookup.Get(f.Audit)
	if err != nil || within == nil {
		return err
	}
	audit := within.Body.(*Audit)
	if !slices.Contains([]string{"internal", "follow_up", "supplier"}, audit.Type) {
		return nil
	}
	system, err := p.Lookup.Get(audit.System)
	if err != nil || system == nil {
		return err
	}
	switch single := system.Kind.Field("grading").Text(system.Body) == "single"; {
	case single && (f.Grade == "major" || f.Grade == "minor"):
		return fault.At(fault.Invalid, p.Record.Name(), "grade", "nonconformities of your own audits are not graded here: choose “Nonconformity”")
	case !single && f.Grade == "nonconformity":
		return fault.At(fault.Invalid, p.Record.Name(), "grade", "nonconformities of your own audits are graded here: choose a major or a minor one")
	}
	return nil
}

// entered refuses to leave a finding that does not meet a requirement without a
// nonconformity, in which its cause is looked for.
func entered(p record.Preparation, f *record.Record) error {
	if !slices.Contains(failing, f.Body.(*Finding).Grade) {
		return nil
	}
	entries, err := p.Lookup.Back("nonconformity", "finding", f.ID)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.State != record.StateRetired {
			return nil
		}
	}
	return fault.New(fault.Invalid, "enter a nonconformity for %s first", f.Name())
}

func finding() *record.Kind {
	return record.MustDefine[Finding](record.Spec{
		Name: "finding", Prefix: "FIND", Label: "Finding", Plural: "Findings", Concern: "audit", Place: "check", Clause: "27001 9.2.2", Editors: []string{"auditor"},
		Help: "What audits have seen, good and bad, each held against a criterion. One that does not meet a requirement leads to a nonconformity.",
		Lifecycle: record.Lifecycle{
			States: []record.State{{Name: "open", Label: "Open"}, {Name: "closed", Label: "Closed", Ended: true}},
			Transitions: []record.Transition{
				{Name: "close", Label: "Close", From: []string{"open"}, To: "closed", Guard: func(p record.Preparation) error { return entered(p, p.Record) }},
				{Name: "reopen", Label: "Open again", From: []string{"closed"}, To: "open"},
			},
		},
	})
}
