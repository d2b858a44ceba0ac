package main

import (
	"context"
	"io"
	"strings"

	"surety/app"
	"surety/interop/sheet"
	"surety/interop/sheet/workbook"
	"surety/language"
	"surety/record"
	"surety/store"
	"surety/web"
)

// importer lets the pages use the spreadsheet edge.
type importer struct{ app *app.App }

// mostShown bounds the rows of a plan that a page shows.
const mostShown = 500

// Plan plans an import for a page.
func (i importer) Plan(ctx context.Context, actor app.Actor, kind *record.Kind, name string, data []byte, mapping string) (*web.ImportPlan, error) {
	planner, plan, err := i.plan(ctx, actor, kind, name, data, mapping)
	if err != nil {
		return nil, err
	}
	return inWords(ctx, planner, plan)
}

// Run plans anew and carries out.
func (i importer) Run(ctx context.Context, actor app.Actor, kind *record.Kind, name string, data []byte, mapping string) (*web.ImportPlan, error) {
	planner, plan, err := i.plan(ctx, actor, kind, name, data, mapping)
	if err != nil {
		return nil, err
	}
	if len(plan.Faults) == 0 {
		if err := (sheet.Door{App: i.app, Actor: actor}).Run(ctx, plan); err != nil {
			return nil, err
		}
	}
	return inWords(ctx, planner, plan)
}

func (i importer) plan(ctx context.Context, actor app.Actor, kind *record.Kind, name string, data []byte, mapping string) (*sheet.Planner, *sheet.Plan, error) {
	book, err := workbook.Read(ctx, name, data, workbook.Limits{})
	if err != nil {
		return nil, nil, err
	}
	planner, err := sheet.Door{App: i.app, Actor: actor}.Planner(ctx, kind)
	if err != nil {
		return nil, nil, err
	}
	m, err := readOrPropose(ctx, planner, kind, book, mapping)
	if err != nil {
		return nil, nil, err
	}
	plan, err := planner.Plan(ctx, kind, m, book)
	return planner, plan, err
}

// readOrPropose is the mapping that was said, with what it leaves open
// proposed; or a proposal as a whole.
func readOrPropose(ctx context.Context, planner *sheet.Planner, kind *record.Kind, book *workbook.Book, mapping string) (*sheet.Mapping, error) {
	if strings.TrimSpace(mapping) == "" {
		return planner.Propose(ctx, kind, book)
	}
	m, err := sheet.DecodeMapping(strings.NewReader(mapping))
	if err != nil {
		return nil, err
	}
	return m, planner.Complete(ctx, kind, m, book)
}

// Export writes all records of a kind that the actor may see.
func (i importer) Export(ctx context.Context, actor app.Actor, kind *record.Kind, w io.Writer) error {
	export := &sheet.Export{Kind: kind, Reader: language.From(ctx)}
	var err error
	if export.Custom, err = i.app.CustomColumns(ctx, actor, kind); err != nil {
		return err
	}
	names := app.Names{}
	query := store.Query{Kind: kind.Name, Sort: "key", Limit: app.MostLimit, IncludeEnded: true}
	for {
		listing, err := i.app.List(ctx, actor, query)
		if err != nil {
			return err
		}
		export.Records = append(export.Records, listing.Records...)
		for id, name := range listing.Names {
			names[id] = name
		}
		if query.After = listing.Next; query.After == "" {
			break
		}
	}
	export.Key = func(ref record.Ref) string { return names[ref.ID()].Key }
	return export.WriteXLSX(w)
}

// Sample writes a workbook to begin an import of the kind with.
func (i importer) Sample(ctx context.Context, actor app.Actor, kind *record.Kind, w io.Writer) error {
	today, err := i.app.Today(ctx, actor)
	if err != nil {
		return err
	}
	return sheet.WriteSample(kind, today, language.From(ctx), w)
}
