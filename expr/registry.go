package expr

import (
	"slices"
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"surety/record"
)

// structType is a type with fields. Its name is one that no expression can
// write, so it is never taken for a variable and no value of it can be made.
type structType struct {
	name   string
	cel    *types.Type
	fields map[string]*field
	names  []string
}

// field is one field of a structType.
type field struct {
	name string
	cel  *types.Type
	get  func(s *structure) ref.Val
	set  func(s *structure) bool

	values []string // of an enumeration, or of the states of a kind: it has no others
}

func newStruct(name string) *structType {
	return &structType{name: name, cel: types.NewObjectType(name), fields: map[string]*field{}}
}

func (t *structType) add(f *field) {
	if t.fields[f.name] == nil {
		t.names = append(t.names, f.name)
	}
	t.fields[f.name] = f
}

// anyRecord is the runtime type of all records.
var anyRecord = types.NewObjectType("record")

// Names of the types that are the same in every catalogue.
const (
	nameApproval   = "approval"
	nameMoney      = "amount of money"
	nameAttachment = "attached file"
	nameRegisters  = "all records"
)

func recordName(kinds []string) string {
	kinds = slices.Sorted(slices.Values(kinds))
	if len(kinds) == 1 {
		return kinds[0] + " record"
	}
	return strings.Join(kinds[:len(kinds)-1], ", ") + " or " + kinds[len(kinds)-1] + " record"
}

// registry gives CEL the types of a catalogue.
type registry struct {
	*types.Registry
	catalogue *record.Catalogue
	structs   map[string]*structType
	approval  *structType
}

func newRegistry(catalogue *record.Catalogue) (*registry, error) {
	r := &registry{Registry: types.NewEmptyRegistry(), catalogue: catalogue, structs: map[string]*structType{}}
	for _, t := range []*types.Type{types.BoolType, types.DoubleType, types.IntType, types.ListType, types.MapType, types.NullType, types.StringType, types.TimestampType, types.DurationType, types.TypeType} {
		if err := r.RegisterType(t); err != nil {
			return nil, err
		}
	}
	r.plain()
	registers := r.put(newStruct(nameRegisters))
	for _, k := range catalogue.Kinds() {
		t := r.put(newStruct(recordName([]string{k.Name})))
		registers.add(registerField(k, t))
	}
	for _, k := range catalogue.Kinds() {
		r.fill(k)
	}
	return r, r.unite()
}

func (r *registry) put(t *structType) *structType {
	r.structs[t.name] = t
	return t
}

// plain makes the types that hold no references.
func (r *registry) plain() {
	money := r.put(newStruct(nameMoney))
	money.add(part("minor", types.IntType, func(m record.Money) ref.Val { return types.Int(m.Minor) }))
	money.add(part("currency", types.StringType, func(m record.Money) ref.Val { return types.String(m.Currency) }))
	file := r.put(newStruct(nameAttachment))
	file.add(part("digest", types.StringType, func(a record.Attachment) ref.Val { return types.String(a.Digest) }))
	file.add(part("name", types.StringType, func(a record.Attachment) ref.Val { return types.String(a.Name) }))
	file.add(part("media", types.StringType, func(a record.Attachment) ref.Val { return types.String(a.Media) }))
	file.add(part("size", types.IntType, func(a record.Attachment) ref.Val { return types.Int(a.Size) }))
	r.approval = r.put(newStruct(nameApproval))
}

// part is a field of a value that is held whole.
func part[T any](name string, t *types.Type, get func(T) ref.Val) *field {
	read := func(s *structure) ref.Val {
		value, ok := s.body.(T)
		if !ok {
			return zero(t, s.session.unset)
		}
		return get(value)
	}
	return &field{name: name, cel: t, get: read, set: func(s *structure) bool { return s.body != nil && isSet(read(s)) }}
}

// record is the type of a reference to one of several kinds.
func (r *registry) record(kinds []string) *structType { return r.structs[recordName(kinds)] }

// FindStructType finds a type for the type checker.
func (r *registry) FindStructType(name string) (*types.Type, bool) {
	if t, ok := r.structs[name]; ok {
		return types.NewTypeTypeWithParam(t.cel), true
	}
	return r.Registry.FindStructType(name)
}

// FindStructFieldNames lists the fields of a type.
func (r *registry) FindStructFieldNames(name string) ([]string, bool) {
	if t, ok := r.structs[name]; ok {
		return t.names, true
	}
	return r.Registry.FindStructFieldNames(name)
}

// FindStructFieldType finds a field with the functions that read it.
func (r *registry) FindStructFieldType(name, fieldName string) (*types.FieldType, bool) {
	t, ok := r.structs[name]
	if !ok {
		return r.Registry.FindStructFieldType(name, fieldName)
	}
	f, ok := t.fields[fieldName]
	if !ok {
		return nil, false
	}
	return &types.FieldType{Type: f.cel, GetFrom: f.from, IsSet: f.isSet}, true
}

// NewValue refuses: an expression makes no records.
func (r *registry) NewValue(name string, _ map[string]ref.Val) ref.Val {
	return types.NewErr("a %s can't be made in an expression", name)
}

// NativeToValue passes values of the language through.
func (r *registry) NativeToValue(value any) ref.Val {
	if v, ok := value.(ref.Val); ok {
		return v
	}
	return r.Registry.NativeToValue(value)
}

// from reads the field of a structure; a view's error ends the evaluation.
func (f *field) from(target any) (any, error) {
	s, ok := target.(*structure)
	if !ok {
		return nil, errNoStructure
	}
	value := f.get(s)
	if s.session.err != nil {
		return nil, s.session.err
	}
	if s.session.trace != nil {
		s.session.trace.read(s, f, value)
	}
	return value, nil
}

func (f *field) isSet(target any) bool {
	s, ok := target.(*structure)
	if !ok {
		return false
	}
	set := f.set(s)
	if s.session.trace != nil {
		s.session.trace.tested(s, f, set)
	}
	return set
}
