package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"surety/app"
	"surety/app/edition"
	"surety/isms/assess"
	"surety/isms/control"
)

type standardMigrateCommand struct {
	Standard string `arg:"" help:"Pack, such as iso27701."`
	From     string `arg:"" help:"The older edition, such as 2019."`
	To       string `arg:"" help:"The newer edition, such as 2025."`
	System   string `help:"Management system, where there are several." placeholder:"KEY"`
	DryRun   bool   `help:"Tell what becomes of each row and judgement, and change nothing."`
}

// Help shows an example to be pasted.
func (*standardMigrateCommand) Help() string {
	return example(`surety standard migrate iso27701 2019 2025 --dry-run`)
}

// Run tells what becomes of each row and judgement, and does it.
func (m *standardMigrateCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	open := c.openToRead
	if !m.DryRun {
		open = func(ctx context.Context) (*program, error) { return c.open(ctx, true) }
	}
	p, err := open(ctx)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	query := app.EditionQuery{Pack: m.Standard, From: m.From, To: m.To, System: m.System}
	change, err := p.ChangeOfEdition(ctx, actor, query)
	if err != nil {
		return err
	}
	if change.Nothing() {
		_, err := fmt.Fprintf(std.Out, "Nothing goes by %s.\n", change.From)
		return err
	}
	if err := writeEditionChange(std.Out, change); err != nil {
		return err
	}
	if m.DryRun {
		_, err := fmt.Fprintln(std.Out, "nothing was written")
		return err
	}
	n, err := p.ChangeEdition(ctx, actor, query, change.Digest, "")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.Out, "%d records were written\n", n)
	return err
}

// writeEditionChange tells what becomes of each row and judgement, one a line.
func writeEditionChange(w io.Writer, change *app.EditionChange) error {
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, s := range change.Statements {
		fmt.Fprintf(table, "%s %s\nBEFORE\tAFTER\tHOW\tTHEN\n", s.Statement.Key, s.Statement.Title())
		for _, row := range s.Rows {
			before := make([]string, len(row.From))
			for i, from := range row.From {
				before[i] = from.Body.(*control.Row).Control
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", orDash(strings.Join(before, ", ")), rowAfter(row), orDash(string(row.Relation)), rowThen(row))
		}
	}
	if len(change.Judgements) > 0 {
		fmt.Fprint(table, "Judgements\nBEFORE\tAFTER\tHOW\tTHEN\n")
	}
	for _, j := range change.Judgements {
		after := make([]string, len(j.New))
		for i, entry := range j.New {
			after[i] = entry.ID
		}
		then := "to be given anew"
		if j.Carried {
			then = "carried over until " + string(j.Old.Body.(*assess.Judgement).Expires)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", j.Old.Body.(*assess.Judgement).Requirement, orDash(strings.Join(after, ", ")), orDash(string(j.Relation)), then)
	}
	return table.Flush()
}

func rowAfter(row edition.Row) string {
	if row.Entry == nil {
		return "-"
	}
	return row.Entry.ID
}

func rowThen(row edition.Row) string {
	switch {
	case row.Body == nil:
		return "leaves"
	case row.Decided():
		return "stays as decided"
	}
	return "to be decided"
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
