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
	Size int    `help:"Make this many records of realistic mix instead, for measuring."`
	Seed uint64 `help:"Seed of the records made with --size." default:"1"`
}

// Help shows an example to be pasted.
func (*demoCommand) Help() string {
	return example(`surety --dir measured demo --size 1000`)
}

// Run loads the demonstration organization, or many records, into an empty
// database, or goes on where such a load was interrupted.
func (d *demoCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
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
func (d *demoCommand) begin(ctx context.Context, p *program) (*app.Demonstration, error) {
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
