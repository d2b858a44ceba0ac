package record

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"surety/fault"
)

// ExplainJSON says what is wrong with JSON that could not be read, and where.
func ExplainJSON(err error) *fault.Error {
	if syntactic, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		name := place(syntactic.JSONPointer)
		switch {
		case errors.Is(err, jsontext.ErrDuplicateName):
			return fault.At(fault.Malformed, "", name, "it stands twice: give it once")
		case strings.Contains(syntactic.Err.Error(), "UTF-8"), strings.Contains(syntactic.Err.Error(), "surrogate"):
			return fault.At(fault.Malformed, "", name, "it is no text in UTF-8, at byte %d: %w", syntactic.ByteOffset, syntactic.Err)
		}
		return fault.New(fault.Malformed, "it is no JSON, at byte %d: %w", syntactic.ByteOffset, syntactic.Err)
	}
	semantic, ok := errors.AsType[*json.SemanticError](err)
	if !ok {
		return fault.New(fault.Malformed, "it is no JSON: %w", err)
	}
	name := place(semantic.JSONPointer)
	if errors.Is(err, json.ErrUnknownName) {
		return fault.At(fault.Malformed, "", name, "nothing of this name is expected here")
	}
	return fault.At(fault.Malformed, "", name, "%s can't stand here", wordOf(semantic.JSONKind))
}

// wordOf says in a word what was written.
func wordOf(kind jsontext.Kind) string {
	switch kind {
	case '{':
		return "an object"
	case '[':
		return "an array"
	}
	return "a " + kind.String()
}

// place writes a path of JSON as faults name fields, rows counted from 1:
// parts[2].name.
func place(pointer jsontext.Pointer) string {
	var b strings.Builder
	for step := range pointer.Tokens() {
		if n, err := strconv.Atoi(step); err == nil {
			fmt.Fprintf(&b, "[%d]", n+1)
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(step)
	}
	return b.String()
}
