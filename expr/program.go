package expr

import (
	"errors"
	"fmt"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/interpreter"

	"surety/fault"
	"surety/record"
)

// Program is one compiled expression that is true or false. It is safe for
// concurrent use, each session by one goroutine.
type Program struct {
	env     *Environment
	text    string
	checked *cel.Ast
	program cel.Program
	scope   scope
	reads   Dependencies
}

// Answer is what a program says of its subject.
type Answer struct {
	Holds bool
	// Next is the first day on which the answer may be another one although
	// no record changes; no day when it never will.
	Next Day
}

// Text is the expression as it was written.
func (p *Program) Text() string { return p.text }

// Reads says all that the answer depends on beside today's date.
func (p *Program) Reads() Dependencies { return p.reads }

// Ask evaluates the program: of a record, where it was compiled for a kind; of
// a count, where for one. An error is a fault.Uncomputable.
func (p *Program) Ask(s *Session, rec *record.Record, count int) (Answer, error) {
	s.begin(p.scope.kind, rec, count)
	value, _, err := p.program.Eval(s)
	if err == nil && s.err == nil {
		if holds, ok := value.(types.Bool); ok {
			return Answer{Holds: bool(holds), Next: s.next}, nil
		}
		err = fmt.Errorf("it gives %v instead of true or false", value)
	}
	return Answer{}, p.explain(s, err)
}

// begin makes a session ready for one evaluation.
func (s *Session) begin(name string, rec *record.Record, count int) {
	s.rootName, s.root, s.count, s.next, s.err = name, s.unset, count, 0, nil
	if rec != nil {
		s.root = s.own(rec)
	}
}

// explain makes an error that says why nothing could be computed. The view's
// error comes first: what CEL made of it is of no use to anybody.
func (p *Program) explain(s *Session, err error) error {
	if s.err != nil {
		return s.err
	}
	var cancelled interpreter.EvalCancelledError
	if errors.As(err, &cancelled) && cancelled.Cause == interpreter.CostLimitExceeded {
		return fault.New(fault.Uncomputable, "the expression takes more than %d steps", p.scope.mostSteps())
	}
	return fault.New(fault.Uncomputable, "the expression can't be evaluated: %w", err)
}
