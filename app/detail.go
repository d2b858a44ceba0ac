package app

import (
	"context"

	"surety/record"
	"surety/store"
)

// Detail is a record with all that its page shows.
type Detail struct {
	Record   *record.Record
	Names    Names // of what it refers to and of who refers to it
	Links    []Relation
	History  []Entry
	MayEdit  bool
	Moves    []record.Transition // those that the actor may make now
	Asserted []Assertion         // approvals that an import asserts
	Failures []Failure           // checks that this record fails
	Released bool                // a document whose draft is not the actor's to see: what is in force stands in its place
}

// Relation groups the records that refer to a record by one field.
type Relation struct {
	Label   string // the kind's plural, and the field where the kind has several
	Kind    *record.Kind
	Field   *record.Field
	Records []Name
}

// Entry is one revision in a record's history.
type Entry struct {
	store.Revision
	Who     Name // the account's person where it has one; else only a title
	Changes []FieldChange
}

// FieldChange is one field before and after, in canonical text with
// references named.
type FieldChange struct {
	Field  *record.Field
	Before string
	After  string

	names   Names
	was, is any // the bodies; nil where the field is not the kind's own, or holds files
}

const historyPage = 20

// Detail reads a record with its links both ways, history and next acts.
func (a *App) Detail(ctx context.Context, actor Actor, idOrKey string) (*Detail, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	reader, err := a.settled(ctx, actor.Organization)
	if err != nil {
		return nil, err
	}
	stands, err := a.standing(ctx, actor, reader, idOrKey)
	if err != nil {
		return nil, err
	}
	shown := []*record.Record{stands}
	if err := a.showReleased(ctx, actor, reader, shown); err != nil {
		return nil, err
	}
	rec := shown[0]
	d := &Detail{Record: rec, Released: rec != stands, MayEdit: CheckEdit(actor, rec) == nil, Asserted: assertions(actor, rec)}
	d.Moves = Moves(actor, rec)
	_, in, err := reader.Links(ctx, rec.ID)
	if err != nil {
		return nil, err
	}
	d.Links = a.relations(actor, in)
	if d.History, err = a.history(ctx, actor, reader, rec, 0); err != nil {
		return nil, err
	}
	if d.Names, err = a.names(ctx, actor, reader, rec); err != nil {
		return nil, err
	}
	d.Failures, err = a.failuresOf(ctx, actor, reader, rec)
	return d, err
}

// settled reads for one page, which asks only once where the log stands.
type settled struct {
	store.Reader
	position int64
}

func (a *App) settled(ctx context.Context, organization string) (settled, error) {
	o := a.store.In(organization)
	position, err := position(ctx, organization, o)
	return settled{o, position}, err
}

// Position is where the log stood when the page was begun.
func (s settled) Position(context.Context) (int64, error) { return s.position, nil }

// relations groups incoming links by kind and field.
func (a *App) relations(actor Actor, in []store.Link) []Relation {
	var relations []Relation
	index := map[string]int{}
	for _, link := range in {
		place := link.Entry.Kind + " " + link.Field
		i, ok := index[place]
		if !ok {
			kind := a.catalogue.Kind(link.Entry.Kind)
			i = len(relations)
			index[place] = i
			field := kind.Field(link.Field)
			relation := Relation{Label: kind.Plural, Kind: kind, Field: field}
			if field != nil {
				relation.Label += " · " + field.Label
			}
			relations = append(relations, relation)
		}
		relations[i].Records = append(relations[i].Records, a.name(actor, link.Entry))
	}
	return relations
}

// History reads a page of revisions before a revision number (0: from the
// newest), each with what it changed.
func (a *App) History(ctx context.Context, actor Actor, rec *record.Record, before int) ([]Entry, error) {
	return a.history(ctx, actor, a.store.In(actor.Organization), rec, before)
}

func (a *App) history(ctx context.Context, actor Actor, reader store.Reader, rec *record.Record, before int) ([]Entry, error) {
	revisions, err := reader.History(ctx, rec.ID, before, historyPage+1)
	if err != nil {
		return nil, err
	}
	hidden, err := a.withoutDrafts(ctx, actor, reader, rec, revisions)
	if err != nil {
		return nil, err
	}
	records := make([]*record.Record, 0, len(revisions))
	accounts := make([]string, 0, len(revisions))
	for _, r := range revisions {
		if r.Record != nil {
			records = append(records, r.Record)
		}
		accounts = append(accounts, r.Actor)
	}
	names, err := a.names(ctx, actor, reader, records...)
	if err != nil {
		return nil, err
	}
	people, err := reader.AccountNames(ctx, accounts...)
	if err != nil {
		return nil, err
	}
	a.hideConfidential(actor, records)
	entries := make([]Entry, 0, len(revisions))
	for i, r := range revisions {
		if i == historyPage {
			break
		}
		entry := Entry{Revision: r, Who: Name{Title: people[r.Actor]}}
		if i+1 < len(revisions) && r.Record != nil && revisions[i+1].Record != nil && !hidden {
			entry.Changes = changes(revisions[i+1].Record, r.Record, names)
		}
		entries = append(entries, entry)
	}
	return entries, nil
}
