package app

import (
	"context"
	"maps"
	"slices"
	"strings"

	"surety/fault"
	"surety/isms/document"
	"surety/language"
	"surety/record"
	"surety/store"
)

// Name is what a reference shows of the record it points to.
type Name struct {
	ID         record.ID
	Kind       *record.Kind
	Key        string // empty when restricted
	Title      string // "a restricted risk" when the actor may not see it
	State      string
	Restricted bool
	Marked     bool // it is marked, though this actor may see it: not for papers
}

// Names are the names of records by id.
type Names map[record.ID]Name

// Listing is one page of a list.
type Listing struct {
	Kind    *record.Kind
	Records []*record.Record
	Names   Names  // of everything that the records refer to
	Next    string // cursor of the next page; empty on the last
}

// List reads one page of a kind's records that the actor may see.
func (a *App) List(ctx context.Context, actor Actor, query store.Query) (*Listing, error) {
	kind, reader, query, err := a.selected(ctx, actor, query)
	if err != nil {
		return nil, err
	}
	page, err := reader.List(ctx, query)
	if err != nil {
		return nil, err
	}
	names, err := a.names(ctx, actor, settled{reader, page.Position}, page.Records...)
	if err != nil {
		return nil, err
	}
	if err := a.showReleased(ctx, actor, reader, page.Records); err != nil {
		return nil, err
	}
	a.hideConfidential(actor, page.Records)
	return &Listing{Kind: kind, Records: page.Records, Names: names, Next: page.Next}, nil
}

// Lists reads one page of each of several queries, as List does.
func (a *App) Lists(ctx context.Context, actor Actor, queries ...store.Query) ([]*Listing, error) {
	asked, err := a.selectedAll(ctx, actor, queries)
	if err != nil {
		return nil, err
	}
	reader := a.store.In(actor.Organization)
	pages, err := reader.Lists(ctx, asked...)
	if err != nil {
		return nil, err
	}
	var all []*record.Record
	for _, page := range pages {
		all = append(all, page.Records...)
	}
	names, err := a.names(ctx, actor, reader, all...)
	if err != nil {
		return nil, err
	}
	listings := make([]*Listing, len(pages))
	for i, page := range pages {
		if err := a.showReleased(ctx, actor, reader, page.Records); err != nil {
			return nil, err
		}
		a.hideConfidential(actor, page.Records)
		listings[i] = &Listing{Kind: a.catalogue.Kind(queries[i].Kind), Records: page.Records, Names: names, Next: page.Next}
	}
	return listings, nil
}

// Totals counts the records of each of several queries that the actor may see.
func (a *App) Totals(ctx context.Context, actor Actor, queries ...store.Query) ([]int, error) {
	asked, err := a.selectedAll(ctx, actor, queries)
	if err != nil {
		return nil, err
	}
	return a.store.In(actor.Organization).Totals(ctx, asked...)
}

func (a *App) selectedAll(ctx context.Context, actor Actor, queries []store.Query) ([]store.Query, error) {
	asked := make([]store.Query, len(queries))
	for i, q := range queries {
		var err error
		if _, _, asked[i], err = a.selected(ctx, actor, q); err != nil {
			return nil, err
		}
	}
	return asked, nil
}

// selected is a query as the store takes it: bound to what the actor may see, with
// identities in the place of keys.
func (a *App) selected(ctx context.Context, actor Actor, query store.Query) (*record.Kind, store.Reader, store.Query, error) {
	if err := mayRead(actor); err != nil {
		return nil, nil, query, err
	}
	kind, err := a.kind(query.Kind)
	if err != nil {
		return nil, nil, query, err
	}
	query.Sight = actor.Sight()
	reader := a.store.In(actor.Organization)
	query, err = a.resolveQuery(ctx, actor, reader, kind, query)
	if kind.Name == "document" && query.Search != "" && !a.mayWriteDocuments(actor) {
		query.Filters = append(query.Filters, store.Filter{Field: "state", Values: []string{document.StateApproved}}) // a draft's words find nothing
	}
	return kind, reader, query, err
}

