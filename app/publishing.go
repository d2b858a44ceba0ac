package app

import (
	"context"
	"errors"

	"surety/fault"
	"surety/isms/document"
	"surety/record"
	"surety/store"
)

// FromProgram tells that the program did by itself, on a day, what people had decided
// before.
const FromProgram Origin = "program"

// mostPublished is how many documents are published at a time.
const mostPublished = 500

// PublishDue publishes the documents that were approved for a day that has come, of all
// organizations. Who approved them decided that; nobody has to be there on the day.
func (a *App) PublishDue(ctx context.Context) error {
	organizations, err := a.store.Organizations(ctx)
	if err != nil {
		return err
	}
	for _, o := range organizations {
		err = errors.Join(err, a.publishDue(ctx, o.ID))
	}
	return err
}

func (a *App) publishDue(ctx context.Context, organization string) error {
	actor := Actor{Account: "program", Name: "surety", Organization: organization, Roles: []Role{Manager}, Origin: FromProgram}
	today, err := a.Today(ctx, actor)
	if err != nil {
		return err
	}
	page, err := a.store.In(organization).List(ctx, store.Query{Kind: "document", Sort: "effective", Limit: mostPublished, Sight: store.Sight{All: true}, Filters: []store.Filter{
		{Field: "state", Values: []string{document.StateScheduled}}, {Field: "effective", Op: "le", Values: []string{string(today)}},
	}})
	if err != nil {
		return err
	}
	var failed error
	for _, rec := range page.Records {
		if rec.Body.(*document.Document).Effective > record.DateOf(a.clock()) {
			continue // its day has come where the organization is, and not yet in UTC, by which documents are dated
		}
		_, err := a.Do(ctx, actor, Request{Note: "its day has come"}, Move{ID: rec.ID, Base: rec.Revision, Transition: "publish"})
		if !fault.Is(err, fault.Stale) { // somebody was faster: the next round sees what came of it
			failed = errors.Join(failed, fault.Wrap(err, "publish "+rec.Key))
		}
	}
	return failed
}
