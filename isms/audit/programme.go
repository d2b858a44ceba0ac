package audit

import "surety/record"

// Area is one part of what a programme covers: a clause, a theme of controls, a
// process or a unit, with how much it matters (27001 9.2.2).
type Area struct {
	What       string `json:"what" label:"Area" help:"A clause, a theme of controls, a process or a unit." is:"required"`
	Importance string `json:"importance,omitzero" label:"Importance" enum:"high,medium,low"`
	Results    string `json:"results,omitzero" label:"Earlier results" help:"What earlier audits found here, and what follows for this programme." max:"1000"`
	Often      string `json:"often,omitzero" label:"How often"`
}

// Programme is an internal audit programme over a cycle (27001 9.2.2).
type Programme struct {
	System           record.Ref        `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title            string            `json:"title" label:"Title" is:"required,title,search,list"`
	Version          string            `json:"version" label:"Version" is:"required,list" max:"20"`
	From             record.Date       `json:"from" label:"Cycle from" is:"required,index,list"`
	Until            record.Date       `json:"until" label:"Cycle until" help:"Within this cycle all clauses and all controls that apply get their turn." is:"required,index,list,day"`
	Owner            record.Ref        `json:"owner,omitzero" label:"Kept by" to:"person" back:"audit_programmes" is:"index,list,reader"`
	Areas            []Area            `json:"areas,omitzero" label:"Areas" clause:"27001 9.2.2"`
	Frequency        string            `json:"frequency,omitzero" label:"Frequency" help:"How often audits are held, and what brings an extra one." max:"2000" clause:"27001 9.2.2"`
	Methods          string            `json:"methods,omitzero" label:"Methods" help:"Interviews, samples, tests, walks round the site." max:"2000" clause:"27001 9.2.2"`
	Responsibilities string            `json:"responsibilities,omitzero" label:"Responsibilities" help:"Who plans, leads, supports and follows up; how many days it takes." max:"2000" clause:"27001 9.2.2"`
	Planning         string            `json:"planning,omitzero" label:"Planning requirements" help:"How an audit is prepared: notice, plan, what is asked for beforehand." max:"2000" clause:"27001 9.2.2"`
	Reporting        string            `json:"reporting,omitzero" label:"Reporting" help:"To whom, within how many days, in what form." max:"2000" clause:"27001 9.2.2"`
	Rationale        string            `json:"rationale,omitzero" label:"Why so" help:"What makes some areas come more often than others." max:"2000" clause:"27001 9.2.2"`
	Approvals        []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// Check refuses a cycle that ends before it begins.
func (p *Programme) Check(report func(field, format string, args ...any)) {
	if p.Until < p.From {
		report("until", "the cycle ends on %s, before it begins on %s", p.Until, p.From)
	}
}

func programme() *record.Kind {
	return record.MustDefine[Programme](record.Spec{
		Name: "audit_programme", Prefix: "PROG", Label: "Audit programme", Plural: "Audit programmes", Concern: "audit", Place: "check", Clause: "27001 9.2.2", Editors: []string{"auditor"},
		Help: "Which internal audits a cycle has, by which methods and by whom, and why some areas come more often. An auditor asks which areas matter most and what earlier results changed.",
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "draft", Label: "Draft"},
				{Name: "approved", Label: "Approved", Approved: true, OnEdit: "draft"},
			},
			Transitions: []record.Transition{
				{Name: "approve", Label: "Approve", From: []string{"draft"}, To: "approved", Roles: []string{"manager"}, Approves: true,
					Consequence: "Your name and today stand beside this content; an edit voids the approval."},
				{Name: "reopen", Label: "Revoke approval", From: []string{"approved"}, To: "draft", Roles: []string{"manager"}},
			},
		},
		Starts: []record.Start{{Name: "three_years", Label: "Three years", Body: threeYears()}},
	})
}

// threeYears is a programme to begin with: every clause and theme once in the
// cycle of a certificate, what runs the system each year. How much each matters
// and what earlier audits found is for the organization to say.
func threeYears() *Programme {
	const yearly, once = "Every year", "Once in the cycle"
	return &Programme{
		Title: "Internal audit programme", Version: "1",
		Frequency:        "Four short audits a year. An extra one after a serious incident or a large change.",
		Methods:          "Interviews with those who do the work, samples that the auditor draws, a look at systems and sites.",
		Responsibilities: "The internal auditor plans and leads. Nobody audits what is their own; a colleague of another unit or a partner does.",
		Planning:         "A plan of half a page goes to the area a week ahead: scope, criteria with versions, time table, whom to talk to.",
		Reporting:        "A report within two weeks, to the head of the area, the security manager and, for serious findings, top management.",
		Areas: []Area{
			{What: "4 Context of the organization", Often: once},
			{What: "5 Leadership", Often: once},
			{What: "6 Planning", Often: yearly},
			{What: "7 Support", Often: once},
			{What: "8 Operation", Often: yearly},
			{What: "9 Performance evaluation", Often: yearly},
			{What: "10 Improvement", Often: yearly},
			{What: "Organizational controls", Often: once},
			{What: "People controls", Often: once},
			{What: "Physical controls", Often: once},
			{What: "Technological controls", Often: once},
		},
	}
}
