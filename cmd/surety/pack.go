package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"surety/app"
	"surety/expr"
	"surety/fault"
	"surety/pack"
)

type packCommand struct {
	Lint    packLintCommand    `cmd:"" help:"Tell all that is wrong with the packs of a folder; without one, of the folder packs in the data folder."`
	Overlay packOverlayCommand `cmd:"" help:"Your licensed text of a standard, shown at its entries to the people of the organization and nowhere else."`
}

type packLintCommand struct {
	Folder string `arg:"" optional:"" help:"Folder of packs, or of one pack."`
}

// Help shows an example to be pasted.
func (*packLintCommand) Help() string {
	return example(`surety pack lint`)
}

// Run lists the problems, one a line as compilers do, and exits 2 if there are any.
func (l *packLintCommand) Run(std streams, c *commands) error {
	folder, err := l.folder(c)
	if err != nil {
		return err
	}
	if folder == nil {
		_, err := fmt.Fprintf(std.Out, "There are no packs of your own: they go into %s, each in a folder of its own.\n", filepath.Join(c.Dir, "packs"))
		return err
	}
	catalogue, err := c.catalogue()
	if err != nil {
		return err
	}
	language, err := expr.New(catalogue)
	if err != nil {
		return err
	}
	problems := pack.Lint(folder, app.Compile(language))
	for _, problem := range problems {
		fmt.Fprintln(std.Out, problem)
	}
	switch len(problems) {
	case 0:
		_, err = fmt.Fprintln(std.Out, "Nothing is wrong.")
		return err
	case 1:
		return fault.New(fault.Invalid, "1 problem")
	}
	return fault.New(fault.Invalid, "%d problems", len(problems))
}

// folder is the one that was named, or that of the data folder; nil where that
// has none.
func (l *packLintCommand) folder(c *commands) (fs.FS, error) {
	if l.Folder == "" {
		return c.ownPacks(), nil
	}
	info, err := os.Stat(l.Folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &fault.Error{Kind: fault.NotFound, Message: "there is no folder " + l.Folder, Mend: "name the folder of your packs; without one, that of the data folder is looked at"}
	case err != nil:
		return nil, fault.New(fault.Unavailable, "%s can't be read: %w", l.Folder, err)
	case !info.IsDir():
		return nil, fault.New(fault.Invalid, "%s is no folder: expected one of packs, or of one pack", l.Folder)
	}
	return packFolder(l.Folder), nil
}

// tellLeftOut tells why packs are not there: a verdict without them isn't whole.
func tellLeftOut(std streams, problems pack.Problems) {
	for _, problem := range problems {
		fmt.Fprintln(std.Err, "surety: a pack was left out:", problem)
	}
}
