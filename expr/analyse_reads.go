package expr

import (
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"surety/record"
)

// selection is a field that is read, or tested by has().
func (a *analysis) selection(e ast.Expr) places {
	selected := e.AsSelect()
	name := selected.FieldName()
	if operand := selected.Operand(); operand.Kind() == ast.IdentKind && operand.AsIdent() == varRecords && !a.binds(varRecords) {
		a.expr(operand)
		return a.register(name)
	}
	var found places
	for _, from := range a.expr(selected.Operand()) {
		found = found.with(a.field(from, name)...)
	}
	return found
}

// register is the list of all records of a kind.
func (a *analysis) register(kind string) places {
	at := slices.IndexFunc(a.reads.Registers, func(r *Reads) bool { return r.Kind == kind })
	if at < 0 {
		at = len(a.reads.Registers)
		a.reads.Registers = append(a.reads.Registers, &Reads{Kind: kind})
	}
	return places{{reads: a.reads.Registers[at]}}
}

// field notes that a field is read at a place, and says where its value comes
// from.
func (a *analysis) field(from place, name string) places {
	k := a.env.registry.catalogue.Kind(from.reads.Kind)
	if from.row != nil {
		for _, f := range from.row.Row {
			if f.Name == name {
				return a.targets(from.reads, from.row.Name+"."+name, f)
			}
		}
		return nil
	}
	if name == "title_" && k.TitleField() == nil {
		from.reads.add(Everything)
		return nil
	}
	if name == "title_" {
		from.reads.add(k.TitleField().Name)
		return nil
	}
	if b, ok := a.env.registry.catalogue.Back(k, name); ok {
		return a.backwards(from.reads, b)
	}
	f := k.Field(name)
	if f == nil && !slices.Contains(builtIns, name) {
		return nil // a field of another of the kinds that a reference may point to
	}
	from.reads.add(name)
	if f == nil {
		return nil
	}
	if f.Type == record.TypeRows {
		return places{{reads: from.reads, row: f}}
	}
	return a.targets(from.reads, name, f)
}

// builtIns are the fields that every record has beside its kind's own.
var builtIns = []string{"id", "kind", "key", "title_", "state", "mark", "revision", "created", "changed", fieldCustom}

// targets are the records that a reference points to.
func (a *analysis) targets(from *Reads, path string, f *record.Field) places {
	var found places
	for _, kind := range f.To {
		found = found.with(place{reads: from.link(path, false, kind)})
	}
	return found
}

// backwards are the records that refer to those of a place. Whether one does,
// and whether it is retired, is read of it.
func (a *analysis) backwards(from *Reads, b record.Back) places {
	path := backField(b)
	holder := from.link(path, true, b.Kind.Name)
	row, _, _ := strings.Cut(path, ".")
	holder.add(row)
	holder.add("state")
	return places{{reads: holder}}
}

// call follows the arguments of a function into its result. No function of the
// language gives records that are not among its arguments'.
func (a *analysis) call(e ast.Expr) places {
	c := e.AsCall()
	args := c.Args()
	if c.IsMemberFunction() {
		args = append([]ast.Expr{c.Target()}, args...)
	}
	from := a.each(args)
	a.checkCall(c.FunctionName(), args)
	switch c.FunctionName() {
	case funcEnded, funcLive:
		for _, p := range from {
			p.reads.add("state")
		}
		return nil
	case funcApproved, funcApprovals:
		return a.approvals(from, c.FunctionName() == funcApprovals)
	}
	if holdsRecords(a.ast.GetType(e.ID())) {
		return from
	}
	return nil
}

// approvals depend on the digest of the content, so on the whole record.
func (a *analysis) approvals(from places, rows bool) places {
	var found places
	for _, p := range from {
		p.reads.add(Everything)
		if f := a.env.registry.catalogue.Kind(p.reads.Kind).ApprovalsField(); f != nil && rows {
			found = found.with(place{reads: p.reads, row: f})
		}
	}
	return found
}

// holdsRecords tells whether a value of the type may hold records or rows.
func holdsRecords(t *types.Type) bool {
	switch t.Kind() {
	case types.StructKind, types.DynKind, types.AnyKind, types.TypeParamKind:
		return true
	}
	return slices.ContainsFunc(t.Parameters(), holdsRecords)
}

// checkCall refuses what the type checker can't see.
func (a *analysis) checkCall(function string, args []ast.Expr) {
	switch function {
	case funcEnded, funcLive, funcApproved, funcApprovals:
		t := a.ast.GetType(args[0].ID())
		if !a.env.registry.isRecord(t) {
			a.refuse(args[0], "%s wants a record, not %s", function, typeName(t))
		}
	case funcDate:
		if text, ok := literal(args[0]); ok {
			if _, err := record.ParseDate(text); err != nil || text == "" {
				a.refuse(args[0], "%q is no date: expected the form 2026-11-24", text)
			}
		}
	case funcPlus, "within":
		if text, ok := literal(args[len(args)-1]); ok {
			if _, err := record.ParsePeriod(text); err != nil || text == "" {
				a.refuse(args[len(args)-1], "%q is no period: expected a form such as P12M, P1Y or P14D", text)
			}
		}
	case operators.Equals, operators.NotEquals:
		a.checkValues(args[0], args[1])
		a.checkValues(args[1], args[0])
	case operators.In:
		if args[1].Kind() == ast.ListKind {
			a.checkValues(args[0], args[1].AsList().Elements()...)
		} else {
			a.checkValues(args[1], args[0])
		}
	case operators.Index:
		if t := a.ast.GetType(args[0].ID()); t.Kind() == types.StructKind {
			a.refuse(args[0], "a field is read with a dot, not with [ ]")
		}
	}
}

// checkValues refuses to compare an enumeration with what it can never be. The
// empty text is what it is while it is not set.
func (a *analysis) checkValues(field ast.Expr, with ...ast.Expr) {
	name, values := a.enumeration(field)
	if len(values) == 0 {
		return
	}
	for _, e := range with {
		if over := a.over(e); over != nil && over.Kind() == ast.ListKind {
			with = append(slices.Clip(with), over.AsList().Elements()...)
		}
	}
	for _, e := range with {
		if text, ok := literal(e); ok && text != "" && !slices.Contains(values, text) {
			a.refuse(e, "%s is never %q: expected one of %s", name, text, strings.Join(values, ", "))
		}
	}
}

// enumeration names an enumeration that an expression selects, or that a
// variable walks through, and lists its values; none where it is something else.
func (a *analysis) enumeration(e ast.Expr) (string, []string) {
	if over := a.over(e); over != nil {
		e = over
	}
	if e.Kind() != ast.SelectKind || e.AsSelect().IsTestOnly() {
		return "", nil
	}
	name := e.AsSelect().FieldName()
	of := a.env.registry.structs[a.ast.GetType(e.AsSelect().Operand().ID()).TypeName()]
	if of == nil || of.fields[name] == nil {
		return "", nil
	}
	return name, of.fields[name].values
}

// binds tells whether a comprehension around has a variable of the name.
func (a *analysis) binds(name string) bool {
	_, ok := a.variables[name]
	return ok
}

// over is the list whose elements a variable is, one by one; nil where the
// expression is no such variable.
func (a *analysis) over(e ast.Expr) ast.Expr {
	if e.Kind() != ast.IdentKind {
		return nil
	}
	return a.variables[e.AsIdent()].over
}

func literal(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	text, ok := e.AsLiteral().(types.String)
	return string(text), ok
}
