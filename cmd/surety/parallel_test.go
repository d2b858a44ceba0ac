package main

import (
	"testing"

	"surety/app"
	"surety/fault"
	"surety/interop/sheet"
	"surety/interop/sheet/workbook"
)

func TestTwoWhoImportTheSameRegisterAtTheSameTimeDoNotMakeItTwice(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	door := sheet.Door{App: s.App, Actor: s.manager}
	kind := s.Catalogue().Kind("asset")
	book, err := workbook.Read(ctx, "assets.csv", []byte("Name;Type\nPlotter;Hardware\nScanner;Hardware\n"), workbook.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	plan := func() *sheet.Plan {
		planner, err := door.Planner(ctx, kind)
		if err != nil {
			t.Fatal(err)
		}
		mapping, err := planner.Propose(ctx, kind, book)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := planner.Plan(ctx, kind, mapping, book)
		if err != nil || len(plan.Faults) > 0 {
			t.Fatal(err, plan)
		}
		return plan
	}
	first, second := plan(), plan()
	if err := door.Run(ctx, first); err != nil {
		t.Fatal(err)
	}
	if err := door.Run(ctx, second); fault.KindOf(err) != fault.Stale {
		t.Errorf("the second import of what the first made: %v", err)
	}
	if got := plan().Summary(); got.Create != 0 || got.Unchanged != 2 {
		t.Errorf("planned anew: %+v", got)
	}
	listing, err := s.List(ctx, s.manager, app.Query{Kind: "asset", Limit: 5, Filters: []app.Filter{{Field: "title", Values: []string{"Plotter"}}}})
	if err != nil || len(listing.Records) != 1 {
		t.Errorf("plotters: %d, %v", len(listing.Records), err)
	}
}
