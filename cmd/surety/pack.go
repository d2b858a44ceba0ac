package main

import (
	"fmt"
	"os"

	"surety/app"
	"surety/expr"
	"surety/fault"
	"surety/pack"
)

type packCommand struct {
	Lint packLintCommand `cmd:"" help:"Tell all that is wrong with the packs of a folder.\n\nExample: surety pack lint surety-data/packs"`
}

type packLintCommand struct {
	Folder string `arg:"" help:"Folder of packs, or of one pack." type:"existingdir"`
}

// Run lists the problems, one a line as compilers do, and exits 2 if there are any.
func (l *packLintCommand) Run(std streams, c *commands) error {
	catalogue, err := c.catalogue()
	if err != nil {
		return err
	}
	language, err := expr.New(catalogue)
	if err != nil {
		return err
	}
	problems := pack.Lint(os.DirFS(l.Folder), app.Compile(language))
	for _, problem := range problems {
		fmt.Fprintln(std.Out, problem)
	}
	if len(problems) > 0 {
		return fault.New(fault.Invalid, "%d problems", len(problems))
	}
	_, err = fmt.Fprintln(std.Out, "Nothing is wrong.")
	return err
}

// tellLeftOut tells why packs are not there: a verdict without them isn't whole.
func tellLeftOut(std streams, problems pack.Problems) {
	for _, problem := range problems {
		fmt.Fprintln(std.Err, "surety: a pack was left out:", problem)
	}
}
