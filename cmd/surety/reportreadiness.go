package main

import (
	"context"

	"surety/app"
	"surety/report"
)

type reportReadinessCommand struct {
	Standard string `arg:"" optional:"" help:"Standard, such as iso27001; without it, the management system's own."`
	System   string `help:"Key of the management system; needed where there are several."`
	Format   string `help:"pdf, xlsx or md." enum:"pdf,xlsx,md" default:"pdf"`
	paperFlags
}

// Help shows an example to be pasted.
func (*reportReadinessCommand) Help() string {
	return example(`surety report readiness -o readiness.pdf`)
}

// Run writes what is missing, what will be asked and what shows each requirement.
func (r *reportReadinessCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.write(ctx, std, c, r.Format, func(ctx context.Context, p *program, actor app.Actor) (*report.Paper, error) {
		return report.Readiness(ctx, p.App, actor, app.VerdictQuery{Standard: r.Standard, System: r.System})
	})
}
