package risk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"surety/fault"
	"surety/record"
)

// Action is one thing to be done in a treatment.
type Action struct {
	What     string      `json:"what" label:"Action" is:"required" max:"1000"`
	Owner    record.Ref  `json:"owner,omitzero" label:"By whom" to:"person"`
	Due      record.Date `json:"due,omitzero" label:"Due"`
	Done     record.Date `json:"done,omitzero" label:"Done"`
	Evidence record.Ref  `json:"evidence,omitzero" label:"Shown by" to:"evidence"`
}

// Treatment is what is done about a risk: an option and the controls that
// carry it out (27001 6.1.3 a, b; the options by ISO/IEC 27005).
type Treatment struct {
	Risk     record.Ref   `json:"risk" label:"Risk" to:"risk" back:"treatments" is:"required,index,list,part"`
	Option   string       `json:"option" label:"Option" enum:"modify=Modify by controls,retain=Retain,avoid=Avoid,share=Share" is:"required,index,list" clause:"27001 6.1.3 a"`
	Controls []record.Ref `json:"controls,omitzero" label:"Controls" to:"control" back:"treatments" clause:"27001 6.1.3 b"`
	Reason   string       `json:"reason,omitzero" label:"Why this option" max:"2000"`
	Actions  []Action     `json:"actions,omitzero" label:"Actions" clause:"27001 6.1.3 e"`
	Owner    record.Ref   `json:"owner,omitzero" label:"Responsible" to:"person" back:"treatments" is:"index,list,duty,reader"`
	Due      record.Date  `json:"due,omitzero" label:"Due" is:"index,list,due" clause:"27001 6.1.3 e"`
	Done     record.Date  `json:"done,omitzero" label:"Done" is:"index"`
	Cost     record.Money `json:"cost,omitzero" label:"Cost"`
	Plan     record.Ref   `json:"plan,omitzero" label:"Treatment plan" to:"treatment_plan" back:"treatments" is:"index" clause:"27001 6.1.3 e"`
	Planned  time.Time    `json:"planned,omitzero" label:"Plan last changed" help:"When what is planned last changed; reporting something as done changes nothing." is:"computed" clause:"27001 6.1.3 f"`
	Label    string       `json:"label,omitzero" label:"Title" is:"computed,title,search"`
}

// Prepare titles the treatment with its option and risk, and keeps when what
// is planned last changed: the risk owner's approval must be later.
func (t *Treatment) Prepare(p record.Preparation) error {
	t.Planned = p.Now
	if before, ok := p.Before.(*Treatment); ok && before.plan() == t.plan() {
		t.Planned = before.Planned
	}
	target, err := p.Lookup.Get(t.Risk)
	if err != nil || target == nil {
		return err
	}
	t.Label = clip(record.Words(t.Option)+": "+target.Title(), 300)
	return nil
}

// plan is what a risk owner approves, without what is reported as done.
func (t *Treatment) plan() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q %q %q %q %q %v %q", t.Risk, t.Option, t.Controls, t.Reason, t.Owner, t.Due, t.Cost, t.Plan)
	for _, a := range t.Actions {
		fmt.Fprintf(&b, " %q %q %q", a.What, a.Owner, a.Due)
	}
	return b.String()
}

