package way

import (
	"encoding/json"
	"reflect"

	"surety/record"
)

// Decisions on an offer.
const (
	Taken = "taken"
	Left  = "left_out"
)

// Proposal is what a named person has decided of something that the program
// offered: it was taken, as it was or changed, or left out for a reason.
type Proposal struct {
	System   record.Ref `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title    string     `json:"title" label:"Proposed" is:"required,title,search,list"`
	Offer    string     `json:"offer" label:"Name of the offer" is:"required,index" max:"80"`
	Step     string     `json:"step" label:"Step" is:"required,index" max:"40"`
	Decision string     `json:"decision" label:"Decision" enum:"taken,left_out=Left out" is:"required,index,list"`
	Record   record.Ref `json:"record,omitzero" label:"Became" to:"issue,interested_party,requirement,scope,role,assignment,document,risk_method,asset,supplier,risk,control,treatment,treatment_plan,soa_row,objective,planning,resource,communication,training,process,measure,audit_programme,improvement" back:"proposals" is:"list"`
	Reason   string     `json:"reason,omitzero" label:"Why it was left out" max:"2000"`
	Why      string     `json:"why,omitzero" label:"Why it was proposed" max:"2000"`
	Body     string     `json:"body,omitzero" label:"As it was proposed" help:"What the record is held against to tell what was changed." is:"aside" max:"60000"`
}

// Check asks for the reason of what was left out.
func (p *Proposal) Check(report func(field, format string, args ...any)) {
	if p.Decision == Left && record.IsBlank(p.Reason) {
		report("reason", "say why it is left out")
	}
}

// Untouched tells that a record still says all that was proposed, word for word.
// Who owns it, what it refers to and when it is due are not looked at: these the
// program does not think of, whoever takes the offer gives them.
func (p *Proposal) Untouched(kind *record.Kind, body any) bool {
	data, err := kind.Encode(body)
	if err != nil {
		return false
	}
	var proposed, stands map[string]any
	if json.Unmarshal([]byte(p.Body), &proposed) != nil || json.Unmarshal(data, &stands) != nil {
		return false
	}
	for name, value := range proposed {
		switch field := kind.Field(name); {
		case field == nil:
			return false
		case field.Type == record.TypeRef || field.Type == record.TypeRefs || field.Type == record.TypeDate || field.Type == record.TypeRows:
			continue
		case !reflect.DeepEqual(value, stands[name]):
			return false
		}
	}
	return true
}

func proposal() *record.Kind {
	return record.MustDefine[Proposal](record.Spec{
		Name: "proposal", Prefix: "PROP", Label: "Proposal decided on", Plural: "Proposals decided on", Concern: "way", Place: "", Clause: "27001 4.4", Editors: []string{"contributor", "risk_owner", "control_owner"},
		Help: "What the program proposed and what a person made of it: taken or left out, and why. It tells an auditor what was thought through and what is still as it was proposed.",
	})
}
