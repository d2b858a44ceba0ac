package expr

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// dutyVariable is a name that no expression can write.
const dutyVariable = "@assignment"

// dutyMacros say that a person holds a duty now (27001 5.3). They expand to
// what an author would write, so that all that they read is among a program's
// reads.
func dutyMacros() []cel.Macro {
	topManagement := func(eh cel.MacroExprFactory, person ast.Expr) ast.Expr {
		return hasDuty(eh, person, eh.NewLiteral(types.String("top_management")))
	}
	return []cel.Macro{
		cel.GlobalMacro("top_management", 1, func(eh cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
			return topManagement(eh, args[0]), nil
		}),
		cel.ReceiverMacro("top_management", 0, func(eh cel.MacroExprFactory, person ast.Expr, _ []ast.Expr) (ast.Expr, *cel.Error) {
			return topManagement(eh, person), nil
		}),
		cel.GlobalMacro("has_duty", 2, func(eh cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
			return hasDuty(eh, args[0], args[1]), nil
		}),
		cel.ReceiverMacro("has_duty", 1, func(eh cel.MacroExprFactory, person ast.Expr, args []ast.Expr) (ast.Expr, *cel.Error) {
			return hasDuty(eh, person, args[0]), nil
		}),
	}
}

// hasDuty is: live(p) && p.assignments.exists(a, live(a) && clock.reached(a.from)
// && !clock.past(a.until) && live(a.role) && a.role.duty == duty).
func hasDuty(eh cel.MacroExprFactory, person, duty ast.Expr) ast.Expr {
	field := func(names ...string) ast.Expr {
		e := eh.NewIdent(dutyVariable)
		for _, name := range names {
			e = eh.NewSelect(e, name)
		}
		return e
	}
	ask := func(function string, date ast.Expr) ast.Expr {
		return eh.NewMemberCall(function, eh.NewIdent(varClock), date)
	}
	and := func(parts ...ast.Expr) ast.Expr {
		whole := parts[0]
		for _, part := range parts[1:] {
			whole = eh.NewCall(operators.LogicalAnd, whole, part)
		}
		return whole
	}
	holds := and(
		eh.NewCall(funcLive, eh.NewIdent(dutyVariable)),
		ask("reached", field("from")),
		eh.NewCall(operators.LogicalNot, ask("past", field("until"))),
		eh.NewCall(funcLive, field("role")),
		eh.NewCall(operators.Equals, field("role", "duty"), duty),
	)
	exists := eh.NewComprehension(eh.NewSelect(person, "assignments"), dutyVariable, eh.AccuIdentName(), eh.NewLiteral(types.False),
		eh.NewCall(operators.NotStrictlyFalse, eh.NewCall(operators.LogicalNot, eh.NewAccuIdent())),
		eh.NewCall(operators.LogicalOr, eh.NewAccuIdent(), holds),
		eh.NewAccuIdent())
	return eh.NewCall(operators.LogicalAnd, eh.NewCall(funcLive, eh.Copy(person)), exists)
}
