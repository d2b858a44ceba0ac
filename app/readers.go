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
	reader, err := a.readerOf(ctx, actor, today)
	if err != nil {
		return nil, err
	}
	documents, err := a.store.In(actor.Organization).List(ctx, store.Query{Kind: "document", Sort: "key", Limit: store.MostLimit, Sight: actor.Sight()})
	if err != nil {
		return nil, err
	}
	asked := slices.DeleteFunc(documents.Records, func(rec *record.Record) bool {
		body := rec.Body.(*document.Document)
		return body.Standing(rec.State) == "" || !body.Asks(reader)
	})
	if len(asked) == 0 {
		return nil, nil
	}
	said, err := a.Acknowledgements(ctx, actor, actor.Person)
	var list []Reading
	for _, rec := range asked {
		version := rec.Body.(*document.Document).Standing(rec.State)
		if !slices.ContainsFunc(said, func(ack *document.Acknowledgement) bool { return ack.Document.ID() == rec.ID && ack.Version == version }) {
			list = append(list, Reading{a.name(actor, entryOf(rec)), version})
		}
	}
	return list, err
}

// readerOf is the actor's person with what decides which documents they read on a day.
func (a *App) readerOf(ctx context.Context, actor Actor, today record.Date) (document.Reader, error) {
	r := document.Reader{Person: record.Ref(actor.Person)}
	people := a.store.In(actor.Organization)
	found, err := people.Get(ctx, actor.Person)
	if err != nil {
		return r, err
	}
	if rec := found[actor.Person]; rec != nil {
		body := rec.Body.(*org.Person)
		r.InScope, r.Unit = body.InScope, body.Unit
	}
	held, err := people.List(ctx, store.Query{Kind: "assignment", Sort: "key", Limit: store.MostLimit, Sight: actor.Sight(), Filters: []store.Filter{{Field: "person", Values: []string{string(actor.Person)}}}})
	if err != nil {
		return r, err
	}
	for _, rec := range held.Records {
		if b := rec.Body.(*org.Assignment); b.From <= today && (b.Until == "" || b.Until >= today) {
			r.Roles = append(r.Roles, b.Role)
		}
	}
	return r, nil
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