// Count counts the records of a query that the actor may see, by the values
// of an indexed field or by "state"; by the keys of what a reference names, all
// that the actor may not know together as "restricted".
func (a *App) Count(ctx context.Context, actor Actor, query store.Query, by string) (map[string]int, error) {
	kind, reader, query, err := a.selected(ctx, actor, query)
	if err != nil {
		return nil, err
	}
	counts, err := reader.Count(ctx, query, by)
	if f := kind.Field(by); err != nil || f == nil || len(f.To) == 0 {
		return counts, err
	}
	return a.countByKey(ctx, actor, reader, counts)
}

// Tally counts the records of a query that the actor may see, by the values of
// several indexed fields together. A field that names records is refused.
func (a *App) Tally(ctx context.Context, actor Actor, query store.Query, by ...string) ([]Tally, error) {
	_, reader, query, err := a.selected(ctx, actor, query)
	if err != nil {
		return nil, err
	}
	return reader.Tally(ctx, query, by...)
}

// Hidden is how many records of a kind, in all its states, the actor may not see.
// Nothing narrows it: what it would be narrowed by is what is hidden.
func (a *App) Hidden(ctx context.Context, actor Actor, kind string) (int, error) {
	if err := mayRead(actor); err != nil {
		return 0, err
	}
	reader := a.store.In(actor.Organization)
	hidden := 0
	for sign, sight := range map[int]store.Sight{1: {All: true}, -1: actor.Sight()} {
		counts, err := reader.Count(ctx, store.Query{Kind: kind, IncludeEnded: true, Sight: sight}, "")
		if err != nil {
			return 0, err
		}
		hidden += sign * counts[""]
	}
	return hidden, nil
}

// Get reads one record by its id or key. A record that the actor may not see
// is not found.
func (a *App) Get(ctx context.Context, actor Actor, idOrKey string) (*record.Record, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	return a.get(ctx, actor, a.store.In(actor.Organization), idOrKey)
}

func (a *App) get(ctx context.Context, actor Actor, reader store.Reader, idOrKey string) (*record.Record, error) {
	rec, err := a.standing(ctx, actor, reader, idOrKey)
	if err != nil {
		return nil, err
	}
	shown := []*record.Record{rec}
	err = a.showReleased(ctx, actor, reader, shown)
	return shown[0], err
}

// standing is a record as it stands, also where that is a draft.
func (a *App) standing(ctx context.Context, actor Actor, reader store.Reader, idOrKey string) (*record.Record, error) {
	var rec *record.Record
	if key := strings.ToUpper(idOrKey); a.catalogue.OfKey(key) != nil {
		found, err := reader.ByKey(ctx, key)
		if err != nil {
			return nil, err
		}
		rec = found[key]
	} else {
		found, err := reader.Get(ctx, record.ID(idOrKey))
		if err != nil {
			return nil, err
		}
		rec = found[record.ID(idOrKey)]
	}
	if rec == nil || !a.maySee(actor, rec) {
		return nil, fault.New(fault.NotFound, "there is no record %s", idOrKey).Mending("look for it by a few letters of its title")
	}
	a.hideConfidential(actor, []*record.Record{rec})
	return rec, nil
}

// Named are the records of these keys that the actor may see, by key. A key that
// names nothing to the actor is left out.
func (a *App) Named(ctx context.Context, actor Actor, keys ...string) (map[string]*record.Record, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	reader := a.store.In(actor.Organization)
	found, err := reader.ByKey(ctx, keys...)
	if err != nil {
		return nil, err
	}
	maps.DeleteFunc(found, func(_ string, rec *record.Record) bool { return !a.maySee(actor, rec) })
	shown := slices.Collect(maps.Values(found))
	if err := a.showReleased(ctx, actor, reader, shown); err != nil {
		return nil, err
	}
	a.hideConfidential(actor, shown)
	seen := map[string]*record.Record{}
	for _, rec := range shown {
		seen[rec.Key] = rec
	}
	return seen, nil
}

