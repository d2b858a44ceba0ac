package app

import (
	"context"
	"slices"

	"surety/isms/org"
	"surety/record"
	"surety/store"
)

// Work is what comes to a person, and what they wait for.
type Work struct {
	Today  record.Date
	Mine   []Due     // theirs and that of those for whom they stand in, the first due first
	More   bool      // there is more than was asked for
	Read   []Reading // what they are asked to read and have not said to have read; it has no day
	Handed []Due     // what they have handed on and somebody else does now
	Asked  []Asked
	Away   []HandedOn // their own absences, now and to come
	For    []StandsIn // whom they stand in for, now and to come
	People []Report   // the figures of those whose line manager they are

	standIns []store.StandIn
}

// Asked is a task that the person has asked of somebody else.
type Asked struct {
	Task Name
	Of   *Name // nil: nobody yet
	Day  record.Date
}

// StandsIn tells for whom a person stands in, and when.
type StandsIn struct {
	Person Name
	From   record.Date
	Until  record.Date
}

// Report says of a person how much of theirs is overdue: figures, and nothing of
// what it is.
type Report struct {
	Person  Name
	Overdue int
	Kinds   []KindFigure // of which kinds, in the catalogue's order
}

// KindFigure is a number of records of one kind.
type KindFigure struct {
	Kind *record.Kind
	N    int
}

// Bounds of what is listed beside a person's own work.
const (
	mostAsked   = 50
	mostReports = 200
)

// Work gathers what is due from the actor's person up to a day, what they have
// handed on, what they wait for, and how much of their people's is overdue.
func (a *App) Work(ctx context.Context, actor Actor, until record.Date, limit int) (Work, error) {
	w, err := a.dues(ctx, actor, until, limit)
	if err != nil || actor.Person == "" {
		return w, err
	}
	names, err := a.namesByID(ctx, actor, a.store.In(actor.Organization), personsOf(w.standIns))
	if err != nil {
		return w, err
	}
	for _, s := range w.standIns {
		switch {
		case s.Record != "":
		case s.Person == actor.Person:
			w.Away = append(w.Away, HandedOn{ID: s.ID, To: names[s.Deputy], From: s.From, Until: s.Until})
		default:
			w.For = append(w.For, StandsIn{Person: names[s.Person], From: s.From, Until: s.Until})
		}
	}
	settings, err := a.workSettings(ctx, actor.Organization)
	if err != nil {
		return w, err
	}
	queries, err := a.toReadQueries(ctx, actor)
	if err != nil {
		return w, err
	}
	queries = append(queries, askedQuery(actor))
	if !settings.NoFigures {
		queries = append(queries, peopleQuery(actor))
	}
	pages, err := a.store.In(actor.Organization).Lists(ctx, queries...)
	if err != nil {
		return w, err
	}
	w.Read = a.toReadOf(actor, w.Today, pages)
	if w.Asked, err = a.asked(ctx, actor, pages[4]); err != nil || settings.NoFigures {
		return w, err
	}
	w.People, err = a.reportsOf(ctx, actor, w.Today, pages[5].Records)
	return w, err
}

// askedQuery asks for the open tasks that the person asked of others.
func askedQuery(actor Actor) store.Query {
	return store.Query{Kind: "task", Sort: "due", Limit: mostAsked, Sight: actor.Sight(), Filters: []store.Filter{{Field: "asker", Values: []string{string(actor.Person)}}}}
}

// asked lists the tasks that the person asked of others.
func (a *App) asked(ctx context.Context, actor Actor, tasks store.Page) ([]Asked, error) {
	names, err := a.names(ctx, actor, settled{a.store.In(actor.Organization), tasks.Position}, tasks.Records...)
	if err != nil {
		return nil, err
	}
	a.hideConfidential(actor, tasks.Records)
	var list []Asked
	for _, rec := range tasks.Records {
		task := rec.Body.(*org.Task)
		if task.Assignee.ID() == actor.Person {
			continue
		}
		asked := Asked{Task: Name{ID: rec.ID, Kind: rec.Kind, Key: rec.Key, Title: rec.Title(), State: rec.State}, Day: task.Due}
		if name, ok := names[task.Assignee.ID()]; ok {
			asked.Of = &name
		}
		list = append(list, asked)
	}
	slices.SortStableFunc(list, func(x, y Asked) int { return compareDays(x.Day, y.Day) })
	return list, nil
}

// compareDays puts what has no day last.
func compareDays(x, y record.Date) int {
	switch {
	case x == y:
		return 0
	case y == "" || x != "" && x < y:
		return -1
	}
	return 1
}

// Reports counts for those whose line manager the actor's person is how much of
// theirs is overdue; none where the organization has switched that off.
func (a *App) Reports(ctx context.Context, actor Actor) ([]Report, error) {
	today, err := a.Today(ctx, actor)
	if err != nil {
		return nil, err
	}
	return a.reports(ctx, actor, today)
}

// reports counts what was due before a day.
func (a *App) reports(ctx context.Context, actor Actor, today record.Date) ([]Report, error) {
	if actor.Person == "" {
		return nil, nil
	}
	settings, err := a.workSettings(ctx, actor.Organization)
	if err != nil || settings.NoFigures {
		return nil, err
	}
	page, err := a.store.In(actor.Organization).List(ctx, peopleQuery(actor))
	if err != nil {
		return nil, err
	}
	return a.reportsOf(ctx, actor, today, page.Records)
}

// peopleQuery asks for those whose line manager the person is.
func peopleQuery(actor Actor) store.Query {
	return store.Query{Kind: "person", Sort: "title", Limit: mostReports, Sight: actor.Sight(), Filters: []store.Filter{{Field: "manager", Values: []string{string(actor.Person)}}}}
}

// reportsOf counts what of some people was due before a day.
func (a *App) reportsOf(ctx context.Context, actor Actor, today record.Date, people []*record.Record) ([]Report, error) {
	var ids []record.ID
	for _, rec := range people {
		if rec.ID != actor.Person {
			ids = append(ids, rec.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	counts, err := a.store.In(actor.Organization).Overdue(ctx, today, ids...)
	if err != nil {
		return nil, err
	}
	var list []Report
	for _, rec := range people {
		if rec.ID == actor.Person {
			continue
		}
		r := Report{Person: Name{ID: rec.ID, Kind: rec.Kind, Key: rec.Key, Title: rec.Title(), State: rec.State}}
		for _, kind := range a.catalogue.Kinds() {
			if n := counts[rec.ID][kind.Name]; n > 0 {
				r.Kinds = append(r.Kinds, KindFigure{kind, n})
				r.Overdue += n
			}
		}
		list = append(list, r)
	}
	slices.SortStableFunc(list, func(x, y Report) int { return y.Overdue - x.Overdue })
	return list, nil
}
