package audit

import (
	"surety/fault"
	"surety/record"
)

// Review is a management review: what top management looked at, concluded and
// decided (27001 9.3).
type Review struct {
	System          record.Ref          `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title           string              `json:"title" label:"Title" is:"required,title,search,list"`
	Planned         record.Date         `json:"planned" label:"Planned for" is:"required,index,list" clause:"27001 9.3.1"`
	Chair           record.Ref          `json:"chair,omitzero" label:"Chair" to:"person" back:"reviews_chaired" is:"index,list,duty,reader"`
	Attendees       []record.Ref        `json:"attendees,omitzero" label:"Attended by" to:"person" back:"reviews_attended" clause:"27001 9.3.1"`
	Held            record.Date         `json:"held,omitzero" label:"Held on" is:"index,list"`
	From            record.Date         `json:"period_from,omitzero" label:"Looks back from" is:"index"`
	To              record.Date         `json:"period_to,omitzero" label:"Looks back to" is:"index"`
	EarlierActions  record.Markdown     `json:"earlier_actions,omitzero" label:"Earlier actions" help:"What became of each action that earlier reviews decided." clause:"27001 9.3.2 a"`
	Issues          record.Markdown     `json:"issues,omitzero" label:"Changed issues" help:"What changed outside and inside since the last review, climate among it." clause:"27001 9.3.2 b"`
	Needs           record.Markdown     `json:"needs,omitzero" label:"Changed needs of interested parties" help:"What interested parties need and expect now that they did not before." clause:"27001 9.3.2 c"`
	Nonconformities record.Markdown     `json:"nonconformities,omitzero" label:"Nonconformities and corrective actions" help:"How they develop: how many, of which kind, how long until the effect is proven." clause:"27001 9.3.2 d 1"`
	Measurements    record.Markdown     `json:"measurements,omitzero" label:"Measurement results" help:"How the results of monitoring and measuring develop, the wrong way first." clause:"27001 9.3.2 d 2"`
	Audits          record.Markdown     `json:"audit_results,omitzero" label:"Audit results" help:"What your own and other auditors found, compared with the time before." clause:"27001 9.3.2 d 3"`
	Objectives      record.Markdown     `json:"objectives,omitzero" label:"Objectives reached" help:"Which objectives are reached, on the way or missed." clause:"27001 9.3.2 d 4"`
	Feedback        record.Markdown     `json:"feedback,omitzero" label:"Feedback from interested parties" help:"Complaints, praise, questionnaires, what colleagues say." clause:"27001 9.3.2 e"`
	Risks           record.Markdown     `json:"risks,omitzero" label:"Risks and treatment plan" help:"The highest risks, how they moved, and how far the treatment plan is." clause:"27001 9.3.2 f"`
	Opportunities   record.Markdown     `json:"opportunities,omitzero" label:"Opportunities for improvement" help:"What could be done better or more simply, each with a proposal." clause:"27001 9.3.2 g"`
	Suitable        string              `json:"suitable,omitzero" label:"Suitable?" enum:"yes,partly,no" help:"Does the system still fit what you do?" is:"index,list" clause:"27001 9.3.1"`
	SuitableWhy     string              `json:"suitable_why,omitzero" label:"Why suitable or not" max:"2000" clause:"27001 9.3.1"`
	Adequate        string              `json:"adequate,omitzero" label:"Adequate?" enum:"yes,partly,no" help:"Is it enough for the risks you have?" is:"index,list" clause:"27001 9.3.1"`
	AdequateWhy     string              `json:"adequate_why,omitzero" label:"Why adequate or not" max:"2000" clause:"27001 9.3.1"`
	Effective       string              `json:"effective,omitzero" label:"Effective?" enum:"yes,partly,no" help:"Does it bring about what you wanted?" is:"index,list" clause:"27001 9.3.1"`
	EffectiveWhy    string              `json:"effective_why,omitzero" label:"Why effective or not" max:"2000" clause:"27001 9.3.1"`
	Minutes         record.Markdown     `json:"minutes,omitzero" label:"Minutes" help:"What was said on the way to the decisions; these stand on their own." is:"search" clause:"27001 9.3.3"`
	MinutesBy       record.Ref          `json:"minutes_by,omitzero" label:"Minutes by" to:"person" is:"index"`
	Papers          []record.Attachment `json:"papers,omitzero" label:"Papers" help:"As they were shown." clause:"27001 9.3.3"`
	Next            record.Date         `json:"next,omitzero" label:"Next management review" is:"index,list,aside,day" clause:"27001 9.3.1"`
	Due             record.Date         `json:"due,omitzero" label:"Due" help:"The planned day, until the review was held." is:"computed,index,due"`
	Approvals       []record.Approval   `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// Prepare keeps the day by which the review has to be held, as long as it is not.
func (r *Review) Prepare(p record.Preparation) error {
	r.Due = ""
	if p.Record.State == "planned" {
		r.Due = r.Planned
	}
	return nil
}

// Check refuses a period that ends before it begins.
func (r *Review) Check(report func(field, format string, args ...any)) {
	if r.From != "" && r.To != "" && r.To < r.From {
		report("period_to", "the period ends on %s, before it begins on %s", r.To, r.From)
	}
}

// attended refuses a review that nobody attended or that has no day.
func attended(p record.Preparation) error {
	r := p.Record.Body.(*Review)
	if r.Held == "" || len(r.Attendees) == 0 {
		return fault.New(fault.Invalid, "say first when the review was held, and who attended")
	}
	return nil
}

// complete refuses to approve minutes in which an input, a conclusion or a
// decision is missing (27001 9.3.2, 9.3.3).
func complete(p record.Preparation) error {
	r := p.Record.Body.(*Review)
	for _, input := range []record.Markdown{r.EarlierActions, r.Issues, r.Needs, r.Nonconformities, r.Measurements, r.Audits, r.Objectives, r.Feedback, r.Risks, r.Opportunities} {
		if record.IsBlank(string(input)) {
			return fault.New(fault.Invalid, "one of the ten inputs is empty: write what was looked at, also where nothing was new")
		}
	}
	if r.Suitable == "" || r.Adequate == "" || r.Effective == "" {
		return fault.New(fault.Invalid, "conclude first whether the system is suitable, adequate and effective")
	}
	decisions, err := p.Lookup.Back("review_decision", "review", p.Record.ID)
	if err != nil {
		return err
	}
	for _, d := range decisions {
		if d.State != record.StateRetired {
			return nil
		}
	}
	return fault.New(fault.Invalid, "enter first what was decided, also where nothing is needed")
}

func review() *record.Kind {
	return record.MustDefine[Review](record.Spec{
		Name: "management_review", Prefix: "MR", Label: "Management review", Plural: "Management reviews", Concern: "audit", Place: "check", Clause: "27001 9.3", Editors: []string{"contributor"},
		Help: "Top management looks at the whole system, concludes whether it is suitable, adequate and effective, and decides. Plan the next one now: all ten inputs have their field.",
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "planned", Label: "Planned"},
				{Name: "held", Label: "Held"},
				{Name: "approved", Label: "Approved", Approved: true, OnEdit: "held"},
			},
			Transitions: []record.Transition{
				{Name: "hold", Label: "Held", From: []string{"planned"}, To: "held", Field: "chair", Guard: attended},
				{Name: "approve", Label: "Approve", From: []string{"held"}, To: "approved", Roles: []string{"manager"}, Approves: true, Guard: complete,
					Consequence: "Your name and today stand beside this content; an edit voids the approval."},
				{Name: "reopen", Label: "Revoke approval", From: []string{"approved"}, To: "held", Roles: []string{"manager"}},
			},
		},
	})
}

