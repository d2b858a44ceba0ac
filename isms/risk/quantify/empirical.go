package quantify

import (
	"math"
	"slices"

	"surety/fault"
)

// Empirical is a quantity that was observed: each of its values is as likely.
type Empirical struct {
	values []float64 // the least first
	upTo   []float64 // sum of the values before
}

// EmpiricalFrom takes observed values, such as the losses of past incidents.
func EmpiricalFrom(values []float64) (Empirical, error) {
	if len(values) == 0 {
		return Empirical{}, fault.At(fault.Invalid, "", "observed", "no loss was observed: name at least one")
	}
	e := Empirical{values: slices.Sorted(slices.Values(values)), upTo: make([]float64, len(values)+1)}
	for i, v := range e.values {
		if !finite(v) || v < 0 {
			return Empirical{}, fault.At(fault.Invalid, "", "observed", "%s is no loss that can be observed: expected an amount from 0 on", figure(v))
		}
		e.upTo[i+1] = e.upTo[i] + v
	}
	return e, nil
}

// Mean is that of the values.
func (e Empirical) Mean() float64 { return e.upTo[len(e.values)] / float64(len(e.values)) }

// Variance is that of the values.
func (e Empirical) Variance() float64 {
	mean, sum := e.Mean(), 0.0
	for _, v := range e.values {
		sum += (v - mean) * (v - mean)
	}
	return sum / float64(len(e.values))
}

// Limited is the mean of the values, each limited by x.
func (e Empirical) Limited(x float64) float64 {
	below, _ := slices.BinarySearch(e.values, x)
	return (e.upTo[below] + x*float64(len(e.values)-below)) / float64(len(e.values))
}

// Quantile is the least value that a share p of the values does not exceed.
func (e Empirical) Quantile(p float64) float64 {
	return e.values[min(max(int(math.Ceil(p*float64(len(e.values))))-1, 0), len(e.values)-1)]
}

// Draw picks one of the values.
func (e Empirical) Draw(s *Source) float64 {
	i, _ := s.below(len(e.values))
	return e.values[i]
}
