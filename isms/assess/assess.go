// Package assess holds what verdicts rest on besides the registers: evidence,
// and the judgements of named persons. It serves ISO/IEC 27001 as a whole and
// has room for the assessment procedures of ISO/IEC TS 27008.
//
// Main words: evidence covers a period and may run out; a judgement is what a
// named person says of one requirement, for a reason, until a day.
//
// Invariant: a judgement names the revisions that it saw and lapses when one
// of them changes or its day comes.
package assess

import (
	"surety/record"
)

// Evidence shows that something was so, over a period.
type Evidence struct {
	Title     string            `json:"title" label:"Evidence" is:"required,title,search,list"`
	Origin    string            `json:"origin" label:"Origin" enum:"document,export=Export from a system,observation,interview,test,assertion=Somebody's word" is:"required,index,list"`
	Controls  []record.Ref      `json:"controls,omitzero" label:"Shows controls" to:"control" back:"evidence"`
	Rows      []record.Ref      `json:"rows,omitzero" label:"Shows rows of the statement" to:"soa_row" back:"evidence"`
	About     []record.Ref      `json:"about,omitzero" label:"Also shows" to:"risk,treatment,document,supplier,asset,objective,requirement,person,audit,nonconformity,improvement,management_review,process,training,measure,resource,security_event,incident,continuity_plan,change" back:"evidence"`
	From      record.Date       `json:"period_from,omitzero" label:"Covers from" is:"index"`
	To        record.Date       `json:"period_to,omitzero" label:"Covers to" is:"index"`
	Collected record.Date       `json:"collected" label:"Collected on" is:"required,index,list"`
	Expires   record.Date       `json:"expires,omitzero" label:"Runs out on" is:"index,list,due"`
	Collector record.Ref        `json:"collector,omitzero" label:"Collected by" to:"person" back:"evidence_collected" is:"index,list,duty,reader"`
	File      record.Attachment `json:"file,omitzero" label:"File"`
	Location  string            `json:"location,omitzero" label:"Where it is kept" max:"500"`
	Note      string            `json:"note,omitzero" label:"Note" max:"4000" is:"search"`
}

// Check refuses periods that end before they begin.
func (e *Evidence) Check(report func(field, format string, args ...any)) {
	if e.From != "" && e.To != "" && e.To < e.From {
		report("period_to", "the period ends on %s, before it begins on %s", e.To, e.From)
	}
	if e.Expires != "" && e.Expires < e.Collected {
		report("expires", "it would have run out on %s, before it was collected on %s", e.Expires, e.Collected)
	}
}

// Seen is one record as it was when a judgement was made.
type Seen struct {
	Record   record.Ref `json:"record" label:"Record" to:"document,risk,treatment,acceptance,asset,assignment,security_event,scope,soa,soa_release,control,evidence,treatment_plan,objective,supplier,risk_method,issue,interested_party,change,role,communication,planning,audit_programme,audit,finding,nonconformity,corrective_action,improvement,management_review,review_decision,resource,announcement,process,process_run,qualification,training,measure,evaluation,incident,notice_rule,continuity_plan,exercise,access_review,requirement" is:"required"`
	Revision int        `json:"revision" label:"Revision" is:"required"`
}

// Judgement is what a named person says of one requirement.
type Judgement struct {
	System      record.Ref   `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Standard    string       `json:"standard" label:"Standard" is:"required,index" max:"40"`
	Edition     string       `json:"edition" label:"Edition" is:"required" max:"40"`
	Requirement string       `json:"requirement" label:"Requirement" is:"required,index,list,title" max:"40"`
	Outcome     string       `json:"outcome" label:"Outcome" enum:"holds,fails" is:"required,index,list"`
	Reason      string       `json:"reason" label:"Reason" is:"required,list" max:"4000"`
	Evidence    []record.Ref `json:"evidence,omitzero" label:"Rests on evidence" to:"evidence" back:"judgements"`
	Saw         []Seen       `json:"saw,omitzero" label:"Records seen"`
	Judge       record.Ref   `json:"judge" label:"Judged by" to:"person" back:"judgements" is:"required,index,list,duty"`
	Judged      record.Date  `json:"judged" label:"On" is:"required,index,list"`
	Expires     record.Date  `json:"expires" label:"Valid until" is:"required,index,list,due"`
	Carried     record.Ref   `json:"carried_from,omitzero" label:"Carried over from" to:"judgement" back:"carried_to" is:"computed"` // the judgement by an older edition
	Asserted    bool         `json:"asserted,omitzero" label:"Entered for the judge" is:"computed"`                                  // by a manager, shown by the evidence
}

// Check refuses a judgement that would be void from its first day.
func (j *Judgement) Check(report func(field, format string, args ...any)) {
	if j.Expires != "" && j.Expires < j.Judged {
		report("expires", "it would end on %s, before the judgement of %s", j.Expires, j.Judged)
	}
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	return []*record.Kind{
		record.MustDefine[Evidence](record.Spec{
			Name: "evidence", Prefix: "EV", Label: "Evidence", Plural: "Evidence", Concern: "assess", Place: "check", Begins: true, Editors: []string{"contributor", "control_owner", "risk_owner"},
			Help: "Exports, records, observations and test results that show a control or requirement at work, with the period they cover and the day they run out. Without them, what is said to be implemented reads as claimed.",
		}),
		record.MustDefine[Judgement](record.Spec{
			Name: "judgement", Prefix: "JUDGE", Label: "Judgement", Plural: "Judgements", Concern: "assess", Place: "check", Editors: []string{"auditor", "risk_owner", "control_owner"},
			Help: "What a named person says of a requirement that no computation can decide, for which reason, and until when. It is entered at the requirement itself, which shows what there is to look at.",
			Lifecycle: record.Lifecycle{
				States:      []record.State{{Name: "given", Label: "Given", Frozen: true}, {Name: "withdrawn", Label: "Withdrawn", Frozen: true, Ended: true}},
				Transitions: []record.Transition{{Name: "withdraw", Label: "Withdraw", From: []string{"given"}, To: "withdrawn", Roles: []string{"manager"}, Field: "judge"}},
			},
		}),
	}
}
