package risk

import (
	"fmt"
	"math"

	"surety/record"
)

// starts are methods to begin with: square matrices of three, four and five
// steps, with plain labels that an organization puts into its own words. Neither
// ISO/IEC 27001 nor ISO/IEC 27005 prescribes a size. Two more reckon: one on
// logarithmic scales (ISO/IEC 27005, A.1.3), one by the expected loss of a year.
func starts() []record.Start {
	var list []record.Start
	for size := 3; size <= 5; size++ {
		list = append(list, record.Start{
			Name:  fmt.Sprintf("%dx%d", size, size),
			Label: fmt.Sprintf("%d × %d", size, size),
			Body:  square(size),
		})
	}
	return append(list,
		record.Start{Name: "logarithmic", Label: "Semi-quantitative, logarithmic", Body: logarithmic()},
		record.Start{Name: "quantitative", Label: "Quantitative, by expected loss", Body: quantitative()},
	)
}

// decades are five steps of consequence and five of likelihood, each ten times the
// one before.
func decades() (consequences, likelihoods []Step) {
	for i, step := range []struct{ label, harm, chance string }{
		{"Very low", "About 1,000 in money.", "About once in a hundred years."},
		{"Low", "About 10,000.", "About once in ten years."},
		{"Medium", "About 100,000.", "About once a year."},
		{"High", "About 1 million.", "About ten times a year."},
		{"Very high", "About 10 million or more.", "About a hundred times a year, twice a week."},
	} {
		consequences = append(consequences, Step{Value: i + 1, Label: step.label, Means: step.harm, Figure: math.Pow10(i + 3)})
		likelihoods = append(likelihoods, Step{Value: i + 1, Label: step.label, Means: step.chance, Figure: math.Pow10(i - 2)})
	}
	return consequences, likelihoods
}

// logarithmic adds the orders of magnitude of loss and frequency: the level is the
// order of magnitude of what is lost in a year.
func logarithmic() *Method {
	m := &Method{
		Title: "Risk assessment method", Version: "1", Formula: "log(amount) + log(rate)",
		Description: "Each step is ten times the one before. The score adds the logarithm of the loss of one event to that of its frequency, so it is the order of magnitude of a year's loss: 4 is about 10,000 a year.",
		Levels: []Level{
			{Name: "Low", Rank: 1, From: 1, Acceptable: true}, {Name: "Medium", Rank: 2, From: 4}, {Name: "High", Rank: 3, From: 5}, {Name: "Very high", Rank: 4, From: 6},
		},
	}
	m.Consequence, m.Likelihood = decades()
	m.Fill()
	return m
}

// quantitative takes the level from what is lost in a year on the average: the
// estimate of a risk gives loss and frequency, and a risk without one takes the
// figures of its steps.
func quantitative() *Method {
	m := &Method{
		Title: "Risk assessment method", Version: "1", Formula: "amount * rate",
		Description: "The level follows from the loss to be expected in a year: the loss of one event times the events of a year. Where a risk has an estimate with ranges, choose the steps that come nearest to it.",
		Levels: []Level{
			{Name: "Low", Rank: 1, Acceptable: true}, {Name: "Medium", Rank: 2, From: 10_000}, {Name: "High", Rank: 3, From: 100_000}, {Name: "Very high", Rank: 4, From: 1_000_000},
		},
	}
	m.Consequence, m.Likelihood = decades()
	m.Fill()
	return m
}

// square is a method of size × size steps whose levels rise with the product of
// both values.
func square(size int) *Method {
	steps := []struct{ label, harm, chance string }{
		{"Very low", "Hardly noticed; mended in passing.", "Not expected within ten years."},
		{"Low", "A nuisance for a few people or hours; nobody outside notices.", "Perhaps once within ten years."},
		{"Medium", "A service or a department is held up for a day, or some customers notice.", "About once within three years."},
		{"High", "A main service is down for days, a law or a contract is broken, or people suffer a loss.", "About once a year."},
		{"Very high", "The organization's existence, or somebody's life or limb, is at stake.", "Several times a year."},
	}
	if size < len(steps) {
		steps = steps[1 : size+1]
	}
	m := &Method{
		Title:   "Risk assessment method",
		Version: "1",
		Levels: []Level{
			{Name: "Low", Rank: 1, Acceptable: true},
			{Name: "Medium", Rank: 2},
			{Name: "High", Rank: 3},
			{Name: "Very high", Rank: 4},
		},
	}
	for i, step := range steps {
		m.Consequence = append(m.Consequence, Step{Value: i + 1, Label: step.label, Means: step.harm})
		m.Likelihood = append(m.Likelihood, Step{Value: i + 1, Label: step.label, Means: step.chance})
	}
	for c := 1; c <= size; c++ {
		for l := 1; l <= size; l++ {
			level := m.Levels[3]
			switch share := 100 * c * l / (size * size); {
			case share <= 23:
				level = m.Levels[0]
			case share <= 45:
				level = m.Levels[1]
			case share <= 70:
				level = m.Levels[2]
			}
			m.Matrix = append(m.Matrix, Cell{Consequence: c, Likelihood: l, Level: level.Name})
		}
	}
	return m
}
