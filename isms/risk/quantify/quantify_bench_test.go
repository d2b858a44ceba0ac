package quantify_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"surety/isms/risk/quantify"
)

// portfolio is n scenarios whose losses spread over three decades.
func portfolio(n int, rate float64) []quantify.Scenario {
	list := make([]quantify.Scenario, n)
	for i := range list {
		low := 1000 * math.Pow(10, float64(i%30)/10)
		loss, err := quantify.LognormalFrom(low, low*float64(5+i%17))
		if err != nil {
			panic(err)
		}
		list[i] = quantify.Scenario{ID: fmt.Sprintf("R%d", i), Name: "x", Rate: quantify.Fixed(rate), Loss: loss}
	}
	return list
}

func BenchmarkSimulate(b *testing.B) {
	for _, of := range []struct {
		risks, trials int
		rate          float64
	}{{100, 100_000, 0.5}, {1000, 100_000, 0.5}, {1000, 100_000, 0.05}} {
		b.Run(fmt.Sprintf("risks=%d,years=%d,rate=%v", of.risks, of.trials, of.rate), func(b *testing.B) {
			scenarios := portfolio(of.risks, of.rate)
			for b.Loop() {
				if _, err := quantify.Simulate(context.Background(), scenarios, quantify.Options{Trials: of.trials, Seed: 1}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(of.risks)*float64(of.trials)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Myears/s")
		})
	}
}

// BenchmarkPlainLoop is the yardstick: as many lognormal losses as a hundred scenarios
// of 0.5 events a year have in 100,000 years, drawn by nothing but a loop on one core.
func BenchmarkPlainLoop(b *testing.B) {
	random, sum := rand.New(rand.NewPCG(1, 2)), 0.0
	for b.Loop() {
		for range 100 * 100_000 / 2 {
			sum += math.Exp(10 + 0.7*random.NormFloat64())
		}
	}
	if sum == 0 {
		b.Fatal("nothing was drawn")
	}
}

// BenchmarkFAIR simulates one scenario whose every factor is uncertain.
func BenchmarkFAIR(b *testing.B) {
	pert := func(least, likeliest, most float64) quantify.PERT {
		p, err := quantify.PERTFrom(least, likeliest, most)
		if err != nil {
			b.Fatal(err)
		}
		return p
	}
	loss, err := quantify.EventFrom(pert(1000, 4000, 20_000), 0.3, lognormal(b, 500, 90_000))
	if err != nil {
		b.Fatal(err)
	}
	scenarios := []quantify.Scenario{{ID: "a", Rate: quantify.Product{A: pert(1, 4, 20), B: pert(0.05, 0.2, 0.6)}, Loss: loss}}
	for b.Loop() {
		simulate(b, scenarios, quantify.Options{Trials: 100_000, Seed: 1})
	}
}
