package main

import (
	"context"

	"surety/app"
	"surety/report"
)

// recordReport is the paper of one record, named by its key.
type recordReport struct {
	Key    string `arg:"" help:"Key of the record."`
	Format string `help:"pdf, docx or md." enum:"pdf,docx,md" default:"pdf"`
	paperFlags
}

func (r *recordReport) run(ctx context.Context, std streams, c *commands, make func(context.Context, *app.App, app.Actor, string) (*report.Paper, error)) error {
	return r.write(ctx, std, c, r.Format, func(ctx context.Context, p *program, actor app.Actor) (*report.Paper, error) {
		return make(ctx, p.App, actor, r.Key)
	})
}

type reportAuditCommand struct{ recordReport }

// Help shows an example to be pasted.
func (*reportAuditCommand) Help() string {
	return example(`surety report audit AUDIT-0001 -o audit.pdf`)
}

// Run writes the report of an audit.
func (r *reportAuditCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.run(ctx, std, c, report.Audit)
}

type reportMinutesCommand struct{ recordReport }

// Help shows an example to be pasted.
func (*reportMinutesCommand) Help() string {
	return example(`surety report minutes MR-0001 -o minutes.pdf`)
}

// Run writes the minutes of a management review.
func (r *reportMinutesCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.run(ctx, std, c, report.Minutes)
}

type reportNonconformityCommand struct{ recordReport }

// Help shows an example to be pasted.
func (*reportNonconformityCommand) Help() string {
	return example(`surety report nonconformity NC-0001 -o nc.pdf`)
}

// Run writes one nonconformity.
func (r *reportNonconformityCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.run(ctx, std, c, report.Nonconformity)
}

type reportPlanCommand struct {
	Key    string `arg:"" help:"Key of the treatment plan, such as PLAN-0001."`
	Format string `help:"pdf, xlsx or md." enum:"pdf,xlsx,md" default:"pdf"`
	paperFlags
}

// Help shows an example to be pasted.
func (*reportPlanCommand) Help() string { return example(`surety report plan PLAN-0001 -o plan.pdf`) }

// Run writes a treatment plan.
func (r *reportPlanCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.write(ctx, std, c, r.Format, func(ctx context.Context, p *program, actor app.Actor) (*report.Paper, error) {
		return report.Plan(ctx, p.App, actor, r.Key)
	})
}

type reportNonconformitiesCommand struct {
	Where  []string `help:"Filter or sort as in the API: weight=serious, owner=PERSON-0001, sort=-due." sep:"none"`
	Format string   `help:"pdf, xlsx or md." enum:"pdf,xlsx,md" default:"pdf"`
	paperFlags
}

// Help shows an example to be pasted.
func (*reportNonconformitiesCommand) Help() string {
	return example(`surety report nonconformities -o nonconformities.pdf`)
}

// Run writes the register of nonconformities.
func (r *reportNonconformitiesCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.write(ctx, std, c, r.Format, func(ctx context.Context, p *program, actor app.Actor) (*report.Paper, error) {
		query, err := whereQuery(p, "nonconformity", r.Where, app.MostLimit)
		if err != nil {
			return nil, err
		}
		return report.Nonconformities(ctx, p.App, actor, query)
	})
}

type reportPoliciesCommand struct {
	Format string `help:"pdf or md." enum:"pdf,md" default:"pdf"`
	paperFlags
}

// Help shows an example to be pasted.
func (*reportPoliciesCommand) Help() string { return example(`surety report policies -o policies.pdf`) }

// Run writes all policies in force.
func (r *reportPoliciesCommand) Run(ctx context.Context, std streams, c *commands) error {
	return r.write(ctx, std, c, r.Format, func(ctx context.Context, p *program, actor app.Actor) (*report.Paper, error) {
		return report.Policies(ctx, p.App, actor)
	})
}
