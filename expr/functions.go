package expr

import (
	"fmt"
	"strings"
	"unicode"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"surety/record"
)

// Functions on records. Their parameter is any record: CEL sees dyn, and the
// analysis refuses what is none.
const (
	funcEnded     = "ended"
	funcLive      = "live"
	funcApproved  = "approved"
	funcApprovals = "approvals"
)

func recordFunctions(r *registry) []cel.EnvOption {
	ask := func(name string, result *cel.Type, answer func(s *structure) ref.Val) cel.EnvOption {
		bound := cel.UnaryBinding(func(v ref.Val) ref.Val {
			s, ok := v.(*structure)
			if !ok || s.of != nil {
				return types.NewErr("%s wants a record", name)
			}
			value := answer(s)
			if s.session.err != nil {
				return types.WrapErr(s.session.err)
			}
			if s.session.trace != nil {
				s.session.trace.asked(s, name, value)
			}
			return value
		})
		return cel.Function(name, cel.Overload(name+"_record", []*cel.Type{cel.DynType}, result, bound),
			cel.MemberOverload("record_"+name, []*cel.Type{cel.DynType}, result, bound))
	}
	listOfApprovals := types.NewListType(r.approval.cel)
	approvals := kept(&field{name: funcApprovals}, (*structure).approvals)
	return []cel.EnvOption{
		ask(funcEnded, cel.BoolType, func(s *structure) ref.Val { return types.Bool(s.head() && s.rec.Ended()) }),
		ask(funcLive, cel.BoolType, func(s *structure) ref.Val { return types.Bool(s.head() && !s.rec.Ended()) }),
		ask(funcApproved, cel.BoolType, func(s *structure) ref.Val {
			return types.Bool(s.load() && s.stateApproved() && isSet(approvals(s)))
		}),
		ask(funcApprovals, listOfApprovals, func(s *structure) ref.Val {
			if !s.load() {
				return zero(listOfApprovals, s)
			}
			return approvals(s)
		}),
	}
}

// approvals are the rows of the approvals that count.
func (s *structure) approvals() []ref.Val {
	var values []ref.Val
	for i, a := range s.rec.Kind.Approvals(s.body) {
		values = append(values, &structure{session: s.session, of: s.session.env.registry.approval, body: &a, holder: s, at: fmt.Sprintf("%s()[%d]", funcApprovals, i+1)})
	}
	return values
}

func (s *structure) stateApproved() bool {
	state, ok := s.rec.Kind.Lifecycle.State(s.rec.State)
	return ok && state.Approved
}

// Functions on dates and texts.
const (
	funcDay    = "day"
	funcPlus   = "plus"
	funcDate   = "date"
	funcWords  = "words"
	funcFilled = "filled"
)

func valueFunctions() []cel.EnvOption {
	both := func(name string, from, to *cel.Type, answer func(v ref.Val) ref.Val) cel.EnvOption {
		return cel.Function(name, cel.Overload(name+"_of", []*cel.Type{from}, to, cel.UnaryBinding(answer)),
			cel.MemberOverload("of_"+name, []*cel.Type{from}, to, cel.UnaryBinding(answer)))
	}
	plus := cel.BinaryBinding(func(t, p ref.Val) ref.Val { return movedBy(dayOf(t.(types.Timestamp).Time), string(p.(types.String))) })
	moved := []*cel.Type{cel.TimestampType, cel.StringType}
	return []cel.EnvOption{
		both(funcDay, cel.TimestampType, cel.TimestampType, func(v ref.Val) ref.Val {
			return types.Timestamp{Time: dayOf(v.(types.Timestamp).Time).Time()}
		}),
		both(funcWords, cel.StringType, cel.IntType, func(v ref.Val) ref.Val {
			n := 0
			for _, word := range strings.Fields(string(v.(types.String))) {
				if says(word) {
					n++
				}
			}
			return types.Int(n)
		}),
		both(funcFilled, cel.StringType, cel.BoolType, func(v ref.Val) ref.Val {
			return types.Bool(says(string(v.(types.String))))
		}),
		cel.Function(funcPlus, cel.Overload("plus_period", moved, cel.TimestampType, plus), cel.MemberOverload("period_plus", moved, cel.TimestampType, plus)),
		cel.Function(funcDate, cel.Overload("date_of", []*cel.Type{cel.StringType}, cel.TimestampType, cel.UnaryBinding(func(v ref.Val) ref.Val {
			return movedBy(DayOf(record.Date(v.(types.String))), "")
		}))),
	}
}

// says tells that a text says something: dashes, dots and what is never seen
// fill a field without filling it in.
func says(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.S) })
}

func movedBy(day Day, period string) ref.Val {
	p, err := record.ParsePeriod(period)
	if err != nil {
		return types.WrapErr(err)
	}
	return types.Timestamp{Time: day.Date().Add(p).Time()}
}