// Search finds records by words, the best known first.
func (a *App) Search(ctx context.Context, actor Actor, words string, kinds []string, limit int) ([]Name, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	reader := a.store.In(actor.Organization)
	asked := kinds
	if slices.Contains(kinds, "document") && !slices.Contains(kinds, "document_release") {
		asked = append(slices.Clone(kinds), "document_release")
	}
	entries, err := reader.Search(ctx, words, actor.Sight(), asked, limit)
	if err != nil {
		return nil, err
	}
	if entries, err = a.foundDocuments(ctx, actor, reader, entries, kinds); err != nil {
		return nil, err
	}
	names := make([]Name, len(entries))
	byID := Names{}
	for _, e := range entries {
		byID[e.ID] = a.name(actor, e)
	}
	err = a.nameReleased(ctx, actor, reader, byID)
	for i, e := range entries {
		names[i] = byID[e.ID]
	}
	return names, err
}

// NamesOf names everything that records refer to.
func (a *App) NamesOf(ctx context.Context, actor Actor, records ...*record.Record) (Names, error) {
	return a.names(ctx, actor, a.store.In(actor.Organization), records...)
}

func (a *App) names(ctx context.Context, actor Actor, reader store.Reader, records ...*record.Record) (Names, error) {
	var ids []record.ID
	for _, rec := range records {
		for _, link := range rec.Kind.Links(rec.Body) {
			ids = append(ids, link.To.ID())
		}
		for _, ref := range rec.Readers {
			ids = append(ids, ref.ID())
		}
	}
	slices.Sort(ids)
	return a.namesByID(ctx, actor, reader, slices.Compact(ids))
}

func (a *App) namesByID(ctx context.Context, actor Actor, reader store.Reader, ids []record.ID) (Names, error) {
	if len(ids) == 0 {
		return Names{}, nil
	}
	entries, err := a.directory.entries(ctx, actor.Organization, reader, ids)
	if err != nil {
		return nil, err
	}
	names := make(Names, len(entries))
	for id, e := range entries {
		names[id] = a.name(actor, e)
	}
	return names, a.nameReleased(ctx, actor, reader, names)
}

// name is what an actor may know of a directory entry.
func (a *App) name(actor Actor, e store.Entry) Name {
	kind := a.catalogue.Kind(e.Kind)
	if !mayKnow(actor, e) {
		return Name{ID: e.ID, Kind: kind, Title: someRestricted(language.For(language.English, nil), kind), Restricted: true}
	}
	return Name{ID: e.ID, Kind: kind, Key: e.Key, Title: e.Title, State: e.State, Marked: e.Mark != record.MarkNone}
}

func mayKnow(actor Actor, e store.Entry) bool {
	if e.Mark == record.MarkNone || actor.Has(Manager) {
		return true
	}
	for _, reader := range e.Readers {
		if actor.Person != "" && reader == actor.Person {
			return true
		}
	}
	return false
}

// maySee tells whether the actor may see a record's content.
func (a *App) maySee(actor Actor, rec *record.Record) bool {
	if rec.Mark == record.MarkNone || actor.Has(Manager) {
		return true
	}
	if actor.Person == "" {
		return false
	}
	for _, reader := range ReadersOf(rec) {
		if reader == actor.Person {
			return true
		}
	}
	return false
}

// ReadersOf lists the persons who may see a marked record: its readers, and
// those whom its owning fields name.
func ReadersOf(rec *record.Record) []record.ID {
	var readers []record.ID
	for _, ref := range rec.Readers {
		readers = append(readers, ref.ID())
	}
	for _, f := range rec.Kind.Fields {
		if f.Is(record.MarkReader) {
			for _, ref := range f.Refs(rec.Body) {
				readers = append(readers, ref.ID())
			}
		}
	}
	return readers
}
