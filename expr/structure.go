package expr

import (
	"fmt"
	"reflect"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"surety/fault"
	"surety/record"
)

// structure is a value with fields: a record, which is read when a field of it
// is first asked for; a row of one; or, with no body, something unset.
type structure struct {
	session *Session
	of      *structType    // of a row, an amount or an attachment; nil of a record
	id      record.ID      // of a record
	rec     *record.Record // nil while unread; without a body while that is unread
	body    any            // pointer to the struct of the kind or row; nil while unread, or unset
	lists   map[*field]ref.Val
	holder  *structure // of a row: whose it is
	at      string     // of a row: which one, "actions[2]" for the second
}

// load reads the record and tells whether there is anything to read fields of.
func (s *structure) load() bool {
	if s.body != nil {
		return true
	}
	if s.id == "" {
		return false
	}
	rec, err := s.session.view.Get(s.id)
	if err == nil && rec == nil {
		err = fault.New(fault.Uncomputable, "a record refers to %s, which is not there", s.id)
	}
	if err != nil {
		s.session.fail(err)
		return false
	}
	s.take(rec)
	return true
}

// head reads what the record is and in which state, and tells whether there is
// one.
func (s *structure) head() bool {
	if s.rec != nil || s.id == "" || s.session.heads == nil {
		return s.rec != nil || s.load()
	}
	rec, err := s.session.heads.Head(s.id)
	if err != nil || rec == nil {
		return s.load() // which says what is wrong
	}
	s.take(rec)
	return true
}

// take keeps what was read of a record.
func (s *structure) take(rec *record.Record) {
	if s.body == nil {
		s.rec, s.body = rec, rec.Body
	}
}

// keep remembers a list that was made, so that the next expression finds it.
func (s *structure) keep(f *field, list ref.Val) ref.Val {
	if s.session.err != nil {
		return list
	}
	if s.lists == nil {
		s.lists = map[*field]ref.Val{}
	}
	s.lists[f] = list
	return list
}

// name is how messages and explanations call the value.
func (s *structure) name() string {
	switch {
	case s.of != nil:
		return s.of.name
	case s.id == "":
		return "none"
	case s.head() && s.rec.Key != "":
		return s.rec.Key
	}
	return string(s.id)
}

// Equal compares records by identity, other structures by what they hold.
func (s *structure) Equal(other ref.Val) ref.Val {
	o, ok := other.(*structure)
	switch {
	case !ok:
		return types.False
	case s.of != nil || o.of != nil:
		return types.Bool(s.of == o.of && reflect.DeepEqual(s.body, o.body))
	}
	return types.Bool(s.id == o.id)
}

// Type is the runtime type; it is the same for all records.
func (s *structure) Type() ref.Type {
	if s.of != nil {
		return s.of.cel
	}
	return anyRecord
}

// Value gives the structure itself to the getters of its fields.
func (s *structure) Value() any { return s }

// ConvertToNative refuses: structures stay inside the language.
func (s *structure) ConvertToNative(to reflect.Type) (any, error) {
	return nil, fmt.Errorf("%s can't be made a %s", s.name(), to)
}

// ConvertToType knows type(x) alone.
func (s *structure) ConvertToType(to ref.Type) ref.Val {
	if to == types.TypeType {
		return s.Type().(*types.Type)
	}
	return types.NewErr("%s can't be made a %s", s.name(), to.TypeName())
}
