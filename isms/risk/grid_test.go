package risk_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"surety/isms/risk"
)

func TestAGridHasEveryCellOfItsMethodInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := square(rapid.IntRange(1, 10).Draw(t, "consequences"), rapid.IntRange(1, 10).Draw(t, "likelihoods"))
		// Whatever order they were written in.
		m.Consequence = rapid.Permutation(m.Consequence).Draw(t, "consequence scale")
		m.Likelihood = rapid.Permutation(m.Likelihood).Draw(t, "likelihood scale")
		m.Levels = rapid.Permutation(m.Levels).Draw(t, "levels")
		g := risk.NewGrid(m)
		for _, c := range m.Consequence {
			for _, l := range m.Likelihood {
				row, column, ok := g.At(c.Value, l.Value)
				if !ok || g.Consequences[row] != c || g.Likelihoods[column] != l {
					t.Fatalf("%d × %d stands at %d, %d, %v", c.Value, l.Value, row, column, ok)
				}
				level, _ := m.Of(c.Value, l.Value)
				if got := g.Levels[g.LevelAt(row, column)]; got != level {
					t.Fatalf("%d × %d has the level %v, expected %v", c.Value, l.Value, got, level)
				}
			}
		}
		if !slices.IsSortedFunc(g.Levels, func(a, b risk.Level) int { return a.Rank - b.Rank }) {
			t.Fatalf("the levels stand as %v", g.Levels)
		}
		if _, _, ok := g.At(11, 1); ok {
			t.Fatal("a step that isn't there has a row")
		}
	})
}

func TestACellWithoutALevelHasNone(t *testing.T) {
	m := square(3, 3)
	m.Matrix = m.Matrix[1:]
	g := risk.NewGrid(m)
	if row, column, _ := g.At(1, 1); g.LevelAt(row, column) != -1 {
		t.Errorf("it has the level %d", g.LevelAt(row, column))
	}
	if empty := risk.NewGrid(&risk.Method{}); empty.Drawable() || !g.Drawable() {
		t.Error("what has no cells can't be drawn, what has them can")
	}
}
