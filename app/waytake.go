package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"surety/fault"
	"surety/isms/way"
	"surety/language"
	"surety/record"
)

// WayDecision is what was decided on an offer.
type WayDecision struct {
	Proposal  *record.Record
	Body      *way.Proposal
	Record    *record.Record // what came of it; nil where it was left out or is gone
	Untouched bool           // it still says what was proposed, word for word
}

// Offers are what is proposed in a step of a way that was read, and not decided on, and
// what was decided.
func (a *App) Offers(ctx context.Context, actor Actor, on *Way, step string) ([]WayOffer, []WayDecision, error) {
	r := &wayReader{app: a, ctx: ctx, actor: actor, way: on}
	open, err := r.offers()
	if err != nil {
		return nil, nil, err
	}
	var offers []WayOffer
	beside := map[string]record.ID{} // what could be taken together with it
	for _, o := range open {
		if o.Step == step {
			beside[o.ID] = "beside"
		}
	}
	for _, o := range open {
		if o.Step != step {
			continue
		}
		worked, err := r.worked(o, nil)
		if err != nil {
			return nil, nil, err
		}
		if _, there := beside[worked.Waits]; there {
			worked.Waits = ""
		}
		if err := r.name(&worked, open); err != nil {
			return nil, nil, err
		}
		offers = append(offers, worked)
	}
	decided, err := r.decidedIn(step)
	return offers, decided, err
}

// name gives an offer a title, where its kind takes it from what it is a part of,
// and the names of what it refers to; what it waits for is named, too.
func (r *wayReader) name(w *WayOffer, open []way.Offer) error {
	names, err := r.app.NamesOf(r.ctx, r.actor, &record.Record{Kind: w.Kind, Body: w.Body})
	if err != nil {
		return err
	}
	w.Names = names
	if w.Title == "" {
		if part := w.Kind.MarkedField("part"); part != nil {
			for _, ref := range part.Refs(w.Body) {
				w.Title = names[ref.ID()].Title
			}
			if of, ok := w.Offer.Body[part.Name].(string); ok && w.Title == "" {
				w.Title = r.titleOf(strings.TrimPrefix(of, "@"), open)
			}
		}
	}
	if w.Waits != "" {
		all, err := r.thoughtOf(language.From(r.ctx).Tag())
		if err != nil {
			return err
		}
		if title := r.titleOf(w.Waits, all); title != "" {
			w.Waits = title
		}
	}
	return nil
}

// titleOf is the title of what an offer would make.
func (r *wayReader) titleOf(id string, offers []way.Offer) string {
	for _, o := range offers {
		if title := r.app.catalogue.Kind(o.Kind).TitleField(); o.ID == id && title != nil {
			text, _ := o.Body[title.Name].(string)
			return text
		}
	}
	return ""
}

// decidedIn are the decisions on a step.
func (r *wayReader) decidedIn(step string) ([]WayDecision, error) {
	list, err := r.decided()
	return slices.DeleteFunc(list, func(d WayDecision) bool { return d.Body.Step != step }), err
}

// Taking says which offers a person takes, and who owns what comes of them.
type Taking struct {
	Request string // names it, so that sending it twice does nothing twice
	System  string
	Offers  []string
	Owner   record.ID // empty: who takes them
}

// Taken is what taking would make, worked out to the last field, to be looked at
// beforehand; nothing of it is kept.
func (a *App) Taken(ctx context.Context, actor Actor, t Taking) ([]WayOffer, error) {
	commands, offers, err := a.taking(ctx, actor, t)
	if err != nil {
		return nil, err
	}
	made, err := a.Rehearse(ctx, actor, commands...)
	if err != nil {
		return nil, err
	}
	made = slices.DeleteFunc(made, func(rec *record.Record) bool { return rec.Kind.Name == "proposal" })
	for i, rec := range made {
		offers[i].Body, offers[i].Title = rec.Body, rec.Title()
		if offers[i].Names, err = a.NamesOf(ctx, actor, rec); err != nil {
			return nil, err
		}
		for _, beside := range made { // is not there yet, so it has no key
			if _, named := offers[i].Names[beside.ID]; !named || offers[i].Names[beside.ID].Key == "" {
				offers[i].Names[beside.ID] = Name{ID: beside.ID, Kind: beside.Kind, Title: beside.Title()}
			}
		}
	}
	return offers, nil
}

// Take makes records of offers in the actor's name, all or none. From here on they
// count, and who took them stands in the log.
func (a *App) Take(ctx context.Context, actor Actor, t Taking) ([]*record.Record, error) {
	commands, _, err := a.taking(ctx, actor, t)
	if err != nil {
		return nil, err
	}
	return a.Do(ctx, actor, Request{ID: t.Request}, commands...)
}

