package quantify

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// Point is one point of a loss exceedance curve.
type Point struct {
	Loss        float64 `json:"loss"`
	Probability float64 `json:"probability"` // that a year costs more
}

// Contribution is the part of one scenario.
type Contribution struct {
	ID                 string  `json:"id"`
	Name               string  `json:"name"`
	ExpectedAnnualLoss float64 `json:"expected_annual_loss"`
	Share              float64 `json:"share"` // of the expected annual loss of all, 0 to 1
}

// Result is what a year may cost, by simulation.
type Result struct {
	Trials             int                `json:"trials"`
	Seed               uint64             `json:"seed"`
	ExpectedAnnualLoss float64            `json:"expected_annual_loss"`
	StandardError      float64            `json:"standard_error"` // of the expected annual loss, by the spread of the years
	Percentiles        map[string]float64 `json:"percentiles"`    // "95": what 95 of 100 years do not exceed
	TailValueAtRisk    map[string]float64 `json:"tail_value_at_risk"`
	Exceedance         []Point            `json:"exceedance"`
	Risks              []Contribution     `json:"risks"` // in the order of the input
}

// percents and tails are the percentiles that are told.
func percents() []int { return []int{50, 90, 95, 99} }
func tails() []int    { return []int{95, 99} }

func summarize(scenarios []Scenario, o Options, all sums, years ordered) *Result {
	r := &Result{
		Trials: o.Trials, Seed: o.Seed, ExpectedAnnualLoss: all.mean, StandardError: all.standardError(),
		Percentiles: map[string]float64{}, TailValueAtRisk: map[string]float64{}, Exceedance: curve(years),
	}
	for _, p := range percents() {
		r.Percentiles[strconv.Itoa(p)] = years.percentile(float64(p) / 100)
	}
	for _, p := range tails() {
		r.TailValueAtRisk[strconv.Itoa(p)] = years.tail(float64(p) / 100)
	}
	means := make([]float64, len(all.of))
	for i, loss := range all.of {
		means[i] = loss / all.trials
	}
	r.Risks = contributions(scenarios, means)
	return r
}

// Contributions are the parts of scenarios in the expected annual loss, by its closed
// form.
func Contributions(scenarios []Scenario) []Contribution {
	means := make([]float64, len(scenarios))
	for i, s := range scenarios {
		means[i] = s.Expected()
	}
	return contributions(scenarios, means)
}

// contributions are the parts of scenarios whose expected annual losses are given.
func contributions(scenarios []Scenario, means []float64) []Contribution {
	sum := 0.0
	for _, m := range means {
		sum += m
	}
	list := make([]Contribution, len(scenarios))
	for i, s := range scenarios {
		list[i] = Contribution{ID: s.ID, Name: s.Name, ExpectedAnnualLoss: means[i]}
		if sum > 0 {
			list[i].Share = means[i] / sum
		}
	}
	return list
}

// Largest are the contributions, the largest first; of equal ones the earlier.
func Largest(list []Contribution) []Contribution {
	return slices.SortedStableFunc(slices.Values(list), func(a, b Contribution) int {
		return cmp.Compare(b.ExpectedAnnualLoss, a.ExpectedAnnualLoss)
	})
}

// curve is how often a year costs more than each of a row of round losses.
func curve(years ordered) []Point {
	points := []Point{{0, years.beyond(0)}}
	least, _ := slices.BinarySearch(years.losses, math.SmallestNonzeroFloat64)
	if least == len(years.losses) {
		return points
	}
	most := years.losses[len(years.losses)-1]
	for _, loss := range rounds(max(years.percentile(0.01), years.losses[least], most*1e-9), most) {
		points = append(points, Point{loss, years.beyond(loss)})
	}
	return points
}

// rounds are round amounts that cover low to high, twelve a decade: the preferred
// numbers E12 of IEC 60063, of which each is about a fifth above the one before.
func rounds(low, high float64) []float64 {
	steps := []float64{10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82}
	var list []float64
	for decade := int(math.Floor(math.Log10(low))) - 1; ; decade++ {
		for _, step := range steps {
			amount := step * math.Pow10(decade)
			if decade < 0 { // so that 0.12 is written so
				amount = step / math.Pow10(-decade)
			}
			if amount*1.25 < low {
				continue
			}
			list = append(list, amount)
			if amount >= high {
				return list
			}
		}
	}
}