// clip keeps a title within its bound.
func clip(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

// Plan is the risk treatment plan that risk owners approve (27001 6.1.3 e, f).
type Plan struct {
	System    record.Ref        `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title     string            `json:"title" label:"Title" is:"required,title,search,list"`
	Version   string            `json:"version" label:"Version" is:"required,list" max:"20"`
	Owner     record.Ref        `json:"owner,omitzero" label:"Owner" to:"person" is:"index,list"`
	Until     record.Date       `json:"until,omitzero" label:"Runs until" is:"index,list,day"`
	Note      record.Markdown   `json:"note,omitzero" label:"Note"`
	Approvals []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// Acceptance is the word of whoever may give it that what remains of a risk
// may stay (27001 6.1.3 f).
type Acceptance struct {
	Risk     record.Ref  `json:"risk" label:"Risk" to:"risk" back:"acceptances" is:"required,index,list,part"`
	By       record.Ref  `json:"by" label:"Accepted by" to:"person" back:"acceptances" is:"required,index,list,duty,reader,tells"`
	At       time.Time   `json:"at,omitzero" label:"On" is:"computed,index,list"`
	Level    string      `json:"level,omitzero" label:"Residual level then" is:"computed,list"`
	Expires  record.Date `json:"expires,omitzero" label:"Valid until" is:"index,list,due"`
	Reason   string      `json:"reason,omitzero" label:"Why it may stay" max:"2000"`
	Asserted bool        `json:"asserted,omitzero" label:"Only asserted" help:"Came with an import or was entered for somebody else; counts for nothing until that person gives it." is:"computed,index"`
	Label    string      `json:"label,omitzero" label:"Title" is:"computed,title,search"`
}

// Prepare keeps when the acceptance was given and of which residual level. Who
// enters it for somebody else, imports it, or changes what another has given,
// only asserts it; the person named makes it count by saving it themselves.
func (a *Acceptance) Prepare(p record.Preparation) error {
	before, _ := p.Before.(*Acceptance)
	same := before != nil && before.Risk == a.Risk && before.By == a.By && before.Expires == a.Expires
	if !same || before.Asserted && p.Actor == a.By {
		a.At, a.Asserted = p.Now, p.Imported || p.Actor != a.By
	}
	target, err := p.Lookup.Get(a.Risk)
	if err != nil || target == nil {
		return err
	}
	if a.At.Equal(p.Now) {
		a.Level = target.Body.(*Risk).ResidualLevel
		if err := a.bound(p, target.Body.(*Risk)); err != nil {
			return err
		}
	}
	a.Label = clip(target.Title(), 300)
	return nil
}

// bound keeps the acceptance within what the method allows for the level: where no
// last day is given it takes the latest, and a later one is refused.
func (a *Acceptance) bound(p record.Preparation, of *Risk) error {
	target, err := p.Lookup.Get(of.Method)
	if err != nil || target == nil {
		return err
	}
	level, _ := target.Body.(*Method).Level(a.Level)
	if level.Lasts.IsZero() {
		return nil
	}
	latest := record.DateOf(p.Now).Add(level.Lasts)
	switch {
	case a.Expires == "":
		a.Expires = latest
	case a.Expires > latest:
		return fault.At(fault.Invalid, p.Record.Name(), "expires", "%s may be accepted until %s at the latest, not until %s", level.Name, latest, a.Expires).Mending("enter an earlier day, or none")
	}
	return nil
}

// Covers tells whether the acceptance is one of what remains of a risk as it
// stands: given and not only asserted, for the level that there is now and since
// that last changed, not run out, and by the risk owner where the method names no
// role (27001 6.1.3 f). Whether its giver holds that role is for the caller to see.
func (a *Acceptance) Covers(r *Risk, today record.Date) bool {
	return !a.Asserted && a.Level == r.ResidualLevel && !a.At.Before(r.ResidualChanged) &&
		(a.Expires == "" || a.Expires >= today) && (r.AcceptedBy != "" || a.By == r.Owner)
}

func treatment() []*record.Kind {
	return []*record.Kind{
		record.MustDefine[Treatment](record.Spec{
			Schema: 2, Upcasts: []func(map[string]any) error{record.LiftMoney("cost")},
			Name: "treatment", Prefix: "TREAT", Label: "Treatment", Plural: "Treatments", Concern: "risk", Place: "plan", Clause: "27001 6.1.3", Editors: []string{"risk_owner", "contributor"},
			Help: "What is done about a risk: the option chosen, the controls that carry it out, who does what by when. Each risk that may not stay as it is needs one.",
			Lifecycle: record.Lifecycle{
				States:      []record.State{{Name: "open", Label: "Open"}, {Name: "done", Label: "Done"}, {Name: "dropped", Label: "Dropped", Ended: true}},
				Transitions: []record.Transition{{Name: "finish", Label: "Done", From: []string{"open"}, To: "done", Field: "owner"}, {Name: "reopen", Label: "Open again", From: []string{"done", "dropped"}, To: "open"}, {Name: "drop", Label: "Drop", From: []string{"open"}, To: "dropped"}},
			},
		}),
		record.MustDefine[Plan](record.Spec{
			Name: "treatment_plan", Prefix: "PLAN", Label: "Treatment plan", Plural: "Treatment plans", Concern: "risk", Place: "plan", Clause: "27001 6.1.3",
			Help: "Gathers treatments into a plan that the risk owners approve. So they decide once, on all that is planned and what will remain.",
			Lifecycle: record.Lifecycle{
				States: []record.State{{Name: "draft", Label: "Draft"}, {Name: "approved", Label: "Approved", Approved: true, OnEdit: "draft"}},
				Transitions: []record.Transition{
					{Name: "approve", Label: "Approve", From: []string{"draft", "approved"}, To: "approved", Roles: []string{"manager", "risk_owner"}, Approves: true,
						Consequence: "You approve the plan for the risks that you own."},
					{Name: "reopen", Label: "Revoke approval", From: []string{"approved"}, To: "draft", Roles: []string{"manager"}},
				},
			},
		}),
		record.MustDefine[Acceptance](record.Spec{
			Name: "acceptance", Prefix: "ACCEPT", Label: "Acceptance", Plural: "Acceptances", Concern: "risk", Place: "", Clause: "27001 6.1.3 f", Editors: []string{"risk_owner"},
			Help: "The risk owner's own word that what remains of a risk may stay. It counts while the residual level stays as it was.",
			Lifecycle: record.Lifecycle{
				States:      []record.State{{Name: "given", Label: "Given"}, {Name: "revoked", Label: "Revoked", Ended: true}},
				Transitions: []record.Transition{{Name: "revoke", Label: "Revoke", From: []string{"given"}, To: "revoked", Roles: []string{"manager"}, Field: "by"}},
			},
		}),
	}
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	return slices.Concat([]*record.Kind{method(), register()}, treatment(), libraries(), ecosystem(), scenarios(), []*record.Kind{estimate(), tolerance(), simulation()})
}
