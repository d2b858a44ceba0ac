package app

import (
	"context"
	"slices"
	"time"

	"surety/fault"
	"surety/language"
	"surety/store"
)

// Job is something to be done after the write that it came of.
type Job struct {
	Organization string
	Topic        string
	Payload      []byte

	id       string
	attempts int
}

// Bounds of jobs.
const (
	jobLease     = 5 * time.Minute // how long whoever took one has it
	firstPause   = time.Minute     // before a job that failed is tried again; doubled each time
	longestPause = 6 * time.Hour
	mostAttempts = 20                         // some four days
	parked       = 100 * 365 * 24 * time.Hour // until somebody says that it is to be tried again
	longestCause = 500                        // bytes
	mostFailed   = 100
)

// TakeJobs takes jobs of some topics that are due, the oldest first.
func (a *App) TakeJobs(ctx context.Context, limit int, topics ...string) ([]Job, error) {
	messages, err := a.store.TakeMessages(ctx, topics, limit, jobLease)
	jobs := make([]Job, len(messages))
	for i, m := range messages {
		jobs[i] = Job{Organization: m.Organization, Topic: m.Topic, Payload: m.Payload, id: m.ID, attempts: m.Attempts}
	}
	return jobs, err
}

// FinishJob notes that a job was done.
func (a *App) FinishJob(ctx context.Context, job Job) error {
	return a.store.FinishMessage(ctx, job.id)
}

// FailJob notes why a job could not be done. It is tried again after a pause that
// doubles each time, and after some days only when somebody says so.
func (a *App) FailJob(ctx context.Context, job Job, cause error) error {
	pause := parked
	if job.attempts < mostAttempts {
		pause = min(firstPause<<min(job.attempts-1, 16), longestPause)
	}
	text := cause.Error()
	return a.store.FailMessage(ctx, job.id, text[:min(len(text), longestCause)], pause)
}

// FailedJob is a job that could not be done so far.
type FailedJob struct {
	ID       string
	Topic    string
	Since    time.Time
	Attempts int
	Cause    string
	Next     time.Time // zero: only when somebody says so
}

// FailedJobs lists for managers what could not be done so far.
func (a *App) FailedJobs(ctx context.Context, actor Actor) ([]FailedJob, error) {
	if err := onlyManager(actor, "see what could not be sent"); err != nil {
		return nil, err
	}
	messages, err := a.store.In(actor.Organization).Failing(ctx, mostFailed)
	var list []FailedJob
	for _, m := range messages {
		f := FailedJob{ID: m.ID, Topic: m.Topic, Since: m.Created, Attempts: m.Attempts, Cause: m.Failure, Next: m.Due}
		if m.Due.Sub(a.clock()) > parked/2 {
			f.Next = time.Time{}
		}
		list = append(list, f)
	}
	slices.SortFunc(list, func(x, y FailedJob) int { return x.Since.Compare(y.Since) })
	return list, err
}

// RetryJob has a job tried again now.
func (a *App) RetryJob(ctx context.Context, actor Actor, id string) error {
	if err := onlyManager(actor, "see what could not be sent"); err != nil {
		return err
	}
	there, err := a.store.In(actor.Organization).RetryMessage(ctx, id)
	if err == nil && !there {
		err = fault.New(fault.NotFound, "it was sent in the meantime")
	}
	return err
}

// Outside is what a record is called in what leaves the house, such as a mail or
// a calendar: what is marked says no more than its kind and its key there.
func (n Name) Outside(r language.Reader) string {
	if n.Restricted || n.Marked {
		return someRestricted(r, n.Kind)
	}
	return n.Title
}

// inUse lists the accounts that belong to a person and may sign in.
func (a *App) inUse(ctx context.Context, organization string) ([]store.Account, error) {
	accounts, err := a.peoplesAccounts(ctx, Actor{Organization: organization})
	return slices.DeleteFunc(accounts, func(s store.Account) bool { return s.Disabled || s.Person == "" }), err
}
