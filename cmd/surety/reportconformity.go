package main

import (
	"context"

	"surety/app"
	"surety/report"
)

type reportConformityCommand struct {
	Standard string `arg:"" optional:"" help:"Standard, such as iso27701 or iso27701@2019; without it, the management system's own."`
	System   string `help:"Key of the management system; needed where there are several."`
	Format   string `help:"pdf, xlsx or md." enum:"pdf,xlsx,md" default:"pdf"`
	paperFlags
}

// Help shows an example to be pasted.
func (*reportConformityCommand) Help() string {
	return example(`surety report conformity iso27701 --format xlsx -o privacy.xlsx`)
}

// Run writes where the management system stands by a standard, section by section.
func (r *reportConformityCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.write(ctx, std, c, r.Format, func(ctx context.Context, p *program, actor app.Actor) (*report.Paper, error) {
		return report.Conformity(ctx, p.App, actor, app.VerdictQuery{Standard: r.Standard, System: r.System})
	})
}
