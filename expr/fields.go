package expr

import (
	"errors"
	"fmt"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"surety/record"
)

var errNoStructure = errors.New("fields are read of records and rows alone")

// fieldCustom holds the organization's own fields.
const fieldCustom = "custom"

// fill gives the type of a kind its fields: those of every record, the
// declared ones, and the reverse directions.
func (r *registry) fill(k *record.Kind) {
	t := r.record([]string{k.Name})
	r.builtIn(t)
	for _, state := range k.Lifecycle.States {
		t.fields["state"].values = append(t.fields["state"].values, state.Name)
	}
	for _, f := range k.Fields {
		t.add(r.declared(k, f))
	}
	for _, b := range r.catalogue.Backs(k) {
		t.add(r.reverse(b))
	}
}

// builtIn adds the fields that every record has.
func (r *registry) builtIn(t *structType) {
	text := func(name string, get func(rec *record.Record) string) {
		t.add(ofRecord(name, types.StringType, (*structure).head, func(s *structure) ref.Val { return types.String(get(s.rec)) }))
	}
	text("id", func(rec *record.Record) string { return string(rec.ID) })
	text("kind", func(rec *record.Record) string { return rec.Kind.Name })
	text("key", func(rec *record.Record) string { return rec.Key })
	text("state", func(rec *record.Record) string { return rec.State })
	text("mark", func(rec *record.Record) string { return rec.Mark })
	t.add(ofRecord("revision", types.IntType, (*structure).head, func(s *structure) ref.Val { return types.Int(s.rec.Revision) }))
	t.add(ofRecord("title_", types.StringType, (*structure).load, func(s *structure) ref.Val { return types.String(s.rec.Title()) }))
	t.add(ofRecord("created", types.TimestampType, (*structure).load, func(s *structure) ref.Val { return s.session.instant(s.rec.Created) }))
	t.add(ofRecord("changed", types.TimestampType, (*structure).load, func(s *structure) ref.Val { return s.session.instant(s.rec.Changed) }))
	t.add(ofRecord(fieldCustom, types.NewMapType(types.StringType, types.DynType), (*structure).load, func(s *structure) ref.Val {
		return types.NewStringInterfaceMap(r, s.rec.Custom)
	}))
}

// ofRecord is a field that is read of the record, not of its body; there tells
// whether there is one, and reads as much of it as is needed.
func ofRecord(name string, t *types.Type, there func(s *structure) bool, get func(s *structure) ref.Val) *field {
	read := func(s *structure) ref.Val {
		if !there(s) {
			return zero(t, s.session.unset)
		}
		return get(s)
	}
	return &field{name: name, cel: t, get: read, set: func(s *structure) bool { return isSet(read(s)) }}
}

// declared is a field of a kind or row; owner names where it is declared.
func (r *registry) declared(k *record.Kind, f *record.Field) *field {
	if f == k.ApprovalsField() {
		for _, rf := range f.Row {
			r.approval.add(r.declared(k, rf))
		}
		return r.rows(f, r.approval)
	}
	switch f.Type {
	case record.TypeRef:
		return ofBody(f, r.reference(f.To), func(s *structure) ref.Val { return s.session.structure(f.Get(s.body).(record.Ref).ID()) })
	case record.TypeRefs:
		return r.references(f)
	case record.TypeRows:
		row := r.put(newStruct(fmt.Sprintf("row of %s.%s", k.Name, f.Name)))
		for _, rf := range f.Row {
			row.add(r.declared(k, rf))
		}
		return r.rows(f, row)
	case record.TypeMoney:
		return r.whole(f, r.structs[nameMoney])
	case record.TypeAttachment:
		return r.whole(f, r.structs[nameAttachment])
	case record.TypeAttachments:
		return r.attachments(f)
	}
	return ofBody(f, scalarTypes[f.Type], func(s *structure) ref.Val { return s.session.scalar(f.Get(s.body)) })
}

// ofBody is a field that is read of the body.
func ofBody(f *record.Field, t *types.Type, get func(s *structure) ref.Val) *field {
	var values []string
	for _, option := range f.Options {
		values = append(values, option.Value)
	}
	return &field{
		name: f.Name, cel: t, values: values,
		get: func(s *structure) ref.Val {
			if !s.load() {
				return zero(t, s.session.unset)
			}
			return get(s)
		},
		set: func(s *structure) bool { return s.load() && f.IsSet(s.body) },
	}
}

