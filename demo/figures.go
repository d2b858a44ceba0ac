package demo

import (
	"context"

	"surety/isms/risk"
	"surety/isms/risk/quantify"
)

// figures tells what some risks may cost in a year: estimates of those who know, what
// the directors bear, and a simulation that was kept.
func (s *story) figures() {
	s.sit(29, "dirk")
	estimates := []struct {
		risk, title, by, reason string
		body                    risk.Estimate
	}{
		{"extortion", "Extortion: office systems are encrypted", "dirk", "Two attempts in 18 months; what a neighbour's standstill of nine days cost, and the insurer's figures.",
			risk.Estimate{Rate: 0.15, RateLeast: 0.05, RateMost: 0.4, Shape: risk.ShapeLognormal, Low: 300_000, High: 6_000_000, SecondChance: 0.3, SecondLow: 50_000, SecondHigh: 900_000, Deductible: 250_000, Limit: 3_000_000}},
		{"identity-taken", "The identity system is taken over", "dirk", "Counted with the providers' own reports; rebuilding took a comparable house five weeks.",
			risk.Estimate{Threats: 1, ThreatsMin: 0.5, ThreatsMax: 3, Success: 0.05, SuccessMin: 0.01, SuccessMax: 0.2, Shape: risk.ShapePERT, Low: 150_000, Likeliest: 600_000, High: 2_500_000}},
		{"billing-provider", "The billing provider is down for weeks", "merle", "Interest on 14 million EUR a month, and overtime.",
			risk.Estimate{Rate: 0.08, Shape: risk.ShapeLognormal, Low: 200_000, High: 1_800_000, Cause: "Shared hosting of the providers", Shared: 0.6}},
		{"payroll-fraud", "Salaries are diverted by a forged request", "katrin", "What it cost the times it worked, here and in the association.",
			risk.Estimate{Rate: 0.5, Shape: risk.ShapeObserved, Past: []risk.Observed{{Amount: 3_200, What: "One salary"}, {Amount: 4_150, What: "One salary"}, {Amount: 18_900, What: "Four salaries, a neighbour"}}}},
		{"personnel-leak", "Personnel files get out", "katrin", "Lists went astray once in four years; costs of counsel and of the notices.",
			risk.Estimate{Rate: 0.2, Shape: risk.ShapeLognormal, Low: 8_000, High: 250_000}},
		{"notice-late", "The first notice comes after 24 hours", "nele", "Fines published so far in both countries.",
			risk.Estimate{Rate: 0.1, Shape: risk.ShapeLognormal, Low: 20_000, High: 700_000}},
	}
	var inputs []risk.Input
	for _, e := range estimates {
		body := e.body
		body.Risk, body.Currency, body.By, body.On, body.Reason = ref("risk", e.risk), "EUR", ref("person", e.by), s.now(), e.reason
		s.create("risk_estimate", e.risk, &body)
		kept := body
		inputs = append(inputs, risk.Input{ID: e.risk, Name: e.title, Estimate: &kept})
	}
	s.sit(28, "mara")
	s.create("loss_tolerance", "directors", &risk.Tolerance{
		System: isms, Title: "What a year may cost us", Currency: "EUR", Reason: "A tenth of the yearly result is borne without a word to the owners; a whole one must stay an event of a lifetime.",
		Points: []risk.Borne{{Loss: 100_000, Percent: 40}, {Loss: 500_000, Percent: 10}, {Loss: 2_000_000, Percent: 2}, {Loss: 5_000_000, Percent: 0.5}},
	})
	simulation, err := risk.Simulate(context.Background(), "Loss of a year, for the directors", "EUR", inputs, quantify.Options{Trials: 10_000, Seed: 20, Workers: 1})
	if err != nil {
		panic(err) // what is told here can be reckoned with, and a test says so
	}
	s.create("simulation", "for-directors", simulation)
}
