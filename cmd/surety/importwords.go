package main

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"surety/interop/sheet"
	"surety/language"
	"surety/web"
)

// inWords writes a plan as a page shows it.
func inWords(ctx context.Context, planner *sheet.Planner, plan *sheet.Plan) (*web.ImportPlan, error) {
	mapping, err := json.MarshalIndent(plan.Mapping, "", "  ")
	if err != nil {
		return nil, err
	}
	r := language.From(ctx)
	s := plan.Summary()
	words := &web.ImportPlan{
		Mapping: string(mapping), Create: s.Create, Update: s.Update, Unchanged: s.Unchanged,
		Key: plan.Mapping.Key, Keys: planner.Keys(plan.Kind), Blank: plan.Mapping.Blank,
	}
	if words.Blank == "" {
		words.Blank = sheet.BlankKeeps
	}
	if err := columnsInWords(ctx, planner, plan, words); err != nil {
		return nil, err
	}
	if err := fixedInWords(ctx, planner, plan, words); err != nil {
		return nil, err
	}
	rowsInWords(r, plan, words)
	for _, made := range plan.New {
		words.New = append(words.New, web.ImportNew{Label: r.Say(made.Kind.Label) + " " + made.Title, Key: made.Key})
	}
	asked := map[string]bool{} // what the page asks for by a control of its own
	for _, f := range sheet.Missing(plan.Kind, plan.Mapping) {
		asked[sheet.MissingNote(r, f)] = true
	}
	for _, note := range sheet.Grouped(plan.Notes) {
		if !asked[note.Message] {
			words.Notes = append(words.Notes, note.Said(r))
		}
	}
	return words, nil
}

func columnsInWords(ctx context.Context, planner *sheet.Planner, plan *sheet.Plan, words *web.ImportPlan) error {
	for _, c := range plan.Mapping.Columns {
		column := web.ImportColumn{Header: c.Header, Field: c.Field, Samples: plan.Samples[c.Header]}
		for _, text := range slices.Sorted(maps.Keys(c.Values)) {
			column.Words = append(column.Words, web.ImportWord{Text: text, Value: c.Values[text]})
		}
		if len(column.Words) > 0 {
			var err error
			if column.Options, err = planner.Choices(ctx, plan.Kind, c.Field); err != nil {
				return err
			}
		}
		words.Columns = append(words.Columns, column)
	}
	return nil
}

// fixedInWords are the values for all new records, and the fields that need one.
func fixedInWords(ctx context.Context, planner *sheet.Planner, plan *sheet.Plan, words *web.ImportPlan) error {
	for _, f := range sheet.Missing(plan.Kind, plan.Mapping) {
		words.Fixed = append(words.Fixed, web.ImportFixed{Path: f.Name, Label: f.Label, Missing: true})
	}
	for _, path := range slices.Sorted(maps.Keys(plan.Mapping.Fixed)) {
		fixed := web.ImportFixed{Path: path, Label: path, Value: plan.Mapping.Fixed[path]}
		if f := plan.Kind.Field(path); f != nil {
			fixed.Label = f.Label
		}
		if fixed.Value != "" {
			words.Fixed = append(words.Fixed, fixed)
		}
	}
	for i := range words.Fixed {
		var err error
		if words.Fixed[i].Options, err = planner.Choices(ctx, plan.Kind, words.Fixed[i].Path); err != nil {
			return err
		}
	}
	return nil
}

// rowsInWords are the rows with the faults of each.
func rowsInWords(r language.Reader, plan *sheet.Plan, words *web.ImportPlan) {
	faults := map[int][]string{}
	for _, f := range plan.Faults {
		faults[f.Row] = append(faults[f.Row], f.Said(r))
	}
	groups := sheet.Grouped(plan.Faults)
	for _, g := range groups[:min(len(groups), mostShown)] {
		words.Faults = append(words.Faults, web.ImportFault{Row: g.Row, Text: g.Said(r)})
	}
	if more := len(groups) - mostShown; more > 0 {
		words.Faults = append(words.Faults, web.ImportFault{Text: r.Say("%d more that is wrong is not shown.", more)})
	}
	words.Wrong = len(plan.Faults)
	shown := map[int]bool{}
	for n, row := range plan.Rows {
		if n == mostShown {
			words.Notes = append(words.Notes, r.Say("Only the first %d of %d rows are shown.", mostShown, len(plan.Rows)))
			break
		}
		line := web.ImportRow{Row: row.Row, Action: string(row.Action), Key: row.Key, Title: row.Title, Faults: faults[row.Row]}
		for _, change := range row.Changes {
			line.Changes = append(line.Changes, changeInWords(change))
		}
		words.Rows, shown[row.Row] = append(words.Rows, line), true
	}
	for i, f := range words.Faults {
		if !shown[f.Row] {
			words.Faults[i].Row = 0 // there is no row to go to
		}
	}
}

func changeInWords(c sheet.Change) string {
	if c.Old == "" {
		return c.Label + ": " + c.New
	}
	return c.Label + ": " + c.Old + " → " + c.New
}
