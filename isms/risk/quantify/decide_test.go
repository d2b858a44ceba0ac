package quantify_test

import (
	"context"
	"math"
	"testing"

	"surety/isms/risk/quantify"
)

func TestWhatAControlSavesIsItsClosedForm(t *testing.T) {
	rarer, err := quantify.PERTFrom(0.2, 0.5, 0.9)
	if err != nil {
		t.Fatal(err)
	}
	scenarios := portfolio(4, 0.6)
	scenarios[1].Cause, scenarios[1].Shared = "provider", 0.5
	scenarios[2].Cause, scenarios[2].Shared = "provider", 1
	control := quantify.Control{Cost: 2000, Effects: []quantify.Effect{
		{Scenario: "R1", Rarer: rarer, Cheaper: quantify.Fixed(0)}, {Scenario: "R2", Rarer: quantify.Fixed(0.1), Cheaper: quantify.Fixed(0.4)},
	}}
	expected, err := control.Saves(scenarios)
	if err != nil {
		t.Fatal(err)
	}
	var first *quantify.Worth
	for _, workers := range []int{1, 3} {
		worth, err := quantify.WorthOf(context.Background(), scenarios, control, quantify.Options{Trials: 200_000, Seed: 9, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(worth.Saved-expected) > 4*worth.StandardError {
			t.Errorf("it saves %.1f ± %.1f, by the closed form %.1f", worth.Saved, worth.StandardError, expected)
		}
		if got := (worth.Saved - 2000) / 2000; worth.Return != got {
			t.Errorf("its return is %v, expected %v", worth.Return, got)
		}
		if first != nil && *first != *worth {
			t.Errorf("with %d workers it is worth %v, with one %v", workers, *worth, *first)
		}
		first = worth
	}
	apart := simulate(t, scenarios, quantify.Options{Trials: 200_000, Seed: 9})
	if first.StandardError >= apart.StandardError {
		t.Errorf("the difference is no less noisy, %v, than a year is, %v", first.StandardError, apart.StandardError)
	}
}

func TestAControlThatCannotBeIsRefused(t *testing.T) {
	for name, control := range map[string]quantify.Control{
		"cost":     {Cost: math.NaN()},
		"scenario": {Effects: []quantify.Effect{{Scenario: "none", Rarer: quantify.Fixed(0), Cheaper: quantify.Fixed(0)}}},
		"share":    {Effects: []quantify.Effect{{Scenario: "R0", Rarer: quantify.Fixed(1.2), Cheaper: quantify.Fixed(0)}}},
	} {
		if _, err := quantify.WorthOf(context.Background(), portfolio(1, 1), control, quantify.Options{Trials: 10, Seed: 1}); err == nil {
			t.Errorf("%s: it was reckoned with", name)
		}
	}
}

func TestTheTornadoPutsFirstWhatMattersMost(t *testing.T) {
	scenarios := []quantify.Scenario{
		{ID: "small", Rate: quantify.Fixed(1), Loss: lognormal(t, 10, 100)},
		{ID: "large", Rate: quantify.Fixed(0.5), Loss: lognormal(t, 100_000, 900_000)},
	}
	swings, err := quantify.Tornado(scenarios, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	if len(swings) != 4 || swings[0].ID != "large" || swings[1].ID != "large" {
		t.Fatalf("it begins with %v", swings)
	}
	for _, s := range swings[:2] {
		if s.Low >= s.High {
			t.Errorf("%s of %s: more of it makes a year cheaper: %v", s.Factor, s.ID, s)
		}
	}
	for i, s := range swings[1:] {
		if s.Width() > swings[i].Width() {
			t.Errorf("a wider one follows: %v", swings)
		}
	}
	double := scenarios
	double[1].Rate = quantify.Fixed(1)
	if exact := reckon(t, double).Percentile(0.95); math.Abs(swings[0].High/exact-1) > 0.01 && math.Abs(swings[1].High/exact-1) > 0.01 {
		t.Errorf("twice the rate gives %.0f, reckoned anew %.0f", swings[0].High, exact)
	}
}

func TestATolerancesPointsAreComparedWithTheCurve(t *testing.T) {
	year := reckon(t, []quantify.Scenario{{ID: "a", Rate: quantify.Fixed(0.1), Loss: lognormal(t, 1e6, 1e7)}})
	tolerance, err := quantify.ToleranceFrom([]quantify.Point{{Loss: 5e6, Probability: 0.01}, {Loss: 1e6, Probability: 0.2}})
	if err != nil {
		t.Fatal(err)
	}
	exceeded := tolerance.Exceeded(year)
	if len(exceeded) != 1 || exceeded[0].Loss != 5e6 || exceeded[0].Found < 0.02 {
		t.Errorf("it exceeds %v", exceeded)
	}
	for loss, expected := range map[float64]float64{1: 0.2, 1e6: 0.2, 5e6: 0.01, 9e9: 0.01, math.Sqrt(5) * 1e6: math.Sqrt(0.2 * 0.01)} {
		if got := tolerance.At(loss); math.Abs(got/expected-1) > 1e-12 {
			t.Errorf("of %v it tolerates %v, expected %v", loss, got, expected)
		}
	}
	for name, points := range map[string][]quantify.Point{
		"rising": {{Loss: 1, Probability: 0.1}, {Loss: 2, Probability: 0.2}}, "twice": {{Loss: 1, Probability: 0.1}, {Loss: 1, Probability: 0.1}},
		"no probability": {{Loss: 1, Probability: 1.1}}, "no number": {{Loss: math.NaN(), Probability: 0.1}},
	} {
		if _, err := quantify.ToleranceFrom(points); err == nil {
			t.Errorf("%s: it was taken", name)
		}
	}
}

func TestExpertsAreCombinedAndScored(t *testing.T) {
	low, high, err := quantify.Combine([]quantify.Interval{{Low: 100, High: 1000}, {Low: 400, High: 9000}})
	if err != nil || math.Abs(low-200) > 1e-9 || math.Abs(high-3000) > 1e-9 {
		t.Errorf("together they say %v to %v, %v", low, high, err)
	}
	if low, high, _ = quantify.Combine([]quantify.Interval{{Low: 100, High: 1000, Weight: 1}, {Low: 400, High: 9000, Weight: 0}}); math.Abs(low-100) > 1e-9 || math.Abs(high-1000) > 1e-9 {
		t.Errorf("who has no weight is heard: %v to %v", low, high)
	}
	score, err := quantify.Brier([]quantify.Answer{{1, true}, {0.5, false}, {0.8, true}, {0.7, false}})
	if expected := (0 + 0.25 + 0.04 + 0.49) / 4; err != nil || math.Abs(score-expected) > 1e-12 {
		t.Errorf("the score is %v, expected %v: %v", score, expected, err)
	}
	if quantify.Weigh(0) != 1 || quantify.Weigh(0.25) != 0 || quantify.Weigh(0.6) != 0 {
		t.Error("who guesses has a weight, or who knows has none")
	}
	if _, err := quantify.Brier([]quantify.Answer{{1.01, true}}); err == nil {
		t.Error("a probability above 1 was scored")
	}
	if _, _, err := quantify.Combine([]quantify.Interval{{Low: 5, High: 5}}); err == nil {
		t.Error("no interval was combined")
	}
}
