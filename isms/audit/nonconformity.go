package audit

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// Why is one step of asking for the cause (27001 10.2 b 2).
type Why struct {
	Why     string `json:"why" label:"Why?" is:"required" max:"1000"`
	Because string `json:"because" label:"Because" is:"required" max:"1000"`
}

// Cause is one cause in a diagram of causes and effects (27001 10.2 b 2).
type Cause struct {
	Branch string `json:"branch" label:"Branch" enum:"people,method,equipment,material,measurement,environment" is:"required"`
	Cause  string `json:"cause" label:"Cause" is:"required" max:"1000"`
	Root   bool   `json:"root,omitzero" label:"Root cause"`
}

// Effect is one look at whether corrective actions have worked (27001 10.2 d).
type Effect struct {
	On      record.Date `json:"on" label:"On" is:"required"`
	By      record.Ref  `json:"by" label:"By" to:"person" is:"required"`
	Outcome string      `json:"outcome" label:"Worked?" enum:"effective,not_effective=Not effective" is:"required"`
	Shown   string      `json:"shown,omitzero" label:"Shown by" max:"2000"`
}

// Nonconformity is a requirement that was not met, with what was done about it
// (27001 10.2).
type Nonconformity struct {
	System       record.Ref      `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title        string          `json:"title" label:"Nonconformity" is:"required,title,search,list"`
	Source       string          `json:"source" label:"Noticed by" enum:"audit=Audit,incident,own=Somebody of our own,measurement,review=Management review,complaint,supplier,other" is:"required,index,list"`
	Finding      record.Ref      `json:"finding,omitzero" label:"Finding" to:"finding" back:"nonconformities" is:"index"`
	Found        record.Date     `json:"found" label:"Noticed on" is:"required,index,list"`
	Weight       string          `json:"weight,omitzero" label:"Weight" enum:"serious,moderate,slight" is:"index,list" clause:"27001 10.2"`
	Nature       record.Markdown `json:"nature,omitzero" label:"What does not conform" help:"What was expected by which rule, what happened, where, since when." is:"search" clause:"27001 10.2 f"`
	Requirement  string          `json:"requirement,omitzero" label:"Requirement not met" help:"Clause, control or own rule." max:"400" clause:"27001 10.2 b 1"`
	Controls     []record.Ref    `json:"controls,omitzero" label:"Controls" to:"soa_row" back:"nonconformities"`
	Risks        []record.Ref    `json:"risks,omitzero" label:"Risks" help:"Risks that it shows at work." to:"risk" back:"nonconformities"`
	Owner        record.Ref      `json:"owner,omitzero" label:"Responsible" to:"person" back:"nonconformities" is:"index,list,duty,reader"`
	Due          record.Date     `json:"due,omitzero" label:"Due" is:"index,list,due"`
	Correction   string          `json:"correction,omitzero" label:"Correction" help:"How it was put right, or held in check." max:"4000" clause:"27001 10.2 a 1"`
	CorrectedBy  record.Ref      `json:"corrected_by,omitzero" label:"Corrected by" to:"person" is:"index"`
	CorrectedOn  record.Date     `json:"corrected_on,omitzero" label:"Corrected on" is:"index"`
	Consequences string          `json:"consequences,omitzero" label:"Consequences" help:"Who and what was touched; also that nobody was." max:"4000" clause:"27001 10.2 a 2"`
	Dealt        string          `json:"dealt,omitzero" label:"How consequences were dealt with" max:"4000" clause:"27001 10.2 a 2"`
	Reviewed     record.Date     `json:"reviewed,omitzero" label:"Reviewed on" is:"index" clause:"27001 10.2 b 1"`
	Reviewers    []record.Ref    `json:"reviewers,omitzero" label:"Reviewed by" to:"person" clause:"27001 10.2 b 1"`
	Whys         []Why           `json:"whys,omitzero" label:"Five whys" help:"Ask on until you reach something that can be changed." clause:"27001 10.2 b 2"`
	Causes       []Cause         `json:"causes,omitzero" label:"Causes" help:"By the branches of a fishbone diagram; mark the root." clause:"27001 10.2 b 2"`
	Extent       string          `json:"extent,omitzero" label:"Where else it was looked for" help:"What was searched, and what turned up; also that nothing did." max:"4000" clause:"27001 10.2 b 3"`
	Similar      []record.Ref    `json:"similar,omitzero" label:"Similar ones" to:"nonconformity,asset,control,supplier,document" back:"similar_to" clause:"27001 10.2 b 3"`
	ActionNeeded string          `json:"action_needed,omitzero" label:"Action needed?" enum:"yes,no" is:"index" clause:"27001 10.2 c"`
	NoAction     string          `json:"no_action,omitzero" label:"Why no action" max:"2000" clause:"27001 10.2 c"`
	Proportion   string          `json:"proportion,omitzero" label:"Why this weight" help:"Harm done, harm possible, how often, how many; and why the action fits it." max:"2000" clause:"27001 10.2"`
	ChangeNeeded string          `json:"change_needed,omitzero" label:"Must the system change?" enum:"yes,no" is:"index" clause:"27001 10.2 e"`
	ChangeReason string          `json:"change_reason,omitzero" label:"Why it changes or not" max:"2000" clause:"27001 10.2 e"`
	Change       record.Ref      `json:"change,omitzero" label:"Change" to:"change" back:"nonconformities" is:"index" clause:"27001 10.2 e"`
	Effects      []Effect        `json:"effects,omitzero" label:"Reviews of effectiveness" clause:"27001 10.2 d"`
}

// Prepare refuses a nonconformity for a finding that is none.
func (n *Nonconformity) Prepare(p record.Preparation) error {
	found, err := p.Lookup.Get(n.Finding)
	if err != nil || found == nil {
		return err
	}
	if !slices.Contains(failing, found.Body.(*Finding).Grade) {
		return fault.At(fault.Invalid, p.Record.Name(), "finding", "%s meets the requirement: what it proposes is an improvement", found.Name())
	}
	return nil
}

// Check refuses days that can't have been.
func (n *Nonconformity) Check(report func(field, format string, args ...any)) {
	if n.Source == "audit" && n.Finding == "" {
		report("finding", "name the finding of the audit")
	}
	for _, e := range n.Effects {
		if e.On < n.Found {
			report("effects", "its effect was reviewed on %s, before it was noticed on %s", e.On, n.Found)
		}
	}
}

// analysed refuses to leave the analysis before what happened, why and where
// else is known.
func analysed(p record.Preparation) error {
	n := p.Record.Body.(*Nonconformity)
	switch {
	case record.IsBlank(n.Correction) || n.CorrectedOn == "":
		return fault.At(fault.Invalid, "", "correction", "say first how it was put right, and when")
	case record.IsBlank(n.Consequences):
		return fault.At(fault.Invalid, "", "consequences", "say first what consequences it had, or that it had none")
	case n.Reviewed == "" || len(n.Reviewers) == 0:
		return fault.At(fault.Invalid, "", "reviewed", "say first who reviewed it, and when")
	case !n.caused():
		return fault.At(fault.Invalid, "", "whys", "find its cause first: answer the five whys, or mark a root among its causes")
	case record.IsBlank(n.Extent):
		return fault.At(fault.Invalid, "", "extent", "say first where else it was looked for, and what turned up")
	}
	return nil
}

// caused tells that a cause was found.
func (n *Nonconformity) caused() bool {
	return len(n.Whys) > 0 || slices.ContainsFunc(n.Causes, func(c Cause) bool { return c.Root })
}

// acting refuses to go on without an action that is needed.
func acting(p record.Preparation) error {
	if err := analysed(p); err != nil {
		return err
	}
	n := p.Record.Body.(*Nonconformity)
	actions, err := standing(p)
	switch {
	case err != nil:
		return err
	case n.ActionNeeded != "yes":
		return fault.At(fault.Invalid, "", "action_needed", "no action is needed by what stands here: close it, or say that one is")
	case len(actions) == 0:
		return fault.New(fault.Invalid, "enter a corrective action first")
	}
	return nil
}

// closable refuses to close a nonconformity whose cause may still be there.
func closable(p record.Preparation) error {
	if err := analysed(p); err != nil {
		return err
	}
	n := p.Record.Body.(*Nonconformity)
	switch {
	case n.ChangeNeeded == "":
		return fault.At(fault.Invalid, "", "change_needed", "say first whether the management system has to change")
	case n.ActionNeeded == "":
		return fault.At(fault.Invalid, "", "action_needed", "say first whether action is needed")
	case n.ActionNeeded == "no" && record.IsBlank(n.NoAction):
		return fault.At(fault.Invalid, "", "no_action", "say first why no action is needed")
	case n.ActionNeeded == "no":
		return nil
	}
	actions, err := standing(p)
	if err != nil {
		return err
	}
	if len(actions) == 0 {
		return fault.New(fault.Invalid, "enter a corrective action first")
	}
	return n.worked(actions)
}

// worked refuses while an action is open, or its effect was not seen afterwards
// by somebody who did not act.
func (n *Nonconformity) worked(actions []*record.Record) error {
	var last record.Date
	var actors []record.Ref
	for _, rec := range actions {
		action := rec.Body.(*CorrectiveAction)
		if rec.State != "done" {
			return fault.New(fault.Invalid, "finish or drop %s first", rec.Name())
		}
		last, actors = max(last, action.Done), append(actors, action.Owner)
	}
	if len(n.Effects) == 0 {
		return fault.At(fault.Invalid, "", "effects", "review first whether the actions have worked")
	}
	latest := slices.MaxFunc(n.Effects, func(a, b Effect) int { return a.On.Time().Compare(b.On.Time()) })
	switch {
	case latest.On < last:
		return fault.At(fault.Invalid, "", "effects", "review the effect once more: the last action was done on %s, after the last review", last)
	case latest.Outcome != "effective":
		return fault.At(fault.Invalid, "", "effects", "the last review says that the actions have not worked: act anew")
	case slices.Contains(actors, latest.By):
		return fault.At(fault.Invalid, "", "effects", "who acted does not judge the effect: let somebody else review it")
	}
	return nil
}

// standing are the corrective actions that were neither dropped nor retired.
func standing(p record.Preparation) ([]*record.Record, error) {
	actions, err := p.Lookup.Back("corrective_action", "nonconformity", p.Record.ID)
	return slices.DeleteFunc(slices.Clone(actions), func(a *record.Record) bool { return a.State == "dropped" || a.State == record.StateRetired }), err
}

func nonconformity() *record.Kind {
	return record.MustDefine[Nonconformity](record.Spec{
		Name: "nonconformity", Prefix: "NC", Label: "Nonconformity", Plural: "Nonconformities", Concern: "audit", Place: "act", Clause: "27001 10.2", Editors: []string{"auditor", "contributor", "control_owner", "risk_owner"},
		Help: "Requirements that were not met, wherever that was noticed: what was put right, what caused it, where else it might be, and whether the action worked. A register with nothing but a certifier's findings tells that nobody else looks.",
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "open", Label: "Open"},
				{Name: "analysed", Label: "Analysed"},
				{Name: "in_action", Label: "In action"},
				{Name: "closed", Label: "Closed", Frozen: true, Ended: true},
			},
			Transitions: []record.Transition{
				{Name: "analyse", Label: "Conclude the analysis", From: []string{"open"}, To: "analysed", Field: "owner", Guard: analysed},
				{Name: "act", Label: "Begin actions", From: []string{"analysed"}, To: "in_action", Field: "owner", Guard: acting},
				{Name: "close", Label: "Close", From: []string{"analysed", "in_action"}, To: "closed", Roles: []string{"manager", "auditor"}, Guard: closable,
					Consequence: "It counts as removed with its cause and can no longer be edited."},
				{Name: "reopen", Label: "Open again", From: []string{"analysed", "in_action", "closed"}, To: "open", Roles: []string{"manager", "auditor"}},
			},
		},
	})
}
