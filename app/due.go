package app

import (
	"cmp"
	"context"
	"slices"

	"surety/record"
	"surety/store"
)

// Due is something that a person has to do by a day.
type Due struct {
	Record *record.Record
	Field  *record.Field // the day's: "Next review", "Valid until"
	Day    record.Date
}

// Due lists what is due from the actor's person up to a day, also what is late: the
// records that have not ended, of each kind that marks a day to act by and who has
// to. The next comes first.
func (a *App) Due(ctx context.Context, actor Actor, until record.Date, limit int) ([]Due, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	if actor.Person == "" {
		return nil, nil
	}
	reader := a.store.In(actor.Organization)
	var list []Due
	for _, kind := range a.catalogue.Kinds() {
		day, person := kind.MarkedField(record.MarkDue), kind.MarkedField(record.MarkDuty)
		if day == nil || person == nil {
			continue
		}
		page, err := reader.List(ctx, store.Query{Kind: kind.Name, Sight: actor.Sight(), Sort: day.Name, Limit: limit, Filters: []store.Filter{
			{Field: person.Name, Op: "eq", Values: []string{string(actor.Person)}}, {Field: day.Name, Op: "le", Values: []string{string(until)}},
		}})
		if err != nil {
			return nil, err
		}
		for _, rec := range page.Records {
			if by, _ := day.Get(rec.Body).(record.Date); by != "" {
				list = append(list, Due{Record: rec, Field: day, Day: by})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y Due) int { return cmp.Compare(x.Day, y.Day) })
	return list[:min(len(list), limit)], nil
}
