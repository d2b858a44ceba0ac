package app

import (
	"context"

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

// ToRead lists the documents that the actor's person is asked to read, in the version
// that holds, and has not said yet to have read.
func (a *App) ToRead(ctx context.Context, actor Actor) ([]*record.Record, error) {
	if actor.Person == "" {
		return nil, nil
	}
	readers, err := a.readersToAsk(ctx, actor)
	if err != nil {
		return nil, err
	}
	said, err := a.Acknowledgements(ctx, actor, actor.Person)
	if err != nil {
		return nil, err
	}
	documents, err := a.List(ctx, actor, store.Query{Kind: "document", Sort: "key", Limit: store.MostLimit})
	if err != nil {
		return nil, err
	}
	var list []*record.Record
	for _, reader := range readers {
		if reader.Person.ID() != actor.Person {
			continue
		}
		for _, rec := range documents.Records {
			body := rec.Body.(*document.Document)
			var of []*document.Acknowledgement
			for _, ack := range said {
				if ack.Document.ID() == rec.ID {
					of = append(of, ack)
				}
			}
			if len(body.Unread(body.Standing(rec.State), []document.Reader{reader}, of)) > 0 {
				list = append(list, rec)
			}
		}
	}
	return list, nil
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
