// Package quantified reckons what a year may cost an organization from its estimates
// and holds it against its tolerance (ISO/IEC 27005, quantitative analysis).
//
// Main words: an analysis is what follows from the estimates that the actor may see, as
// they stand; what if asks for them with some rates and losses changed.
//
// Invariants: nothing is written here but a simulation that somebody wants kept. What
// the actor may not see is counted and left out, never part of a sum.
package quantified

import (
	"cmp"
	"context"
	"slices"

	"surety/app"
	"surety/fault"
	"surety/isms/risk"
	"surety/isms/risk/quantify"
	"surety/record"
)

// Analysis is what a year may cost.
type Analysis struct {
	Inputs    []risk.Input // one a risk, by its key
	Scenarios []quantify.Scenario
	Currency  string
	Combined  int // risks whose estimate is made of several
	Foreign   int // estimates in other currencies, which are left out
	Hidden    int // estimates that the actor may not see

	Year      *quantify.Year // nil where there is no estimate
	Parts     []quantify.Contribution
	Tolerance *record.Record // nil where there is none in the currency
	Bears     quantify.Tolerance
	Exceeded  []quantify.Excess
}

// Change is what is asked of one risk: its rate and its losses times a factor.
type Change struct{ Rate, Loss float64 }

// Of reckons from the estimates with the changes asked for, by the risk's key.
func Of(ctx context.Context, a *app.App, actor app.Actor, whatIf map[string]Change) (*Analysis, error) {
	analysis, err := read(ctx, a, actor, false)
	if err != nil || len(analysis.Inputs) == 0 {
		return analysis, err
	}
	if analysis.Scenarios, err = risk.Scenarios(analysis.Inputs); err != nil {
		return nil, err
	}
	for i, s := range analysis.Scenarios {
		if c, asked := whatIf[s.ID]; asked {
			analysis.Scenarios[i].Rate = quantify.Times(s.Rate, c.Rate)
			analysis.Scenarios[i].Loss = quantify.Times(s.Loss, c.Loss)
		}
	}
	if analysis.Year, err = quantify.Exact(analysis.Scenarios); err != nil {
		return nil, err
	}
	analysis.Parts = quantify.Contributions(analysis.Scenarios)
	return analysis, analysis.tolerance(ctx, a, actor)
}

// read takes the estimates that stand, in the currency of most of them; open leaves out
// those that not everybody may see.
func read(ctx context.Context, a *app.App, actor app.Actor, open bool) (*Analysis, error) {
	analysis := &Analysis{}
	byRisk, currencies, names := map[record.Ref][]*risk.Estimate{}, map[string]int{}, app.Names{}
	var order []record.Ref
	query := app.Query{Kind: "risk_estimate", Sort: "key", Limit: app.MostLimit}
	for read := 0; ; {
		page, err := a.List(ctx, actor, query)
		if err != nil {
			return nil, err
		}
		for _, rec := range page.Records {
			e, of := rec.Body.(*risk.Estimate), page.Names[rec.Body.(*risk.Estimate).Risk.ID()]
			if of.Restricted || open && (of.Marked || rec.Mark != record.MarkNone) {
				continue
			}
			if byRisk[e.Risk] == nil {
				order = append(order, e.Risk)
				names[e.Risk.ID()] = of
			}
			byRisk[e.Risk] = append(byRisk[e.Risk], e)
			currencies[e.Currency]++
		}
		if read += len(page.Records); read > quantify.MostScenarios {
			return nil, fault.New(fault.TooLarge, "more than %d estimates are not reckoned with at once", quantify.MostScenarios)
		}
		if query.After = page.Next; page.Next == "" {
			break
		}
	}
	for currency, n := range currencies {
		if most := currencies[analysis.Currency]; n > most || n == most && currency < analysis.Currency {
			analysis.Currency = currency
		}
	}
	for _, ref := range order {
		mine := slices.DeleteFunc(byRisk[ref], func(e *risk.Estimate) bool { return e.Currency != analysis.Currency })
		if analysis.Foreign += len(byRisk[ref]) - len(mine); len(mine) == 0 {
			continue
		}
		if len(mine) > 1 {
			analysis.Combined++
		}
		analysis.Inputs = append(analysis.Inputs, risk.Input{ID: names[ref.ID()].Key, Name: names[ref.ID()].Title, Estimate: risk.Combined(mine)})
	}
	slices.SortFunc(analysis.Inputs, func(a, b risk.Input) int { return cmp.Compare(a.ID, b.ID) })
	hidden, err := a.Hidden(ctx, actor, "risk_estimate")
	analysis.Hidden = hidden
	return analysis, err
}

// tolerance takes the approved tolerance, or else the newest draft, in the currency.
func (n *Analysis) tolerance(ctx context.Context, a *app.App, actor app.Actor) error {
	page, err := a.List(ctx, actor, app.Query{Kind: "loss_tolerance", Sort: "-key", Limit: app.MostLimit})
	if err != nil {
		return err
	}
	for _, rec := range page.Records {
		t := rec.Body.(*risk.Tolerance)
		if t.Currency != n.Currency || len(t.Points) == 0 || n.Tolerance != nil && (n.Tolerance.State == "approved" || rec.State != "approved") {
			continue
		}
		if n.Bears, err = t.Curve(); err != nil {
			return fault.Wrap(err, rec.Key)
		}
		n.Tolerance = rec
	}
	n.Exceeded = n.Bears.Exceeded(n.Year)
	return nil
}

// Keep simulates the estimates as they stand and keeps inputs, seed and results. Others
// read what is kept, so that estimates of restricted risks are left out.
func Keep(ctx context.Context, a *app.App, actor app.Actor, title string, o quantify.Options) (*record.Record, error) {
	if err := app.CheckCreate(actor, a.Catalogue().Kind("simulation")); err != nil {
		return nil, err
	}
	analysis, err := read(ctx, a, actor, true)
	if err != nil {
		return nil, err
	}
	body, err := risk.Simulate(ctx, title, analysis.Currency, analysis.Inputs, o)
	if err != nil {
		return nil, err
	}
	written, err := a.Do(ctx, actor, app.Request{}, app.Create{Kind: "simulation", Body: body})
	if err != nil {
		return nil, err
	}
	return written[0], nil
}

// Inputs are the estimates that a simulation of the organization begins with, as
// scenarios.
func Inputs(ctx context.Context, a *app.App, actor app.Actor) ([]quantify.Scenario, error) {
	analysis, err := read(ctx, a, actor, false)
	if err != nil {
		return nil, err
	}
	if len(analysis.Inputs) == 0 {
		return nil, fault.New(fault.Invalid, "the organization has no estimate yet").Mending("add one to a risk, or name a CSV file of scenarios")
	}
	return risk.Scenarios(analysis.Inputs)
}
