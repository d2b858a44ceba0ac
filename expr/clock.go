package expr

import (
	"fmt"
	"reflect"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"surety/record"
)

// clock answers what today's date decides, and notes when it would answer
// otherwise.
type clock struct{ session *Session }

var clockType = types.NewObjectType("clock")

// span is a period that begins on a day.
type span struct {
	from   Day
	period string
}

// past: set and before today.
func (c *clock) past(day Day) bool {
	if day == 0 {
		return false
	}
	if day >= c.today() {
		c.session.flips(day + 1)
		return false
	}
	return true
}

// reached: set and today or before.
func (c *clock) reached(day Day) bool {
	if day > c.today() {
		c.session.flips(day)
	}
	return day != 0 && day <= c.today()
}

// ahead: set and after today.
func (c *clock) ahead(day Day) bool {
	if day > c.today() {
		c.session.flips(day)
		return true
	}
	return false
}

// within: reached, and not longer ago than the period.
func (c *clock) within(day Day, period string) (bool, error) {
	end, err := c.session.plus(day, period)
	if err != nil || day == 0 || period == "" || !c.reached(day) || end < c.today() {
		return false, err
	}
	c.session.flips(end + 1)
	return true, nil
}

func (c *clock) today() Day { return c.session.moment.Today }

// plus moves a day by a period. Few days and periods occur often.
func (s *Session) plus(day Day, period string) (Day, error) {
	at := span{day, period}
	end, known := s.spans[at]
	if known {
		return end, nil
	}
	p, err := record.ParsePeriod(period)
	if err != nil {
		return 0, err
	}
	end = DayOf(day.Date().Add(p))
	s.spans[at] = end
	return end, nil
}

// clockFunctions declares what can be asked of the clock.
func clockFunctions() []cel.EnvOption {
	ask := func(name string, answer func(c *clock, day Day) bool) cel.EnvOption {
		return cel.Function(name, cel.MemberOverload("clock_"+name, []*cel.Type{clockType, cel.TimestampType}, cel.BoolType,
			cel.BinaryBinding(func(c, t ref.Val) ref.Val { return types.Bool(answer(c.(*clock), dayOf(t.(types.Timestamp).Time))) })))
	}
	return []cel.EnvOption{
		ask("past", (*clock).past), ask("reached", (*clock).reached), ask("ahead", (*clock).ahead),
		cel.Function("within", cel.MemberOverload("clock_within", []*cel.Type{clockType, cel.TimestampType, cel.StringType}, cel.BoolType,
			cel.FunctionBinding(func(args ...ref.Val) ref.Val {
				answer, err := args[0].(*clock).within(dayOf(args[1].(types.Timestamp).Time), string(args[2].(types.String)))
				if err != nil {
					return types.WrapErr(err)
				}
				return types.Bool(answer)
			}))),
	}
}

// Equal: there is one clock.
func (c *clock) Equal(other ref.Val) ref.Val { return types.Bool(other == ref.Val(c)) }

// Type is the clock's own.
func (c *clock) Type() ref.Type { return clockType }

// Value is the clock itself.
func (c *clock) Value() any { return c }

// ConvertToNative refuses: the clock stays inside the language.
func (c *clock) ConvertToNative(to reflect.Type) (any, error) {
	return nil, fmt.Errorf("the clock can't be made a %s", to)
}

// ConvertToType knows type(clock) alone.
func (c *clock) ConvertToType(to ref.Type) ref.Val {
	if to == types.TypeType {
		return clockType
	}
	return types.NewErr("the clock can't be made a %s", to.TypeName())
}
