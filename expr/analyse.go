package expr

import (
	"fmt"
	"maps"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"surety/record"
)

// place is where the records of a value, or the rows of a record, come from.
type place struct {
	reads *Reads
	row   *record.Field // set: rows of this field
}

// places are all places that a value may come from, without repetition.
type places []place

func (p places) with(others ...place) places {
	for _, other := range others {
		if !slices.Contains(p, other) {
			p = append(p[:len(p):len(p)], other)
		}
	}
	return p
}

// analysis walks a checked expression and notes what it reads. It follows
// values by where they come from, so that no list function or comprehension
// hides a read; and it refuses what the type checker lets pass.
type analysis struct {
	env       *Environment
	ast       *ast.AST
	scope     scope
	variables map[string]bound
	reads     Dependencies
	loops     int  // around the expression that is looked at
	nested    bool // a loop stands in another
	faults    []Fault
}

// bound is what a variable of a comprehension holds.
type bound struct {
	from places
	over ast.Expr // the list whose elements it is, one by one; nil where it is not that
}

// Dependencies is all that a program depends on beside the moment.
type Dependencies struct {
	Record    *Reads   // of the record in question; nil when it is not read
	System    *Reads   // of the management system; nil when it is not read
	Registers []*Reads // of whole registers, in order of kind; shape global alone
	Clock     bool     // whether the day matters
}

func (e *Environment) analyse(checked *cel.Ast, in scope) *analysis {
	a := &analysis{env: e, ast: checked.NativeRep(), scope: in, variables: map[string]bound{}}
	a.expr(a.ast.Expr())
	return a
}

func (a *analysis) refuse(e ast.Expr, format string, args ...any) {
	at := a.ast.SourceInfo().GetStartLocation(e.ID())
	fault := Fault{Line: at.Line(), Column: at.Column() + 1, Message: fmt.Sprintf(format, args...)}
	if !slices.Contains(a.faults, fault) {
		a.faults = append(a.faults, fault)
	}
}

func (a *analysis) expr(e ast.Expr) places {
	switch e.Kind() {
	case ast.IdentKind:
		return a.ident(e)
	case ast.SelectKind:
		return a.selection(e)
	case ast.CallKind:
		return a.call(e)
	case ast.ListKind:
		return a.each(e.AsList().Elements())
	case ast.MapKind:
		var all places
		for _, entry := range e.AsMap().Entries() {
			all = all.with(a.each([]ast.Expr{entry.AsMapEntry().Key(), entry.AsMapEntry().Value()})...)
		}
		return all
	case ast.ComprehensionKind:
		return a.comprehension(e.AsComprehension())
	case ast.StructKind:
		a.refuse(e, "records can't be made in an expression")
	case ast.LiteralKind:
		if e.AsLiteral() == ref.Val(types.NullValue) {
			a.refuse(e, "nothing is ever null: ask with has(…) whether a field is set")
		}
	}
	return nil
}

func (a *analysis) each(parts []ast.Expr) places {
	var all places
	for _, part := range parts {
		all = all.with(a.expr(part)...)
	}
	return all
}

// ident is a variable: one of a comprehension, or one of the scope.
func (a *analysis) ident(e ast.Expr) places {
	name := e.AsIdent()
	if held, ok := a.variables[name]; ok {
		return held.from
	}
	switch {
	case name == varClock || name == varToday:
		a.reads.Clock = true
	case name == varSystem:
		a.reads.System = ensure(a.reads.System, kindSystem)
		return places{{reads: a.reads.System}}
	case name == a.scope.kind:
		a.reads.Record = ensure(a.reads.Record, name)
		return places{{reads: a.reads.Record}}
	case name == varCount && a.scope.count, name == varRecords && a.scope.records:
	default:
		if _, known := a.env.variables[name]; known {
			a.refuse(e, "%s is not known here: %s", name, a.scope.told())
		}
	}
	return nil
}

func ensure(r *Reads, kind string) *Reads {
	if r == nil {
		return &Reads{Kind: kind}
	}
	return r
}

// comprehension is exists, all, map and the like: the variable comes from
// where the range comes from, and the result may come from anywhere that a
// step took it from.
func (a *analysis) comprehension(c ast.ComprehensionExpr) places {
	outer := a.variables
	defer func() { a.variables = outer }()
	elements := a.expr(c.IterRange())
	accumulated := a.expr(c.AccuInit())
	a.nested = a.nested || a.loops > 0
	a.loops++
	defer func() { a.loops-- }()
	for {
		a.variables = maps.Clone(outer)
		a.variables[c.IterVar()] = bound{from: elements, over: c.IterRange()}
		if c.HasIterVar2() {
			a.variables[c.IterVar2()] = bound{from: elements}
		}
		a.variables[c.AccuVar()] = bound{from: accumulated}
		a.expr(c.LoopCondition())
		grown := accumulated.with(a.expr(c.LoopStep())...)
		if len(grown) == len(accumulated) {
			return a.expr(c.Result())
		}
		accumulated = grown
	}
}
