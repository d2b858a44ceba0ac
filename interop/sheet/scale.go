package sheet

import (
	"context"
	"strings"

	"surety/isms/asset"
	"surety/isms/risk"
	"surety/record"
)

// Scale gives the steps of the scale that a level of a risk or an asset's need
// of protection is told on; see [Resolver].
func (d Door) Scale(ctx context.Context, kind *record.Kind, field string) ([]Step, error) {
	switch {
	case kind.Name == "risk":
		return d.riskScale(ctx, field)
	case kind.Name == "asset" && asset.IsNeed(field):
		var steps []Step
		for i, label := range asset.Needs() {
			steps = append(steps, Step{Value: i + 1, Labels: []string{label}})
		}
		return steps, nil
	}
	return nil, nil
}

// riskScale is that of the risk method for one of a risk's levels.
func (d Door) riskScale(ctx context.Context, field string) ([]Step, error) {
	found, err := d.method(ctx)
	if err != nil || found == nil {
		return nil, err
	}
	method := found.Body.(*risk.Method)
	scale := method.Consequence
	switch {
	case strings.Contains(field, "likelihood"):
		scale = method.Likelihood
	case !strings.Contains(field, "consequence"):
		return nil, nil
	}
	var steps []Step
	for _, step := range scale {
		steps = append(steps, Step{Value: step.Value, Labels: []string{step.Label}})
	}
	return steps, nil
}
