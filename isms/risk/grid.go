package risk

import (
	"cmp"
	"slices"
)

// Grid is the matrix of a method as it is drawn: its steps and levels in order, the
// lowest first.
type Grid struct {
	Method       *Method
	Consequences []Step // the rows, upwards
	Likelihoods  []Step // the columns, to the right
	Levels       []Level
}

// NewGrid puts the steps of a method into the order of their values and its levels
// into that of their ranks.
func NewGrid(m *Method) Grid {
	byValue := func(a, b Step) int { return cmp.Compare(a.Value, b.Value) }
	return Grid{
		Method: m, Consequences: slices.SortedStableFunc(slices.Values(m.Consequence), byValue), Likelihoods: slices.SortedStableFunc(slices.Values(m.Likelihood), byValue),
		Levels: slices.SortedStableFunc(slices.Values(m.Levels), func(a, b Level) int { return cmp.Compare(a.Rank, b.Rank) }),
	}
}

// Drawable tells whether there are cells and levels.
func (g Grid) Drawable() bool {
	return len(g.Consequences) > 0 && len(g.Likelihoods) > 0 && len(g.Levels) > 0
}

// At is the row and the column of a consequence and a likelihood; ok is false where
// the method has no such step.
func (g Grid) At(consequence, likelihood int) (row, column int, ok bool) {
	row = slices.IndexFunc(g.Consequences, func(s Step) bool { return s.Value == consequence })
	column = slices.IndexFunc(g.Likelihoods, func(s Step) bool { return s.Value == likelihood })
	return row, column, row >= 0 && column >= 0
}

// LevelAt is the index of a cell's level among the levels; -1 where the matrix names
// none.
func (g Grid) LevelAt(row, column int) int {
	level, ok := g.Method.Of(g.Consequences[row].Value, g.Likelihoods[column].Value)
	if !ok {
		return -1
	}
	return slices.IndexFunc(g.Levels, func(l Level) bool { return l.Name == level.Name })
}

// Remaining is the consequence and the likelihood of what remains of a risk. A risk
// that is acceptable as it is needs no treatment: what remains is what there is.
func (r *Risk) Remaining() (consequence, likelihood int) {
	if r.ResidualConsequence == 0 && r.ResidualLikelihood == 0 && r.Evaluation == Acceptable {
		return r.Consequence, r.Likelihood
	}
	return r.ResidualConsequence, r.ResidualLikelihood
}

// Again computes the levels of a risk from a method alone, as assessed and as it
// remains: those that the risk keeps, where it is the method as it stood in the revision
// that the risk names (ISO/IEC 27001 6.1.2 b asks for comparable results, 8.2 that they
// are kept). Empty where the method gives none.
func (m *Method) Again(r *Risk) (level, residual string) {
	if l, ok := m.Of(r.Consequence, r.Likelihood); ok {
		level = l.Name
	}
	if l, ok := m.Of(r.Remaining()); ok {
		residual = l.Name
	}
	return level, residual
}
