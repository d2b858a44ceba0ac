package sheet

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"surety/interop/sheet/workbook"
	"surety/isms"
	"surety/language"
	"surety/record"
)

func TestTheSampleOfEveryKindIsImportedButForWhatItMustReferTo(t *testing.T) {
	program, err := isms.Catalogue()
	must(t, err)
	for _, catalogue := range []*record.Catalogue{program, testCatalogue(t)} {
		for _, kind := range catalogue.Kinds() {
			for _, name := range language.Names() {
				t.Run(kind.Name+" "+name.Tag, func(t *testing.T) { importsSample(t, catalogue, kind, language.For(name.Tag, nil)) })
			}
		}
	}
}

func importsSample(t *testing.T, catalogue *record.Catalogue, kind *record.Kind, r language.Reader) {
	t.Helper()
	m := &memory{catalogue: catalogue}
	var b bytes.Buffer
	must(t, WriteSample(kind, "2026-11-24", r, &b))
	book, err := workbook.Read(context.Background(), kind.Name+".xlsx", b.Bytes(), workbook.Limits{})
	must(t, err)
	mapping, err := m.planner().Propose(context.Background(), kind, book)
	must(t, err)
	plan, err := m.planner().Plan(context.Background(), kind, mapping, book)
	must(t, err)
	if s := plan.Summary(); s.Rows != exampleRows {
		t.Errorf("%d rows are read, expected %d", s.Rows, exampleRows)
	}
	for _, fault := range plan.Summary().Faults {
		refers := false
		for i, c := range mapping.Columns {
			f := kind.Field(c.Field)
			refers = refers || fault.Column == workbook.ColumnName(i) && f != nil && (f.Type == record.TypeRef || f.Type == record.TypeRefs)
		}
		if !refers && !strings.Contains(fault.Message, "is missing") && !strings.Contains(fault.Message, "nothing in the row tells which record it is") {
			t.Errorf("%+v", fault)
		}
	}
	for _, c := range mapping.Columns {
		if c.Field == "" {
			t.Errorf("the column %s is not read", c.Header)
		}
	}
}
