package org

import "surety/record"

// Interface is where the scope meets what others do (27001 4.3 c).
type Interface struct {
	What           string     `json:"what" label:"Interface or dependency" is:"required"`
	Supplier       record.Ref `json:"supplier,omitzero" label:"With" to:"supplier"`
	Responsibility string     `json:"responsibility" label:"Who answers for what" help:"Where their part ends and ours begins." is:"required" max:"2000"`
}

// Exclusion is what the scope leaves out, and why.
type Exclusion struct {
	What string `json:"what" label:"Left out" is:"required"`
	Why  string `json:"why" label:"Because" is:"required" max:"2000"`
}

// Scope says where the management system begins and ends (27001 4.3).
type Scope struct {
	System       record.Ref        `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title        string            `json:"title" label:"Title" is:"required,title,search,list"`
	Version      string            `json:"version" label:"Version" is:"required,list" max:"20"`
	Statement    record.Markdown   `json:"statement,omitzero" label:"Scope statement" help:"The words that go on the certificate." is:"search" clause:"27001 4.3"`
	Activities   []string          `json:"activities,omitzero" label:"Activities and services"`
	Units        []string          `json:"units,omitzero" label:"Organizational units"`
	Locations    []string          `json:"locations,omitzero" label:"Locations"`
	Technology   []string          `json:"technology,omitzero" label:"Systems and technology"`
	Interfaces   []Interface       `json:"interfaces,omitzero" label:"Interfaces and dependencies" clause:"27001 4.3 c"`
	Exclusions   []Exclusion       `json:"exclusions,omitzero" label:"Exclusions"`
	Issues       []record.Ref      `json:"issues,omitzero" label:"Issues considered" to:"issue" back:"scopes" clause:"27001 4.3 a"`
	Requirements []record.Ref      `json:"requirements,omitzero" label:"Requirements considered" to:"requirement" back:"scopes" clause:"27001 4.3 b"`
	Owner        record.Ref        `json:"owner,omitzero" label:"Owner" to:"person" is:"index,list"`
	Reviewed     record.Date       `json:"reviewed,omitzero" label:"Last reviewed" is:"index,aside,list" help:"When it was last held against issues and requirements."`
	Approvals    []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

func scope() *record.Kind {
	return record.MustDefine[Scope](record.Spec{
		Name: "scope", Prefix: "SCOPE", Label: "Scope", Plural: "Scopes", Concern: "org", Place: "plan", Begins: true, Clause: "27001 4.3",
		Help:      "Where the management system begins and ends: activities, units, locations, technology, and the interfaces with what others do. A certificate covers what stands here, and no more.",
		Lifecycle: approved("approved", "Approved"),
	})
}

// approved is the lifecycle of what counts once it is approved and goes back
// to draft by an edit.
func approved(state, label string) record.Lifecycle {
	return record.Lifecycle{
		States: []record.State{
			{Name: "draft", Label: "Draft"},
			{Name: state, Label: label, Approved: true, OnEdit: "draft"},
		},
		Transitions: []record.Transition{
			{Name: "approve", Label: "Approve", From: []string{"draft"}, To: state, Roles: []string{"manager"}, Approves: true,
				Consequence: "Your name and today stand beside this content; an edit voids the approval."},
			{Name: "reopen", Label: "Revoke approval", From: []string{state}, To: "draft", Roles: []string{"manager"}},
		},
	}
}
