package expr

import (
	"fmt"
	"slices"

	"cel.dev/cel-go/common/types/ref"

	"surety/record"
)

// unite fills the types of references to several kinds: they have every field
// that one of the kinds has, unless two declare it with different types.
func (r *registry) unite() error {
	for _, k := range r.catalogue.Kinds() {
		for _, f := range k.Fields {
			for _, reference := range append([]*record.Field{f}, f.Row...) {
				if err := r.uniteField(k, reference); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (r *registry) uniteField(k *record.Kind, f *record.Field) error {
	if len(f.To) == 0 {
		return nil
	}
	t := r.record(f.To)
	if t == nil {
		return fmt.Errorf("expr: %s.%s refers to %v, which have no type", k.Name, f.Name, f.To)
	}
	if len(f.To) == 1 || len(t.names) > 0 {
		return nil
	}
	clashes := map[string]bool{}
	for _, name := range slices.Sorted(slices.Values(f.To)) {
		member := r.record([]string{name})
		for _, fieldName := range member.names {
			declared := member.fields[fieldName]
			known := t.fields[fieldName]
			if known != nil && !known.cel.IsExactType(declared.cel) {
				clashes[fieldName] = true
			}
			t.add(r.united(declared, known))
		}
	}
	for name := range clashes {
		delete(t.fields, name)
		t.names = slices.DeleteFunc(t.names, func(n string) bool { return n == name })
	}
	return nil
}

// unitedValues are those that a field has in one of the kinds, where it is an
// enumeration in each.
func unitedValues(f, known *field) []string {
	if known == nil || len(f.values) == 0 {
		return f.values
	}
	if len(known.values) == 0 {
		return nil
	}
	all := slices.Clone(known.values)
	for _, value := range f.values {
		if !slices.Contains(all, value) {
			all = append(all, value)
		}
	}
	return all
}

// united reads a field by the kind that the record turns out to be of; known is
// the field as far as other kinds have it.
func (r *registry) united(f, known *field) *field {
	member := func(s *structure) *field {
		if !s.head() {
			return nil
		}
		if t := r.record([]string{s.rec.Kind.Name}); t != nil {
			return t.fields[f.name]
		}
		return nil
	}
	return &field{
		name: f.name, cel: f.cel, values: unitedValues(f, known),
		get: func(s *structure) ref.Val {
			if m := member(s); m != nil {
				return m.get(s)
			}
			return zero(f.cel, s.session.unset)
		},
		set: func(s *structure) bool {
			m := member(s)
			return m != nil && m.set(s)
		},
	}
}
