package quantify_test

import (
	"context"
	"encoding/json"
	"math"
	"testing"

	"pgregory.net/rapid"

	"surety/isms/risk/quantify"
)

// simulate simulates or fails.
func simulate(t testing.TB, scenarios []quantify.Scenario, o quantify.Options) *quantify.Result {
	t.Helper()
	result, err := quantify.Simulate(context.Background(), scenarios, o)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func lognormal(t testing.TB, low, high float64) quantify.Lognormal {
	t.Helper()
	l, err := quantify.LognormalFrom(low, high)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// monotone is what every exceedance curve is: losses rise, probabilities do not, and
// each is one.
func monotone(t interface {
	Fatalf(string, ...any)
}, curve []quantify.Point) {
	for i, p := range curve {
		if !(p.Probability >= 0 && p.Probability <= 1) || math.IsInf(p.Loss, 0) || math.IsNaN(p.Loss) {
			t.Fatalf("point %d is %v", i, p)
		}
		if i > 0 && (p.Loss <= curve[i-1].Loss || p.Probability > curve[i-1].Probability) {
			t.Fatalf("point %v follows %v", p, curve[i-1])
		}
	}
}

func TestTheExpectedLossOfARiskIsItsClosedForm(t *testing.T) {
	l := lognormal(t, 1e6, 1e7)
	// 0.10 × exp(μ + σ²/2) with μ = ln(10^6.5) and σ = ln 10 / 3.2897.
	if got := 0.1 * l.Mean(); math.Abs(got-404_001) > 1 {
		t.Fatalf("the closed form gives %.1f, expected 404001", got)
	}
	for p, expected := range map[float64]float64{0.05: 1e6, 0.95: 1e7} {
		if got := l.Quantile(p); math.Abs(got/expected-1) > 1e-9 {
			t.Errorf("its %v quantile is %v, expected %v", p, got, expected)
		}
	}
	result := simulate(t, []quantify.Scenario{{ID: "R1", Rate: quantify.Fixed(0.1), Loss: l}}, quantify.Options{Trials: 1_000_000, Seed: 3})
	if apart := math.Abs(result.ExpectedAnnualLoss - 404_001); apart > 4*result.StandardError {
		t.Errorf("the simulation expects %.0f, %.1f standard errors away", result.ExpectedAnnualLoss, apart/result.StandardError)
	}
	// The variance of a compound Poisson sum is rate × E[X²].
	expected := math.Sqrt(0.1 * (l.Variance() + l.Mean()*l.Mean()) / 1e6)
	if math.Abs(result.StandardError/expected-1) > 0.03 {
		t.Errorf("the standard error is %.1f, by the closed form %.1f", result.StandardError, expected)
	}
}

func TestTheSameSeedGivesTheSameBitsAtAnyNumberOfWorkers(t *testing.T) {
	for _, trials := range []int{1, 1000, 30_001, 1_100_000} {
		var first string
		for _, workers := range []int{1, 2, 3, 7} {
			data, err := json.Marshal(simulate(t, portfolio(5, 0.3), quantify.Options{Trials: trials, Seed: 42, Workers: workers}))
			if err != nil {
				t.Fatal(err)
			}
			if first == "" {
				first = string(data)
			}
			if string(data) != first {
				t.Errorf("%d trials with %d workers differ from those with one", trials, workers)
			}
		}
	}
}

func TestYearsThatAreCountedSayWhatYearsThatAreKeptSay(t *testing.T) {
	kept := simulate(t, portfolio(8, 0.3), quantify.Options{Trials: 1_000_000, Seed: 1})
	counted := simulate(t, portfolio(8, 0.3), quantify.Options{Trials: 4_000_000, Seed: 2})
	monotone(t, counted.Exceedance)
	for p, loss := range kept.Percentiles {
		if apart := math.Abs(counted.Percentiles[p]/loss - 1); apart > 0.02 {
			t.Errorf("percentile %s: kept %.0f, counted %.0f", p, loss, counted.Percentiles[p])
		}
	}
	for p, loss := range kept.TailValueAtRisk {
		if apart := math.Abs(counted.TailValueAtRisk[p]/loss - 1); apart > 0.02 {
			t.Errorf("tail %s: kept %.0f, counted %.0f", p, loss, counted.TailValueAtRisk[p])
		}
	}
}

func TestEveryResultIsOrderlyAndItsPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "risks")
		list := make([]quantify.Scenario, n)
		for i := range list {
			low := math.Exp(rapid.Float64Range(-5, 20).Draw(t, "low"))
			loss, err := quantify.LognormalFrom(low, low*math.Exp(rapid.Float64Range(0.01, 8).Draw(t, "spread")))
			if err != nil {
				t.Fatal(err)
			}
			list[i] = quantify.Scenario{ID: "R", Rate: quantify.Fixed(rapid.Float64Range(0, 20).Draw(t, "rate")), Loss: loss}
		}
		trials := rapid.IntRange(1, 3000).Draw(t, "trials")
		result, err := quantify.Simulate(context.Background(), list, quantify.Options{Trials: trials, Seed: rapid.Uint64().Draw(t, "seed")})
		if err != nil {
			t.Fatal(err)
		}
		monotone(t, result.Exceedance)
		sum, share, last := 0.0, 0.0, 0.0
		for _, c := range result.Risks {
			sum, share = sum+c.ExpectedAnnualLoss, share+c.Share
		}
		if math.Abs(sum-result.ExpectedAnnualLoss) > 1e-9*sum {
			t.Fatalf("the parts add up to %v, the whole is %v", sum, result.ExpectedAnnualLoss)
		}
		if sum > 0 && math.Abs(share-1) > 1e-9 {
			t.Fatalf("the shares add up to %v", share)
		}
		for _, p := range []string{"50", "90", "95", "99"} {
			if result.Percentiles[p] < last {
				t.Fatalf("the percentiles fall: %v", result.Percentiles)
			}
			last = result.Percentiles[p]
			if tail, ok := result.TailValueAtRisk[p]; ok && tail < last*(1-1e-12) {
				t.Fatalf("the tail beyond %s costs %v, less than the percentile %v", p, tail, last)
			}
		}
	})
}

func TestASimulationEndsWhenItIsToldTo(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := quantify.Simulate(ctx, portfolio(3, 1), quantify.Options{Trials: 1000, Seed: 1}); err == nil {
		t.Error("it went on")
	}
}
