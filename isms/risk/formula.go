package risk

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"slices"
	"strconv"

	"surety/fault"
)

// Formula is a score of a consequence and a likelihood, read from text such as
// "consequence * likelihood" or "log(amount) + log(rate)". Adding logarithms of
// figures is the semi-quantitative way of ISO/IEC 27005, A.1.3; multiplying steps is
// what many do, and a formula that stands in the method at least says so.
type Formula struct{ root ast.Expr }

// Terms are what a formula reckons with: the values of both steps, and their figures.
type Terms struct{ Consequence, Likelihood, Amount, Rate float64 }

// functions are those of formulas, with how many arguments each takes; 0: one or more.
var functions = map[string]struct {
	arguments int
	of        func(list []float64) float64
}{
	"min":  {0, slices.Min[[]float64]},
	"max":  {0, slices.Max[[]float64]},
	"log":  {1, func(list []float64) float64 { return math.Log10(list[0]) }},
	"sqrt": {1, func(list []float64) float64 { return math.Sqrt(list[0]) }},
	"pow":  {2, func(list []float64) float64 { return math.Pow(list[0], list[1]) }},
}

// ParseFormula reads a formula; an error says what is wrong and at which character.
func ParseFormula(text string) (*Formula, error) {
	root, err := parser.ParseExpr(text)
	if err != nil {
		return nil, fault.New(fault.Invalid, "it can't be read: %w", err)
	}
	f := &Formula{root}
	_, err = f.value(root, Terms{1, 1, 1, 1})
	return f, err
}

// Score reckons; an error says where there is no number, such as the logarithm of nothing.
func (f *Formula) Score(of Terms) (float64, error) {
	score, err := f.value(f.root, of)
	if err == nil && (math.IsNaN(score) || math.IsInf(score, 0)) {
		err = fault.New(fault.Invalid, "it gives no number")
	}
	// Nine places are kept, so that 0.1 × 10 begins where 1 does.
	return math.Round(score*1e9) / 1e9, err
}

func (f *Formula) value(e ast.Expr, of Terms) (float64, error) {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return f.value(e.X, of)
	case *ast.BasicLit:
		if e.Kind == token.INT || e.Kind == token.FLOAT {
			if number, err := strconv.ParseFloat(e.Value, 64); err == nil {
				return number, nil
			}
		}
	case *ast.UnaryExpr:
		if x, err := f.value(e.X, of); e.Op == token.SUB || err != nil {
			return -x, err
		}
	case *ast.Ident:
		switch e.Name {
		case "consequence":
			return of.Consequence, nil
		case "likelihood":
			return of.Likelihood, nil
		case "amount":
			return of.Amount, nil
		case "rate":
			return of.Rate, nil
		}
	case *ast.BinaryExpr:
		return f.binary(e, of)
	case *ast.CallExpr:
		return f.call(e, of)
	}
	return 0, misplaced(e)
}

func (f *Formula) binary(e *ast.BinaryExpr, of Terms) (float64, error) {
	x, err := f.value(e.X, of)
	if err != nil {
		return 0, err
	}
	y, err := f.value(e.Y, of)
	if err != nil {
		return 0, err
	}
	switch e.Op {
	case token.ADD:
		return x + y, nil
	case token.SUB:
		return x - y, nil
	case token.MUL:
		return x * y, nil
	case token.QUO:
		return x / y, nil
	}
	return 0, fault.New(fault.Invalid, "character %d: %s is no sign of a formula: expected + - * or /", e.OpPos, e.Op)
}

func (f *Formula) call(e *ast.CallExpr, of Terms) (float64, error) {
	name, _ := e.Fun.(*ast.Ident)
	if name == nil {
		return 0, misplaced(e)
	}
	function, ok := functions[name.Name]
	if !ok {
		return 0, misplaced(e)
	}
	if n := len(e.Args); n == 0 || function.arguments > 0 && n != function.arguments {
		return 0, fault.New(fault.Invalid, "character %d: %s takes %d, not %d", e.Pos(), name.Name, max(1, function.arguments), n)
	}
	list := make([]float64, len(e.Args))
	for i, argument := range e.Args {
		var err error
		if list[i], err = f.value(argument, of); err != nil {
			return 0, err
		}
	}
	return function.of(list), nil
}

func misplaced(e ast.Expr) error {
	return fault.New(fault.Invalid, "character %d: expected a number, consequence, likelihood, amount, rate, or min, max, log, sqrt or pow with its brackets", e.Pos())
}

// Fill puts what the formula gives into the matrix. Where it can't be read or gives
// no number, the matrix stays as it is or the cell is left out; [Method.Check] says so.
func (m *Method) Fill() {
	if m.Formula == "" {
		return
	}
	f, err := ParseFormula(m.Formula)
	if err != nil || len(m.Levels) == 0 {
		return
	}
	m.Matrix = nil
	for _, c := range m.Consequence {
		for _, l := range m.Likelihood {
			if score, err := f.Score(terms(c, l)); err == nil {
				m.Matrix = append(m.Matrix, Cell{c.Value, l.Value, m.AtScore(score).Name})
			}
		}
	}
}

// AtScore is the level in which a score falls: the highest that begins at it or below.
func (m *Method) AtScore(score float64) Level {
	levels := slices.SortedStableFunc(slices.Values(m.Levels), func(a, b Level) int { return cmp.Compare(a.Rank, b.Rank) })
	for _, level := range slices.Backward(levels[1:]) {
		if level.From <= score {
			return level
		}
	}
	return levels[0]
}

func terms(c, l Step) Terms {
	return Terms{float64(c.Value), float64(l.Value), c.Figure, l.Figure}
}

// checkFormula holds the formula to what can be reckoned, and the levels to scores
// that rise with them.
func (m *Method) checkFormula(report func(field, format string, args ...any)) {
	if m.Formula == "" {
		return
	}
	f, err := ParseFormula(m.Formula)
	if err != nil {
		report("formula", "%w", err)
		return
	}
	for _, c := range m.Consequence {
		for _, l := range m.Likelihood {
			if _, err := f.Score(terms(c, l)); err != nil {
				report("formula", "it gives no number for consequence %d and likelihood %d", c.Value, l.Value)
			}
		}
	}
	levels := slices.SortedStableFunc(slices.Values(m.Levels), func(a, b Level) int { return cmp.Compare(a.Rank, b.Rank) })
	for i, level := range levels {
		if i > 1 && level.From <= levels[i-1].From {
			report("levels", "%q begins at the score %v, and %q below it at %v: expected a higher one", level.Name, level.From, levels[i-1].Name, levels[i-1].From)
		}
	}
}
