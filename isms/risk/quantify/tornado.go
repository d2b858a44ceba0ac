package quantify

import (
	"cmp"
	"math"
	"slices"
)

// Factor is what of a scenario is varied.
type Factor string

// The factors of a scenario.
const (
	FactorRate Factor = "rate"
	FactorLoss Factor = "loss"
)

// Swing is how far a percentile of the year's loss moves with one factor of one
// scenario, all else left as it is.
type Swing struct {
	ID, Name  string
	Factor    Factor
	Low, High float64 // the percentile with the factor low and high
}

// Width is how much the factor matters.
func (s Swing) Width() float64 { return math.Abs(s.High - s.Low) }

// Bounds of a tornado.
const (
	mostVaried = 12 // scenarios, those of the largest expected loss
	halved     = 0.5
	doubled    = 2
)

// Tornado varies one factor at a time and tells how far the percentile p of the year's
// loss moves, the widest first: a rate that is uncertain from its 5th to its 95th
// percentile, what is given without uncertainty from half to double (one-way
// sensitivity analysis, Clemen and Reilly, Making Hard Decisions). Only the twelve
// scenarios of the largest expected loss are varied.
func Tornado(scenarios []Scenario, p float64) ([]Swing, error) {
	if err := check(scenarios); err != nil {
		return nil, err
	}
	most, err := extent(scenarios)
	if err != nil {
		return nil, err
	}
	order := make([]int, len(scenarios))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scenarios[b].Expected(), scenarios[a].Expected()) })
	var list []Swing
	for _, i := range order[:min(len(order), mostVaried)] {
		for _, factor := range []Factor{FactorRate, FactorLoss} {
			swing := Swing{ID: scenarios[i].ID, Name: scenarios[i].Name, Factor: factor}
			swing.Low = percentileWith(scenarios, i, varied(scenarios[i], factor, false), 2*most, p)
			swing.High = percentileWith(scenarios, i, varied(scenarios[i], factor, true), 2*most, p)
			list = append(list, swing)
		}
	}
	slices.SortStableFunc(list, func(a, b Swing) int { return cmp.Compare(b.Width(), a.Width()) })
	return list, nil
}

// varied is a scenario with a factor at its low or high.
func varied(s Scenario, factor Factor, high bool) Scenario {
	by, at := halved, 0.05
	if high {
		by, at = doubled, 0.95
	}
	if factor == FactorLoss {
		s.Loss = Times(s.Loss, by)
		return s
	}
	if rate, fixed := s.Rate.(Fixed); fixed {
		s.Rate = rate * Fixed(by)
	} else {
		s.Rate = Fixed(s.Rate.Quantile(at))
	}
	return s
}

func percentileWith(scenarios []Scenario, i int, s Scenario, most, p float64) float64 {
	list := slices.Clone(scenarios)
	list[i] = s
	return reckon(list, most, coarsePoints).Percentile(p)
}

// Times is a quantity times a factor above nought, of its own kind where that goes.
func Times(d Distribution, by float64) Distribution {
	switch d := d.(type) {
	case Fixed:
		return d * Fixed(by)
	case Lognormal:
		return Lognormal{d.Mu + math.Log(by), d.Sigma}
	case PERT:
		return PERT{d.Least * by, d.Likeliest * by, d.Most * by}
	case Event:
		return Event{Times(d.Primary, by), d.Chance, Times(d.Secondary, by)}
	case Retained: // the loss is varied, the policy stays
		return Retained{Times(d.Loss, by), d.Deductible, d.Limit}
	}
	return Scaled{d, by}
}
