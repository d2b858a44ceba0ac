package app

import (
	"context"
	"slices"

	"surety/isms/document"
	"surety/isms/org"
	"surety/record"
	"surety/store"
)

// Readership is who has read the version of a document that holds, and who has yet to.
type Readership struct {
	Version string // empty: none holds
	Read    []*document.Acknowledgement
	Unread  []record.Ref
	Names   Names
}

// ReadersOfDocument tells who has read the version of a document that holds and who
// is asked to and has not.
func (a *App) ReadersOfDocument(ctx context.Context, actor Actor, rec *record.Record) (*Readership, error) {
	body := rec.Body.(*document.Document)
	r := &Readership{Version: body.Standing(rec.State), Names: Names{}}
	said, err := a.List(ctx, actor, store.Query{Kind: "acknowledgement", Sort: "key", Limit: store.MostLimit, Filters: []store.Filter{{Field: "document", Values: []string{string(rec.ID)}}}})
	if err != nil {
		return nil, err
	}
	var all []*document.Acknowledgement
	for _, s := range said.Records {
		ack := s.Body.(*document.Acknowledgement)
		if all = append(all, ack); ack.Version == r.Version {
			r.Read = append(r.Read, ack)
		}
	}
	readers, err := a.readersToAsk(ctx, actor)
	if err != nil {
		return nil, err
	}
	r.Unread = body.Unread(r.Version, readers, all)
	ids := make([]record.ID, 0, len(r.Unread)+len(r.Read))
	for _, ref := range r.Unread {
		ids = append(ids, ref.ID())
	}
	for _, ack := range r.Read {
		ids = append(ids, ack.Person.ID())
	}
	r.Names, err = a.namesByID(ctx, actor, a.store.In(actor.Organization), ids)
	return r, err
}

// Reading is a version of a document that somebody is asked to read.
type Reading struct {
	Document Name
	Version  string
}

// ToRead lists the documents that the actor's person is asked to read, in the version
// that holds, and has not said yet to have read.
func (a *App) ToRead(ctx context.Context, actor Actor) ([]Reading, error) {
	if actor.Person == "" {
		return nil, nil
	}
	today, err := a.Today(ctx, actor)
	if err != nil {
		return nil, err
	}
	return a.toRead(ctx, actor, today)
}

// toRead lists what the actor's person is asked to read on a day.
func (a *App) toRead(ctx context.Context, actor Actor, today record.Date) ([]Reading, error) {
	queries, err := a.toReadQueries(ctx, actor)
	if err != nil {
		return nil, err
	}
	pages, err := a.store.In(actor.Organization).Lists(ctx, queries...)
	if err != nil {
		return nil, err
	}
	return a.toReadOf(actor, today, pages), nil
}

// toReadQueries ask for what decides what a person has yet to read: the person, the
// roles that they hold, the documents, and what they said to have read.
func (a *App) toReadQueries(ctx context.Context, actor Actor) ([]store.Query, error) {
	entries, err := a.directory.entries(ctx, actor.Organization, a.store.In(actor.Organization), []record.ID{actor.Person})
	own := []store.Filter{{Field: "person", Values: []string{string(actor.Person)}}}
	return []store.Query{
		{Kind: "person", Sort: "key", Limit: 1, Sight: store.Sight{All: true}, IncludeEnded: true, Filters: []store.Filter{{Field: "key", Values: []string{entries[actor.Person].Key}}}},
		{Kind: "assignment", Sort: "key", Limit: store.MostLimit, Sight: actor.Sight(), Filters: own},
		{Kind: "document", Sort: "key", Limit: store.MostLimit, Sight: actor.Sight()},
		{Kind: "acknowledgement", Sort: "-key", Limit: store.MostLimit, Sight: actor.Sight(), Filters: own},
	}, err
}

// toReadOf finds what the actor's person is asked to read in what toReadQueries found.
func (a *App) toReadOf(actor Actor, today record.Date, pages []store.Page) []Reading {
	reader := readerOf(actor, today, pages[0].Records, pages[1].Records)
	var list []Reading
	for _, rec := range pages[2].Records {
		body := rec.Body.(*document.Document)
		version := body.Standing(rec.State)
		if version == "" || !body.Asks(reader) {
			continue
		}
		if !slices.ContainsFunc(pages[3].Records, func(said *record.Record) bool {
			ack := said.Body.(*document.Acknowledgement)
			return ack.Document.ID() == rec.ID && ack.Version == version
		}) {
			list = append(list, Reading{a.name(actor, entryOf(rec)), version})
		}
	}
	return list
}

// readerOf is the actor's person with what decides which documents they read on a day;
// held are the assignments of their roles.
func readerOf(actor Actor, today record.Date, person, held []*record.Record) document.Reader {
	r := document.Reader{Person: record.Ref(actor.Person)}
	for _, rec := range person {
		body := rec.Body.(*org.Person)
		r.InScope, r.Unit = body.InScope, body.Unit
	}
	for _, rec := range held {
		if b := rec.Body.(*org.Assignment); b.From <= today && (b.Until == "" || b.Until >= today) {
			r.Roles = append(r.Roles, b.Role)
		}
	}
	return r
}

// readersToAsk are all persons with what decides which documents they read.
func (a *App) readersToAsk(ctx context.Context, actor Actor) ([]document.Reader, error) {
	today, err := a.Today(ctx, actor)
	if err != nil {
		return nil, err
	}
	persons, err := a.List(ctx, actor, store.Query{Kind: "person", Sort: "title", Limit: store.MostLimit})
	if err != nil {
		return nil, err
	}
	assignments, err := a.List(ctx, actor, store.Query{Kind: "assignment", Sort: "key", Limit: store.MostLimit})
	if err != nil {
		return nil, err
	}
	held := map[record.ID][]record.Ref{}
	for _, rec := range assignments.Records {
		if b := rec.Body.(*org.Assignment); b.From <= today && (b.Until == "" || b.Until >= today) {
			held[b.Person.ID()] = append(held[b.Person.ID()], b.Role)
		}
	}
	readers := make([]document.Reader, 0, len(persons.Records))
	for _, rec := range persons.Records {
		b := rec.Body.(*org.Person)
		readers = append(readers, document.Reader{Person: record.Ref(rec.ID), InScope: b.InScope, Unit: b.Unit, Roles: held[rec.ID]})
	}
	return readers, nil
}
