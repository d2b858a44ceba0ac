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
	Person      record.Ref // by whom it is due; empty: by anybody
	Limit       int        // of each kind
}

// Appointment is something that is due or planned on a day, whoever has to do it.
type Appointment struct {
	Record *record.Record
	Field  *record.Field // the day's: "Next review", "Due"
	Day    record.Date
}

// Schedule lists what is due or planned within some days and the actor may see, by
// day: the records that have not ended, of each kind that marks a day to act by. more
// tells that some did not fit.
func (a *App) Schedule(ctx context.Context, actor Actor, query ScheduleQuery) (list []Appointment, more bool, err error) {
	if err := mayRead(actor); err != nil {
		return nil, false, err
	}
	reader := a.store.In(actor.Organization)
	for _, kind := range a.catalogue.Kinds() {
		day, person := kind.MarkedField(record.MarkDue), kind.MarkedField(record.MarkDuty)
		if day == nil || query.Kind != "" && kind.Name != query.Kind || query.Person != "" && person == nil {
			continue
		}
		filters := []store.Filter{{Field: day.Name, Op: "ge", Values: []string{string(query.From)}}, {Field: day.Name, Op: "le", Values: []string{string(query.Until)}}}
		if query.Person != "" {
			filters = append(filters, store.Filter{Field: person.Name, Op: "eq", Values: []string{string(query.Person)}})
		}
		page, err := reader.List(ctx, store.Query{Kind: kind.Name, Sight: actor.Sight(), Sort: day.Name, Limit: query.Limit, Filters: filters})
		if err != nil {
			return nil, false, err
		}
		more = more || page.Next != ""
		for _, rec := range page.Records {
			if by, _ := day.Get(rec.Body).(record.Date); by != "" {
				list = append(list, Appointment{Record: rec, Field: day, Day: by})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y Appointment) int { return cmp.Compare(x.Day, y.Day) })
	return list, more, nil
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
