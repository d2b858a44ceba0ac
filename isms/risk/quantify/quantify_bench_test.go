package quantify_test

import (
	"context"
	"fmt"
	"math"
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
