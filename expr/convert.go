package expr

import (
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"surety/record"
)

// scalarTypes are the types of values that refer to nothing.
var scalarTypes = map[record.Type]*types.Type{
	record.TypeText:     types.StringType,
	record.TypeMarkdown: types.StringType,
	record.TypeEnum:     types.StringType,
	record.TypePeriod:   types.StringType,
	record.TypeTexts:    types.NewListType(types.StringType),
	record.TypeEnums:    types.NewListType(types.StringType),
	record.TypeBool:     types.BoolType,
	record.TypeInteger:  types.IntType,
	record.TypeDecimal:  types.DoubleType,
	record.TypePercent:  types.DoubleType,
	record.TypeDate:     types.TimestampType,
	record.TypeInstant:  types.TimestampType,
}

// scalar makes a value of what a field holds; nil for what is no scalar. An
// instant is given in the organization's zone, a date in UTC, so that the day
// of either is the day in its own location.
func (s *Session) scalar(value any) ref.Val {
	switch v := value.(type) {
	case string:
		return types.String(v)
	case record.Markdown:
		return types.String(v)
	case record.Period:
		return types.String(v)
	case []string:
		return types.NewStringList(s.env.registry, v)
	case bool:
		return types.Bool(v)
	case int:
		return types.Int(v)
	case float64:
		return types.Double(v)
	case record.Percent:
		return types.Double(v)
	case record.Date:
		return types.Timestamp{Time: s.date(v)}
	case time.Time:
		return s.instant(v)
	}
	return nil
}

func (s *Session) instant(t time.Time) ref.Val {
	if t.IsZero() {
		return types.Timestamp{}
	}
	return types.Timestamp{Time: t.In(s.zone)}
}

// date is midnight UTC of a date. Few dates occur often, and reading one takes
// longer than finding it.
func (s *Session) date(d record.Date) time.Time {
	if d == "" {
		return time.Time{}
	}
	t, known := s.dates[d]
	if !known {
		t = d.Time()
		s.dates[d] = t
	}
	return t
}

// zero is what an unset field of a type is read as.
func zero(t *types.Type, unset *structure) ref.Val {
	switch t.Kind() {
	case types.BoolKind:
		return types.False
	case types.IntKind:
		return types.Int(0)
	case types.DoubleKind:
		return types.Double(0)
	case types.TimestampKind:
		return types.Timestamp{}
	case types.ListKind:
		return types.NewRefValList(types.DefaultTypeAdapter, nil)
	case types.MapKind:
		return types.NewStringInterfaceMap(types.DefaultTypeAdapter, nil)
	case types.StructKind:
		return unset
	}
	return types.String("")
}
