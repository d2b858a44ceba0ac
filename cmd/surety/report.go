package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"surety/app"
	"surety/fault"
	"surety/report"
	"surety/store"
)

type reportCommand struct {
	SoA reportSoACommand `cmd:"" name:"soa" help:"Write the Statement of Applicability."`
}

type reportSoACommand struct {
	Key    string `arg:"" optional:"" help:"Key of the statement; needed where there are several."`
	Format string `help:"pdf, xlsx or md." enum:"pdf,xlsx,md" default:"pdf"`
	Output string `short:"o" help:"File to write; - for standard output." required:""`
	Draft  bool   `help:"Write the draft, although a release is in force."`
}

// Help shows an example to be pasted.
func (*reportSoACommand) Help() string {
	return example(`surety report soa --format pdf -o soa.pdf`)
}

// Run writes the released statement, or the draft where none is released.
func (r *reportSoACommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	if r.Key == "" {
		if r.Key, err = onlyStatement(ctx, p, actor); err != nil {
			return err
		}
	}
	paper, err := report.SoA(ctx, p.App, actor, r.Key, r.Draft)
	if err != nil {
		return err
	}
	return writeFile(std, r.Output, func(w io.Writer) error { return paper.Write(w, r.Format) })
}

func onlyStatement(ctx context.Context, p *program, actor app.Actor) (string, error) {
	listing, err := p.App.List(ctx, actor, store.Query{Kind: "soa", Limit: 2})
	if err != nil {
		return "", err
	}
	switch len(listing.Records) {
	case 1:
		return listing.Records[0].Key, nil
	case 0:
		return "", fault.New(fault.NotFound, "there is no Statement of Applicability yet")
	}
	return "", &fault.Error{Kind: fault.Invalid, Message: "there are several Statements of Applicability", Mend: "name one by its key; surety list soa shows them"}
}

// writeFile writes a file whole or not at all: into a new one beside it, which
// takes its name at the end.
func writeFile(std streams, name string, write func(io.Writer) error) (err error) {
	if name == "-" {
		return write(std.Out)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".surety-*")
	if err != nil {
		return fault.New(fault.Unavailable, "%s can't be written: %w", name, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the error that is told is the first
		}
	}()
	if err := write(f); err != nil {
		_ = f.Close() // likewise
		var failed *fs.PathError
		if errors.As(err, &failed) && failed.Path == f.Name() { // a name that nobody knows
			return &fault.Error{Kind: fault.Unavailable, Message: name + " can't be written, nothing of it was changed", Mend: "make room there, or name another file", Err: failed.Err}
		}
		return err
	}
	if err := f.Sync(); err != nil {
		return fault.New(fault.Unavailable, "%s can't be written: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fault.New(fault.Unavailable, "%s can't be written: %w", name, err)
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fault.New(fault.Unavailable, "%s can't be written: %w", name, err)
	}
	return nil
}
