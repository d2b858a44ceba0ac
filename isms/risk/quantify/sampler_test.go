package quantify

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// distance is the Kolmogorov–Smirnov distance of a sample from a distribution.
func distance(sample []float64, below func(x float64) float64) float64 {
	slices.Sort(sample)
	n, most := float64(len(sample)), 0.0
	for i, x := range sample {
		f := below(x)
		most = max(most, f-float64(i)/n, float64(i+1)/n-f)
	}
	return most
}

// critical is the distance that a sample of n exceeds once in a million times
// (Smirnov: √(ln(2/α)/2n)).
func critical(n int) float64 { return math.Sqrt(math.Log(2/1e-6) / (2 * float64(n))) }

func draws(n int, draw func(*Source) float64) []float64 {
	s, sample := newSource(11, 5, newZiggurat()), make([]float64, n)
	for i := range sample {
		sample[i] = draw(s)
	}
	return sample
}

func TestEachContinuousSamplerFollowsItsDistribution(t *testing.T) {
	const n = 400_000
	loss := Lognormal{Mu: 3, Sigma: 1.5}
	pert := PERT{2, 3, 11}
	// The probability of no more than x is one less the slope of what is limited by it.
	below := func(d Distribution) func(float64) float64 {
		return func(x float64) float64 { return 1 - (d.Limited(x+1e-5)-d.Limited(x-1e-5))/2e-5 }
	}
	for name, c := range map[string]struct {
		draw  func(*Source) float64
		below func(float64) float64
	}{
		"uniform":   {(*Source).uniform, func(x float64) float64 { return x }},
		"open":      {(*Source).open, func(x float64) float64 { return x }},
		"normal":    {(*Source).normal, normalBelow},
		"tail":      {(*Source).tail, func(x float64) float64 { return 1 - normalBelow(-x)/normalBelow(-tailFrom) }},
		"lognormal": {loss.Draw, func(x float64) float64 { return normalBelow((math.Log(x) - 3) / 1.5) }},
		"gamma":     {func(s *Source) float64 { return s.gamma(2.5) }, func(x float64) float64 { return mathext.GammaIncReg(2.5, x) }},
		"PERT":      {pert.Draw, below(pert)},
		"scaled":    {Scaled{pert, 3}.Draw, below(Scaled{pert, 3})},
	} {
		if d := distance(draws(n, c.draw), c.below); d > critical(n) {
			t.Errorf("%s: the distance is %.5f, expected below %.5f", name, d, critical(n))
		}
	}
}

// chi tells whether counts fit probabilities, by Pearson's test: the statistic less
// its mean, in standard deviations.
func chi(observed []int, weights []float64) float64 {
	n, degrees, statistic := 0, -1.0, 0.0
	for _, o := range observed {
		n += o
	}
	seen, expected := 0.0, 0.0
	for i, w := range weights { // cells are joined until each expects ten
		seen, expected = seen+float64(observed[i]), expected+w*float64(n)
		if expected >= 10 {
			statistic += (seen - expected) * (seen - expected) / expected
			degrees++
			seen, expected = 0, 0
		}
	}
	return (statistic - degrees) / math.Sqrt(2*max(degrees, 1))
}

func TestEachCountFollowsThePoissonDistribution(t *testing.T) {
	const n = 300_000
	for _, mean := range []float64{0.05, 0.5, 3, 9.9, 10.1, 60, 1500} {
		first, weights := poissonWeights(mean)
		table := newCounts(mean)
		for name, draw := range map[string]func(*Source) int{
			"table": table.draw, "changing mean": func(s *Source) int { return s.poisson(mean) },
		} {
			observed, s := make([]int, len(weights)), newSource(5, 9, newZiggurat())
			for range n {
				k := draw(s) - first
				if k < 0 || k >= len(observed) {
					t.Fatalf("mean %v, %s: %d events are next to impossible", mean, name, k+first)
				}
				observed[k]++
			}
			if z := chi(observed, weights); z > 5 {
				t.Errorf("mean %v, %s: %.1f standard deviations from what is expected", mean, name, z)
			}
		}
	}
}

