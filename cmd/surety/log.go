package main

import (
	"context"
	"fmt"
	"io"

	"surety/fault"
)

type logCommand struct {
	Verify     logVerifyCommand     `cmd:"" help:"Check the log from its first entry."`
	Checkpoint logCheckpointCommand `cmd:"" help:"Sign where the log stands, to be kept elsewhere."`
}

type logVerifyCommand struct {
	Against []string `help:"Checkpoint that was kept elsewhere; may be given several times." placeholder:"CHECKPOINT"`
}

// Help shows an example to be pasted.
func (*logVerifyCommand) Help() string {
	return example(`surety log checkpoint -o checkpoint.txt && surety log verify --against checkpoint.txt`)
}

// Run verifies, and exits 1 when something does not fit.
func (l *logVerifyCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	var outside [][]byte
	for _, name := range l.Against {
		note, err := readFile(name)
		if err != nil {
			return err
		}
		outside = append(outside, note)
	}
	found, err := p.VerifyLog(ctx, actor, outside...)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.Out, "%d entries and %d records were checked.\n", found.Entries, found.Records)
	for _, line := range found.Shown {
		fmt.Fprintln(std.Out, "shown:", line)
	}
	for _, line := range found.NotExcluded {
		fmt.Fprintln(std.Out, "not excluded:", line)
	}
	if found.OK() {
		return nil
	}
	if found.Discrepancy != nil {
		fmt.Fprintln(std.Err, "does not fit:", found.Discrepancy)
	}
	for _, difference := range found.Live {
		fmt.Fprintln(std.Err, "does not fit:", difference)
	}
	return exit(1)
}

type logCheckpointCommand struct {
	Output string `short:"o" help:"File to write; - for standard output." default:"-"`
}

// Help shows an example to be pasted.
func (*logCheckpointCommand) Help() string {
	return example(`surety log checkpoint -o checkpoint.txt`)
}

// Run writes a signed checkpoint.
func (l *logCheckpointCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	note, err := p.Checkpoint(ctx, actor)
	if err != nil {
		return err
	}
	return writeFile(std, l.Output, func(w io.Writer) error {
		if _, err := w.Write(note); err != nil {
			return fault.New(fault.Unavailable, "the checkpoint can't be written: %w", err)
		}
		return nil
	})
}
