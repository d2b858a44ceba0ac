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
	// Cause names what several scenarios share, such as a provider, and Shared the
	// share of their events that come of it, 0 to 1. A cause strikes as often as its
	// most stricken scenario, and then each of them with the probability that keeps its
	// own rate (Poisson shocks, Lindskog and McNeil 2003).
	Cause  string
	Shared float64
}

// own is the rate of the events that come of no shared cause.
func (s Scenario) own() Distribution {
	if s.Cause == "" || s.Shared == 0 {
		return s.Rate
	}
	if rate, fixed := s.Rate.(Fixed); fixed {
		return rate * Fixed(1-s.Shared)
	}
	return Scaled{s.Rate, 1 - s.Shared}
}

// cause is what several scenarios share: how often it strikes, and with which
// probability each scenario is then struck.
type cause struct {
	rate    float64
	members []int
	chances []float64
}

// causesOf are the causes of scenarios, in the order in which they are first named. Of
// an uncertain rate, the mean is shared.
func causesOf(scenarios []Scenario) []cause {
	var list []cause
	at := map[string]int{}
	for i, s := range scenarios {
		rate := s.Shared * s.Rate.Mean()
		if s.Cause == "" || rate == 0 {
			continue
		}
		where, known := at[s.Cause]
		if !known {
			where = len(list)
			at[s.Cause], list = where, append(list, cause{})
		}
		c := &list[where]
		c.rate, c.members, c.chances = max(c.rate, rate), append(c.members, i), append(c.chances, rate)
	}
	for _, c := range list {
		for i := range c.chances {
			c.chances[i] /= c.rate
		}
	}
	return list
}

// Expected is the expected annual loss by its closed form: the mean of a compound
// Poisson sum is rate × mean loss (Loss Models, 9.1).
func (s Scenario) Expected() float64 { return s.Rate.Mean() * s.Loss.Mean() }

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
		if err := Check(s); err != nil {
			return err
		}
	}
	return nil
}

// Check refuses a scenario that can't be reckoned with, naming the field.
func Check(s Scenario) error {
	if m := s.Rate.Mean(); !finite(m) || m < 0 || m > mostRate {
		return fault.At(fault.Invalid, s.ID, "rate", "%s events a year can't be reckoned with: expected 0 to %s", figure(m), figure(mostRate))
	}
	if m := s.Loss.Mean(); !finite(m) || m < 0 || m > mostAmount {
		return fault.At(fault.Invalid, s.ID, "loss", "an expected loss of %s can't be reckoned with: expected 0 to %s", figure(m), figure(mostAmount))
	}
	if !(s.Shared >= 0 && s.Shared <= 1) {
		return fault.At(fault.Invalid, s.ID, "shared", "%s is no probability: expected 0 to 1", figure(s.Shared))
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
