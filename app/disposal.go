package app

import (
	"cmp"
	"context"
	"slices"

	"surety/isms/document"
	"surety/record"
	"surety/store"
)

// Disposable is a document or released version that has been kept long enough.
type Disposable struct {
	Record *record.Record
	Ended  record.Date // when it was withdrawn or superseded
	From   record.Date // when it came due
}

// DueForDisposal lists what of withdrawn documents and ended releases the actor may see
// has been kept for as long as its rule says and was not disposed of yet, what came due
// first before the rest (27001 7.5.3 f). More tells that some did not fit.
func (a *App) DueForDisposal(ctx context.Context, actor Actor) (list []Disposable, more bool, err error) {
	today, err := a.Today(ctx, actor)
	if err != nil {
		return nil, false, err
	}
	for kind, states := range map[string][]string{"document": {"withdrawn", record.StateRetired}, "document_release": {document.StateSuperseded, document.StateWithdrawn, record.StateRetired}} {
		listing, err := a.List(ctx, actor, store.Query{Kind: kind, IncludeEnded: true, Sort: "dispose_from", Limit: MostLimit, Filters: []store.Filter{
			{Field: "state", Op: "in", Values: states},
			{Field: "dispose_from", Op: "set"},
			{Field: "dispose_from", Op: "le", Values: []string{string(today)}},
		}})
		if err != nil {
			return nil, false, err
		}
		more = more || listing.Next != ""
		for _, rec := range listing.Records {
			d := Disposable{Record: rec}
			switch body := rec.Body.(type) {
			case *document.Document:
				d.Ended, d.From = body.WithdrawnOn, body.DisposeFrom
			case *document.Release:
				d.Ended, d.From = body.Until, body.DisposeFrom
			}
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(x, y Disposable) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.Record.Key, y.Record.Key))
	})
	return list, more, nil
}

// Gone says of a record that was disposed of when that was, and who saw it.
type Gone struct {
	Minutes string // key of the minutes
	On      record.Date
	Witness Name
}

// DisposedOf tells how a record was disposed of; nil where it was not, or where the
// minutes are not the actor's to see.
func (a *App) DisposedOf(ctx context.Context, actor Actor, rec *record.Record) (*Gone, error) {
	if rec.State != document.StateDisposed {
		return nil, nil
	}
	found, err := a.List(ctx, actor, store.Query{Kind: "disposal", Limit: 1, Filters: []store.Filter{
		{Field: "documents", Values: []string{string(rec.ID)}}, {Field: "state", Values: []string{document.StateWitnessed}},
	}})
	if err != nil || len(found.Records) == 0 {
		return nil, err
	}
	minutes := found.Records[0]
	body := minutes.Body.(*document.Disposal)
	return &Gone{Minutes: minutes.Key, On: body.On, Witness: found.Names[body.Witness.ID()]}, nil
}
