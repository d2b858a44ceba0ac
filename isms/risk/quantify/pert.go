package quantify

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"surety/fault"
)

// PERT is a quantity known by its least, likeliest and most: a beta distribution on
// that range whose mean is (least + 4·likeliest + most)/6 (Malcolm et al. 1959; Vose,
// Risk Analysis). Open FAIR estimates its factors so.
type PERT struct{ Least, Likeliest, Most float64 }

// PERTFrom refuses what is no range.
func PERTFrom(least, likeliest, most float64) (PERT, error) {
	switch {
	case !finite(least) || !finite(likeliest) || !finite(most) || least < 0:
		return PERT{}, fault.At(fault.Invalid, "", "likeliest", "%s, %s and %s are no least, likeliest and most: expected numbers from 0 on", figure(least), figure(likeliest), figure(most))
	case likeliest < least || likeliest > most || least == most:
		return PERT{}, fault.At(fault.Invalid, "", "likeliest", "%s does not lie between the least, %s, and the most, %s: expected three rising values", figure(likeliest), figure(least), figure(most))
	}
	return PERT{least, likeliest, most}, nil
}

func (p PERT) shape() (alpha, beta, width float64) {
	width = p.Most - p.Least
	return 1 + 4*(p.Likeliest-p.Least)/width, 1 + 4*(p.Most-p.Likeliest)/width, width
}

// Mean is (least + 4·likeliest + most)/6.
func (p PERT) Mean() float64 { return (p.Least + 4*p.Likeliest + p.Most) / 6 }

// Variance is (mean − least)(most − mean)/7.
func (p PERT) Variance() float64 { return (p.Mean() - p.Least) * (p.Most - p.Mean()) / 7 }

// Limited follows from E[min(Y, y)] = α/(α+β)·I_y(α+1, β) + y·(1−I_y(α, β)) of a beta
// distribution (Loss Models, A.6.1).
func (p PERT) Limited(x float64) float64 {
	alpha, beta, width := p.shape()
	y := (x - p.Least) / width
	switch {
	case y <= 0:
		return x
	case y >= 1:
		return p.Mean()
	}
	return p.Least + width*(alpha/(alpha+beta)*mathext.RegIncBeta(alpha+1, beta, y)+y*(1-mathext.RegIncBeta(alpha, beta, y)))
}

// Quantile inverts the incomplete beta function.
func (p PERT) Quantile(q float64) float64 {
	alpha, beta, width := p.shape()
	return p.Least + width*mathext.InvRegIncBeta(alpha, beta, q)
}

// Draw draws a beta deviate as a share of two gamma deviates.
func (p PERT) Draw(s *Source) float64 {
	alpha, beta, width := p.shape()
	a := s.gamma(alpha)
	return p.Least + width*a/(a+s.gamma(beta))
}

// gamma draws a gamma deviate of a shape from 1 on (Marsaglia and Tsang 2000).
func (s *Source) gamma(shape float64) float64 {
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := s.normal()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v *= v * v
		u := s.open()
		if u < 1-0.0331*x*x*x*x || math.Log(u) < 0.5*x*x+d*(1-v+math.Log(v)) {
			return d * v
		}
	}
}
