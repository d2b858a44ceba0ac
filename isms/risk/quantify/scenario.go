package quantify

import (
	"math"
	"strconv"

	"surety/fault"
)

// Bounds of what is reckoned. They lie far beyond any organization, and keep every
// sum finite and every run within minutes.
const (
	MostScenarios = 10_000
	mostRate      = 100_000 // events a year of one scenario
	mostAmount    = 1e18    // of the expected loss of one event
	mostSigma     = 6       // e^(2·1.645·6) is a factor of 370 million between low and high
)

// Scenario is one risk in figures.
type Scenario struct {
	ID   string
	Name string
	// Rate is the events expected a year; a scenario whose rate is not Fixed is
	// uncertain about it, and each simulated year draws its own.
	Rate Distribution
	// Loss is what one event costs.
	Loss Distribution
}

// RateOf is a rate that is known.
func RateOf(rate float64) (Fixed, error) {
	switch {
	case !finite(rate):
		return 0, fault.At(fault.Invalid, "", "rate", "it is %s: expected the events of a year as a number, such as 0.1 for one in ten years", figure(rate))
	case rate < 0:
		return 0, fault.At(fault.Invalid, "", "rate", "%s is below 0: expected the events of a year, such as 0.1 for one in ten years", figure(rate))
	case rate > mostRate:
		return 0, fault.At(fault.Invalid, "", "rate", "%s events a year are more than the %s that are reckoned with: what comes that often is a cost to be planned, not a risk", figure(rate), figure(mostRate))
	}
	return Fixed(rate), nil
}

// check refuses what no portfolio may hold.
func check(scenarios []Scenario) error {
	switch n := len(scenarios); {
	case n == 0:
		return fault.New(fault.Invalid, "there is no scenario to reckon with: name at least one with its rate and its loss")
	case n > MostScenarios:
		return fault.New(fault.TooLarge, "%d scenarios are more than the %d that are reckoned with at once", n, MostScenarios)
	}
	for _, s := range scenarios {
		if m := s.Rate.Mean(); !finite(m) || m < 0 || m > mostRate {
			return fault.At(fault.Invalid, s.ID, "rate", "%s events a year can't be reckoned with: expected 0 to %s", figure(m), figure(mostRate))
		}
		if m := s.Loss.Mean(); !finite(m) || m < 0 || m > mostAmount {
			return fault.At(fault.Invalid, s.ID, "loss", "an expected loss of %s can't be reckoned with: expected 0 to %s", figure(m), figure(mostAmount))
		}
	}
	return nil
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// figure writes a number as a person would type it.
func figure(x float64) string {
	if a := math.Abs(x); a != 0 && (a >= 1e21 || a < 1e-6) {
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