func TestPoissonWeightsHaveTheMeanAndVarianceOfTheirDistribution(t *testing.T) {
	for _, mean := range []float64{1e-9, 0.05, 1, 7.3, 1000, 123_456} {
		first, weights := poissonWeights(mean)
		m, v := 0.0, 0.0
		for i, w := range weights {
			m += w * float64(first+i)
		}
		for i, w := range weights {
			v += w * (float64(first+i) - m) * (float64(first+i) - m)
		}
		if math.Abs(m/mean-1) > 1e-8 || math.Abs(v/mean-1) > 1e-8 {
			t.Errorf("mean %v: weights have mean %v and variance %v", mean, m, v)
		}
	}
}

func TestTheAliasTablePicksByWeight(t *testing.T) {
	weights := []float64{0, 5, 1e-3, 0, 2, 2.997, 0}
	table, observed, s := newAlias(weights), make([]int, len(weights)), newSource(1, 1, newZiggurat())
	const n = 1_000_000
	for range n {
		observed[table.pick(s)]++
	}
	for i, w := range weights {
		share := w / 10
		if apart := math.Abs(float64(observed[i]) - n*share); apart > 5*math.Sqrt(n*share*(1-share)) {
			t.Errorf("weight %v was picked %d times of %d", w, observed[i], n)
		}
	}
}

func TestQuantilesAndMomentsAgreeWithWhatIsLimited(t *testing.T) {
	observed, err := EmpiricalFrom([]float64{4, 1, 9})
	if err != nil {
		t.Fatal(err)
	}
	pert, heavy := PERT{2, 3, 11}, Lognormal{Mu: 1, Sigma: 0.8}
	for name, d := range map[string]Distribution{
		"fixed": Fixed(4), "lognormal": heavy, "PERT": pert, "observed": observed, "scaled": Scaled{heavy, 3}, "product": Product{pert, heavy},
		"event": Event{pert, 0.3, heavy}, "insured": Retained{heavy, 2, 5},
	} {
		sample := draws(400_000, d.Draw)
		mean, square := 0.0, 0.0
		for _, x := range sample {
			mean += x / float64(len(sample))
		}
		limited := 0.0
		for _, x := range sample {
			square += (x - mean) * (x - mean) / float64(len(sample))
			limited += math.Min(x, 5) / float64(len(sample))
		}
		spread := math.Sqrt(square/float64(len(sample))) + 1e-9
		if math.Abs(mean-d.Mean()) > 5*spread {
			t.Errorf("%s: its mean is %v, drawn %v", name, d.Mean(), mean)
		}
		if math.Abs(limited-d.Limited(5)) > 5*spread+0.003*limited {
			t.Errorf("%s: limited by 5 it is %v, drawn %v", name, d.Limited(5), limited)
		}
		if math.Abs(square-d.Variance()) > 0.05*square+1e-9 {
			t.Errorf("%s: its variance is %v, drawn %v", name, d.Variance(), square)
		}
		slices.Sort(sample)
		for _, p := range []float64{0.05, 0.5, 0.95} {
			if drawn := sample[int(p*float64(len(sample)))]; math.Abs(d.Quantile(p)/drawn-1) > 0.03 {
				t.Errorf("%s: its %v quantile is %v, drawn %v", name, p, d.Quantile(p), drawn)
			}
		}
	}
}

func TestTheExponentialIsThatOfTheLibrary(t *testing.T) {
	p, s := newPowers(), newSource(1, 2, newZiggurat())
	for _, x := range append(draws(100_000, func(*Source) float64 { return (s.uniform() - 0.5) * 1398 }), 0, 1, -1, 1e-300, 709, -745, math.Inf(-1)) {
		if got, expected := p.exp(x), math.Exp(x); math.Abs(got-expected) > 2e-15*expected {
			t.Fatalf("e^%v is %v, expected %v", x, got, expected)
		}
	}
}
