// Package asset holds the inventory of information and what it depends on, and
// the reviews of who may do what on it. It serves ISO/IEC 27001 6.1.2 c and the
// controls A.5.9 to A.5.14 and A.5.18.
//
// Main words: a primary asset is information or a process that matters in
// itself; a supporting asset is what carries it.
package asset

import "surety/record"

// Asset is something of value to the organization, or what carries it.
type Asset struct {
	Systems         []record.Ref `json:"systems,omitzero" label:"Management systems" to:"management_system"`
	Name            string       `json:"name" label:"Asset" is:"required,title,search,list"`
	External        string       `json:"external_id,omitzero" label:"Own number" help:"The number it has in your own inventory." is:"search,index" max:"60"`
	Type            string       `json:"type" label:"Type" enum:"information,process,service,software,hardware,network,site,people,other" is:"required,index,list"`
	Primary         bool         `json:"primary,omitzero" label:"Primary" help:"Matters in itself; supporting assets carry primary ones." is:"index"`
	Description     string       `json:"description,omitzero" label:"Description" max:"4000" is:"search"`
	InScope         bool         `json:"in_scope,omitzero" label:"In scope" is:"index,list" clause:"27001 4.3"`
	Owner           record.Ref   `json:"owner,omitzero" label:"Owner" to:"person" back:"assets" is:"index,list,reader"`
	Custodian       string       `json:"custodian,omitzero" label:"Looked after by" is:"search"`
	Location        string       `json:"location,omitzero" label:"Location" is:"search"`
	Classification  string       `json:"classification,omitzero" label:"Classification" enum:"public,internal,confidential,strictly_confidential=Strictly confidential" is:"index,list"`
	Confidentiality int          `json:"confidentiality,omitzero" label:"Need of confidentiality" help:"1 (low) to 4 (very high)." is:"index"`
	Integrity       int          `json:"integrity,omitzero" label:"Need of integrity" help:"1 (low) to 4 (very high)." is:"index"`
	Availability    int          `json:"availability,omitzero" label:"Need of availability" help:"1 (low) to 4 (very high)." is:"index"`
	DependsOn       []record.Ref `json:"depends_on,omitzero" label:"Depends on" to:"asset" back:"dependents"`
	Supplier        record.Ref   `json:"supplier,omitzero" label:"Provided by" to:"supplier" back:"assets" is:"index"`
	NoRisk          string       `json:"no_risk,omitzero" label:"Why no risk is recorded" help:"Only where an asset in scope has no risk: the reason." max:"1000" clause:"27001 6.1.2 c 1"`
	Reviewed        record.Date  `json:"reviewed,omitzero" label:"Last reviewed" is:"index"`
}

// Check holds the needs of protection to their scale.
func (a *Asset) Check(report func(field, format string, args ...any)) {
	for _, need := range []struct {
		field string
		value int
	}{{"confidentiality", a.Confidentiality}, {"integrity", a.Integrity}, {"availability", a.Availability}} {
		if most := len(Needs()); need.value < 0 || need.value > most {
			report(need.field, "%d is out of range: expected 1 to %d, or nothing", need.value, most)
		}
	}
}

// Needs are the words of the scale of needs, 1 first; registers tell needs by them.
func Needs() []string { return []string{"low", "medium", "high", "very high"} }

// IsNeed tells whether a field holds a need of protection.
func IsNeed(field string) bool {
	return field == "confidentiality" || field == "integrity" || field == "availability"
}

// Kinds are the kinds of this concern.
func Kinds() []*record.Kind {
	return []*record.Kind{inventory(), access()}
}

func inventory() *record.Kind {
	return record.MustDefine[Asset](record.Spec{
		Name: "asset", Prefix: "ASSET", Label: "Asset", Plural: "Assets", Concern: "asset", Place: "do", Begins: true, Clause: "27001 A.5.9", Editors: []string{"contributor", "control_owner"},
		Help: "Information and what carries it: processes, services, software, hardware, sites, people. Risks are found by walking through it.",
	})
}
