package sheet

import (
	"context"
	"slices"

	"surety/interop/sheet/workbook"
	"surety/record"
)

// Complete proposes what a mapping that a person changed, or made for another
// file, leaves open: how the cells of a column that now goes elsewhere are
// written, words that it doesn't list, columns that it doesn't know, and the
// key where no column gives the one it names. What it says already stays.
func (p *Planner) Complete(ctx context.Context, kind *record.Kind, m *Mapping, book *workbook.Book) error {
	t, err := find(book, m)
	if err != nil {
		return err
	}
	pr := &proposal{voice: voiceOf(ctx), planner: p, kind: kind, slots: slotsOf(kind, p.Custom), kindWords: kindWords(kind), table: t, mapping: m}
	m.Notes = nil
	pr.addColumns()
	pr.takeSamples()
	byHeader := pr.sample
	pr.sample, pr.chosen = make([][]workbook.Cell, len(m.Columns)), make([]*slot, len(m.Columns))
	for i, c := range m.Columns {
		if index := t.column(c.Header); index >= 0 {
			pr.sample[i] = byHeader[index]
		}
		if s := slotAt(pr.slots, c.Field); s != nil && s.closed == "" {
			pr.chosen[i] = s
		}
	}
	before := slices.Clone(m.Columns)
	pr.settle()
	for i, s := range pr.chosen {
		column := &m.Columns[i]
		if err := pr.detail(ctx, column, s, pr.sample[i]); err != nil {
			return err
		}
		if before[i].Match > 0 { // it was looked at before
			column.Decimal, column.Dates, column.Unit, column.Split = before[i].Decimal, before[i].Dates, before[i].Unit, before[i].Split
		} else if s != nil {
			column.Match = matchExact
		}
	}
	pr.chooseKey()
	pr.noteMissing()
	pr.noteSheets(book)
	return nil
}

// addColumns adds the file's columns that the mapping doesn't know, unread.
func (p *proposal) addColumns() {
	for i, header := range p.table.headers {
		known := slices.ContainsFunc(p.mapping.Columns, func(c Column) bool { return p.table.column(c.Header) == i })
		if header != "" && !known {
			p.mapping.Columns = append(p.mapping.Columns, Column{Header: header})
		}
	}
}
