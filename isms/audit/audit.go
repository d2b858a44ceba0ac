package audit

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// Tie is what an auditor has declared about their own part in what is audited
// (27001 9.2.2 b).
type Tie struct {
	Auditor record.Ref  `json:"auditor" label:"Auditor" to:"person" is:"required"`
	Tie     string      `json:"tie" label:"Tie" enum:"none=None,worked=Worked there,advised=Advised there,close=Close to somebody there" is:"required"`
	Until   record.Date `json:"until,omitzero" label:"Ended on"`
	Note    string      `json:"note,omitzero" label:"Note" max:"1000"`
}

// Told is one person to whom the results were reported (27001 9.2.2 c).
type Told struct {
	Person record.Ref  `json:"person" label:"To" to:"person" is:"required"`
	On     record.Date `json:"on" label:"On" is:"required"`
}

// Postponement is a date that was given up, with who agreed.
type Postponement struct {
	From record.Date `json:"from" label:"Was planned for" is:"required"`
	Why  string      `json:"why" label:"Because" is:"required" max:"1000"`
	By   record.Ref  `json:"by,omitzero" label:"Agreed by" to:"person"`
}

// Audit is one audit, internal or by somebody from outside (27001 9.2).
type Audit struct {
	System        record.Ref        `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title         string            `json:"title" label:"Audit" is:"required,title,search,list"`
	Type          string            `json:"type" label:"Type" enum:"internal=Internal audit,follow_up=Follow-up audit,supplier=Audit of a supplier,stage_1=Certification stage 1,stage_2=Certification stage 2,surveillance=Surveillance audit,recertification" is:"required,index,list"`
	Programme     record.Ref        `json:"programme,omitzero" label:"Audit programme" to:"audit_programme" back:"audits" is:"index"`
	PlannedFrom   record.Date       `json:"planned_from" label:"Planned from" is:"required,index,list,day"`
	PlannedUntil  record.Date       `json:"planned_until,omitzero" label:"Planned until" is:"index"`
	Lead          record.Ref        `json:"lead,omitzero" label:"Lead auditor" to:"person" back:"audits_led" is:"index,list,duty,reader" clause:"27001 9.2.2 b"`
	Team          []record.Ref      `json:"team,omitzero" label:"Audit team" to:"person" back:"audits_joined" clause:"27001 9.2.2 b"`
	Outside       string            `json:"outside,omitzero" label:"Auditors from outside" help:"Body and names, where others audit you."`
	Clauses       []string          `json:"clauses,omitzero" label:"Clauses" enum:"4=4 Context of the organization,5=5 Leadership,6=6 Planning,7=7 Support,8=8 Operation,9=9 Performance evaluation,10=10 Improvement" clause:"27001 9.2.1 a 2"`
	Controls      []record.Ref      `json:"controls,omitzero" label:"Controls" help:"Rows of the Statement of Applicability that are looked at." to:"soa_row" back:"audits" clause:"27001 9.2.1 a 2"`
	Processes     []record.Ref      `json:"processes,omitzero" label:"Processes" to:"process" back:"audits" clause:"27001 9.2.2 a"`
	Documents     []record.Ref      `json:"documents,omitzero" label:"Own rules as criteria" help:"The policies and procedures, in their version, that practice is held against." to:"document" back:"audits" clause:"27001 9.2.1 a 1"`
	Criteria      string            `json:"criteria,omitzero" label:"Other criteria" help:"Laws, contracts, other standards." max:"2000" clause:"27001 9.2.2 a"`
	Units         []string          `json:"units,omitzero" label:"Organizational units" clause:"27001 9.2.2 a"`
	Sites         []string          `json:"sites,omitzero" label:"Sites" clause:"27001 9.2.2 a"`
	Supplier      record.Ref        `json:"supplier,omitzero" label:"Supplier" to:"supplier" back:"audits" is:"index"`
	LeftOut       string            `json:"left_out,omitzero" label:"Not looked at" max:"2000" clause:"27001 9.2.2 a"`
	Methods       []string          `json:"methods,omitzero" label:"Methods" enum:"interview,documents,sample,observation,test,remote=From afar" clause:"27001 9.2.2"`
	FollowsUp     []record.Ref      `json:"follows_up,omitzero" label:"Follows up" help:"The earlier audits or nonconformities that are looked at again." to:"audit,nonconformity" back:"followed_up"`
	Ties          []Tie             `json:"ties,omitzero" label:"Declared ties" help:"What each auditor has to do with what is audited; also that there is nothing." clause:"27001 9.2.2 b"`
	HeldFrom      record.Date       `json:"held_from,omitzero" label:"Held from" is:"index"`
	HeldUntil     record.Date       `json:"held_until,omitzero" label:"Held until" is:"index,list"`
	Examined      record.Markdown   `json:"examined,omitzero" label:"What was looked at" help:"Samples with their origin and size, what was observed, whom you spoke to." is:"search"`
	Conclusion    record.Markdown   `json:"conclusion,omitzero" label:"Conclusion" is:"search"`
	Effectiveness string            `json:"effectiveness,omitzero" label:"Effectiveness" enum:"effective,partly=Partly effective,not_effective=Not effective" help:"Is what was audited put into effect and kept up, and does it do its work?" is:"index,list" clause:"27001 9.2.1 b"`
	Grounds       string            `json:"grounds,omitzero" label:"Shown by" help:"On what that verdict rests: what was done and worked, not what was written." max:"2000" clause:"27001 9.2.1 b"`
	Report        record.Attachment `json:"report,omitzero" label:"Report" clause:"27001 9.2.2"`
	Reported      []Told            `json:"reported,omitzero" label:"Reported to" clause:"27001 9.2.2 c"`
	Postponed     []Postponement    `json:"postponed,omitzero" label:"Postponed"`
	Due           record.Date       `json:"due,omitzero" label:"Due" help:"The planned end, until the audit is reported." is:"computed,index,due"`
}

// Prepare keeps the day by which the audit has to be reported, as long as it is
// not.
func (a *Audit) Prepare(p record.Preparation) error {
	a.Due = ""
	if p.Record.State == "planned" || p.Record.State == "under_way" {
		a.Due = max(a.PlannedFrom, a.PlannedUntil)
	}
	return nil
}

// Check refuses spans that end before they begin and auditors named twice.
func (a *Audit) Check(report func(field, format string, args ...any)) {
	if a.PlannedUntil != "" && a.PlannedUntil < a.PlannedFrom {
		report("planned_until", "the audit is planned to end on %s, before it begins on %s", a.PlannedUntil, a.PlannedFrom)
	}
	if a.HeldUntil != "" && a.HeldUntil < a.HeldFrom {
		report("held_until", "the audit ended on %s, before it began on %s", a.HeldUntil, a.HeldFrom)
	}
	if a.Lead != "" && slices.Contains(a.Team, a.Lead) {
		report("team", "the lead auditor stands in the team too: name them once")
	}
	if a.Type == "supplier" && a.Supplier == "" {
		report("supplier", "name the supplier that is audited")
	}
}

// reportable refuses a report that says nothing or reaches nobody.
func reportable(p record.Preparation) error {
	a := p.Record.Body.(*Audit)
	switch {
	case a.HeldFrom == "" || a.HeldUntil == "":
		return fault.New(fault.Invalid, "say first from when until when the audit was held")
	case record.IsBlank(string(a.Conclusion)):
		return fault.New(fault.Invalid, "write the conclusion first")
	case a.Effectiveness == "":
		return fault.New(fault.Invalid, "say first whether what was audited is put into effect and kept up")
	case len(a.Reported) == 0:
		return fault.New(fault.Invalid, "say first to whom the results were reported, and when")
	}
	return nil
}

// settled refuses to close an audit while a nonconformity that it found is
// entered nowhere.
func settled(p record.Preparation) error {
	findings, err := p.Lookup.Back("finding", "audit", p.Record.ID)
	if err != nil {
		return err
	}
	for _, f := range findings {
		if f.State == record.StateRetired {
			continue
		}
		if err := entered(p, f); err != nil {
			return err
		}
	}
	return nil
}

func engagement() *record.Kind {
	return record.MustDefine[Audit](record.Spec{
		Name: "audit", Prefix: "AUDIT", Label: "Audit", Plural: "Audits", Concern: "audit", Place: "check", Clause: "27001 9.2", Editors: []string{"auditor"},
		Help: "Internal audits and those of certifiers and customers: what is looked at, against which criteria, by whom, and what came of it. Plan the first before you are asked for it.",
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "planned", Label: "Planned"},
				{Name: "under_way", Label: "Under way"},
				{Name: "reported", Label: "Reported"},
				{Name: "closed", Label: "Closed", Frozen: true},
				{Name: "cancelled", Label: "Cancelled", Frozen: true, Ended: true},
			},
			Transitions: []record.Transition{
				{Name: "begin", Label: "Begin", From: []string{"planned"}, To: "under_way", Field: "lead"},
				{Name: "report", Label: "Hand over the report", From: []string{"under_way"}, To: "reported", Field: "lead", Guard: reportable},
				{Name: "close", Label: "Close", From: []string{"reported"}, To: "closed", Field: "lead", Guard: settled,
					Consequence: "What the audit saw and concluded can no longer be edited."},
				{Name: "reopen", Label: "Open again", From: []string{"reported", "closed"}, To: "under_way", Roles: []string{"manager"}},
				{Name: "cancel", Label: "Cancel", From: []string{"planned"}, To: "cancelled", Roles: []string{"manager"},
					Consequence: "The audit is not held; the programme shows the gap."},
				{Name: "replan", Label: "Plan again", From: []string{"cancelled"}, To: "planned"},
			},
		},
		Starts: []record.Start{{Name: "system", Label: "Management system, all clauses", Body: wholeSystem()}},
	})
}

// wholeSystem is an internal audit of all clauses, to begin with.
func wholeSystem() *Audit {
	return &Audit{
		Title: "Internal audit of the management system", Type: "internal", Clauses: []string{"4", "5", "6", "7", "8", "9", "10"},
		Methods: []string{"interview", "documents", "sample"},
	}
}
