package quantify_test

import (
	"fmt"
	"math"
	"testing"

	"surety/isms/risk/quantify"
)

func reckon(t testing.TB, scenarios []quantify.Scenario) *quantify.Year {
	t.Helper()
	year, err := quantify.Exact(scenarios)
	if err != nil {
		t.Fatal(err)
	}
	return year
}

// panjer is the compound Poisson distribution by Panjer's recursion (1981) of losses
// 1, 2, … with the given probabilities.
func panjer(rate float64, p []float64, most int) []float64 {
	g := make([]float64, most+1)
	g[0] = math.Exp(-rate)
	for s := 1; s <= most; s++ {
		for k := 1; k <= min(s, len(p)); k++ {
			g[s] += rate / float64(s) * float64(k) * p[k-1] * g[s-k]
		}
	}
	return g
}

func TestTheExactCurveIsPanjersRecursion(t *testing.T) {
	loss, err := quantify.EmpiricalFrom([]float64{1, 1, 2, 5})
	if err != nil {
		t.Fatal(err)
	}
	year := reckon(t, []quantify.Scenario{{ID: "a", Rate: quantify.Fixed(1.5), Loss: loss}, {ID: "b", Rate: quantify.Fixed(0.5), Loss: quantify.Fixed(5)}})
	g, below := panjer(2, []float64{0.375, 0.1875, 0, 0, 0.4375}, 40), 0.0
	for s, p := range g[:30] {
		below += p
		if got := 1 - year.Beyond(float64(s)+0.5); math.Abs(got-below) > 1e-6 {
			t.Errorf("P(S ≤ %d) is %.9f, by the recursion %.9f", s, got, below)
		}
	}
}

// confirmed compares a curve with a simulation of the same scenarios.
func confirmed(t *testing.T, scenarios []quantify.Scenario) {
	t.Helper()
	const trials = 400_000
	year, drawn := reckon(t, scenarios), simulate(t, scenarios, quantify.Options{Trials: trials, Seed: 77})
	monotone(t, year.Curve())
	if apart := math.Abs(year.Expected - drawn.ExpectedAnnualLoss); apart > 4.5*drawn.StandardError {
		t.Errorf("expected loss %.1f, drawn %.1f, %.1f standard errors apart", year.Expected, drawn.ExpectedAnnualLoss, apart/drawn.StandardError)
	}
	for _, point := range drawn.Exceedance {
		// A loss that has a probability of its own is spread over a step of the grid.
		above, below := year.Beyond(point.Loss*1.001), year.Beyond(point.Loss*0.999-1e-9)
		if above < 0.0006 {
			continue
		}
		spread := 5*math.Sqrt(above*(1-above)/trials) + 2e-4
		if point.Probability < above-spread || point.Probability > below+spread {
			t.Errorf("more than %v: exact %.5f to %.5f, drawn %.5f", point.Loss, above, below, point.Probability)
		}
	}
	for p, share := range map[string]float64{"95": 0.95, "99": 0.99} {
		if apart := math.Abs(year.Tail(share)/drawn.TailValueAtRisk[p] - 1); apart > 0.06 {
			t.Errorf("tail %s: exact %.0f, drawn %.0f", p, year.Tail(share), drawn.TailValueAtRisk[p])
		}
	}
}

