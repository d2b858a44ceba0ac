package sheet

import (
	"context"
	"strconv"
	"strings"

	"surety/record"
)

// Choices are what can stand in the place that a path names, where that is one
// of a few: the words of an enumeration, the steps of a scale, the states of a
// lifecycle. None means that anything of its type can.
func (p *Planner) Choices(ctx context.Context, kind *record.Kind, path string) ([]record.Option, error) {
	var options []record.Option
	if path == pathState {
		for _, state := range kind.Lifecycle.States {
			options = append(options, record.Option{Value: state.Name, Label: state.Label})
		}
		return options, nil
	}
	s := slotAt(slotsOf(kind, p.Custom), path)
	if s == nil || s.field == nil {
		return nil, nil
	}
	switch s.field.Type {
	case record.TypeEnum, record.TypeEnums:
		return s.field.Options, nil
	case record.TypeBool:
		return []record.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}, nil
	case record.TypeInteger:
		if !s.inBody() {
			return nil, nil
		}
		steps, err := p.Resolver.Scale(ctx, kind, path)
		if err != nil {
			return nil, err
		}
		for _, step := range steps {
			value := strconv.Itoa(step.Value)
			options = append(options, record.Option{Value: value, Label: strings.TrimSpace(value + " " + strings.Join(step.Labels, ", "))})
		}
	}
	return options, nil
}

func slotAt(slots []*slot, path string) *slot {
	for _, s := range slots {
		if s.path == path {
			return s
		}
	}
	return nil
}

// Keys are the places of a kind by which its records can be told apart.
func (p *Planner) Keys(kind *record.Kind) []record.Option {
	var keys []record.Option
	for _, s := range slotsOf(kind, p.Custom) {
		if s.keeps() {
			keys = append(keys, record.Option{Value: s.path, Label: s.label})
		}
	}
	return keys
}

// keeps tells that a slot can tell records apart.
func (s *slot) keeps() bool {
	if s.field == nil {
		return s.path == pathKey
	}
	return s.closed == "" && s.inBody() && s.findable() && (s.field.Type == record.TypeText || s.field.Type == record.TypeRef)
}

// Missing are the fields that new records need and that neither a column nor a
// fixed value of a mapping gives.
func Missing(kind *record.Kind, m *Mapping) []*record.Field {
	given := map[string]bool{"system": true} // the management system is known where there is one
	for _, c := range m.Columns {
		given[c.Field] = true
	}
	for path, value := range m.Fixed {
		given[path] = value != ""
	}
	var missing []*record.Field
	for _, f := range kind.Fields {
		if f.Is(record.MarkRequired) && !f.Is(record.MarkComputed) && !given[f.Name] {
			missing = append(missing, f)
		}
	}
	return missing
}
