package risk

import (
	"errors"
	"math"

	"surety/fault"
	"surety/isms/risk/quantify"
	"surety/record"
)

// Observed is what one event of the past cost.
type Observed struct {
	Amount float64     `json:"amount" label:"Cost" is:"required"`
	Day    record.Date `json:"day,omitzero" label:"Day"`
	What   string      `json:"what,omitzero" label:"What happened" max:"500"`
}

// Estimate is a risk in figures: how often its events come and what each costs, with
// the factors of Open FAIR where they are known (quantitative analysis by ISO/IEC
// 27005). Amounts are in whole units of one currency.
type Estimate struct {
	Risk       record.Ref `json:"risk" label:"Risk" to:"risk" back:"estimates" is:"required,index,list,part"`
	Currency   string     `json:"currency" label:"Currency" help:"All amounts below are in it." enum:"EUR,CHF,GBP,USD,SEK,NOK,DKK,PLN,CZK,HUF,CAD,AUD,JPY" is:"required"`
	Rate       float64    `json:"rate,omitzero" label:"Events a year" help:"How many are expected: 0.1 is one in ten years. Leave it empty where threat events and vulnerability are estimated below."`
	RateLeast  float64    `json:"rate_least,omitzero" label:"Events a year, at least" help:"With a most, the rate is uncertain between both."`
	RateMost   float64    `json:"rate_most,omitzero" label:"Events a year, at most"`
	Threats    float64    `json:"threats,omitzero" label:"Threat events a year" help:"How often somebody tries or something happens, whether or not it harms (FAIR)."`
	ThreatsMin float64    `json:"threats_least,omitzero" label:"Threat events a year, at least"`
	ThreatsMax float64    `json:"threats_most,omitzero" label:"Threat events a year, at most"`
	Success    float64    `json:"vulnerability,omitzero" label:"Vulnerability" help:"The part of threat events that become losses, 0 to 1 (FAIR)."`
	SuccessMin float64    `json:"vulnerability_least,omitzero" label:"Vulnerability, at least"`
	SuccessMax float64    `json:"vulnerability_most,omitzero" label:"Vulnerability, at most"`

	Shape        string     `json:"shape" label:"Loss of one event" enum:"lognormal=An interval of 90 in 100 (lognormal),pert=Least; likeliest; most (PERT),observed=As events of the past" is:"required"`
	Low          float64    `json:"low,omitzero" label:"Low" help:"In 5 of 100 events it costs less; or the least."`
	Likeliest    float64    `json:"likeliest,omitzero" label:"Likeliest" help:"Only between a least and a most."`
	High         float64    `json:"high,omitzero" label:"High" help:"In 5 of 100 events it costs more; or the most."`
	Past         []Observed `json:"past,omitzero" label:"Events of the past" max:"1000"`
	SecondChance float64    `json:"secondary_chance,omitzero" label:"Chance of a secondary loss" help:"That fines, claims or lost customers follow, 0 to 1 (FAIR)."`
	SecondLow    float64    `json:"secondary_low,omitzero" label:"Secondary loss, low" help:"5th percentile of the secondary loss."`
	SecondHigh   float64    `json:"secondary_high,omitzero" label:"Secondary loss, high" help:"95th percentile of the secondary loss."`
	Deductible   float64    `json:"deductible,omitzero" label:"Deductible" help:"What you bear of each event before the insurer pays."`
	Limit        float64    `json:"limit,omitzero" label:"Limit of the insurance" help:"What the insurer pays at most of one event; empty where there is none."`
	Cause        string     `json:"cause,omitzero" label:"Shared cause" help:"What it has in common with other risks, in the same words there: a provider, a building." is:"index" max:"200"`
	Shared       float64    `json:"shared,omitzero" label:"Part that comes of it" help:"The part of the events that come of the shared cause, 0 to 1."`

	By     record.Ref  `json:"by,omitzero" label:"Estimated by" to:"person" back:"estimates" is:"index,list,reader"`
	On     record.Date `json:"on,omitzero" label:"Estimated on" is:"index,list"`
	Reason string      `json:"reason,omitzero" label:"What it rests on" max:"4000"`
	Yearly float64     `json:"yearly,omitzero" label:"Expected annual loss" help:"Rate × mean loss of one event, with what secondary losses add and the insurance takes." is:"computed,index,list"`
	Label  string      `json:"label,omitzero" label:"Title" is:"computed,title,search"`
}

// Shapes of a loss.
const (
	ShapeLognormal = "lognormal"
	ShapePERT      = "pert"
	ShapeObserved  = "observed"
)

// Check refuses figures that can't be reckoned with, each at its field.
func (e *Estimate) Check(report func(field, format string, args ...any)) {
	if e.Cause != "" && e.Shared == 0 {
		report("shared", "say which part of the events come of the shared cause: above 0 and up to 1")
	}
	if _, err := e.Scenario("", ""); err != nil {
		var f *fault.Error
		if errors.As(err, &f) {
			format, args := f.Parts()
			report(f.Field, format, args...)
		}
	}
}

