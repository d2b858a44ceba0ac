package main

import (
	"bytes"
	"testing"

	"surety/app"
)

func TestWhatIsExportedOfAnyKindChangesNothingWhenItIsImportedAgain(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	before, err := s.Position(ctx, s.manager)
	if err != nil {
		t.Fatal(err)
	}
	i := importer{s.App}
	some := 0
	for _, kind := range s.Catalogue().Kinds() {
		if !app.MayCreate(s.manager, kind) {
			continue
		}
		counts, err := s.Count(ctx, s.manager, app.Query{Kind: kind.Name, IncludeEnded: true}, "state")
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, m := range counts {
			n += m
		}
		if n == 0 {
			continue
		}
		some++
		var sheet bytes.Buffer
		if err := i.Export(ctx, s.manager, kind, &sheet); err != nil {
			t.Errorf("%s: %v", kind.Name, err)
			continue
		}
		plan, err := i.Run(ctx, s.manager, kind, kind.Name+".xlsx", sheet.Bytes(), "")
		if err != nil {
			t.Errorf("%s: %v", kind.Name, err)
			continue
		}
		if plan.Unchanged != n || plan.Create+plan.Update+plan.Wrong+len(plan.New) > 0 {
			t.Errorf("%s: of %d records %d are unchanged, %d created, %d updated, %d faults: %v, rows %+v", kind.Name, n, plan.Unchanged, plan.Create, plan.Update, plan.Wrong, plan.Faults, plan.Rows[0])
		}
	}
	if after, err := s.Position(ctx, s.manager); err != nil || after != before || some < 15 {
		t.Errorf("of %d kinds, the log stands at %d, before at %d, %v", some, after, before, err)
	}
}
