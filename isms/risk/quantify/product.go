package quantify

import (
	"cmp"
	"math"
	"slices"
)

// Product is the product of two independent quantities, such as threat event
// frequency and vulnerability, which make the loss event frequency (Open FAIR, O-RT 3.4).
type Product struct{ A, B Distribution }

// Mean is the product of the means.
func (p Product) Mean() float64 { return p.A.Mean() * p.B.Mean() }

// Variance is E[A²]·E[B²] − (E[A]·E[B])².
func (p Product) Variance() float64 {
	a, b := p.A.Mean(), p.B.Mean()
	return (p.A.Variance()+a*a)*(p.B.Variance()+b*b) - a*a*b*b
}

// atoms are products of what stands for each part of both factors.
func (p Product) atoms() []atom {
	var list []atom
	for _, a := range atoms(p.A) {
		for _, b := range atoms(p.B) {
			list = append(list, atom{a.value * b.value, a.weight * b.weight})
		}
	}
	slices.SortFunc(list, func(a, b atom) int { return cmp.Compare(a.value, b.value) })
	return list
}

// Limited is the mean of the atoms, each limited by x.
func (p Product) Limited(x float64) float64 {
	sum := 0.0
	for _, a := range p.atoms() {
		sum += a.weight * math.Min(a.value, x)
	}
	return sum
}

// Quantile is that of the atoms.
func (p Product) Quantile(q float64) float64 {
	list := p.atoms()
	for _, a := range list {
		if q -= a.weight; q <= 0 {
			return a.value
		}
	}
	return list[len(list)-1].value
}

// Draw draws both.
func (p Product) Draw(s *Source) float64 { return p.A.Draw(s) * p.B.Draw(s) }
