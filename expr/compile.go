package expr

import (
	"fmt"

	"cel.dev/cel-go/cel"

	"surety/fault"
)

// Fault is one thing that is wrong with an expression.
type Fault struct {
	Line    int // from 1, in the expression
	Column  int // from 1, in characters
	Message string
}

// compile makes a program of an expression that is true or false.
func (e *Environment) compile(text string, in scope) (*Program, []Fault) {
	checked, issues := e.cel.Compile(text)
	if issues.Err() != nil {
		return nil, e.faults(issues.Errors(), in)
	}
	if t := checked.OutputType(); !t.IsExactType(cel.BoolType) {
		return nil, []Fault{{Line: 1, Column: 1, Message: fmt.Sprintf("the expression gives %s: expected something that is true or false", typeName(t))}}
	}
	a := e.analyse(checked, in)
	if len(a.faults) > 0 {
		return nil, a.faults
	}
	program, err := e.cel.Program(checked, append(in.limits(a.nested), cel.EvalOptions(cel.OptOptimize))...)
	if err != nil {
		return nil, []Fault{{Line: 1, Column: 1, Message: err.Error()}}
	}
	return &Program{env: e, text: text, checked: checked, program: program, scope: in, reads: a.reads}, nil
}

// limits bound what an evaluation may cost. Without a loop in a loop it takes
// at most so many steps as the expression has for each record of its lists, and
// need not be counted; counting takes as long as evaluating.
func (s scope) limits(nested bool) []cel.ProgramOption {
	if !nested {
		return nil
	}
	return []cel.ProgramOption{cel.CostLimit(s.mostSteps())}
}

func (s scope) mostSteps() uint64 {
	if s.records {
		return mostStepsOfAll
	}
	return mostSteps
}

// nearestField looks for a field's name first among those of the kind in
// question, then among all.
func (e *Environment) nearestField(name, kind string) string {
	var names []string
	if t := e.registry.record([]string{kind}); t != nil {
		if like := nearest(name, t.names); like != "" {
			return like
		}
	}
	for _, t := range e.registry.structs {
		names = append(names, t.names...)
	}
	return nearest(name, names)
}

// Check is what a check of a pack computes.
type Check struct {
	Kind  string   // whose records it considers; empty for the shape global
	Where *Program // over one record; nil: all
	Holds *Program // over one record, over the count, or over all registers
}

// Each compiles a check of the shape each. Its error is a fault.List of
// fault.Invalid whose fields are "of", "where" and "holds", and whose messages
// begin with line and column in the expression.
func (e *Environment) Each(kind, where, holds string) (*Check, error) {
	return e.check(kind, where, scope{kind: kind}, holds)
}

// Count compiles a check of the shape count; errors as for Each.
func (e *Environment) Count(kind, where, holds string) (*Check, error) {
	return e.check(kind, where, scope{count: true}, holds)
}

// Global compiles a check of the shape global; errors as for Each.
func (e *Environment) Global(holds string) (*Check, error) {
	return e.check("", "", scope{records: true}, holds)
}

// Filter compiles a predicate over one record of a kind, as lists and alerts
// use it; errors as for Each, their field "where".
func (e *Environment) Filter(kind, where string) (*Program, error) {
	if err := e.checkKind(kind); err != nil {
		return nil, err
	}
	program, faults := e.compile(where, scope{kind: kind})
	return program, told("where", faults).OrNil()
}

func (e *Environment) check(kind, where string, in scope, holds string) (*Check, error) {
	c := &Check{Kind: kind}
	var list fault.List
	if !in.records {
		if err := e.checkKind(kind); err != nil {
			return nil, err
		}
	}
	if where != "" {
		program, faults := e.compile(where, scope{kind: kind})
		c.Where, list = program, told("where", faults)
	}
	program, faults := e.compile(holds, in)
	c.Holds = program
	return c, append(list, told("holds", faults)...).OrNil()
}

func (e *Environment) checkKind(kind string) error {
	catalogue := e.registry.catalogue
	if catalogue.Kind(kind) != nil {
		return nil
	}
	err := fault.At(fault.Invalid, "", "of", "there is no kind %q", kind)
	if like := nearest(kind, catalogue.Names()); like != "" {
		err.Mend = "is " + like + " meant?"
	}
	return fault.List{err}
}

func told(field string, faults []Fault) fault.List {
	var list fault.List
	for _, f := range faults {
		list = append(list, fault.At(fault.Invalid, "", field, "line %d, column %d: %s", f.Line, f.Column, f.Message))
	}
	return list
}

// Reads says all that a check depends on beside today's date.
func (c *Check) Reads() Dependencies {
	all := c.Holds.Reads()
	if c.Where == nil {
		return all
	}
	where := c.Where.Reads()
	return Dependencies{
		Record: merged(all.Record, where.Record), System: merged(all.System, where.System),
		Registers: all.Registers, Clock: all.Clock || where.Clock,
	}
}

func merged(a, b *Reads) *Reads {
	if a == nil && b == nil {
		return nil
	}
	both := &Reads{}
	for _, r := range []*Reads{a, b} {
		if r != nil {
			both.Kind = r.Kind
			both.Merge(r)
		}
	}
	return both
}
