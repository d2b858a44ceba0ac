package main

import (
	"context"
	"fmt"
	"time"

	"surety/app"
	"surety/demo"
	"surety/fault"
)

type demoCommand struct {
	Fill   demoFillCommand   `cmd:"" default:"withargs" help:"Load it, or many records for measuring, into an empty data folder, alone."`
	Begin  demoBeginCommand  `cmd:"" help:"Begin it beside the organization of a data folder, in a folder of its own."`
	Remove demoRemoveCommand `cmd:"" help:"Remove the one that was begun beside, with all that was entered there."`
}

type demoBeginCommand struct{}

// Help shows an example to be pasted.
func (*demoBeginCommand) Help() string { return example(`surety demo begin`) }

// Run begins the demonstration beside; surety may serve meanwhile.
func (*demoBeginCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	b := newBeside(c)
	defer closing(b, &err)
	if err := b.Begin(ctx); err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.Out, "The demonstration is in %s. In the browser, managers reach it from their settings.\n", b.commands.Dir)
	return err
}

type demoRemoveCommand struct{}

// Help shows an example to be pasted.
func (*demoRemoveCommand) Help() string { return example(`surety demo remove`) }

// Run removes the demonstration beside; surety may serve meanwhile.
func (*demoRemoveCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	b := newBeside(c)
	defer closing(b, &err)
	outcome := "The demonstration is removed."
	if !b.There() {
		outcome = "There is no demonstration in " + b.commands.Dir + "."
	}
	if err := b.Remove(ctx); err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.Out, outcome)
	return err
}

type demoFillCommand struct {
	Size int    `help:"Make this many records of realistic mix instead, for measuring."`
	Seed uint64 `help:"Seed of the records made with --size." default:"1"`
}

// Help shows an example to be pasted.
func (*demoFillCommand) Help() string {
	return example(`surety --dir measured demo fill --size 1000`)
}

// Run loads the demonstration organization, or many records, into an empty
// database, or goes on where such a load was interrupted.
func (d *demoFillCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	begun, err := d.begin(ctx, p)
	if err != nil {
		return err
	}
	n, started := 0, time.Now()
	if _, err := p.demonstrate(ctx, begun, func(done int) { n += done; progress(std, "records", n, begun.Size) }); err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.Out, "%d acts recorded in %s (%.1f s)\n", n, c.Dir, time.Since(started).Seconds())
	return err
}

// begin takes up a load that was interrupted, or begins one.
func (d *demoFillCommand) begin(ctx context.Context, p *program) (*app.Demonstration, error) {
	begun, err := p.Demonstration(ctx)
	if err != nil {
		return nil, err
	}
	if begun == nil || begun.Whole {
		return p.BeginDemonstration(ctx, demo.Name, d.Size, d.Seed)
	}
	if begun.Size != d.Size || begun.Size > 0 && begun.Seed != d.Seed {
		mend := "go on with: surety demo"
		if begun.Size > 0 {
			mend = fmt.Sprintf("go on with: surety demo --size %d --seed %d", begun.Size, begun.Seed)
		}
		return nil, &fault.Error{Kind: fault.Exists, Message: "another load was begun here and interrupted", Mend: mend}
	}
	return begun, nil
}
