package risk

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// Impact is what would follow in one category of consequence.
type Impact struct {
	Category    string `json:"category" label:"Category" is:"required" max:"60"`
	Consequence int    `json:"consequence" label:"Consequence" is:"required"`
	Reason      string `json:"reason,omitzero" label:"Why this consequence" max:"2000"`
}

// What a control lowers.
const (
	LowersConsequence = "consequence"
	LowersLikelihood  = "likelihood"
)

// Effect is by how many steps of a scale a control lowers a risk.
type Effect struct {
	Control record.Ref `json:"control" label:"Control" to:"control" back:"lowers" is:"required"`
	Lowers  string     `json:"lowers" label:"Lowers" enum:"likelihood,consequence" is:"required"`
	Steps   int        `json:"steps" label:"By steps" help:"How many steps of the scale." is:"required"`
	Reason  string     `json:"reason,omitzero" label:"Why" max:"1000"`
}

// Check holds the effects of controls to steps downwards.
func (r *Risk) Check(report func(field, format string, args ...any)) {
	for i, effect := range r.Lowered {
		if effect.Steps < 1 || effect.Steps > 10 {
			report("control_effects", "row %d lowers by %d steps: expected 1 to 10", i+1, effect.Steps)
		}
	}
}

// Lower is what remains of a consequence and a likelihood after the effects of
// controls: each takes its steps off, and none goes below the lowest step of its scale.
// ok is false where the method has no such steps. Residual steps that come of named
// controls are what ISO/IEC 27005, 8.6.3 lets an owner accept.
func (g Grid) Lower(consequence, likelihood int, effects []Effect) (c, l int, ok bool) {
	row, column, ok := g.At(consequence, likelihood)
	if !ok {
		return 0, 0, false
	}
	for _, effect := range effects {
		if effect.Lowers == LowersConsequence {
			row = max(0, row-max(0, effect.Steps))
		} else {
			column = max(0, column-max(0, effect.Steps))
		}
	}
	return g.Consequences[row].Value, g.Likelihoods[column].Value, true
}

// Overridden tells whether what remains was rated otherwise than the controls give.
func (r *Risk) Overridden() bool {
	return r.ComputedLevel != "" && (r.ResidualConsequence != r.ComputedConsequence || r.ResidualLikelihood != r.ComputedLikelihood)
}

// rateImpacts makes the consequence the highest of those of the categories. One that
// is changed apart from them is refused, never overwritten in silence.
func (r *Risk) rateImpacts(p record.Preparation, before *Risk) error {
	if len(r.Impacts) == 0 {
		return nil
	}
	highest := slices.MaxFunc(r.Impacts, func(a, b Impact) int { return a.Consequence - b.Consequence }).Consequence
	if r.Consequence != 0 && r.Consequence != highest && (before == nil || before.Consequence != r.Consequence) {
		return fault.At(fault.Invalid, p.Record.Name(), "consequence", "it is %d, yet the highest of its categories is %d", r.Consequence, highest).
			Mending("change the consequence of the category, or take the categories away")
	}
	r.Consequence = highest
	target, err := p.Lookup.Get(r.Method)
	if err != nil || target == nil {
		return err
	}
	names := target.Body.(*Method).CategoryNames()
	for _, impact := range r.Impacts {
		if len(names) > 0 && !slices.Contains(names, impact.Category) {
			return fault.At(fault.Invalid, p.Record.Name(), "consequence_by_category", "%q is no category of the method: expected one of %s", impact.Category, names)
		}
	}
	return nil
}

// lower computes what remains by the controls, and puts it where nobody rates
// otherwise; who does so gives a reason and a day until which that holds.
func (r *Risk) lower(p record.Preparation, before *Risk, g Grid) error {
	c, l, ok := g.Lower(r.Consequence, r.Likelihood, r.Lowered)
	if len(r.Lowered) == 0 || !ok {
		return nil
	}
	r.ComputedConsequence, r.ComputedLikelihood = c, l
	if level, ok := g.Method.Of(c, l); ok {
		r.ComputedLevel = level.Name
	}
	follows := before != nil && before.ComputedLevel != "" && !before.Overridden() &&
		r.ResidualConsequence == before.ResidualConsequence && r.ResidualLikelihood == before.ResidualLikelihood
	if follows || r.ResidualConsequence == 0 && r.ResidualLikelihood == 0 {
		r.ResidualConsequence, r.ResidualLikelihood = c, l
	}
	if !r.Overridden() {
		r.OverrideReason, r.OverrideUntil = "", ""
		return nil
	}
	switch {
	case r.OverrideReason == "":
		return fault.At(fault.Invalid, p.Record.Name(), "override_reason", "the controls leave %d × %d, and it is rated %d × %d without a reason", c, l, r.ResidualConsequence, r.ResidualLikelihood).
			Mending("say why, or leave the residual steps empty to take what the controls give")
	case r.OverrideUntil == "":
		return fault.At(fault.Invalid, p.Record.Name(), "override_until", "nothing says until when this rating holds").Mending("enter the day on which somebody has to look again")
	}
	r.OverrideBy = p.Actor
	if before != nil && before.Overridden() && before.OverrideReason == r.OverrideReason && before.OverrideUntil == r.OverrideUntil &&
		before.ResidualConsequence == r.ResidualConsequence && before.ResidualLikelihood == r.ResidualLikelihood {
		r.OverrideBy = before.OverrideBy
	}
	return nil
}
