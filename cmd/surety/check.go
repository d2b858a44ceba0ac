package main

import (
	"context"
	"io"
	"time"

	"surety/app"
	"surety/conform"
	"surety/fault"
	"surety/pack"
	"surety/record"
)

type checkCommand struct {
	Standard string `help:"Standard to judge by, such as iso27001 or iso27001@2022; the management system's own where none is named." placeholder:"S"`
	System   string `help:"Management system, by its key; needed where there are several." placeholder:"M"`
	Format   string `help:"text, json, junit or sarif." enum:"text,json,junit,sarif" default:"text"`
	AsOf     string `name:"as-of" help:"Judge the records as they were at an instant, such as 2026-06-30T12:00:00Z, or at the end of a day, such as 2026-06-30, in the organization's time zone." placeholder:"T"`
	Strict   bool   `help:"Count guidance and house rules too."`
	Explain  string `help:"Tell why the checks of one requirement say what they say: expressions, and the values seen." placeholder:"ENTRY"`
	Record   string `help:"With --explain: of this record; otherwise of one that fails, or else of one that passes." placeholder:"KEY"`
}

// writers write a report in each format.
var writers = map[string]func(io.Writer, *conform.Report) error{
	"text": conform.WriteText, "json": conform.WriteJSON, "junit": conform.WriteJUnit,
	"sarif": func(w io.Writer, r *conform.Report) error { return conform.WriteSARIF(w, r, programVersion()) },
}

// Help shows an example to be pasted.
func (*checkCommand) Help() string {
	return example(`surety check --standard iso27001 --format json`)
}

// Run judges and exits 0 when all hold, 1 when a requirement fails, 2 when
// something could not be computed or there is nothing to hold, 3 when only
// judgements are missing.
func (k *checkCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	tellLeftOut(std, p.packs)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	query := app.VerdictQuery{Standard: k.Standard, System: k.System}
	if k.Explain != "" || k.Record != "" {
		return k.explain(ctx, std, p, actor, query)
	}
	if k.AsOf != "" {
		if query.AsOf, err = asOf(ctx, p, actor, k.AsOf); err != nil {
			return err
		}
	}
	report, err := p.Verdict(ctx, actor, query)
	if err != nil {
		return err
	}
	if k.Strict {
		report = report.Strictly()
	}
	if err := writers[k.Format](std.Out, report); err != nil {
		return err
	}
	if err := nothingHeld(report, k.Strict); err != nil {
		return err
	}
	if code := report.Exit(); code != 0 {
		return exit(code)
	}
	return nil
}

// explain tells the values that the checks of one requirement see now.
func (k *checkCommand) explain(ctx context.Context, std streams, p *program, actor app.Actor, query app.VerdictQuery) error {
	write := map[string]func(io.Writer, *conform.Why) error{"text": conform.WriteWhy, "json": conform.WriteWhyJSON}[k.Format]
	switch {
	case k.Explain == "":
		return fault.New(fault.Malformed, "--record says of which record to explain a requirement: name that with --explain")
	case k.AsOf != "":
		return fault.New(fault.Malformed, "--explain tells the values of now: leave --as-of out")
	case write == nil:
		return fault.New(fault.Malformed, "an explanation can't be written as %s: expected text or json", k.Format)
	}
	why, err := p.Why(ctx, actor, app.Question{VerdictQuery: query, Requirement: k.Explain, Record: k.Record})
	if err != nil {
		return err
	}
	return write(std.Out, why)
}

// nothingHeld refuses to let "all hold" be read from a pack of which nothing
// counts: nothing holds vacuously.
func nothingHeld(report *conform.Report, strict bool) error {
	e := &fault.Error{Kind: fault.Invalid, Message: report.Pack.Designation + " sets no requirements, so nothing of it can hold", Mend: "name a standard that does; surety standard list shows them"}
	for _, r := range report.Requirements {
		switch {
		case r.Force == pack.ForceRequirement, strict && r.Force != pack.ForceInformation:
			return nil
		case r.Force != pack.ForceInformation:
			e.Mend = "its guidance and rules of your own count with --strict"
		}
	}
	return e
}

// asOf reads a day, meaning its end where the organization is, or an instant.
func asOf(ctx context.Context, p *program, actor app.Actor, text string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	if day, err := record.ParseDate(text); err == nil && day != "" {
		return p.AsOf(ctx, actor, day)
	}
	return time.Time{}, fault.New(fault.Malformed, "%q is no instant: expected a form such as 2026-06-30 or 2026-06-30T12:00:00Z", text)
}