// reference is the type of what points to one of the kinds.
func (r *registry) reference(to []string) *types.Type {
	t := r.record(to)
	if t == nil {
		t = r.put(newStruct(recordName(to)))
	}
	return t.cel
}

// kept is a list that is made once for each structure.
func kept(f *field, values func(s *structure) []ref.Val) func(s *structure) ref.Val {
	return func(s *structure) ref.Val {
		if list, made := s.lists[f]; made {
			return list
		}
		return s.keep(f, types.NewRefValList(s.session.env.registry, values(s)))
	}
}

func (r *registry) references(f *record.Field) *field {
	made := ofBody(f, types.NewListType(r.reference(f.To)), nil)
	made.get = unlessUnset(made, kept(made, func(s *structure) []ref.Val {
		refs := f.Refs(s.body)
		values := make([]ref.Val, len(refs))
		for i, to := range refs {
			values[i] = s.session.structure(to.ID())
		}
		return values
	}))
	return made
}

func (r *registry) rows(f *record.Field, row *structType) *field {
	made := ofBody(f, types.NewListType(row.cel), nil)
	made.get = unlessUnset(made, kept(made, func(s *structure) []ref.Val {
		bodies := f.Rows(s.body)
		values := make([]ref.Val, len(bodies))
		for i, body := range bodies {
			values[i] = &structure{session: s.session, of: row, body: body, holder: s, at: fmt.Sprintf("%s[%d]", f.Name, i+1)}
		}
		return values
	}))
	return made
}

func (r *registry) attachments(f *record.Field) *field {
	file := r.structs[nameAttachment]
	made := ofBody(f, types.NewListType(file.cel), nil)
	made.get = unlessUnset(made, kept(made, func(s *structure) []ref.Val {
		files := f.Get(s.body).([]record.Attachment)
		values := make([]ref.Val, len(files))
		for i, a := range files {
			values[i] = &structure{session: s.session, of: file, body: a, holder: s, at: fmt.Sprintf("%s[%d]", f.Name, i+1)}
		}
		return values
	}))
	return made
}

// whole is a field whose value has parts.
func (r *registry) whole(f *record.Field, t *structType) *field {
	return ofBody(f, t.cel, func(s *structure) ref.Val {
		if !f.IsSet(s.body) {
			return s.session.unset
		}
		return &structure{session: s.session, of: t, body: f.Get(s.body), holder: s, at: f.Name}
	})
}

func unlessUnset(f *field, get func(s *structure) ref.Val) func(s *structure) ref.Val {
	return func(s *structure) ref.Val {
		if !s.load() {
			return zero(f.cel, s.session.unset)
		}
		return get(s)
	}
}

// reverse lists the records that refer to this one, without retired ones.
func (r *registry) reverse(b record.Back) *field {
	t := types.NewListType(r.record([]string{b.Kind.Name}).cel)
	f := &field{name: b.Name, cel: t}
	holder := backField(b)
	f.get = func(s *structure) ref.Val {
		if s.id == "" {
			return zero(t, s.session.unset)
		}
		return kept(f, func(s *structure) []ref.Val { return s.session.back(s.id, b.Kind.Name, holder) })(s)
	}
	f.set = func(s *structure) bool { return isSet(f.get(s)) }
	return f
}

// backField is the name of the field, dotted for a row's, that a reverse
// direction comes from.
func backField(b record.Back) string {
	for _, f := range b.Kind.Fields {
		for _, rf := range f.Row {
			if rf == b.Field {
				return f.Name + "." + rf.Name
			}
		}
	}
	return b.Field.Name
}

// registerField is the list of all records of a kind.
func registerField(k *record.Kind, t *structType) *field {
	f := &field{name: k.Name, cel: types.NewListType(t.cel)}
	f.get = kept(f, func(s *structure) []ref.Val { return s.session.all(k.Name) })
	f.set = func(s *structure) bool { return isSet(f.get(s)) }
	return f
}

// isSet tells whether a value is another than that of an unset field.
func isSet(v ref.Val) bool {
	switch v := v.(type) {
	case types.String:
		return v != ""
	case types.Int:
		return v != 0
	case types.Double:
		return v != 0
	case types.Bool:
		return bool(v)
	case types.Timestamp:
		return !v.IsZero()
	case *structure:
		return v.id != "" || v.of != nil
	case traits.Sizer:
		return v.Size() != types.Int(0)
	}
	return false
}