// Decision is one decision of a management review (27001 9.3.3).
type Decision struct {
	Review    record.Ref   `json:"review" label:"Management review" to:"management_review" back:"decisions" is:"required,index,list,part"`
	Title     string       `json:"title" label:"Decision" help:"A sentence that one can say yes or no to; where nothing is needed, why." is:"required,title,search,list" max:"400"`
	Type      string       `json:"type" label:"On" enum:"improvement=Opportunities for improvement,change=Changes to the system,resource=Resources,other" is:"required,index,list" clause:"27001 9.3.3"`
	Nothing   bool         `json:"nothing,omitzero" label:"Nothing is needed" is:"index"`
	Owner     record.Ref   `json:"owner,omitzero" label:"Responsible" to:"person" back:"review_decisions" is:"index,list,duty,reader"`
	Due       record.Date  `json:"due,omitzero" label:"Due" is:"index,list,due"`
	CarriedBy []record.Ref `json:"carried_by,omitzero" label:"Carried out by" to:"task,change,improvement,objective,treatment,nonconformity" back:"review_decisions"`
	Result    string       `json:"result,omitzero" label:"Result" help:"What came of it; the next review asks." max:"2000"`
}

func reviewDecision() *record.Kind {
	return record.MustDefine[Decision](record.Spec{
		Name: "review_decision", Prefix: "DEC", Label: "Review decision", Plural: "Review decisions", Concern: "audit", Place: "act", Clause: "27001 9.3.3", Editors: []string{"contributor"},
		Help: "What a management review has decided on improvements, on changes to the system and on resources, each with somebody and a day.",
		Lifecycle: record.Lifecycle{
			States: []record.State{{Name: "open", Label: "Open"}, {Name: "done", Label: "Done", Ended: true}},
			Transitions: []record.Transition{
				{Name: "finish", Label: "Done", From: []string{"open"}, To: "done", Field: "owner"},
				{Name: "reopen", Label: "Open again", From: []string{"done"}, To: "open", Field: "owner"},
			},
		},
	})
}
