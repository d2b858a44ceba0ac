package risk

import (
	"fmt"
	"time"

	"surety/record"
)

// Evaluations of a risk against the criteria (27001 6.1.2 e 1).
const (
	Acceptable = "acceptable"
	Treat      = "treat"
)

// Risk is an information security risk: a scenario, its owner, how much would
// follow and how likely that is (27001 6.1.2 c-e).
type Risk struct {
	System              record.Ref      `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title               string          `json:"title" label:"Risk" is:"required,title,search,list"`
	External            string          `json:"external_id,omitzero" label:"Own number" help:"The number it has in your own register." is:"search,index" max:"60"`
	Scenario            record.Markdown `json:"scenario,omitzero" label:"Scenario" help:"Who or what, does what, to which asset, with which result." is:"search" clause:"27001 6.1.2 c 1"`
	Approach            string          `json:"approach,omitzero" label:"Found from" help:"From events: who wants what, and by which way. From assets: what threatens them, and by which weakness. Both may stand in one register." enum:"events=Events,assets=Assets" is:"index" clause:"27001 6.1.2 c 1"`
	Source              record.Ref      `json:"source,omitzero" label:"Risk source" to:"risk_source" back:"risks" is:"index"`
	Strategic           record.Ref      `json:"strategic_scenario,omitzero" label:"Strategic scenario" to:"strategic_scenario" back:"risks" is:"index"`
	Operational         record.Ref      `json:"operational_scenario,omitzero" label:"Operational scenario" to:"operational_scenario" back:"risks" is:"index"`
	Threats             []record.Ref    `json:"threats,omitzero" label:"Threats" to:"threat" back:"risks" clause:"27001 6.1.2 c 1"`
	Vulnerabilities     []record.Ref    `json:"vulnerabilities,omitzero" label:"Vulnerabilities" to:"vulnerability" back:"risks" clause:"27001 6.1.2 c 1"`
	Threat              string          `json:"threat,omitzero" label:"Threat" is:"search"`
	Vulnerability       string          `json:"vulnerability,omitzero" label:"Vulnerability" is:"search"`
	Effects             []string        `json:"effects,omitzero" label:"Would harm" enum:"confidentiality,integrity,availability" clause:"27001 6.1.2 c 1"`
	Assets              []record.Ref    `json:"assets,omitzero" label:"Assets" to:"asset" back:"risks" clause:"27001 6.1.2 c 1"`
	Issues              []record.Ref    `json:"issues,omitzero" label:"Comes from issues" to:"issue" back:"risks"`
	Owner               record.Ref      `json:"owner,omitzero" label:"Risk owner" to:"person" back:"risks" is:"index,list,reader,duty" clause:"27001 6.1.2 c 2"`
	Method              record.Ref      `json:"method,omitzero" label:"Method" to:"risk_method" back:"risks" is:"index" clause:"27001 6.1.2 b"`
	MethodRevision      int             `json:"method_revision,omitzero" label:"Revision of the method" is:"computed"`
	MethodVersion       string          `json:"method_version,omitzero" label:"Version of the method" is:"computed" max:"20"`
	MethodLevels        int             `json:"method_levels,omitzero" label:"Levels of the method" is:"computed"`
	MethodApproved      bool            `json:"method_approved,omitzero" label:"The method was approved" is:"computed"`
	Impacts             []Impact        `json:"consequence_by_category,omitzero" label:"Consequence by category" help:"One row for each category of the method that would be harmed. The highest is the consequence." clause:"27001 6.1.2 d 1" max:"40"`
	Consequence         int             `json:"consequence,omitzero" label:"Consequence" is:"index" clause:"27001 6.1.2 d 1"`
	ConsequenceWhy      string          `json:"consequence_reason,omitzero" label:"Why this consequence" max:"2000"`
	Likelihood          int             `json:"likelihood,omitzero" label:"Likelihood" is:"index" clause:"27001 6.1.2 d 2"`
	LikelihoodWhy       string          `json:"likelihood_reason,omitzero" label:"Why this likelihood" max:"2000"`
	Level               string          `json:"level,omitzero" label:"Level" is:"computed,index,list" order:"rank" clause:"27001 6.1.2 d 3"`
	Rank                int             `json:"rank,omitzero" label:"Rank of the level" is:"computed,index"`
	Evaluation          string          `json:"evaluation,omitzero" label:"Evaluation" enum:"acceptable,treat=To be treated" is:"computed,index,list" clause:"27001 6.1.2 e 1"`
	Priority            int             `json:"priority,omitzero" label:"Priority" help:"1 is treated first." is:"index" clause:"27001 6.1.2 e 2"`
	Assessed            record.Date     `json:"assessed,omitzero" label:"Assessed on" is:"index" clause:"27001 8.2"`
	Lowered             []Effect        `json:"control_effects,omitzero" label:"What controls lower" help:"By how many steps each control lowers consequence or likelihood. From them follows what remains." clause:"27001 6.1.3 b" max:"60"`
	ComputedConsequence int             `json:"computed_consequence,omitzero" label:"Residual consequence by the controls" is:"computed"`
	ComputedLikelihood  int             `json:"computed_likelihood,omitzero" label:"Residual likelihood by the controls" is:"computed"`
	ComputedLevel       string          `json:"computed_level,omitzero" label:"Residual level by the controls" is:"computed"`
	ResidualConsequence int             `json:"residual_consequence,omitzero" label:"Residual consequence" is:"index" clause:"27001 6.1.3 f"`
	ResidualLikelihood  int             `json:"residual_likelihood,omitzero" label:"Residual likelihood" is:"index" clause:"27001 6.1.3 f"`
	ResidualLevel       string          `json:"residual_level,omitzero" label:"Residual level" is:"computed,index,list" order:"residual_rank"`
	ResidualRank        int             `json:"residual_rank,omitzero" label:"Rank of the residual level" is:"computed,index"`
	ResidualAcceptable  bool            `json:"residual_acceptable,omitzero" label:"Residual risk is acceptable" is:"computed,index"`
	ResidualChanged     time.Time       `json:"residual_changed,omitzero" label:"Residual level last changed" is:"computed"`
	OverrideReason      string          `json:"override_reason,omitzero" label:"Why the residual level is another" help:"Only where what remains was rated otherwise than the controls give." max:"2000" clause:"27001 6.1.3 f"`
	OverrideUntil       record.Date     `json:"override_until,omitzero" label:"That rating holds until" is:"index,due"`
	OverrideBy          record.Ref      `json:"override_by,omitzero" label:"Rated otherwise by" to:"person" is:"computed"`
	TargetConsequence   int             `json:"target_consequence,omitzero" label:"Target consequence" help:"Where the risk is meant to be when the treatment plan is carried out." is:"index"`
	TargetLikelihood    int             `json:"target_likelihood,omitzero" label:"Target likelihood" is:"index"`
	TargetLevel         string          `json:"target_level,omitzero" label:"Target level" is:"computed,index" order:"target_rank"`
	TargetRank          int             `json:"target_rank,omitzero" label:"Rank of the target level" is:"computed,index"`
	Indicators          []record.Ref    `json:"indicators,omitzero" label:"Watched by" help:"Measures whose readings tell that the risk rises." to:"measure" back:"risks" clause:"27001 9.1 a"`
	AcceptedBy          record.Ref      `json:"accepted_by,omitzero" label:"Must be accepted by" to:"role" is:"computed"`
}

// Prepare computes level, evaluation and residual level from the method as it
// stands, and keeps which method that was. Where nothing of the assessment has
// changed since the revision before, its method and level stay as they were.
func (r *Risk) Prepare(p record.Preparation) error {
	before, _ := p.Before.(*Risk)
	if err := r.rateImpacts(p, before); err != nil {
		return err
	}
	if before != nil && before.assessment() == r.assessment() {
		r.keep(before)
		return nil
	}
	r.clear()
	if r.Method == "" {
		return nil
	}
	target, err := p.Lookup.Get(r.Method)
	if err != nil || target == nil {
		return err
	}
	method := target.Body.(*Method)
	r.MethodRevision, r.MethodVersion, r.MethodLevels = target.Revision, method.Version, len(method.Levels)
	state, _ := target.Kind.Lifecycle.State(target.State)
	r.MethodApproved = state.Approved
	if level, ok := method.Of(r.Consequence, r.Likelihood); ok {
		r.Level, r.Rank, r.Evaluation = level.Name, level.Rank, Treat
		if level.Acceptable {
			r.Evaluation = Acceptable
		}
	}
	if err := r.lower(p, before, NewGrid(method)); err != nil {
		return err
	}
	r.prepareResidual(method)
	if before == nil || before.ResidualLevel != r.ResidualLevel || before.ResidualConsequence != r.ResidualConsequence || before.ResidualLikelihood != r.ResidualLikelihood {
		r.ResidualChanged = p.Now
	} else {
		r.ResidualChanged = before.ResidualChanged
	}
	return nil
}

// prepareResidual computes the level of what remains, and of what is meant to.
func (r *Risk) prepareResidual(method *Method) {
	if level, ok := method.Of(r.Remaining()); ok {
		r.ResidualLevel, r.ResidualRank, r.ResidualAcceptable, r.AcceptedBy = level.Name, level.Rank, level.Acceptable, level.AcceptedBy
	}
	if level, ok := method.Of(r.TargetConsequence, r.TargetLikelihood); ok {
		r.TargetLevel, r.TargetRank = level.Name, level.Rank
	}
}

// assessment is what the computed fields depend on.
func (r *Risk) assessment() string {
	return fmt.Sprint(r.Method, r.Impacts, r.Consequence, r.Likelihood, r.Lowered, r.ResidualConsequence, r.ResidualLikelihood,
		r.OverrideReason, r.OverrideUntil, r.TargetConsequence, r.TargetLikelihood, r.Assessed)
}

func (r *Risk) keep(b *Risk) {
	r.MethodRevision, r.MethodVersion, r.MethodLevels, r.MethodApproved = b.MethodRevision, b.MethodVersion, b.MethodLevels, b.MethodApproved
	r.Level, r.Rank, r.Evaluation = b.Level, b.Rank, b.Evaluation
	r.ResidualLevel, r.ResidualRank, r.ResidualAcceptable = b.ResidualLevel, b.ResidualRank, b.ResidualAcceptable
	r.ResidualChanged, r.AcceptedBy = b.ResidualChanged, b.AcceptedBy
	r.ComputedConsequence, r.ComputedLikelihood, r.ComputedLevel, r.OverrideBy = b.ComputedConsequence, b.ComputedLikelihood, b.ComputedLevel, b.OverrideBy
	r.TargetLevel, r.TargetRank = b.TargetLevel, b.TargetRank
}

func (r *Risk) clear() { r.keep(&Risk{}) }

func register() *record.Kind {
	return record.MustDefine[Risk](record.Spec{
		Name: "risk", Prefix: "RISK", Label: "Risk", Plural: "Risks", Concern: "risk", Place: "plan", Begins: true, Clause: "27001 6.1.2", Editors: []string{"risk_owner", "contributor"},
		Help: "What could harm the confidentiality, integrity or availability of information in scope, how bad and how likely, and who owns it. Controls are chosen because of it.",
		Lifecycle: record.Lifecycle{
			States:      []record.State{{Name: "open", Label: "Open"}, {Name: "closed", Label: "Closed", Ended: true}},
			Transitions: []record.Transition{{Name: "close", Label: "Close", From: []string{"open"}, To: "closed", Roles: []string{"manager"}, Field: "owner"}, {Name: "reopen", Label: "Open again", From: []string{"closed"}, To: "open", Roles: []string{"manager"}, Field: "owner"}},
		},
	})
}
