package app

import (
	"cmp"
	"context"
	"slices"

	"surety/record"
	"surety/store"
)

// ScheduleQuery says what of what is due and planned is asked for.
type ScheduleQuery struct {
	From, Until record.Date
	Kind        string     // empty: all
	Place       string     // "plan", "do", "check", "act"; empty: all
	Person      record.Ref // by whom it is due; empty: by anybody
	Limit       int        // of each kind and day
}

// Appointment is something that is due or planned on a day, whoever has to do it.
type Appointment struct {
	Record *record.Record
	Field  *record.Field // the day's: "Next review", "Due", "In force from"
	Day    record.Date
}

// Late tells that somebody had to act by a day that is over, and has not.
func (a Appointment) Late(today record.Date) bool {
	return a.Field.Is(record.MarkDue) && a.Day < today && a.Record.State != "done"
}

// DaysOf are the fields of a kind that hold a day which a calendar shows: that by
// which somebody has to act, and those that matter without it.
func DaysOf(kind *record.Kind) []*record.Field {
	return slices.DeleteFunc(slices.Clone(kind.Fields), func(f *record.Field) bool { return !f.Is(record.MarkDue) && !f.Is(record.MarkDay) })
}

// Schedule lists what is due or planned within some days and the actor may see, by
// day: the records that have not ended, by each of their days that a calendar shows.
// more tells that some did not fit.
func (a *App) Schedule(ctx context.Context, actor Actor, query ScheduleQuery) (list []Appointment, more bool, err error) {
	if err := mayRead(actor); err != nil {
		return nil, false, err
	}
	var days []*record.Field
	var queries []store.Query
	for _, kind := range a.catalogue.Kinds() {
		if query.Kind != "" && kind.Name != query.Kind || query.Place != "" && kind.Place != query.Place || query.Person != "" && kind.MarkedField(record.MarkDuty) == nil {
			continue
		}
		for _, day := range DaysOf(kind) {
			days, queries = append(days, day), append(queries, scheduled(actor, query, kind, day))
		}
	}
	pages, err := a.store.In(actor.Organization).Lists(ctx, queries...)
	if err != nil {
		return nil, false, err
	}
	for i, page := range pages {
		more = more || page.Next != ""
		for _, rec := range page.Records {
			if on, _ := days[i].Get(rec.Body).(record.Date); on != "" {
				list = append(list, Appointment{Record: rec, Field: days[i], Day: on})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y Appointment) int { return cmp.Compare(x.Day, y.Day) })
	return list, more, nil
}

// scheduled asks for the records of a kind by one of their days.
func scheduled(actor Actor, query ScheduleQuery, kind *record.Kind, day *record.Field) store.Query {
	filters := []store.Filter{{Field: day.Name, Op: "ge", Values: []string{string(query.From)}}, {Field: day.Name, Op: "le", Values: []string{string(query.Until)}}}
	if query.Person != "" {
		filters = append(filters, store.Filter{Field: kind.MarkedField(record.MarkDuty).Name, Op: "eq", Values: []string{string(query.Person)}})
	}
	return store.Query{Kind: kind.Name, Sight: actor.Sight(), Sort: day.Name, Limit: query.Limit, Filters: filters}
}

// Moves are the transitions of a record that the actor may make now.
func Moves(actor Actor, rec *record.Record) []record.Transition {
	var moves []record.Transition
	for _, t := range rec.Kind.Lifecycle.From(rec.State) {
		if mayMove(actor, rec, t) {
			moves = append(moves, t)
		}
	}
	return moves
}
