package quantify

import (
	"math"

	"surety/fault"
)

// z95 is the 95th percentile of the standard normal distribution.
const z95 = 1.6448536269514722

// Lognormal is a quantity whose logarithm is normal with mean Mu and standard
// deviation Sigma: most events are moderate, a few are ruinous.
type Lognormal struct{ Mu, Sigma float64 }

// LognormalFrom has the distribution whose 5th and 95th percentiles are low and high,
// a 90 % interval: Mu is the middle of their logarithms and Sigma their distance over
// 2 × 1.6449 (Hubbard and Seiersen, How to Measure Anything in Cybersecurity Risk).
func LognormalFrom(low, high float64) (Lognormal, error) {
	switch {
	case !finite(low) || low <= 0:
		return Lognormal{}, fault.At(fault.Invalid, "", "low", "it is %s: expected an amount above 0, the 5th percentile of one event's loss", figure(low))
	case !finite(high):
		return Lognormal{}, fault.At(fault.Invalid, "", "high", "it is %s: expected an amount, the 95th percentile of one event's loss", figure(high))
	case low >= high:
		return Lognormal{}, fault.At(fault.Invalid, "", "high", "%s is not above low, %s: low is the 5th percentile of one event's loss, high the 95th", figure(high), figure(low))
	}
	a, b := math.Log(low), math.Log(high)
	l := Lognormal{Mu: (a + b) / 2, Sigma: (b - a) / (2 * z95)}
	if l.Mean() > mostAmount || l.Sigma > mostSigma {
		return Lognormal{}, fault.At(fault.Invalid, "", "high", "%s is so far above low, %s, that single events would cost more than can be: name a narrower interval", figure(high), figure(low))
	}
	return l, nil
}

// Mean is e^(μ+σ²/2).
func (l Lognormal) Mean() float64 { return math.Exp(l.Mu + l.Sigma*l.Sigma/2) }

// Variance is (e^σ² − 1)·mean².
func (l Lognormal) Variance() float64 {
	m := l.Mean()
	return math.Expm1(l.Sigma*l.Sigma) * m * m
}

// Limited is e^(μ+σ²/2)·Φ((ln x−μ−σ²)/σ) + x·(1−Φ((ln x−μ)/σ)) (Loss Models, A.4.1).
func (l Lognormal) Limited(x float64) float64 {
	if x <= 0 {
		return x
	}
	z := (math.Log(x) - l.Mu) / l.Sigma
	return l.Mean()*normalBelow(z-l.Sigma) + x*normalBelow(-z)
}

// Quantile is the value that the quantity stays below with probability p.
func (l Lognormal) Quantile(p float64) float64 {
	return math.Exp(l.Mu + l.Sigma*math.Sqrt2*math.Erfinv(2*p-1))
}

// Draw draws e to the power of a normal deviate.
func (l Lognormal) Draw(s *Source) float64 { return s.pow.exp(l.Mu + l.Sigma*s.normal()) }

// normalBelow is Φ, the probability that a standard normal deviate is below z.
func normalBelow(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }
