package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"surety/fault"
)

// Problem is something wrong in a pack's file.
type Problem struct {
	File     string // path below the folder of packs
	Line     int    // from 1; 0 where the whole file or folder is meant
	Column   int    // from 1, in characters
	Reason   string
	Expected string // what should stand there; may be empty
}

// String writes the problem as compilers do: "file:line:column: reason; expected …".
func (p Problem) String() string {
	text := p.File + ": "
	if p.Line > 0 {
		text = fmt.Sprintf("%s:%d:%d: ", p.File, p.Line, p.Column)
	}
	text += p.Reason
	if p.Expected != "" {
		text += "; expected " + p.Expected
	}
	return text
}

// Problems are all that were found, by file, line and column.
type Problems []Problem

// String gives a line each.
func (p Problems) String() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// Err is the problems as an error, or nil when there are none.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return fault.New(fault.Invalid, "%s", p.String())
}

// findings collects the problems of one pack, up to a bound.
type findings struct {
	problems Problems
	dropped  int
}

func (f *findings) add(p Problem) {
	if len(f.problems) == maxProblems {
		f.dropped++
		return
	}
	f.problems = append(f.problems, p)
}

// count is how many there were, told or not.
func (f *findings) count() int { return len(f.problems) + f.dropped }

// sorted gives the problems in the order of the files, and says when there
// were more than the bound.
func (f *findings) sorted(folder string) Problems {
	slices.SortStableFunc(f.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if f.dropped == 0 {
		return f.problems
	}
	return append(f.problems, Problem{File: folder, Reason: fmt.Sprintf("%d more problems are not listed", f.dropped)})
}
