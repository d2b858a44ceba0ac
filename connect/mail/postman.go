package mail

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"surety/app"
	"surety/fault"
)

// Postman sends what is due to be sent. His rounds may be made by several programs
// on one database at once.
type Postman struct {
	App    *app.App
	Server *Server
	URL    string // under which people reach surety, for the links
	Log    *slog.Logger
}

// atOnce is how many jobs are taken at once: so few that all are done, or have run
// into their timeouts, before another program may take them.
const atOnce = 5

// Run makes rounds until the context ends.
func (p *Postman) Run(ctx context.Context, pause time.Duration) {
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	for {
		if err := p.Round(ctx); err != nil && ctx.Err() == nil {
			p.Log.WarnContext(ctx, "mails not sent", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Round leaves a job for everybody to whom a digest is due, and does the jobs that
// are due. A letter that can't be sent is tried again in a later round.
func (p *Postman) Round(ctx context.Context) error {
	if err := p.App.LeaveDigests(ctx); err != nil {
		return err
	}
	for {
		jobs, err := p.App.TakeJobs(ctx, atOnce, app.DigestTopic)
		if err != nil || len(jobs) == 0 {
			return err
		}
		for _, job := range jobs {
			if err := p.do(ctx, job); err != nil {
				return err
			}
		}
	}
}

func (p *Postman) do(ctx context.Context, job app.Job) error {
	err := p.deliver(ctx, job)
	if ctx.Err() != nil {
		return ctx.Err() // taken again when its time is over
	}
	if err != nil {
		p.Log.WarnContext(ctx, "a mail was not sent", "error", err)
		return p.App.FailJob(ctx, job, err)
	}
	return p.App.FinishJob(ctx, job)
}

func (p *Postman) deliver(ctx context.Context, job app.Job) error {
	digest, err := p.App.DigestOf(ctx, job)
	if err != nil || digest == nil {
		return err
	}
	message, err := p.Server.message(digestLetter(digest, p.base()), digest.Address, job.Topic+" "+digest.Account+" "+string(digest.Day), p.App.Now())
	if err != nil {
		return err
	}
	return p.Server.send(ctx, message)
}

// Test sends a mail to whoever asks, and says to which address.
func (p *Postman) Test(ctx context.Context, actor app.Actor) (string, error) {
	address, err := p.App.MailAddress(ctx, actor)
	if err != nil {
		return "", err
	}
	if address == "" {
		return "", &fault.Error{Kind: fault.Invalid, Message: "there is no mail address of yours", Mend: "enter one on your person's page"}
	}
	now := p.App.Now()
	message, err := p.Server.message(testLetter(actor.Preferences.Reader(""), p.base()), address, "test "+actor.Account+" "+now.Format(time.RFC3339Nano), now)
	if err != nil {
		return "", err
	}
	return address, p.Server.send(ctx, message)
}

func (p *Postman) base() string { return strings.TrimRight(p.URL, "/") }
