package expr

import (
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"

	"surety/record"
)

// Condition is one thing that a predicate wants of the record in question, so
// that it can be said in the words of the record's own form.
type Condition struct {
	Field    *record.Field // nil: what is wanted is of the state or of approvals
	Value    string        // that field or state has; empty: that the field is filled in
	Approved bool          // that the record is approved
	Not      bool          // wanted is the opposite
}

// Conditions takes a predicate over one record apart into what it wants of the
// record's own fields, all of it together. It tells false where it wants
// anything else. That the record is not retired is not told.
func (p *Program) Conditions() ([]Condition, bool) {
	c := conditions{scope: p.scope, kind: p.env.registry.catalogue.Kind(p.scope.kind)}
	ok := c.kind != nil && c.all(p.checked.NativeRep().Expr(), false)
	return c.told, ok
}

type conditions struct {
	scope scope
	kind  *record.Kind
	told  []Condition
}

func (c *conditions) all(e ast.Expr, not bool) bool {
	switch e.Kind() {
	case ast.SelectKind:
		return c.tell(e, Condition{Not: not})
	case ast.CallKind:
		return c.call(e.AsCall(), not)
	}
	return false
}

func (c *conditions) call(call ast.CallExpr, not bool) bool {
	args := call.Args()
	if call.IsMemberFunction() {
		args = append([]ast.Expr{call.Target()}, args...)
	}
	switch call.FunctionName() {
	case operators.LogicalAnd:
		return !not && c.all(args[0], false) && c.all(args[1], false)
	case operators.LogicalNot:
		return !not && c.all(args[0], true)
	case operators.Equals, operators.NotEquals:
		value, ok := literal(args[1])
		return ok && value != "" && c.tell(args[0], Condition{Value: value, Not: not != (call.FunctionName() == operators.NotEquals)})
	case funcFilled:
		return c.tell(args[0], Condition{Not: not})
	case funcLive:
		return !not && c.self(args[0])
	case funcApproved:
		c.told = append(c.told, Condition{Approved: true, Not: not})
		return c.self(args[0])
	}
	return false
}

// tell notes a condition on a field of the record in question.
func (c *conditions) tell(e ast.Expr, wanted Condition) bool {
	if e.Kind() != ast.SelectKind || !c.self(e.AsSelect().Operand()) {
		return false
	}
	name := e.AsSelect().FieldName()
	wanted.Field = c.kind.Field(name)
	c.told = append(c.told, wanted)
	return wanted.Field != nil || name == "state" && wanted.Value != ""
}

func (c *conditions) self(e ast.Expr) bool {
	return e.Kind() == ast.IdentKind && e.AsIdent() == c.scope.kind
}
