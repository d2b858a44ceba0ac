package risk

import (
	"errors"

	"surety/fault"
	"surety/isms/risk/quantify"
	"surety/record"
)

// Borne is one point of a tolerance curve.
type Borne struct {
	Loss    float64        `json:"loss" label:"More than" help:"A year's loss, in whole units." is:"required"`
	Percent record.Percent `json:"percent" label:"Tolerated in percent of years" is:"required"`
}

// Tolerance is what an organization bears in a year: its risk acceptance criteria in
// figures (27001 6.1.2 a 1).
type Tolerance struct {
	System    record.Ref        `json:"system,omitzero" label:"Management system" to:"management_system" is:"required,index"`
	Title     string            `json:"title" label:"Title" is:"required,title,search,list"`
	Currency  string            `json:"currency" label:"Currency" enum:"EUR,CHF,GBP,USD,SEK,NOK,DKK,PLN,CZK,HUF,CAD,AUD,JPY" is:"required,list"`
	Points    []Borne           `json:"points,omitzero" label:"Points" help:"The larger a loss, the rarer it must be." max:"20" clause:"27001 6.1.2 a 1"`
	Reason    string            `json:"reason,omitzero" label:"What it rests on" max:"4000"`
	Approvals []record.Approval `json:"approvals,omitzero" label:"Approvals" is:"computed"`
}

// Check refuses points that make no curve.
func (t *Tolerance) Check(report func(field, format string, args ...any)) {
	var f *fault.Error
	if _, err := t.Curve(); errors.As(err, &f) {
		format, args := f.Parts()
		report("points", format, args...)
	}
}

// Curve is the tolerance as years are compared with it.
func (t *Tolerance) Curve() (quantify.Tolerance, error) {
	points := make([]quantify.Point, len(t.Points))
	for i, p := range t.Points {
		points[i] = quantify.Point{Loss: p.Loss, Probability: float64(p.Percent) / 100}
	}
	return quantify.ToleranceFrom(points)
}

func tolerance() *record.Kind {
	return record.MustDefine[Tolerance](record.Spec{
		Name: "loss_tolerance", Prefix: "TOL", Label: "Loss tolerance", Plural: "Loss tolerances", Concern: "risk", Place: "plan", Clause: "27001 6.1.2 a 1", Editors: []string{"manager"},
		Help: "Which loss of a year you bear how often: the curve that the reckoned one is held against.",
		Lifecycle: record.Lifecycle{
			States: []record.State{{Name: "draft", Label: "Draft"}, {Name: "approved", Label: "Approved", Approved: true, OnEdit: "draft"}},
			Transitions: []record.Transition{
				{Name: "approve", Label: "Approve", From: []string{"draft"}, To: "approved", Roles: []string{"manager"}, Approves: true},
				{Name: "reopen", Label: "Revoke approval", From: []string{"approved"}, To: "draft", Roles: []string{"manager"}},
			},
		},
	})
}
