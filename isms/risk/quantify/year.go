package quantify

import (
	"math"
	"sort"
)

// Percentile is the loss that a year does not exceed with probability p; losses beyond
// the reach of the curve read as its end.
func (y *Year) Percentile(p float64) float64 {
	k := sort.SearchFloat64s(y.below, p)
	switch {
	case k == 0:
		return 0
	case k == len(y.below):
		return y.step * float64(k-1)
	}
	// The probability of a point is spread evenly half a step to both sides.
	part := (p - y.below[k-1]) / (y.below[k] - y.below[k-1])
	return y.step * (float64(k) - 0.5 + part)
}

// Bound is between which losses a percentile lies for sure: losses are off by no more
// than the slack, but for the odds of one in a million; with the uncertainty of a rate
// only as far as its 16 values stand for it.
func (y *Year) Bound(p float64) (low, high float64) {
	return max(y.Percentile(p-2*y.odds)-y.slack-y.step, 0), y.Percentile(p+2*y.odds) + y.slack + y.step
}

// Beyond is the probability of a year that costs more than a loss.
func (y *Year) Beyond(loss float64) float64 {
	t := loss/y.step + 0.5
	k := int(t)
	switch {
	case loss < 0:
		return 1
	case k == 0:
		return 1 - y.below[0]
	case k >= len(y.below):
		return 1 - y.below[len(y.below)-1]
	}
	before := y.below[k-1]
	return 1 - before - (t-float64(k))*(y.below[k]-before)
}

// Tail is the mean loss of the worst share 1 − p of the years: the percentile and what
// lies beyond it, (E[S] − E[min(S, q)])/(1 − p); what exceeds the curve counts whole,
// for the expected loss is a closed form.
func (y *Year) Tail(p float64) float64 {
	q := y.Percentile(p)
	limited, k := 0.0, int(q/y.step)
	for i := range min(k, len(y.below)) {
		limited += y.step * (1 - y.below[i])
	}
	if k < len(y.below) {
		limited += (q - float64(k)*y.step) * (1 - y.below[k])
	}
	return q + max(y.Expected-limited, 0)/(1-p)
}

// Curve is how often a year costs more than each of a row of round losses.
func (y *Year) Curve() []Point {
	points := []Point{{0, y.Beyond(0)}}
	reach := y.step * float64(len(y.below)-1)
	low := y.Percentile(max(0.02, y.below[0]+0.02*(1-y.below[0])))
	if y.Expected == 0 {
		return points
	}
	for _, loss := range rounds(max(low, reach*1e-6), reach) {
		if loss > reach {
			break
		}
		points = append(points, Point{loss, math.Min(y.Beyond(loss), points[len(points)-1].Probability)})
	}
	return points
}
