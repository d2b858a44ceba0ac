package org

import (
	"slices"

	"surety/record"
)

// Person is somebody who works under the organization's control.
type Person struct {
	Name     string      `json:"name" label:"Name" is:"required,title,search,list,personal"`
	Mail     string      `json:"mail,omitzero" label:"Mail address" is:"search,personal"`
	Function string      `json:"function,omitzero" label:"Function" is:"search,list"`
	Unit     string      `json:"unit,omitzero" label:"Unit" is:"index,list"`
	Manager  record.Ref  `json:"manager,omitzero" label:"Line manager" to:"person" back:"reports" is:"index"`
	External bool        `json:"external,omitzero" label:"External" is:"index"`
	InScope  bool        `json:"in_scope,omitzero" label:"Works in the scope" is:"index,list" clause:"27001 7.3"`
	Joined   record.Date `json:"joined,omitzero" label:"Joined" is:"index"`
	Left     record.Date `json:"left,omitzero" label:"Left" is:"index"`
}

// Role is a set of duties that somebody must hold (27001 5.3).
type Role struct {
	Name       string   `json:"name" label:"Role" is:"required,title,search,list"`
	Duty       string   `json:"duty" label:"Duty" enum:"top_management=Top management,conformity=Ensures that the ISMS conforms,reporting=Reports performance to top management,risk_owner=Owns risks,control_owner=Owns controls,document_owner=Owns documents,audit=Carries out audits,other" help:"What the standard expects somebody to hold. Whoever holds it may judge what asks for that role." is:"required,index,list" clause:"27001 5.3"`
	Mandatory  bool     `json:"mandatory,omitzero" label:"Must always be held" is:"index"`
	Does       []string `json:"responsibilities,omitzero" label:"Responsibilities" clause:"27001 5.3"`
	May        []string `json:"authorities,omitzero" label:"Authorities" clause:"27001 5.3"`
	Competence []string `json:"competence,omitzero" label:"Competence needed" clause:"27001 7.2 a"`
}

// Assignment gives a role to a person for a time.
type Assignment struct {
	Role         record.Ref   `json:"role" label:"Role" to:"role" back:"assignments" is:"required,index,list,part"`
	Person       record.Ref   `json:"person" label:"Person" to:"person" back:"assignments" is:"required,index,list,reader,tells"`
	From         record.Date  `json:"from" label:"From" is:"required,index,list,tells"`
	Until        record.Date  `json:"until,omitzero" label:"Until" is:"index,list,day"`
	Systems      []record.Ref `json:"systems,omitzero" label:"For management systems" help:"Empty: for all." to:"management_system"`
	AppointedBy  record.Ref   `json:"appointed_by,omitzero" label:"Appointed by" to:"person" back:"appointments" is:"index"`
	Acknowledged record.Date  `json:"acknowledged,omitzero" label:"Accepted on" help:"When the person was told and took it on." is:"list" clause:"27001 5.3"`
	Label        string       `json:"label,omitzero" label:"Title" is:"computed,title,search"`
}

// Prepare titles the assignment with its role, whose mark it shares for that
// reason; the person's name stays where it can be erased.
func (a *Assignment) Prepare(p record.Preparation) error {
	role, err := p.Lookup.Get(a.Role)
	if err != nil {
		return err
	}
	if role != nil {
		a.Label = role.Title()
	}
	return nil
}

// For tells whether the role is held for a management system: for each, where
// none is named.
func (a *Assignment) For(system record.Ref) bool {
	return len(a.Systems) == 0 || slices.Contains(a.Systems, system)
}

func people() []*record.Kind {
	return []*record.Kind{
		record.MustDefine[Person](record.Spec{
			Name: "person", Prefix: "PERSON", Label: "Person", Plural: "People", Concern: "org", Place: "do", Begins: true, Clause: "27001 5.3",
			Help: "People who work under the organization's control, staff and externals. Owners, approvers and auditors are chosen from here.",
			Lifecycle: record.Lifecycle{
				States: []record.State{{Name: "active", Label: "Active"}, {Name: "left", Label: "Left", Ended: true}},
				Transitions: []record.Transition{
					{Name: "leave", Label: "Has left", From: []string{"active"}, To: "left", Roles: []string{"manager"},
						Consequence: "What this person owns then needs a new owner."},
					{Name: "return", Label: "Has come back", From: []string{"left"}, To: "active", Roles: []string{"manager"}},
				},
			},
		}),
		record.MustDefine[Role](record.Spec{
			Name: "role", Prefix: "ROLE", Label: "Role", Plural: "Roles", Concern: "org", Place: "plan", Clause: "27001 5.3",
			Help: "Roles with their responsibilities and authorities. Two duties must always be held: ensuring conformity, and reporting to top management.",
		}),
		record.MustDefine[Assignment](record.Spec{
			Name: "assignment", Prefix: "ASSIGN", Label: "Assignment", Plural: "Assignments", Concern: "org", Place: "plan", Clause: "27001 5.3",
			Help: "Who holds a role, since when, appointed by whom, and whether they have accepted it. A duty that nobody has accepted is nobody's.",
		}),
	}
}
