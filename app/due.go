package app

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"surety/record"
	"surety/store"
)

// Due is something that a person has to do by a day. It is computed from the
// records whenever it is asked for, so that nothing of it can be out of date.
type Due struct {
	Name     Name          // of the record
	Field    *record.Field // the day's: "Next review", "Valid until"
	Day      record.Date
	Revision int
	// Finish is the act by which the person says that it is done; nil where it is
	// done by editing the record, or not by this person.
	Finish *record.Transition
	// For is whose it is, where the person only stands in; nil: their own.
	For *Name
	// HandedOn says to whom it was handed on, and until when; nil: to nobody.
	HandedOn *HandedOn
}

// finish is what kinds call the act that says something is done. Where it has a
// guard, something has to be told first, on the record's own page.
const finish = "finish"

// HandedOn tells who stands in for one thing, or for all that is due from a person.
type HandedOn struct {
	ID    string
	To    Name
	From  record.Date
	Until record.Date // the last day
}

// Due lists what is due from the actor's person up to a day, also what is late,
// and what is due from those for whom they stand in now; what they have handed on
// is not among it. The first due comes first.
func (a *App) Due(ctx context.Context, actor Actor, until record.Date, limit int) ([]Due, error) {
	w, err := a.dues(ctx, actor, until, limit)
	return w.Mine, err
}

// dues gathers what is due from a person, to be shown in several places.
func (a *App) dues(ctx context.Context, actor Actor, until record.Date, limit int) (w Work, err error) {
	if err := mayRead(actor); err != nil {
		return w, err
	}
	if w.Today, err = a.Today(ctx, actor); err != nil || actor.Person == "" {
		return w, err
	}
	g := gathering{app: a, ctx: ctx, actor: actor, org: a.store.In(actor.Organization), today: w.Today, until: until, limit: limit}
	if w.standIns, err = g.org.StandIns(ctx, actor.Person, w.Today); err != nil {
		return w, err
	}
	if g.persons, err = a.namesByID(ctx, actor, g.org, personsOf(w.standIns)); err != nil {
		return w, err
	}
	if err := g.own(&w); err != nil {
		return w, err
	}
	if err := g.standingIn(&w); err != nil {
		return w, err
	}
	slices.SortStableFunc(w.Mine, func(x, y Due) int { return cmp.Compare(x.Day, y.Day) })
	w.More = len(w.Mine) > limit
	w.Mine = w.Mine[:min(len(w.Mine), limit)]
	return w, nil
}

