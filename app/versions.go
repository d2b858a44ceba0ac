package app

import (
	"context"
	"slices"

	"surety/isms/document"
	"surety/record"
	"surety/store"
)

// Versions are the releases of a document that the actor may see, the newest first:
// the one in force, and those before it.
func (a *App) Versions(ctx context.Context, actor Actor, of *record.Record) ([]*record.Record, error) {
	listing, err := a.List(ctx, actor, store.Query{
		Kind: "document_release", IncludeEnded: true, Sort: "-key", Limit: store.MostLimit,
		Filters: []store.Filter{{Field: "document", Values: []string{string(of.ID)}}},
	})
	if err != nil {
		return nil, err
	}
	return listing.Records, nil
}

// Acknowledgements are what a person has said to have read of a document, or of all
// documents where none is given.
func (a *App) Acknowledgements(ctx context.Context, actor Actor, person record.ID, of ...record.ID) ([]*document.Acknowledgement, error) {
	filters := []store.Filter{{Field: "person", Values: []string{string(person)}}}
	for _, id := range of {
		filters = append(filters, store.Filter{Field: "document", Values: []string{string(id)}})
	}
	listing, err := a.List(ctx, actor, store.Query{Kind: "acknowledgement", Sort: "-key", Limit: store.MostLimit, Filters: filters})
	if err != nil {
		return nil, err
	}
	var list []*document.Acknowledgement
	for _, rec := range listing.Records {
		list = append(list, rec.Body.(*document.Acknowledgement))
	}
	return list, nil
}

// InForce is the release among some that is in force, or nil.
func InForce(versions []*record.Record) *record.Record {
	i := slices.IndexFunc(versions, func(rec *record.Record) bool { return rec.State == document.StateInForce })
	if i < 0 {
		return nil
	}
	return versions[i]
}
