package expr

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/operators"
)

// faults says the issues that CEL found in the language's own words. Of mistakes
// in writing it says the first: the others mostly follow from it.
func (e *Environment) faults(found []*common.Error, in scope) []Fault {
	faults := make([]Fault, 0, len(found))
	for _, issue := range found {
		f := Fault{Line: max(issue.Location.Line(), 1), Column: max(issue.Location.Column()+1, 1), Message: e.reword(issue.Message, in)}
		if written := slices.ContainsFunc(mistakes, func(m mistake) bool { return m.form.MatchString(unprefixed(issue.Message)) }); written {
			if len(faults) == 0 {
				return []Fault{f}
			}
			continue
		}
		if !slices.Contains(faults, f) {
			faults = append(faults, f)
		}
	}
	return faults
}

// mistake is a message of CEL's parser and what it says here; $1 is what the
// first group of form has matched.
type mistake struct {
	form  *regexp.Regexp
	words string
}

// mistakes are what is written in a way that nobody can read; the first whose
// form fits is told.
var mistakes = []mistake{
	{regexp.MustCompile(`^token recognition error at: '=[^=]`), `one = compares nothing: expected ==`},
	{regexp.MustCompile(`^token recognition error at: '["']`), `the text that begins here does not end: expected a closing quote, and \\ before a \ in it`},
	{regexp.MustCompile(`^token recognition error at: '(.*)'$`), `$1 is no sign of the language`},
	{regexp.MustCompile(`^(?:mismatched|extraneous) input '(and|AND)' `), `$1 is written &&`},
	{regexp.MustCompile(`^(?:mismatched|extraneous) input '(or|OR)' `), `$1 is written ||`},
	{regexp.MustCompile(`^(?:mismatched|extraneous) input '<EOF>' `), `the expression ends too early: a value or a closing bracket is missing`},
	{regexp.MustCompile(`^(?:mismatched|extraneous) input '(.*)' expecting <EOF>$`), `$1 is too much: expected the end, or an operator such as && before it`},
	{regexp.MustCompile(`^(?:mismatched|extraneous) input '(.*)' expecting '(.*)'$`), `$1 can't stand here: expected $2`},
	{regexp.MustCompile(`^(?:mismatched|extraneous) input '(.*)' expecting `), `$1 can't stand here: expected a value, such as a field, a number or a text in quotes`},
	{regexp.MustCompile(`^missing '(.*)' at '<EOF>'$`), `the expression ends too early: $1 is missing`},
	{regexp.MustCompile(`^missing '(.*)' at '(.*)'$`), `$1 is missing before $2`},
	{regexp.MustCompile(`^no viable alternative at input '(.*)'$`), `$1 can't be read here`},
	{regexp.MustCompile(`^reserved identifier: (.*)$`), `$1 is a word of the language: expected another name`},
	{regexp.MustCompile(`^invalid (?:int|uint|double) literal$`), `the number is too large to be kept`},
	{regexp.MustCompile(`^comprehension exceeds nesting limit$`), `too many of all, exists, filter and map stand in one another`},
	{regexp.MustCompile(`^expression recursion limit exceeded: (\d+)$`), `the brackets stand too deep in one another: at most $1 are read`},
	{regexp.MustCompile(`^argument must be a simple name$`), `expected a name for each item of the list, such as x`},
	{regexp.MustCompile(`^invalid argument to has\(\) macro$`), `has asks for a field, such as has(x.name)`},
}

// misused are expressions that can be read and mean nothing.
var misused = []mistake{
	{regexp.MustCompile(`^expression of type '(.*)' cannot be range of a comprehension .*$`), `all, exists, filter and map go through a list: a $1 is none`},
	{regexp.MustCompile(`^expected type '(.*)' but found '(.*)'$`), `$2 stands here: expected $1`},
	{regexp.MustCompile(`^invalid matches argument$`), `the pattern is no regular expression that can be read`},
	{regexp.MustCompile(`^type 'list\(.*' does not support field selection$`), `a list has no fields: ask of its items with exists or all`},
	{regexp.MustCompile(`^type '(.*)' does not support field selection$`), `$1 has no fields`},
	{regexp.MustCompile(`^expression code point size exceeds limit: size: \d+, limit (\d+)$`), `the expression is too long: at most $1 characters are read`},
	{regexp.MustCompile(`^expression node count exceeds limit.*?(\d+)$`), `the expression has too many parts: at most $1 are read`},
	{regexp.MustCompile(`^invalid duration argument$`), `expected a duration such as "72h"`},
	{regexp.MustCompile(`^invalid timestamp argument$`), `expected an instant such as "2026-11-24T09:00:00Z"`},
}

var (
	unknownField    = regexp.MustCompile(`^undefined field '(.*)'$`)
	unknownVariable = regexp.MustCompile(`^undeclared reference to '([^']*)'`)
	noOverload      = regexp.MustCompile(`^found no matching overload for '(.*)' applied to '(.*)'$`)
)

// loops are the words that go through a list; CEL does not know them with
// another number of arguments than theirs.
var loops = []string{"all", "exists", "exists_one", "filter", "map"}

func (e *Environment) reword(message string, in scope) string {
	message = unprefixed(message)
	if m := unknownField.FindStringSubmatch(message); m != nil {
		if like := e.nearestField(m[1], in.kind); like != "" {
			return fmt.Sprintf("there is no field %s here: is %s meant?", m[1], like)
		}
		return fmt.Sprintf("there is no field %s here", m[1])
	}
	if m := unknownVariable.FindStringSubmatch(message); m != nil {
		if slices.Contains(loops, m[1]) {
			return fmt.Sprintf("%s needs a name and what is asked of each item: expected a form such as list.%[1]s(x, x.title != \"\")", m[1])
		}
		return fmt.Sprintf("%s is not known here: %s", m[1], in.told())
	}
	if m := noOverload.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("%s can't be applied to %s", operator(m[1]), plainTypes(m[2]))
	}
	for _, m := range slices.Concat(mistakes, misused) {
		if found := m.form.FindStringSubmatchIndex(message); found != nil {
			return plainTypes(string(m.form.ExpandString(nil, m.words, message, found)))
		}
	}
	return plainTypes(message)
}

func unprefixed(message string) string { return strings.TrimPrefix(message, "Syntax error: ") }

// operator is a function's name as it is written.
func operator(function string) string {
	switch function {
	case operators.Conditional:
		return "? :"
	case operators.Index:
		return "[ ]"
	}
	if sign, ok := operators.FindReverse(function); ok && sign != "" {
		return sign
	}
	return function
}

func plainTypes(message string) string {
	message = strings.ReplaceAll(message, "google.protobuf.Timestamp", "timestamp")
	return strings.ReplaceAll(message, "google.protobuf.Duration", "duration")
}
