package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"surety/app"
	"surety/isms/risk"
	"surety/picture"
)

// riskGrid is the matrix of a method with its steps and levels from the lowest.
type riskGrid struct {
	Method       *risk.Method
	Consequences []risk.Step // the rows, upwards
	Likelihoods  []risk.Step // the columns, to the right
	Levels       []risk.Level
}

func gridOf(m *risk.Method) riskGrid {
	byValue := func(a, b risk.Step) int { return cmp.Compare(a.Value, b.Value) }
	return riskGrid{
		Method: m, Consequences: slices.SortedFunc(slices.Values(m.Consequence), byValue), Likelihoods: slices.SortedFunc(slices.Values(m.Likelihood), byValue),
		Levels: slices.SortedStableFunc(slices.Values(m.Levels), func(a, b risk.Level) int { return cmp.Compare(a.Rank, b.Rank) }),
	}
}

// drawable tells whether there is a matrix to be drawn.
func (g riskGrid) drawable() bool {
	return len(g.Consequences) > 0 && len(g.Likelihoods) > 0 && len(g.Levels) > 0
}

// at is the cell of a consequence and a likelihood.
func (g riskGrid) at(consequence, likelihood int) (picture.Place, bool) {
	row := slices.IndexFunc(g.Consequences, func(s risk.Step) bool { return s.Value == consequence })
	column := slices.IndexFunc(g.Likelihoods, func(s risk.Step) bool { return s.Value == likelihood })
	return picture.Place{Row: row, Column: column}, row >= 0 && column >= 0
}

// level is the index of a cell's level; -1 where the matrix names none.
func (g riskGrid) level(p picture.Place) int {
	level, ok := g.Method.Of(g.Consequences[p.Row].Value, g.Likelihoods[p.Column].Value)
	if !ok {
		return -1
	}
	return slices.IndexFunc(g.Levels, func(l risk.Level) bool { return l.Name == level.Name })
}

// riskCounts is how many risks stand where in a grid.
type riskCounts struct {
	Before, After map[picture.Place]int
	Moved         map[picture.Flow]int // by flows without a count
	Levels        [2][]int             // by level as assessed, and as it remains
	All           int
	Unassessed    int // without consequence or likelihood
	Outside       int // with a step that the method doesn't have
	Open          int // what remains of them was not assessed
	Aged          int // by a matrix that gave their cell another level
}

// tallied are the fields by which risks are counted into cells.
var tallied = []string{"consequence", "likelihood", "residual_consequence", "residual_likelihood", "evaluation", "rank"}

// countRisks puts tallies of those fields into the cells. What remains of a risk
// that is acceptable as it is, is what there is (risk.Risk).
func (g riskGrid) countRisks(tallies []app.Tally) riskCounts {
	c := riskCounts{Before: map[picture.Place]int{}, After: map[picture.Place]int{}, Moved: map[picture.Flow]int{}}
	for i := range c.Levels {
		c.Levels[i] = make([]int, len(g.Levels))
	}
	for _, t := range tallies {
		c.All += t.Count
		consequence, likelihood := whole(t.Values[0]), whole(t.Values[1])
		before, placed := g.at(consequence, likelihood)
		switch {
		case consequence == 0 || likelihood == 0:
			c.Unassessed += t.Count
			continue
		case !placed:
			c.Outside += t.Count
			continue
		}
		c.Before[before] += t.Count
		if level := g.level(before); level >= 0 {
			c.Levels[0][level] += t.Count
			if g.Levels[level].Rank != whole(t.Values[5]) {
				c.Aged += t.Count
			}
		}
		consequence, likelihood = whole(t.Values[2]), whole(t.Values[3])
		after, placed := g.at(consequence, likelihood)
		if consequence == 0 && likelihood == 0 && t.Values[4] == risk.Acceptable {
			after, placed = before, true
		}
		if !placed {
			c.Open += t.Count
			continue
		}
		c.After[after] += t.Count
		if level := g.level(after); level >= 0 {
			c.Levels[1][level] += t.Count
		}
		c.Moved[picture.Flow{From: before, To: after}] += t.Count
	}
	return c
}

func whole(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// stepWords is a step as people read it.
func stepWords(s risk.Step) string { return fmt.Sprintf("%d %s", s.Value, s.Label) }

// shadeClass is the class of a level's shade; none for one that the method lacks.
func (g riskGrid) shadeClass(name string) string {
	i := slices.IndexFunc(g.Levels, func(l risk.Level) bool { return l.Name == name })
	if i < 0 {
		return ""
	}
	return "shade" + strconv.Itoa(picture.ShadeOf(i, len(g.Levels)))
}

// steps are a consequence and a likelihood; 0 where none was told.
type steps struct{ Consequence, Likelihood int }

// stepsOf are the steps of a risk as assessed or as it remains.
func stepsOf(body *risk.Risk, show string) steps {
	if show == showResidual {
		return steps{body.ResidualConsequence, body.ResidualLikelihood}
	}
	return steps{body.Consequence, body.Likelihood}
}