// taking works out the commands: for each offer one that makes the record, or
// adds to one, and one that keeps what was decided.
func (a *App) taking(ctx context.Context, actor Actor, t Taking) ([]Command, []WayOffer, error) {
	if actor.Person == "" {
		return nil, nil, &fault.Error{Kind: fault.Forbidden, Message: "a proposal is confirmed by a named person, and this account belongs to none", Mend: "ask a manager to link the account to a person"}
	}
	r, err := a.wayReader(ctx, actor, t.System)
	if err != nil {
		return nil, nil, err
	}
	if t.Owner != "" {
		r.way.facts.Owner = record.Ref(t.Owner)
	}
	open, err := r.offers()
	if err != nil {
		return nil, nil, err
	}
	chosen := slices.DeleteFunc(slices.Clone(open), func(o way.Offer) bool { return !slices.Contains(t.Offers, o.ID) })
	if len(chosen) == 0 {
		return nil, nil, fault.New(fault.Invalid, "nothing is ticked that could still be taken").Mending("tick what fits you")
	}
	together, groups := map[string]record.ID{}, map[string]bool{}
	for _, o := range chosen {
		if o.Group != "" && groups[o.Group] {
			return nil, nil, fault.New(fault.Invalid, "these exclude each other: take one of them")
		}
		groups[o.Group] = true
		if o.Of == "" {
			together[o.ID] = a.newID()
		}
	}
	var commands []Command
	var offers []WayOffer
	for _, o := range chosen {
		w, err := r.worked(o, together)
		if err != nil {
			return nil, nil, err
		}
		if err := r.name(&w, open); err != nil {
			return nil, nil, err
		}
		if w.Waits != "" {
			return nil, nil, fault.New(fault.Invalid, "“%s” needs “%s” first: take that, too", w.Title, w.Waits)
		}
		id := together[o.ID]
		if w.Target != nil {
			id = w.Target.ID
			commands = append(commands, Edit{ID: id, Base: w.Target.Revision, Body: w.Body})
		} else {
			commands = append(commands, Create{ID: id, Kind: o.Kind, Body: w.Body})
		}
		kept, err := r.decision(w, way.Taken)
		if err != nil {
			return nil, nil, err
		}
		kept.Record = record.Ref(id)
		commands, offers = append(commands, Create{Kind: "proposal", Body: kept}), append(offers, w)
	}
	return commands, offers, nil
}

// decision is what is kept of an offer that was decided on.
func (r *wayReader) decision(w WayOffer, decision string) (*way.Proposal, error) {
	fields, _, err := r.resolved(w.Offer, nil)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(fields)
	title := w.Title
	if title == "" {
		title = w.Kind.Label
	}
	return &way.Proposal{System: record.Ref(r.way.System.ID), Title: title, Offer: w.ID, Step: w.Step, Decision: decision, Why: w.Why, Body: string(data)}, err
}

// offer finds one offer that is not decided on.
func (r *wayReader) offer(id string) (WayOffer, error) {
	open, err := r.offers()
	if err != nil {
		return WayOffer{}, err
	}
	for _, o := range open {
		if o.ID == id {
			w, err := r.worked(o, nil)
			if err != nil {
				return w, err
			}
			return w, r.name(&w, open)
		}
	}
	return WayOffer{}, fault.New(fault.NotFound, "“%s” is not proposed any more", id)
}

// Offer finds one offer that is not decided on, to be put into own words.
func (a *App) Offer(ctx context.Context, actor Actor, system, id string) (WayOffer, error) {
	r, err := a.wayReader(ctx, actor, system)
	if err != nil {
		return WayOffer{}, err
	}
	return r.offer(id)
}

// TakeInOwnWords makes the record that a person made of an offer.
func (a *App) TakeInOwnWords(ctx context.Context, actor Actor, request, system, id string, create Create) (*record.Record, error) {
	r, err := a.wayReader(ctx, actor, system)
	if err != nil {
		return nil, err
	}
	w, err := r.offer(id)
	if err != nil {
		return nil, err
	}
	kept, err := r.decision(w, way.Taken)
	if err != nil {
		return nil, err
	}
	create.ID = a.newID()
	kept.Record = record.Ref(create.ID)
	done, err := a.Do(ctx, actor, Request{ID: request}, create, Create{Kind: "proposal", Body: kept})
	if err != nil {
		return nil, err
	}
	return done[0], nil
}

// LeaveOut keeps that an offer is not taken, and why.
func (a *App) LeaveOut(ctx context.Context, actor Actor, system, id, reason string) error {
	r, err := a.wayReader(ctx, actor, system)
	if err != nil {
		return err
	}
	w, err := r.offer(id)
	if err != nil {
		return err
	}
	kept, err := r.decision(w, way.Left)
	if err != nil {
		return err
	}
	kept.Reason = reason
	_, err = a.Do(ctx, actor, Request{}, Create{Kind: "proposal", Body: kept})
	return err
}

// Answer keeps what was answered to a step's questions in the one record of their
// kind; where there is none yet it is made. Values are canonical text by field.
func (a *App) Answer(ctx context.Context, actor Actor, system, kind string, base int, answers map[string]any) error {
	r, err := a.wayReader(ctx, actor, system)
	if err != nil {
		return err
	}
	k, err := a.kind(kind)
	if err != nil {
		return err
	}
	rec, err := r.asked(k)
	if err != nil {
		return err
	}
	body := k.New()
	if rec != nil {
		body = k.Clone(rec.Body)
	} else if kind == "mandate" {
		body = r.begunMandate()
	}
	for name, value := range answers {
		if err := k.Field(name).Set(body, value); err != nil {
			return fault.At(fault.Invalid, k.Label, name, "%w", err)
		}
	}
	if mandate, ok := body.(*way.Mandate); ok && rec == nil {
		if err := mandate.Ahead(r.way.Today); err != nil {
			return err
		}
	}
	command := Command(Create{Kind: kind, Body: body})
	if rec != nil {
		command = Edit{ID: rec.ID, Base: base, Body: body}
	}
	_, err = a.Do(ctx, actor, Request{}, command)
	return err
}
