package risk

import (
	"fmt"

	"surety/record"
)

// starts are methods to begin with: square matrices of three, four and five
// steps, with plain labels that an organization puts into its own words. Neither
// ISO/IEC 27001 nor ISO/IEC 27005 prescribes a size.
func starts() []record.Start {
	var list []record.Start
	for size := 3; size <= 5; size++ {
		list = append(list, record.Start{
			Name:  fmt.Sprintf("%dx%d", size, size),
			Label: fmt.Sprintf("%d × %d", size, size),
			Body:  square(size),
		})
	}
	return list
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
