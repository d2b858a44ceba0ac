package org

import "surety/record"

// Issue is an external or internal circumstance that matters to the purpose
// of the organization (27001 4.1 with Amd 1).
type Issue struct {
	System        record.Ref      `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title         string          `json:"title" label:"Issue" is:"required,title,search,list"`
	Origin        string          `json:"origin" label:"Origin" enum:"external,internal" is:"required,index,list" clause:"27001 4.1"`
	Topic         string          `json:"topic" label:"Topic" enum:"legal,market,technology,suppliers,society,threats,climate_change=Climate change,strategy,structure,culture,resources,processes,other" is:"required,index,list"`
	Description   record.Markdown `json:"description,omitzero" label:"What it is" is:"search"`
	Determination string          `json:"determination" label:"Does it matter?" enum:"relevant,not_relevant=Not relevant,open" help:"The decision whether it bears on what the management system is to achieve." is:"required,index,list" clause:"27001 4.1, Amd 1"`
	Rationale     string          `json:"rationale,omitzero" label:"Why" help:"The reason for that decision." max:"2000"`
	Owner         record.Ref      `json:"owner,omitzero" label:"Owner" to:"person" back:"issues" is:"index,list"`
	Reviewed      record.Date     `json:"reviewed,omitzero" label:"Last reviewed" is:"index,list"`
}

// Party is somebody who can affect, be affected by, or feel affected by
// information security (27001 4.2 a).
type Party struct {
	System   record.Ref  `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Name     string      `json:"name" label:"Party" is:"required,title,search,list"`
	Category string      `json:"category" label:"Category" enum:"customers,authorities,owners,staff,suppliers,partners,insurers,public=The public,other" is:"required,index,list"`
	Interest string      `json:"interest,omitzero" label:"What it cares about" max:"2000" is:"search,list"`
	None     string      `json:"no_requirements,omitzero" label:"Why it requires nothing" help:"Only where the party has no requirement: the reason." max:"2000" clause:"27001 4.2 b"`
	Climate  string      `json:"climate,omitzero" label:"Asks for anything about climate change?" enum:"yes,no" clause:"27001 4.2, Amd 1"`
	Policy   string      `json:"policy_availability,omitzero" label:"May it have the policy?" enum:"public,on_request=On request,not_available=Not available" help:"Whether this party can get the information security policy." clause:"27001 5.2 g"`
	Owner    record.Ref  `json:"owner,omitzero" label:"Owner" to:"person" back:"parties" is:"index,list"`
	Reviewed record.Date `json:"reviewed,omitzero" label:"Last reviewed" is:"index"`
}

// Requirement is something that an interested party requires (27001 4.2 b, c).
type Requirement struct {
	System       record.Ref   `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Party        record.Ref   `json:"party" label:"Required by" to:"interested_party" back:"requirements" is:"required,index,list"`
	Title        string       `json:"title" label:"Requirement" is:"required,title,search,list"`
	Source       string       `json:"source" label:"Source" enum:"law,regulation,contract,expectation" is:"required,index,list" clause:"27001 4.2 b"`
	Reference    string       `json:"reference,omitzero" label:"Reference" help:"Article, section or contract number." is:"search"`
	Jurisdiction string       `json:"jurisdiction,omitzero" label:"Applies in" help:"Of laws: the country or area." is:"search,list" max:"100" clause:"27001 A.5.31"`
	From         record.Date  `json:"in_force_from,omitzero" label:"In force from" is:"index,day" clause:"27001 A.5.31"`
	Addressed    string       `json:"addressed" label:"Addressed by the management system?" enum:"yes,no,open" is:"required,index,list" clause:"27001 4.2 c"`
	Reason       string       `json:"reason,omitzero" label:"Why not" help:"The reason for leaving it to others." max:"2000"`
	Through      []record.Ref `json:"through,omitzero" label:"Addressed through" help:"Controls, documents or objectives that answer it." to:"control,document,objective" back:"answers"`
	Approach     string       `json:"approach,omitzero" label:"How we meet it" max:"4000" is:"search" clause:"27001 A.5.31"`
	Owner        record.Ref   `json:"owner,omitzero" label:"Owner" to:"person" back:"requirements" is:"index,list,duty,reader" clause:"27001 A.5.31"`
	Reviewed     record.Date  `json:"reviewed,omitzero" label:"Last reviewed" is:"index" clause:"27001 A.5.31"`
	Review       record.Date  `json:"next_review,omitzero" label:"Next review" is:"index,due,list" clause:"27001 A.5.31"`
}

func context() []*record.Kind {
	editors := []string{"contributor"}
	return []*record.Kind{
		record.MustDefine[Issue](record.Spec{
			Name: "issue", Prefix: "ISSUE", Label: "Issue", Plural: "Issues", Concern: "org", Place: "plan", Clause: "27001 4.1", Editors: editors,
			Help: "External and internal circumstances that matter. An auditor asks how each found its way into scope and risks; climate change needs an explicit decision.",
		}),
		record.MustDefine[Party](record.Spec{
			Name: "interested_party", Prefix: "PARTY", Label: "Interested party", Plural: "Interested parties", Concern: "org", Place: "plan", Clause: "27001 4.2", Editors: editors,
			Help: "Who has a stake in your information security: customers, authorities, owners, staff, suppliers. What they require decides what has to be protected.",
		}),
		record.MustDefine[Requirement](record.Spec{
			Name: "requirement", Prefix: "REQ", Label: "Requirement", Plural: "Requirements", Concern: "org", Place: "plan", Clause: "27001 4.2", Editors: editors,
			Help: "What each party requires, and whether the management system addresses it. Laws and contracts belong here too, so that none is found first by an auditor.",
		}),
	}
}
