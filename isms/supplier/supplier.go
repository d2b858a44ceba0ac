// Package supplier holds those on whom the organization's security depends
// from outside: their services, agreements and reviews. It serves ISO/IEC
// 27001 8.1 and 4.3 c and the controls A.5.19 to A.5.23.
package supplier

import "surety/record"

// Supplier provides processes, products or services from outside.
type Supplier struct {
	Systems      []record.Ref `json:"systems,omitzero" label:"Management systems" to:"management_system"`
	Name         string       `json:"name" label:"Supplier" is:"required,title,search,list"`
	Service      string       `json:"service" label:"What it provides" is:"required,search,list" max:"1000"`
	Relevant     bool         `json:"relevant,omitzero" label:"Relevant to information security" is:"index,list" clause:"27001 8.1"`
	Cloud        bool         `json:"cloud,omitzero" label:"Cloud service" is:"index"`
	Rating       string       `json:"rating,omitzero" label:"Risk rating" enum:"low,medium,high,critical" is:"index,list" clause:"27001 8.1"`
	Contract     string       `json:"contract,omitzero" label:"Contract" help:"Number or title of the agreement." is:"search"`
	Clauses      []string     `json:"clauses,omitzero" label:"The agreement covers" enum:"confidentiality,incidents=Incident notice,audit=Right to audit,subcontractors,personal_data=Personal data,exit=Return and deletion,continuity" clause:"27001 A.5.20"`
	Until        record.Date  `json:"contract_until,omitzero" label:"Contract ends" is:"index,list,day"`
	Split        string       `json:"responsibility_split,omitzero" label:"Who answers for what" help:"Where their part ends and ours begins." max:"4000" clause:"27001 4.3 c"`
	Owner        record.Ref   `json:"owner,omitzero" label:"Owner" to:"person" back:"suppliers" is:"index,list,reader"`
	Reviewed     record.Date  `json:"reviewed,omitzero" label:"Last reviewed" is:"index,list" clause:"27001 8.1"`
	ReviewResult string       `json:"review_result,omitzero" label:"Result of the review" max:"4000"`
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	return []*record.Kind{record.MustDefine[Supplier](record.Spec{
		Name: "supplier", Prefix: "SUP", Label: "Supplier", Plural: "Suppliers", Concern: "supplier", Place: "do", Clause: "27001 8.1", Editors: []string{"contributor", "control_owner"},
		Help: "Who provides processes, products or services that security depends on, what the agreement covers and when it was last reviewed. What they do badly is your risk.",
	})}
}
