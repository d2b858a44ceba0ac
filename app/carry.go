package app

import (
	"context"

	"surety/fault"
	"surety/isms/audit"
	"surety/isms/org"
	"surety/record"
)

// CarryOut makes a task of what a management review has decided, for who is
// responsible and by the day that was set, and keeps at the decision that the task
// carries it out (ISO/IEC 27001 9.3.3).
func (a *App) CarryOut(ctx context.Context, actor Actor, idOrKey string) (*record.Record, error) {
	rec, err := a.Get(ctx, actor, idOrKey)
	if err != nil {
		return nil, err
	}
	decision, ok := rec.Body.(*audit.Decision)
	switch {
	case !ok:
		return nil, fault.New(fault.NotFound, "%s is no decision of a management review", rec.Key)
	case rec.Ended() || decision.Nothing:
		return nil, fault.New(fault.Invalid, "nothing is left to do about %s", rec.Key)
	}
	task := Create{ID: a.NewID(), Kind: "task", Mark: rec.Mark, Readers: rec.Readers, Body: &org.Task{
		Title: decision.Title, About: []record.Ref{record.Ref(rec.ID)}, Assignee: decision.Owner, Due: decision.Due,
	}}
	carried := rec.Kind.Clone(rec.Body).(*audit.Decision)
	carried.CarriedBy = append(carried.CarriedBy, record.Ref(task.ID))
	done, err := a.Do(ctx, actor, Request{}, task, Edit{ID: rec.ID, Base: rec.Revision, Body: carried})
	if err != nil {
		return nil, err
	}
	return done[0], nil
}