// Prepare titles the estimate with its risk and computes its expected annual loss.
func (e *Estimate) Prepare(p record.Preparation) error {
	e.Yearly = 0
	if s, err := e.Scenario("", ""); err == nil {
		e.Yearly = math.Round(100*s.Expected()) / 100
	}
	target, err := p.Lookup.Get(e.Risk)
	if err != nil || target == nil {
		return err
	}
	e.Label = clip(target.Title(), 300)
	return nil
}

// Scenario is the estimate as it is reckoned with; an error names the field.
func (e *Estimate) Scenario(id, name string) (quantify.Scenario, error) {
	s := quantify.Scenario{ID: id, Name: name, Cause: e.Cause, Shared: e.Shared}
	var err error
	if s.Rate, err = e.rate(); err != nil {
		return s, err
	}
	if s.Loss, err = e.loss(); err != nil {
		return s, err
	}
	return s, quantify.Check(s)
}

// Combined is one estimate of several of the same risk. Where all are intervals with a
// known rate, their percentiles are averaged by quantify.Combine and so are, as
// intervals, their rates; otherwise the newest counts.
func Combined(list []*Estimate) *Estimate {
	newest := list[0]
	for _, e := range list[1:] {
		if e.On >= newest.On {
			newest = e
		}
	}
	if len(list) == 1 {
		return newest
	}
	var losses []quantify.Interval
	rate := 0.0
	for _, e := range list {
		if e.Shape != ShapeLognormal || e.Rate <= 0 || e.RateMost != 0 || e.Threats != 0 || e.ThreatsMax != 0 {
			return newest
		}
		losses = append(losses, quantify.Interval{Low: e.Low, High: e.High})
		rate += math.Log(e.Rate) / float64(len(list))
	}
	low, high, err := quantify.Combine(losses)
	if err != nil {
		return newest
	}
	one := *newest
	one.Low, one.High, one.Rate = low, high, math.Exp(rate)
	return &one
}

// rate is the events of a year: as estimated, or by threat events and vulnerability.
func (e *Estimate) rate() (quantify.Distribution, error) {
	if e.Threats == 0 && e.ThreatsMax == 0 {
		return between("rate", e.RateLeast, e.Rate, e.RateMost)
	}
	threats, err := between("threats", e.ThreatsMin, e.Threats, e.ThreatsMax)
	if err != nil {
		return nil, err
	}
	success, err := between("vulnerability", e.SuccessMin, e.Success, e.SuccessMax)
	if err != nil {
		return nil, err
	}
	if success.Quantile(1) > 1 {
		return nil, fault.At(fault.Invalid, "", "vulnerability", "a vulnerability is a part of the threat events: expected 0 to 1")
	}
	a, known := threats.(quantify.Fixed)
	b, sure := success.(quantify.Fixed)
	if known && sure {
		return a * b, nil
	}
	return quantify.Product{A: threats, B: success}, nil
}

// between is a factor that is known, or lies between a least and a most.
func between(field string, least, likeliest, most float64) (quantify.Distribution, error) {
	if most == 0 {
		rate, err := quantify.RateOf(likeliest)
		return rate, in(field, err)
	}
	p, err := quantify.PERTFrom(least, likeliest, most)
	return p, in(field, err)
}

// in puts an error at the field of the estimate that it is about.
func in(field string, err error) error {
	var f *fault.Error
	if errors.As(err, &f) {
		f.Field = field
	}
	return err
}

// loss is what one event costs the organization.
func (e *Estimate) loss() (quantify.Distribution, error) {
	primary, err := e.primary()
	if err != nil {
		return nil, err
	}
	if e.SecondChance != 0 {
		second, err := quantify.LognormalFrom(e.SecondLow, e.SecondHigh)
		if err != nil {
			return nil, in("secondary_high", err)
		}
		if primary, err = quantify.EventFrom(primary, e.SecondChance, second); err != nil {
			return nil, in("secondary_chance", err)
		}
	}
	if e.Limit == 0 {
		return primary, nil
	}
	return quantify.Insure(primary, e.Deductible, e.Limit)
}

func (e *Estimate) primary() (quantify.Distribution, error) {
	switch e.Shape {
	case ShapePERT:
		p, err := quantify.PERTFrom(e.Low, e.Likeliest, e.High)
		return p, in("likeliest", err)
	case ShapeObserved:
		amounts := make([]float64, len(e.Past))
		for i, o := range e.Past {
			amounts[i] = o.Amount
		}
		o, err := quantify.EmpiricalFrom(amounts)
		return o, in("past", err)
	}
	return quantify.LognormalFrom(e.Low, e.High)
}

func estimate() *record.Kind {
	return record.MustDefine[Estimate](record.Spec{
		Name: "risk_estimate", Prefix: "EST", Label: "Estimate", Plural: "Estimates", Concern: "risk", Place: "plan", Clause: "27001 6.1.2 d", Editors: []string{"risk_owner", "contributor"},
		Help: "A risk in figures: how often its events come in a year and what each costs. From all of them follows what a year may cost.",
		Lifecycle: record.Lifecycle{
			States:      []record.State{{Name: "open", Label: "Current"}, {Name: "closed", Label: "Replaced", Ended: true}},
			Transitions: []record.Transition{{Name: "close", Label: "Replace", From: []string{"open"}, To: "closed"}, {Name: "reopen", Label: "Use again", From: []string{"closed"}, To: "open"}},
		},
	})
}
