package app

import (
	"context"
	"slices"

	"surety/fault"
	"surety/isms/org"
	"surety/isms/way"
	"surety/language"
	"surety/record"
)

// GiveStep lets a person take on a step of the way by a day, or nobody in
// particular. Who takes it on gets a task, so that it comes to them with all else
// that is due from them; who gives it back is rid of the task.
func (a *App) GiveStep(ctx context.Context, actor Actor, system, step string, person record.ID, due record.Date) error {
	r, err := a.wayReader(ctx, actor, system)
	if err != nil {
		return err
	}
	steps := way.Steps(language.From(ctx).Tag())
	at := slices.IndexFunc(steps, func(s way.Step) bool { return s.ID == step })
	switch {
	case at < 0:
		return fault.New(fault.NotFound, "the way has no step %q", step)
	case person != "" && (due == "" || due < r.way.Today):
		return fault.New(fault.Invalid, "the day by which the step is to be done is missing or over").Mending("name a day from today on")
	}
	body, old := r.begunMandate(), r.way.Mandate
	if old != nil {
		body = old.Kind.Clone(old.Body).(*way.Mandate)
	}
	share := way.Share{Step: step, Person: record.Ref(person)}
	commands, err := r.stepTask(&share, body.Share(step), steps[at], due)
	if err != nil {
		return err
	}
	body.Give(share)
	if old != nil {
		commands = append(commands, Edit{ID: old.ID, Base: old.Revision, Body: body})
	} else {
		commands = append(commands, Create{Kind: "mandate", Body: body})
	}
	_, err = a.Do(ctx, actor, Request{}, commands...)
	return err
}

// stepTask gives the new share its task: the one of the share before where the
// same person goes on with it, else a new one, and the one before is taken back.
func (r *wayReader) stepTask(share *way.Share, before way.Share, step way.Step, due record.Date) ([]Command, error) {
	task, err := r.openTask(before.Task)
	if err != nil {
		return nil, err
	}
	if task != nil && share.Person == before.Person {
		share.Task = before.Task
		body := task.Kind.Clone(task.Body).(*org.Task)
		body.Due = due
		return []Command{Edit{ID: task.ID, Base: task.Revision, Body: body}}, nil
	}
	var commands []Command
	if task != nil {
		commands = append(commands, Move{ID: task.ID, Base: task.Revision, Transition: org.TakeBack})
	}
	if share.Person == "" {
		return commands, nil
	}
	id := r.app.newID()
	share.Task = record.Ref(id)
	reader := language.From(r.ctx)
	return append(commands, Create{ID: id, Kind: "task", Body: &org.Task{
		Title: reader.Say("Guided way: %s", step.Title), Assignee: share.Person, Due: due, Asker: record.Ref(r.actor.Person),
		Note: step.What + "\n\n" + reader.Say("It is the step “%s” of the guided way: /way/%s", step.Title, step.ID),
	}}), nil
}

// openTask is a task that is still to be done; nil where there is none.
func (r *wayReader) openTask(ref record.Ref) (*record.Record, error) {
	if ref == "" {
		return nil, nil
	}
	found, err := r.app.store.In(r.actor.Organization).Get(r.ctx, ref.ID())
	if err != nil {
		return nil, err
	}
	if rec := found[ref.ID()]; rec != nil && !rec.Ended() && r.app.maySee(r.actor, rec) {
		return rec, nil
	}
	return nil, nil
}

// begunMandate is a mandate of which nothing is known yet.
func (r *wayReader) begunMandate() *way.Mandate {
	return &way.Mandate{System: record.Ref(r.way.System.ID), Title: language.From(r.ctx).Say("Mandate of %s", r.way.System.Title())}
}

// dueDays are the days of the tasks by which steps have come to people.
func (r *wayReader) dueDays() (map[record.ID]record.Date, error) {
	days := map[record.ID]record.Date{}
	if r.way.Mandate == nil {
		return days, nil
	}
	var ids []record.ID
	for _, share := range r.way.Mandate.Body.(*way.Mandate).Shares {
		if share.Task != "" {
			ids = append(ids, share.Task.ID())
		}
	}
	found, err := r.app.store.In(r.actor.Organization).Get(r.ctx, ids...)
	for id, rec := range found {
		if !rec.Ended() && r.app.maySee(r.actor, rec) {
			days[id] = rec.Body.(*org.Task).Due
		}
	}
	return days, err
}
