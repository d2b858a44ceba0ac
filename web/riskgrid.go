package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"surety/app"
	"surety/isms/risk"
	"surety/picture"
	"surety/record"
)

// riskGrid is the matrix of a method as the pages draw it.
type riskGrid struct{ risk.Grid }

func gridOf(m *risk.Method) riskGrid { return riskGrid{risk.NewGrid(m)} }

// at is the cell of a consequence and a likelihood.
func (g riskGrid) at(consequence, likelihood int) (picture.Place, bool) {
	row, column, ok := g.At(consequence, likelihood)
	return picture.Place{Row: row, Column: column}, ok
}

// level is the index of a cell's level; -1 where the matrix names none.
func (g riskGrid) level(p picture.Place) int { return g.LevelAt(p.Row, p.Column) }

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

// countRisks puts tallies of those fields into the cells.
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
		rest := risk.Risk{Consequence: consequence, Likelihood: likelihood, ResidualConsequence: whole(t.Values[2]), ResidualLikelihood: whole(t.Values[3]), Evaluation: t.Values[4]}
		after, placed := g.at(rest.Remaining())
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
	return shadeNamed(g.Levels[i], i, len(g.Levels))
}

// shadeNamed is the class of a level's shade: of its colour, or of its place.
func shadeNamed(level risk.Level, i, levels int) string {
	return "shade" + strconv.Itoa(cmp.Or(level.Shade(), picture.ShadeOf(i, levels)))
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

// listShade is the class of the shade of a risk's level among the levels that its
// method had then; none for other fields and kinds.
func listShade(f *record.Field, body any) string {
	r, ok := body.(*risk.Risk)
	if !ok || r.MethodLevels == 0 {
		return ""
	}
	rank := 0
	switch f.Name {
	case "level":
		rank = r.Rank
	case "residual_level":
		rank = r.ResidualRank
	}
	if rank == 0 {
		return ""
	}
	return "shade" + strconv.Itoa(picture.ShadeOf(min(rank, r.MethodLevels)-1, r.MethodLevels))
}
