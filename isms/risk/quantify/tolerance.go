package quantify

import (
	"cmp"
	"math"
	"slices"

	"surety/fault"
)

// Tolerance is the curve of what an organization bears: which probability of a year
// that costs more than a loss it tolerates, the least loss first.
type Tolerance []Point

// ToleranceFrom puts points into order and refuses what is no curve: the more a year
// costs, the rarer it must be.
func ToleranceFrom(points []Point) (Tolerance, error) {
	list := slices.SortedStableFunc(slices.Values(points), func(a, b Point) int { return cmp.Compare(a.Loss, b.Loss) })
	for i, p := range list {
		switch {
		case !finite(p.Loss) || p.Loss <= 0:
			return nil, fault.At(fault.Invalid, "", "loss", "%s is no loss of a tolerance curve: expected an amount above 0", figure(p.Loss))
		case !(p.Probability > 0 && p.Probability <= 1):
			return nil, fault.At(fault.Invalid, "", "probability", "%s is no probability: expected above 0 and up to 1", figure(p.Probability))
		case i > 0 && p.Loss == list[i-1].Loss:
			return nil, fault.At(fault.Invalid, "", "loss", "%s stands there twice: name each loss once", figure(p.Loss))
		case i > 0 && p.Probability > list[i-1].Probability:
			return nil, fault.At(fault.Invalid, "", "probability", "more than %s is tolerated with %s, the smaller %s only with %s: the larger a loss, the rarer it must be", figure(p.Loss), figure(p.Probability), figure(list[i-1].Loss), figure(list[i-1].Probability))
		}
	}
	return list, nil
}

// At is the probability that is tolerated of more than a loss: between the points
// straight in the logarithms of both, below the first as the first and beyond the last
// as the last.
func (t Tolerance) At(loss float64) float64 {
	i, _ := slices.BinarySearchFunc(t, loss, func(p Point, loss float64) int { return cmp.Compare(p.Loss, loss) })
	switch {
	case len(t) == 0:
		return 1
	case i == 0:
		return t[0].Probability
	case i == len(t):
		return t[len(t)-1].Probability
	}
	a, b := t[i-1], t[i]
	part := math.Log(loss/a.Loss) / math.Log(b.Loss/a.Loss)
	return a.Probability * math.Pow(b.Probability/a.Probability, part)
}

// Excess is a point of the tolerance curve that is not kept.
type Excess struct {
	Loss, Tolerated, Found float64
}

// Exceeded are the points of the tolerance curve that a year's loss exceeds too often.
func (t Tolerance) Exceeded(year *Year) []Excess {
	var list []Excess
	for _, p := range t {
		if found := year.Beyond(p.Loss); found > p.Probability {
			list = append(list, Excess{p.Loss, p.Probability, found})
		}
	}
	return list
}
