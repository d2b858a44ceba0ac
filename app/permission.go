package app

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// Role is what an account is entitled to. The names are those of the first
// version's fixed set; kinds name the roles that edit them.
type Role string

// The roles.
const (
	Manager      Role = "manager"       // runs the management system: everything
	RiskOwner    Role = "risk_owner"    // risks, their treatment and acceptance
	ControlOwner Role = "control_owner" // controls, their rows and evidence
	Contributor  Role = "contributor"   // works on most registers
	Auditor      Role = "auditor"       // reads, judges, and asks by tasks
	Reader       Role = "reader"        // reads, and acknowledges documents
)

// Roles lists all roles with what each means, in the order of a form.
func Roles() []record.Option {
	return []record.Option{
		{Value: string(Manager), Label: "Manager: runs the management system"},
		{Value: string(RiskOwner), Label: "Risk owner: assesses, treats and accepts risks"},
		{Value: string(ControlOwner), Label: "Control owner: runs controls and gives evidence"},
		{Value: string(Contributor), Label: "Contributor: works on the registers"},
		{Value: string(Auditor), Label: "Auditor: reads and judges"},
		{Value: string(Reader), Label: "Reader: reads and acknowledges"},
	}
}

// MayCreate tells whether the actor may create records of a kind: whoever may
// edit them, and whoever may report them.
func MayCreate(actor Actor, kind *record.Kind) bool {
	return MayEdit(actor, kind) || hasOne(actor, kind.Reporters)
}

// CheckCreate says why the actor may not create records of a kind; nil: they may.
func CheckCreate(actor Actor, kind *record.Kind) error {
	if MayCreate(actor, kind) {
		return nil
	}
	return forbidden(actor, "create", kind, append(slices.Clone(kind.Editors), kind.Reporters...))
}

// CheckEdit says why the actor may not edit a record as it stands; nil: they may.
func CheckEdit(actor Actor, rec *record.Record) error {
	if !MayEdit(actor, rec.Kind) {
		return forbidden(actor, "edit", rec.Kind, rec.Kind.Editors)
	}
	if state, _ := rec.Kind.Lifecycle.State(rec.State); state.Frozen {
		return fault.At(fault.Invalid, rec.Key, "", "it is “%s” and can't be edited", state.Label)
	}
	return nil
}

// MayEdit tells whether the actor may create and edit records of a kind.
func MayEdit(actor Actor, kind *record.Kind) bool {
	return actor.Has(Manager) || hasOne(actor, kind.Editors)
}

// hasOne tells whether the actor is entitled to one of some roles.
func hasOne(actor Actor, roles []string) bool {
	return slices.ContainsFunc(roles, func(role string) bool { return actor.Has(Role(role)) })
}

// mayMove tells whether the actor may make a transition of a record.
func mayMove(actor Actor, rec *record.Record, t record.Transition) bool {
	if t.Field != "" && actor.Person != "" {
		for _, ref := range rec.Kind.Field(t.Field).Refs(rec.Body) {
			if ref.ID() == actor.Person {
				return true
			}
		}
	}
	if len(t.Roles) == 0 {
		return MayEdit(actor, rec.Kind)
	}
	for _, role := range t.Roles {
		if actor.Has(Role(role)) {
			return true
		}
	}
	return actor.Has(Manager)
}

// mayRead refuses whoever holds no role at all.
func mayRead(actor Actor) error {
	if actor.Organization == "" || len(actor.Roles) == 0 {
		return &fault.Error{Kind: fault.Forbidden, Message: "this account holds no role here", Mend: "ask a manager to give it one"}
	}
	return nil
}

func forbidden(actor Actor, act string, kind *record.Kind, roles []string) error {
	err := fault.At(fault.Forbidden, kind.Label, "", "%s may not do this: %s", actor.Name, fault.Word(act))
	var others fault.Words
	for _, role := range roles {
		if role != string(Manager) {
			others = append(others, fault.Word(record.Words(role)))
		}
	}
	if len(others) == 0 {
		return err.Mending("ask a manager")
	}
	return err.Mending("ask a manager, or somebody with the role: %s", others)
}
