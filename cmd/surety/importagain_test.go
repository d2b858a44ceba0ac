package main

import (
	"bytes"
	"testing"

	"surety/app"
	"surety/interop/sheet/workbook"
	"surety/language"
)

func TestWhatIsExportedOfAnyKindChangesNothingWhenItIsImportedAgain(t *testing.T) {
	s := newSite(t)
	for _, name := range language.Names() {
		t.Run(name.Name, func(t *testing.T) { s.importsItsExports(t, language.For(name.Tag, nil)) })
	}
}

// importsItsExports exports what there is of each kind for a reader, and imports it.
func (s *site) importsItsExports(t *testing.T, r language.Reader) {
	ctx := language.With(t.Context(), r)
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
		book, err := workbook.Read(ctx, "", sheet.Bytes(), workbook.Limits{})
		if err != nil || book.Sheets[0].Rows[0].At(0).Text != r.Say("Key") {
			t.Errorf("%s: the first heading is not in %s, %v", kind.Name, r.Tag(), err)
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
