package quantify

import (
	"math"

	"surety/fault"
)

// Event is what one event costs by the factors of Open FAIR (O-RT 3.5): the primary
// loss, and with a chance a secondary one, by the reactions of others.
type Event struct {
	Primary   Distribution
	Chance    float64 // that a secondary loss follows
	Secondary Distribution
}

// EventFrom refuses a chance that is none.
func EventFrom(primary Distribution, chance float64, secondary Distribution) (Event, error) {
	if !(chance >= 0 && chance <= 1) {
		return Event{}, fault.At(fault.Invalid, "", "chance", "%s is no probability: expected 0 to 1", figure(chance))
	}
	return Event{primary, chance, secondary}, nil
}

// Mean is E[P] + c·E[S].
func (e Event) Mean() float64 { return e.Primary.Mean() + e.Chance*e.Secondary.Mean() }

// Variance is that of the primary loss and of the secondary one that comes by chance:
// c·Var[S] + c·(1−c)·E[S]².
func (e Event) Variance() float64 {
	m := e.Secondary.Mean()
	return e.Primary.Variance() + e.Chance*e.Secondary.Variance() + e.Chance*(1-e.Chance)*m*m
}

// Limited is that of the primary loss alone, or with each atom of the secondary one.
func (e Event) Limited(x float64) float64 {
	with := 0.0
	for _, a := range atoms(e.Secondary) {
		if a.value >= x {
			with += a.weight * x
		} else {
			with += a.weight * (a.value + e.Primary.Limited(x-a.value))
		}
	}
	return (1-e.Chance)*e.Primary.Limited(x) + e.Chance*with
}

// Quantile is found by bisection of P(X > x), the slope of Limited.
func (e Event) Quantile(p float64) float64 { return quantileOf(e, p) }

// Draw draws the primary loss and, by chance, the secondary one.
func (e Event) Draw(s *Source) float64 {
	loss := e.Primary.Draw(s)
	if s.uniform() < e.Chance {
		loss += e.Secondary.Draw(s)
	}
	return loss
}

// Retained is what an insured organization bears of each event: all up to the
// deductible, nothing of the layer above it up to the limit, and all beyond.
type Retained struct {
	Loss              Distribution
	Deductible, Limit float64
}

// Insure refuses amounts that are none.
func Insure(loss Distribution, deductible, limit float64) (Retained, error) {
	switch {
	case !finite(deductible) || deductible < 0:
		return Retained{}, fault.At(fault.Invalid, "", "deductible", "%s is no deductible: expected an amount from 0 on", figure(deductible))
	case !finite(limit) || limit <= 0:
		return Retained{}, fault.At(fault.Invalid, "", "limit", "%s is no limit: expected what the insurer pays at most of one event", figure(limit))
	}
	return Retained{loss, deductible, limit}, nil
}

func (r Retained) bear(loss float64) float64 {
	return math.Min(loss, r.Deductible) + math.Max(loss-r.Deductible-r.Limit, 0)
}

// Mean is E[X] less the mean of the insured layer, L(d+l) − L(d).
func (r Retained) Mean() float64 {
	return r.Loss.Mean() - r.Loss.Limited(r.Deductible+r.Limit) + r.Loss.Limited(r.Deductible)
}

// Limited is L(x) up to the deductible and L(d) + L(x+l) − L(d+l) beyond (Loss Models, 8).
func (r Retained) Limited(x float64) float64 {
	if x <= r.Deductible {
		return r.Loss.Limited(x)
	}
	return r.Loss.Limited(r.Deductible) + r.Loss.Limited(x+r.Limit) - r.Loss.Limited(r.Deductible+r.Limit)
}

// Variance is that of what is borne of the atoms of the loss, within a percent.
func (r Retained) Variance() float64 {
	sum := 0.0
	for _, a := range atoms(r.Loss) {
		borne := r.bear(a.value)
		sum += a.weight * borne * borne
	}
	m := r.Mean()
	return max(sum-m*m, 0)
}

// Quantile is what is borne of that of the loss.
func (r Retained) Quantile(p float64) float64 { return r.bear(r.Loss.Quantile(p)) }

// Draw draws a loss and what is borne of it.
func (r Retained) Draw(s *Source) float64 { return r.bear(r.Loss.Draw(s)) }

// quantileOf finds a quantile by bisection of the slope of Limited.
func quantileOf(d Distribution, p float64) float64 {
	low, high := 0.0, max(d.Mean(), 1e-9)
	beyond := func(x float64) float64 {
		step := max(x*1e-6, 1e-12)
		return (d.Limited(x+step) - d.Limited(x)) / step
	}
	for beyond(high) > 1-p && high < mostAmount {
		high *= 2
	}
	for range 60 {
		middle := (low + high) / 2
		if beyond(middle) > 1-p {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}
