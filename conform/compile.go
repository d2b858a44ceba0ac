package conform

import (
	"fmt"

	"surety/expr"
	"surety/fault"
	"surety/pack"
	"surety/record"
)

// Compiler type-checks the checks of packs while they are loaded.
func Compiler(env *expr.Environment) pack.Compile {
	return func(c pack.Check) error {
		_, err := compile(env, &c)
		return err
	}
}

// compile makes a check's programs. Its errors name the key of the check that
// is wrong: of, where, holds or field.
func compile(env *expr.Environment, c *pack.Check) (*expr.Check, error) {
	var compiled *expr.Check
	var err error
	switch c.Shape {
	case pack.ShapeEach:
		compiled, err = env.Each(c.Of, c.Where, c.Holds)
	case pack.ShapeCount:
		compiled, err = env.Count(c.Of, c.Where, c.Holds)
	case pack.ShapeGlobal:
		compiled, err = env.Global(c.Holds)
	default:
		err = fault.At(fault.Invalid, "", "shape", "%q is no shape: expected each, count or global", c.Shape)
	}
	if err == nil && c.Field != "" {
		if k := env.Catalogue().Kind(c.Of); k == nil || k.Field(c.Field) == nil {
			return nil, fault.At(fault.Invalid, "", "field", "a %s has no field %s", c.Of, c.Field)
		}
	}
	return compiled, err
}

// membership says, as an expression over one record of a kind, whether it
// belongs to the management system: by its own field system or systems, or by
// a required reference to a record that belongs to one. It is empty for kinds
// that belong to every system.
func membership(env *expr.Environment, kind string) string {
	return membershipAt(env, kind, kind, map[string]bool{})
}

const (
	kindSystem   = "management_system"
	fieldSystem  = "system"
	fieldSystems = "systems"
)

func membershipAt(env *expr.Environment, kind, path string, seen map[string]bool) string {
	k := env.Catalogue().Kind(kind)
	if k == nil || seen[kind] {
		return ""
	}
	seen[kind] = true
	switch {
	case kind == kindSystem:
		return path + " == system"
	case refersToSystem(k.Field(fieldSystem), record.TypeRef):
		return fmt.Sprintf("%s.%s == system", path, fieldSystem)
	case refersToSystem(k.Field(fieldSystems), record.TypeRefs):
		return fmt.Sprintf("(size(%[1]s.%[2]s) == 0 || system in %[1]s.%[2]s)", path, fieldSystems)
	}
	for _, f := range k.Fields {
		if f.Type == record.TypeRef && f.Is(record.MarkRequired) && len(f.To) == 1 && f.To[0] != kindSystem {
			if through := membershipAt(env, f.To[0], path+"."+f.Name, seen); through != "" {
				return through
			}
		}
	}
	return ""
}

func refersToSystem(f *record.Field, as record.Type) bool {
	return f != nil && f.Type == as && len(f.To) == 1 && f.To[0] == kindSystem
}
