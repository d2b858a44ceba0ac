package expr

import (
	"cel.dev/cel-go/common/types/ref"
)

// trace notes what is read while a program is explained.
type trace struct{ seen []Seen }

// Seen is one thing that was read of a record.
type Seen struct {
	Record string // key, or id where it has none yet; the type of a row
	What   string // the field, or the function that was asked
	Value  string
}

func (t *trace) read(s *structure, f *field, value ref.Val)   {}
func (t *trace) tested(s *structure, f *field, set bool)      {}
func (t *trace) asked(s *structure, name string, value ref.Val) {}
