package app

import (
	"context"

	"surety/fault"
	"surety/record"
	"surety/store"
)

// longestAway is how many days an absence, or something handed on, lasts at most:
// longer, and somebody else should own it.
const longestAway = 366

// StandInForm says who is to stand in, by id or key, and when.
type StandInForm struct {
	Deputy string
	Record string // empty: for all that is due
	From   record.Date
	Until  record.Date // the last day
}

// StandIn lets somebody else do what is due from the actor's person for some
// days: all of it while they are away, or one record. It gives the deputy nothing
// that they may not do by themselves, and takes no duty from its owner.
func (a *App) StandIn(ctx context.Context, actor Actor, form StandInForm) error {
	if actor.Person == "" {
		return &fault.Error{Kind: fault.Invalid, Message: "this account is no person's: nothing is due from it", Mend: "ask a manager to say whose it is"}
	}
	today, err := a.Today(ctx, actor)
	if err != nil {
		return err
	}
	if form.From == "" {
		form.From = today
	}
	if err := form.check(today); err != nil {
		return err
	}
	deputy, err := a.deputy(ctx, actor, form.Deputy)
	if err != nil {
		return err
	}
	if err := a.leadsElsewhere(ctx, actor, deputy, form, today); err != nil {
		return err
	}
	s := store.StandIn{ID: string(a.newID()), Person: actor.Person, Deputy: deputy.ID, From: form.From, Until: form.Until}
	if form.Record != "" {
		if s.Record, err = a.handsOn(ctx, actor, form.Record, deputy); err != nil {
			return err
		}
	}
	return a.store.In(actor.Organization).PutStandIn(ctx, s, today)
}

func (f StandInForm) check(today record.Date) error {
	var faults fault.List
	switch {
	case f.Until == "" || f.Until.Time().IsZero():
		faults = append(faults, fault.At(fault.Invalid, "", "until", "the last day is missing"))
	case f.Until < f.From || f.Until < today:
		faults = append(faults, fault.At(fault.Invalid, "", "until", "the last day is over, or before the first"))
	case f.Until > f.From.AddDays(longestAway):
		faults = append(faults, fault.At(fault.Invalid, "", "until", "that is longer than a year").Mending("give it to somebody else for good"))
	}
	if f.Deputy == "" {
		faults = append(faults, fault.At(fault.Invalid, "", "deputy", "who stands in is missing"))
	}
	return faults.OrNil()
}

func (a *App) deputy(ctx context.Context, actor Actor, idOrKey string) (*record.Record, error) {
	rec, err := a.Get(ctx, actor, idOrKey)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	switch {
	case rec == nil || rec.Kind.Name != "person":
		return nil, fault.At(fault.Invalid, "", "deputy", "%q is no person here", idOrKey)
	case rec.ID == actor.Person:
		return nil, fault.At(fault.Invalid, "", "deputy", "nobody stands in for themselves")
	case rec.Ended():
		return nil, fault.At(fault.Invalid, "", "deputy", "%s has left", rec.Title())
	}
	return rec, nil
}

// leadsElsewhere refuses a deputy who is away in those days, too, and whose deputies
// lead back to the person: nobody would be there.
func (a *App) leadsElsewhere(ctx context.Context, actor Actor, deputy *record.Record, form StandInForm, today record.Date) error {
	type absence struct {
		person      record.ID
		from, until record.Date
	}
	next := []absence{{deputy.ID, form.From, form.Until}}
	for range mostDeputies {
		var further []absence
		for _, at := range next {
			list, err := a.store.In(actor.Organization).StandIns(ctx, at.person, today)
			if err != nil {
				return err
			}
			for _, s := range list {
				from, until := max(s.From, at.from), min(s.Until, at.until)
				switch {
				case s.Person != at.person || s.Record != "" || until < from:
				case s.Deputy == actor.Person:
					return fault.At(fault.Invalid, "", "deputy", "%s is away in these days, too, and what is due from them comes back to you", deputy.Title()).Mending("choose somebody who is there, or other days")
				default:
					further = append(further, absence{s.Deputy, from, until})
				}
			}
		}
		if next = further; len(next) == 0 {
			return nil
		}
	}
	return fault.At(fault.Invalid, "", "deputy", "%s is away in these days, and so are too many of the deputies that follow", deputy.Title()).Mending("choose somebody who is there")
}

// handsOn finds the record that is to be handed on: one that is due from the
// person, and that the other may see.
func (a *App) handsOn(ctx context.Context, actor Actor, idOrKey string, deputy *record.Record) (record.ID, error) {
	rec, err := a.Get(ctx, actor, idOrKey)
	if err != nil {
		return "", err
	}
	duty := rec.Kind.MarkedField(record.MarkDuty)
	if duty == nil || duty.Get(rec.Body) != record.Ref(actor.Person) {
		return "", fault.At(fault.Invalid, rec.Key, "record", "it is not due from you, so it is not yours to hand on")
	}
	if !a.maySee(Actor{Person: deputy.ID}, rec) {
		return "", fault.At(fault.Invalid, rec.Key, "deputy", "%s may not see it", deputy.Title()).Mending("name them among its readers first")
	}
	return rec.ID, nil
}

// EndStandIn takes back what was handed on, or ends an absence.
func (a *App) EndStandIn(ctx context.Context, actor Actor, id string) error {
	there, err := a.store.In(actor.Organization).RemoveStandIn(ctx, actor.Person, id)
	if err == nil && !there {
		err = fault.New(fault.NotFound, "this has ended already")
	}
	return err
}
