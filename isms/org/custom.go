package org

import "surety/record"

// CustomField is a field that the organization adds to a kind. Its values are
// kept beside the record's own fields and can be filtered by.
type CustomField struct {
	Of       string   `json:"of" label:"Of kind" help:"The kind's name, such as risk or asset." is:"required,index,list" max:"40"`
	Name     string   `json:"name" label:"Name" help:"Small letters and underscores; used in files and filters." is:"required,index,list" max:"40"`
	Label    string   `json:"label" label:"Label" is:"required,title,search,list"`
	Type     string   `json:"type" label:"Type" enum:"text,number,date,choice,yes_no=Yes or no" is:"required,list"`
	Choices  []string `json:"choices,omitzero" label:"Choices"`
	Required bool     `json:"required,omitzero" label:"Required"`
}

// Check refuses a choice without choices and a name that no file could carry.
func (c *CustomField) Check(report func(field, format string, args ...any)) {
	if c.Type == "choice" && len(c.Choices) == 0 {
		report("choices", "a choice needs at least one entry to choose from")
	}
	for i, r := range c.Name {
		if (r < 'a' || r > 'z') && r != '_' && (i == 0 || r < '0' || r > '9') {
			report("name", "%q must begin with a small letter and hold only small letters, digits and underscores", c.Name)
			return
		}
	}
}

func customField() *record.Kind {
	return record.MustDefine[CustomField](record.Spec{
		Name: "custom_field", Prefix: "FIELD", Label: "Own field", Plural: "Own fields", Concern: "org", Place: "",
		Help: "Fields that your organization adds to a kind: a cost centre at assets, a project number at risks. So a register that you keep elsewhere loses nothing when it comes here.",
	})
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	kinds := []*record.Kind{organization(), managementSystem()}
	kinds = append(kinds, context()...)
	kinds = append(kinds, scope())
	kinds = append(kinds, people()...)
	kinds = append(kinds, objective())
	kinds = append(kinds, planning()...)
	kinds = append(kinds, resource(), announcement())
	return append(kinds, customField())
}