func personsOf(list []store.StandIn) []record.ID {
	var ids []record.ID
	for _, s := range list {
		ids = append(ids, s.Person, s.Deputy)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// gathering is one run over what is due from a person.
type gathering struct {
	app     *App
	ctx     context.Context
	actor   Actor
	org     *store.Org
	today   record.Date
	until   record.Date
	limit   int
	persons Names
}

func inForce(s store.StandIn, day record.Date) bool { return s.From <= day && day <= s.Until }

// own gathers what is the person's own, apart from it what they have handed on.
func (g gathering) own(w *Work) error {
	handed := map[record.ID]store.StandIn{}
	for _, s := range w.standIns {
		if s.Person == g.actor.Person && s.Record != "" && inForce(s, g.today) {
			handed[s.Record] = s
		}
	}
	list, err := g.org.Duties(g.ctx, g.actor.Person, g.until, g.limit+1+len(handed))
	for _, duty := range list {
		due := g.due(duty)
		s, ok := handed[duty.ID]
		if !ok {
			w.Mine = append(w.Mine, due)
			continue
		}
		due.HandedOn = g.handedOn(s)
		w.Handed = append(w.Handed, due)
	}
	return err
}

// mostDeputies is how many deputies are followed, each away and represented by the next.
const mostDeputies = 5

// standingIn gathers what is due from others for whom the person stands in now:
// for one who is away what falls due until they are back, and what comes to those
// as deputies of others.
func (g gathering) standingIn(w *Work) error {
	c := chain{gathering: g, seen: map[record.ID]bool{g.actor.Person: true}, of: map[record.ID]store.StandIn{}}
	if err := c.follow(w, g.actor.Person, w.standIns, g.until, mostDeputies); err != nil {
		return err
	}
	return g.handedTo(w, c.single, c.of)
}

// chain is a walk from a deputy to those for whom they stand in.
type chain struct {
	gathering
	seen   map[record.ID]bool
	single []record.ID // records that were handed on one by one
	of     map[record.ID]store.StandIn
}

// follow gathers what comes to a deputy up to a day; list is what the deputy and
// others have arranged.
func (c *chain) follow(w *Work, deputy record.ID, list []store.StandIn, until record.Date, further int) error {
	for _, s := range list {
		if s.Deputy != deputy || s.Person == c.actor.Person || s.Record == "" && c.seen[s.Person] || !inForce(s, c.today) {
			continue
		}
		if err := c.know(s.Person); err != nil {
			return err
		}
		if s.Record != "" {
			c.single, c.of[s.Record] = append(c.single, s.Record), s
			continue
		}
		c.seen[s.Person] = true
		until := min(until, s.Until)
		due, err := c.org.Duties(c.ctx, s.Person, until, c.limit+1)
		if err != nil {
			return err
		}
		elsewhere, err := c.org.StandIns(c.ctx, s.Person, c.today)
		if err != nil {
			return err
		}
		for _, duty := range due {
			if !slices.ContainsFunc(elsewhere, func(o store.StandIn) bool { return o.Person == s.Person && o.Record == duty.ID && inForce(o, c.today) }) {
				w.Mine = append(w.Mine, c.dueFor(duty, s))
			}
		}
		if further > 1 {
			if err := c.follow(w, s.Person, elsewhere, until, further-1); err != nil {
				return err
			}
		}
	}
	return nil
}

// know finds the name of somebody whom the person does not stand in for directly.
func (c *chain) know(person record.ID) error {
	if _, known := c.persons[person]; known {
		return nil
	}
	names, err := c.app.namesByID(c.ctx, c.actor, c.org, []record.ID{person})
	maps.Copy(c.persons, names)
	return err
}

// handedTo adds the records that were handed to the person one by one and are
// still due from who handed them on, whenever that is.
func (g gathering) handedTo(w *Work, ids []record.ID, of map[record.ID]store.StandIn) error {
	if len(ids) == 0 {
		return nil
	}
	records, err := g.org.Get(g.ctx, ids...)
	if err != nil {
		return err
	}
	for _, id := range ids {
		rec := records[id]
		if rec == nil || rec.Ended() {
			continue
		}
		person, field := rec.Kind.MarkedField(record.MarkDuty), rec.Kind.MarkedField(record.MarkDue)
		if person == nil || field == nil || !slices.Contains(person.Refs(rec.Body), record.Ref(of[id].Person)) {
			continue
		}
		day, _ := field.Get(rec.Body).(record.Date)
		if day == "" {
			continue
		}
		w.Mine = append(w.Mine, g.dueFor(store.Duty{Entry: entryOf(rec), Day: day}, of[id]))
	}
	return nil
}

// entryOf is what the directory has of a record.
func entryOf(rec *record.Record) store.Entry {
	return store.Entry{ID: rec.ID, Kind: rec.Kind.Name, Key: rec.Key, Title: rec.Title(), State: rec.State, Revision: rec.Revision, Mark: rec.Mark, Readers: ReadersOf(rec)}
}

func (g gathering) due(duty store.Duty) Due {
	due := Due{Name: g.app.name(g.actor, duty.Entry), Day: duty.Day, Revision: duty.Revision}
	due.Field = due.Name.Kind.MarkedField(record.MarkDue)
	person := due.Name.Kind.MarkedField(record.MarkDuty).Name
	for _, t := range due.Name.Kind.Lifecycle.Transitions {
		if t.Name == finish && t.Guard == nil && t.Field == person && slices.Contains(t.From, duty.State) && !due.Name.Restricted {
			due.Finish = &t
		}
	}
	return due
}

func (g gathering) dueFor(duty store.Duty, s store.StandIn) Due {
	due := g.due(duty)
	due.Finish = nil
	name := g.persons[s.Person]
	due.For = &name
	return due
}

func (g gathering) handedOn(s store.StandIn) *HandedOn {
	return &HandedOn{ID: s.ID, To: g.persons[s.Deputy], From: s.From, Until: s.Until}
}