func TestSimulationConfirmsTheExactCurve(t *testing.T) {
	must := func(d quantify.Distribution, err error) quantify.Distribution {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	pert := must(quantify.PERTFrom(1000, 4000, 20_000))
	heavy := lognormal(t, 500, 90_000)
	event := must(quantify.EventFrom(pert, 0.3, heavy))
	for name, scenarios := range map[string][]quantify.Scenario{
		"lognormal":      portfolio(12, 0.3),
		"one and rare":   {{ID: "a", Rate: quantify.Fixed(0.05), Loss: heavy}},
		"PERT":           {{ID: "a", Rate: quantify.Fixed(2), Loss: pert}},
		"uncertain rate": {{ID: "a", Rate: must(quantify.PERTFrom(0.1, 1, 6)), Loss: heavy}, {ID: "b", Rate: lognormal(t, 0.2, 3), Loss: pert}},
		"FAIR":           {{ID: "a", Rate: quantify.Product{A: must(quantify.PERTFrom(1, 4, 20)), B: must(quantify.PERTFrom(0.05, 0.2, 0.6))}, Loss: event}},
		"secondary loss": {{ID: "a", Rate: quantify.Fixed(0.7), Loss: event}},
		"insured":        {{ID: "a", Rate: quantify.Fixed(1.2), Loss: must(quantify.Insure(heavy, 5000, 20_000))}, {ID: "b", Rate: quantify.Fixed(1), Loss: must(quantify.Insure(event, 2000, 10_000))}},
		"shared cause": {
			{ID: "a", Rate: quantify.Fixed(0.4), Loss: heavy, Cause: "provider", Shared: 0.8}, {ID: "b", Rate: quantify.Fixed(0.2), Loss: pert, Cause: "provider", Shared: 1},
			{ID: "c", Rate: must(quantify.PERTFrom(0.1, 0.5, 2)), Loss: pert, Cause: "provider", Shared: 0.5},
		},
	} {
		t.Run(name, func(t *testing.T) { confirmed(t, scenarios) })
	}
}

func TestASharedCauseKeepsEachRiskAndMakesBadYearsWorse(t *testing.T) {
	list := []quantify.Scenario{{ID: "a", Rate: quantify.Fixed(0.1), Loss: quantify.Fixed(100)}, {ID: "b", Rate: quantify.Fixed(0.1), Loss: quantify.Fixed(100)}}
	apart := reckon(t, list)
	for i := range list {
		list[i].Cause, list[i].Shared = "flood", 1
	}
	together := reckon(t, list)
	if apart.Expected != together.Expected {
		t.Errorf("the expected loss moved from %v to %v", apart.Expected, together.Expected)
	}
	// Both strike or none: P(S ≥ 200) is that of any event, 1 − e^-0.1.
	if got, expected := together.Beyond(150), -math.Expm1(-0.1); math.Abs(got-expected) > 1e-5 {
		t.Errorf("both strike with probability %.6f, expected %.6f", got, expected)
	}
	if apart.Beyond(150) > 0.02 {
		t.Errorf("apart, both strike with probability %v", apart.Beyond(150))
	}
}

func TestTheStatedBoundHoldsAgainstAFinerReckoning(t *testing.T) {
	for _, n := range []int{1, 30, 1000} {
		scenarios := portfolio(n, 0.3)
		year, fine := reckon(t, scenarios), quantify.ExactWith(t, scenarios, 1<<18)
		for _, p := range []float64{0.9, 0.99, 0.995} {
			low, high := year.Bound(p)
			exact := fine.Percentile(p)
			if exact < low || exact > high {
				t.Errorf("%d risks, %v: %.1f lies outside %.1f to %.1f", n, p, exact, low, high)
			}
			if apart := math.Abs(year.Percentile(p)/exact - 1); apart > 0.0005 {
				t.Errorf("%d risks, %v: %.5f away from the finer one", n, p, apart)
			}
			if p == 0.995 && (high-low)/2 > 0.005*exact {
				t.Errorf("%d risks, %v: the bound is ±%.3f %%", n, p, 50*(high-low)/exact)
			}
		}
	}
}

func TestNothingThatCostsNothingHasACurve(t *testing.T) {
	year := reckon(t, []quantify.Scenario{{ID: "a", Rate: quantify.Fixed(0), Loss: lognormal(t, 1, 2)}})
	if year.Expected != 0 || year.Percentile(0.99) != 0 || year.Beyond(0) != 0 || year.Tail(0.95) != 0 {
		t.Errorf("it costs %v, %v, %v", year.Expected, year.Percentile(0.99), year.Beyond(0))
	}
}

func BenchmarkExact(b *testing.B) {
	for _, n := range []int{10, 1000} {
		b.Run(fmt.Sprintf("risks=%d", n), func(b *testing.B) {
			scenarios := portfolio(n, 0.3)
			for b.Loop() {
				if _, err := quantify.Exact(scenarios); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
