package asset

import (
	"surety/fault"
	"surety/record"
)

// Right is one access right as it was reviewed (27001 A.5.18).
type Right struct {
	Who      string      `json:"who" label:"Whose" help:"A person, a group or an account." is:"required"`
	Right    string      `json:"right" label:"Right" is:"required" max:"500"`
	Decision string      `json:"decision,omitzero" label:"Decision" enum:"keep,change,remove"`
	Done     record.Date `json:"done,omitzero" label:"Carried out on"`
	Note     string      `json:"note,omitzero" label:"Note" max:"500"`
}

// Review goes through who may do what on an asset (27001 A.5.18).
type Review struct {
	Asset    record.Ref   `json:"asset" label:"Asset" to:"asset" back:"access_reviews" is:"required,index,list,part" clause:"27001 A.5.18"`
	Title    string       `json:"title" label:"Rights reviewed" help:"Which rights: all, administrators, one group." is:"required,title,search,list"`
	Due      record.Date  `json:"due,omitzero" label:"Due" is:"index,list,due"`
	Reviewer record.Ref   `json:"reviewer,omitzero" label:"Reviewed by" help:"Whoever answers for the asset, not whoever administers it." to:"person" back:"access_reviews" is:"index,list,duty,reader"`
	On       record.Date  `json:"reviewed,omitzero" label:"Reviewed on" is:"index,list" clause:"27001 A.5.18"`
	Seen     int          `json:"rights_seen,omitzero" label:"Rights seen" help:"How many were gone through; below stand at least those that did not stay."`
	Rights   []Right      `json:"rights,omitzero" label:"Rights" clause:"27001 A.5.18"`
	Evidence []record.Ref `json:"evidence,omitzero" label:"Shown by" help:"The list of rights as the system gave it." to:"evidence" back:"access_reviews"`
	Note     string       `json:"note,omitzero" label:"Note" max:"4000"`
}

// Check refuses a count of rights that is below nothing.
func (r *Review) Check(report func(field, format string, args ...any)) {
	if r.Seen < 0 {
		report("rights_seen", "%d is out of range: expected a number from 0", r.Seen)
	}
}

// gone refuses to finish a review that looked at nothing or left rights undecided.
func gone(p record.Preparation) error {
	r, key := p.Record.Body.(*Review), p.Record.Key
	if r.On == "" || r.Reviewer == "" {
		return fault.At(fault.Invalid, key, "reviewed", "it does not say who reviewed the rights, and when").Mending("enter who went through the rights, and on which day")
	}
	if r.Seen == 0 && len(r.Rights) == 0 {
		return fault.At(fault.Invalid, key, "rights_seen", "no right was looked at").Mending("enter how many rights were gone through, and those that did not stay")
	}
	for _, right := range r.Rights {
		if right.Decision == "" {
			return fault.At(fault.Invalid, key, "rights", "nothing is decided about a right: %s, %s", right.Who, right.Right).Mending("decide whether it stays, changes or goes")
		}
	}
	return nil
}

func access() *record.Kind {
	return record.MustDefine[Review](record.Spec{
		Name: "access_review", Prefix: "ACC", Label: "Access review", Plural: "Access reviews", Concern: "asset", Place: "check", Clause: "27001 A.5.18", Editors: []string{"contributor", "control_owner"},
		Help: "Who may do what on a system, gone through by whoever answers for it: which rights stay, which change, which go, and the day on which that was done.",
		Lifecycle: record.Lifecycle{
			States: []record.State{{Name: "open", Label: "Open"}, {Name: "done", Label: "Done", Ended: true}},
			Transitions: []record.Transition{
				{Name: "finish", Label: "Done", From: []string{"open"}, To: "done", Field: "reviewer", Guard: gone},
				{Name: "reopen", Label: "Open again", From: []string{"done"}, To: "open", Field: "reviewer"},
			},
		},
	})
}
