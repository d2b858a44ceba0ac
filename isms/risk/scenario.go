package risk

import "surety/record"

// Strategic is a way on which a risk source reaches what it wants, seen from above:
// through which parties, to which business assets (ISO/IEC 27005, A.2.3; workshop 3
// of EBIOS RM).
type Strategic struct {
	System      record.Ref      `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title       string          `json:"title" label:"Strategic scenario" is:"required,title,search,list"`
	Source      record.Ref      `json:"source" label:"Risk source" to:"risk_source" back:"strategic_scenarios" is:"required,index,list"`
	EndState    string          `json:"desired_end_state,omitzero" label:"Desired end state" help:"What the world would look like if it had its way." max:"1000" is:"search"`
	Parties     []record.Ref    `json:"parties,omitzero" label:"By way of" help:"Parties of the ecosystem, in the order of the way." to:"ecosystem_party" back:"strategic_scenarios"`
	Assets      []record.Ref    `json:"assets,omitzero" label:"Strikes" help:"Primary assets: information and processes that matter in themselves." to:"asset" back:"strategic_scenarios"`
	Effects     []string        `json:"effects,omitzero" label:"Would harm" enum:"confidentiality,integrity,availability"`
	Consequence int             `json:"consequence,omitzero" label:"Consequence" help:"A step of the scale of the method." is:"index,list"`
	Way         record.Markdown `json:"way,omitzero" label:"The way" is:"search"`
	Reviewed    record.Date     `json:"reviewed,omitzero" label:"Last reviewed" is:"index"`
}

// Move is one step of an operational scenario.
type Move struct {
	What          string       `json:"what" label:"Step" is:"required" max:"1000"`
	Phase         string       `json:"phase,omitzero" label:"Phase" enum:"know=Gets to know,enter=Comes in,find=Finds,exploit=Makes use"`
	Asset         record.Ref   `json:"asset,omitzero" label:"At" help:"The supporting asset at which it happens." to:"asset" back:"scenario_steps"`
	Threat        record.Ref   `json:"threat,omitzero" label:"Threat" to:"threat" back:"scenario_steps"`
	Vulnerability record.Ref   `json:"vulnerability,omitzero" label:"By the weakness" to:"vulnerability" back:"scenario_steps"`
	Controls      []record.Ref `json:"controls,omitzero" label:"Stopped or seen by" to:"control" back:"scenario_steps"`
	Likelihood    int          `json:"likelihood,omitzero" label:"Likelihood" help:"A step of the scale of the method; how likely this succeeds once it is tried."`
}

// Operational is how a strategic scenario would be carried out, step by step at
// supporting assets (ISO/IEC 27005, A.2.3; workshop 4 of EBIOS RM).
type Operational struct {
	System     record.Ref  `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title      string      `json:"title" label:"Operational scenario" is:"required,title,search,list"`
	Strategic  record.Ref  `json:"strategic_scenario,omitzero" label:"Carries out" to:"strategic_scenario" back:"operational_scenarios" is:"index,list"`
	Steps      []Move      `json:"steps,omitzero" label:"Steps" help:"In the order in which they happen." max:"60"`
	Likelihood int         `json:"likelihood,omitzero" label:"Likelihood" help:"Of the whole: that of its least likely step, since all have to succeed." is:"computed,index,list"`
	Reviewed   record.Date `json:"reviewed,omitzero" label:"Last reviewed" is:"index"`
}

// Prepare takes the likelihood of the whole from its least likely step: a chain holds
// no more than its weakest link, and here each has to hold for the attacker. Steps
// without a likelihood do not count.
func (o *Operational) Prepare(record.Preparation) error {
	o.Likelihood = 0
	for _, step := range o.Steps {
		if step.Likelihood > 0 && (o.Likelihood == 0 || step.Likelihood < o.Likelihood) {
			o.Likelihood = step.Likelihood
		}
	}
	return nil
}

func scenarios() []*record.Kind {
	return []*record.Kind{
		record.MustDefine[Strategic](record.Spec{
			Name: "strategic_scenario", Prefix: "SCEN", Label: "Strategic scenario", Plural: "Strategic scenarios", Concern: "risk", Place: "plan", Clause: "27001 6.1.2 c 1", Editors: []string{"risk_owner", "contributor"},
			Help: "Who wants what of you, through whom, and what it would do to the business. Few of them are enough to see which risks matter most.",
		}),
		record.MustDefine[Operational](record.Spec{
			Name: "operational_scenario", Prefix: "OPER", Label: "Operational scenario", Plural: "Operational scenarios", Concern: "risk", Place: "plan", Clause: "27001 6.1.2 c 1", Editors: []string{"risk_owner", "contributor"},
			Help: "How it would be done, step by step at your machines and people. Each step shows which control would stop it or see it.",
		}),
	}
}
