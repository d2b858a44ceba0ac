package expr

import (
	"cmp"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/interpreter"
	"cel.dev/cel-go/parser"

	"surety/record"
)

// Explanation is why a program gave its answer.
type Explanation struct {
	Text   string // the expression as it was written
	Answer Answer
	Parts  []Part // its parts, whether or not they decided, in the order of the text
	Seen   []Seen // what was read to come to the answer, each once, in the order of reading
	More   bool   // more was seen than is told
}

// Part is a part of an expression with the value that it had.
type Part struct {
	Text  string
	Value Value
}

// Explain asks as Ask does and tells what was seen.
func (p *Program) Explain(s *Session, rec *record.Record, count int) (*Explanation, error) {
	s.trace = &trace{}
	answer, err := p.Ask(s, rec, count)
	seen := s.trace
	s.trace = nil
	if err != nil {
		return nil, err
	}
	parts, err := p.parts(s, rec, count)
	if err != nil {
		return nil, err
	}
	return &Explanation{Text: p.text, Answer: answer, Parts: parts, Seen: seen.seen, More: seen.more}, nil
}

// parts evaluates every part of the expression, also those that an && or ||
// before them had made superfluous.
func (p *Program) parts(s *Session, rec *record.Record, count int) ([]Part, error) {
	thorough, err := p.env.cel.Program(p.checked, cel.EvalOptions(cel.OptTrackState, cel.OptExhaustiveEval), cel.CostLimit(10*p.scope.mostSteps()))
	if err != nil {
		return nil, err
	}
	s.begin(p.scope.kind, rec, count)
	_, details, err := thorough.Eval(s)
	if details == nil {
		return nil, p.explain(s, err)
	}
	told := telling{of: p.checked.NativeRep(), state: details.State()}
	told.expr(p.checked.NativeRep().Expr())
	slices.SortStableFunc(told.parts, func(a, b located) int { return cmp.Compare(a.at, b.at) })
	parts := make([]Part, len(told.parts))
	for i, part := range told.parts {
		parts[i] = part.Part
	}
	return parts, nil
}

// telling collects the parts that say something by themselves: fields,
// variables, functions, and what is asked of a list as a whole.
type telling struct {
	of    *ast.AST
	state interpreter.EvalState
	parts []located
}

type located struct {
	Part
	at int32 // offset in the expression
}

func (t *telling) expr(e ast.Expr) {
	if macro, ok := t.of.SourceInfo().GetMacroCall(e.ID()); ok {
		t.tell(e)
		t.macro(macro.AsCall())
		return
	}
	switch e.Kind() {
	case ast.SelectKind:
		t.tell(e)
	case ast.IdentKind:
		if e.AsIdent() == varToday || e.AsIdent() == varCount {
			t.tell(e)
		}
	case ast.ListKind:
		for _, element := range e.AsList().Elements() {
			t.expr(element)
		}
	case ast.CallKind:
		call := e.AsCall()
		if _, operator := operators.FindReverse(call.FunctionName()); !operator {
			t.tell(e)
		}
		if call.IsMemberFunction() {
			t.expr(call.Target())
		}
		for _, arg := range call.Args() {
			t.expr(arg)
		}
	}
}

// macro tells what a macro is asked of, not what it makes of that.
func (t *telling) macro(call ast.CallExpr) {
	switch {
	case call.IsMemberFunction():
		t.expr(call.Target())
	case call.FunctionName() != operators.Has:
		t.expr(call.Args()[0])
	}
}

func (t *telling) tell(e ast.Expr) {
	text, err := parser.Unparse(e, t.of.SourceInfo())
	if err != nil {
		return // not what the author wrote
	}
	at := int32(0)
	if span, ok := t.of.SourceInfo().GetOffsetRange(e.ID()); ok {
		at = span.Start
	}
	value, _ := t.state.Value(e.ID())
	part := located{Part: Part{Text: text, Value: valueOf(value)}, at: at}
	if !slices.ContainsFunc(t.parts, func(p located) bool { return p.Text == text }) {
		t.parts = append(t.parts, part)
	}
}
