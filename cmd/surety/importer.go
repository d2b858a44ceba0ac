package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"surety/app"
	"surety/interop/sheet"
	"surety/interop/sheet/workbook"
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
	plan, err := i.plan(ctx, actor, kind, name, data, mapping)
	if err != nil {
		return nil, err
	}
	return inWords(plan)
}

// Run plans anew and carries out.
func (i importer) Run(ctx context.Context, actor app.Actor, kind *record.Kind, name string, data []byte, mapping string) (*web.ImportPlan, error) {
	plan, err := i.plan(ctx, actor, kind, name, data, mapping)
	if err != nil {
		return nil, err
	}
	words, err := inWords(plan)
	if err != nil || len(plan.Faults) > 0 {
		return words, err
	}
	return words, sheet.Door{App: i.app, Actor: actor}.Run(ctx, plan)
}

func (i importer) plan(ctx context.Context, actor app.Actor, kind *record.Kind, name string, data []byte, mapping string) (*sheet.Plan, error) {
	book, err := workbook.Read(ctx, name, data, workbook.Limits{})
	if err != nil {
		return nil, err
	}
	planner, err := sheet.Door{App: i.app, Actor: actor}.Planner(ctx, kind)
	if err != nil {
		return nil, err
	}
	var m *sheet.Mapping
	if strings.TrimSpace(mapping) == "" {
		m, err = planner.Propose(ctx, kind, book)
	} else {
		m, err = sheet.ReadMapping(strings.NewReader(mapping), kind, planner.Custom)
	}
	if err != nil {
		return nil, err
	}
	return planner.Plan(ctx, kind, m, book)
}

// inWords writes a plan as a page shows it.
func inWords(plan *sheet.Plan) (*web.ImportPlan, error) {
	mapping, err := json.MarshalIndent(plan.Mapping, "", "  ")
	if err != nil {
		return nil, err
	}
	s := plan.Summary()
	words := &web.ImportPlan{Mapping: string(mapping), Create: s.Create, Update: s.Update, Unchanged: s.Unchanged}
	for _, c := range plan.Mapping.Columns {
		words.Columns = append(words.Columns, web.ImportColumn{Header: c.Header, Field: c.Field})
	}
	for n, row := range plan.Rows {
		if n == mostShown {
			words.Notes = append(words.Notes, fmt.Sprintf("Only the first %d of %d rows are shown.", mostShown, len(plan.Rows)))
			break
		}
		shown := web.ImportRow{Row: row.Row, Action: string(row.Action), Title: row.Title}
		for _, change := range row.Changes {
			shown.Changes = append(shown.Changes, change.Label+": "+change.Old+" → "+change.New)
		}
		words.Rows = append(words.Rows, shown)
	}
	for _, made := range plan.New {
		words.New = append(words.New, made.Kind.Label+" "+made.Title)
	}
	for _, f := range plan.Faults {
		words.Faults = append(words.Faults, f.String())
	}
	for _, note := range plan.Notes {
		words.Notes = append(words.Notes, note.String())
	}
	return words, nil
}

// Export writes all records of a kind that the actor may see.
func (i importer) Export(ctx context.Context, actor app.Actor, kind *record.Kind, w io.Writer) error {
	export := &sheet.Export{Kind: kind}
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
