package quantify

import (
	"math"

	"surety/fault"
)

// Interval is an expert's 90 % interval.
type Interval struct {
	Low, High float64
	Weight    float64 // relative; all alike where all are 0
}

// Combine makes one interval of several: the weighted mean of the logarithms of low and
// of high, so that each expert's percentiles are averaged and none is drowned by the
// largest figure (quantile averaging, Lichtendahl, Grushka-Cockayne and Winkler 2013).
func Combine(list []Interval) (low, high float64, err error) {
	sum := 0.0
	for _, i := range list {
		if _, err := LognormalFrom(i.Low, i.High); err != nil {
			return 0, 0, err
		}
		if !finite(i.Weight) || i.Weight < 0 {
			return 0, 0, fault.At(fault.Invalid, "", "weight", "%s is no weight: expected a number from 0 on", figure(i.Weight))
		}
		sum += i.Weight
	}
	if len(list) == 0 {
		return 0, 0, fault.New(fault.Invalid, "there is no estimate to combine: name at least one")
	}
	for _, i := range list {
		share := 1 / float64(len(list))
		if sum > 0 {
			share = i.Weight / sum
		}
		low += share * math.Log(i.Low)
		high += share * math.Log(i.High)
	}
	return math.Exp(low), math.Exp(high), nil
}

// Answer is a calibration question answered: how probable the expert held a statement,
// and whether it is true.
type Answer struct {
	Probability float64
	True        bool
}

// Brier scores answers: the mean square of the distance between the probability that
// was said and what is true, 0 for certain and right, 0.25 for an even chance
// each time, 1 for certain and wrong (Brier 1950).
func Brier(answers []Answer) (float64, error) {
	if len(answers) == 0 {
		return 0, fault.New(fault.Invalid, "there is no answer to score: name at least one")
	}
	sum := 0.0
	for _, a := range answers {
		if !(a.Probability >= 0 && a.Probability <= 1) {
			return 0, fault.At(fault.Invalid, "", "probability", "%s is no probability: expected 0 to 1", figure(a.Probability))
		}
		is := 0.0
		if a.True {
			is = 1
		}
		sum += (a.Probability - is) * (a.Probability - is)
	}
	return sum / float64(len(answers)), nil
}

// Weigh is the weight of an expert by their Brier score: what they know beyond an even
// chance, 1 − score/0.25, and nothing for who knows less (the Brier skill score).
func Weigh(score float64) float64 { return max(0, 1-score/0.25) }
