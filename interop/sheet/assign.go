package sheet

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"surety/fault"
	"surety/interop/sheet/workbook"
	"surety/record"
)

// assign gives each column the slot that its heading fits best, the surest
// pairs first, each slot once; columns that continue another go with it.
func (p *proposal) assign() {
	pairs := p.pairs()
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.match, a.match) })
	p.chosen = make([]*slot, len(p.table.headers))
	taken, closed := map[*slot]bool{}, map[fault.Word][]string{}
	for _, c := range pairs {
		if p.chosen[c.column] != nil || taken[c.slot] {
			continue
		}
		p.chosen[c.column], taken[c.slot] = c.slot, true
		column := &p.mapping.Columns[c.column]
		column.Match = math.Round(c.match*100) / 100
		if c.slot.closed == "" {
			column.Field = c.slot.path
		} else {
			closed[c.slot.closed] = append(closed[c.slot.closed], column.Header)
		}
	}
	for _, why := range slices.Sorted(maps.Keys(closed)) {
		p.note("not imported, as %s: %s", why, strings.Join(closed[why], ", "))
	}
	p.continueColumns()
	p.dropUnnamed()
}

// pair is a column and a slot it could go to.
type pair struct {
	column int
	slot   *slot
	match  float64
}

// pairs are all columns and slots that are alike enough.
func (p *proposal) pairs() []pair {
	var pairs []pair
	for i, header := range p.table.headers {
		p.mapping.Columns = append(p.mapping.Columns, Column{Header: header})
		if header == "" {
			continue
		}
		h := headingOf(header, p.table.banners[i], p.kindWords)
		for _, s := range p.slots {
			match := s.match(h, p.kindWords)
			if match < matchNeeded {
				continue
			}
			if match *= p.fits(s, header, p.sample[i]); match >= matchNeeded {
				pairs = append(pairs, pair{i, s, match})
			}
		}
	}
	return pairs
}

func (p *proposal) continueColumns() {
	for i, header := range p.table.headers {
		of, ok := isContinued(header)
		if j := slices.Index(p.table.headers, of); ok && j >= 0 && p.chosen[j] != nil {
			p.chosen[i] = p.chosen[j]
			p.mapping.Columns[i].Field, p.mapping.Columns[i].Match = p.mapping.Columns[j].Field, matchExact
		}
	}
}

// dropUnnamed leaves columns without a heading out of the mapping.
func (p *proposal) dropUnnamed() {
	kept := 0
	for i := range p.mapping.Columns {
		if p.mapping.Columns[i].Header == "" {
			continue
		}
		p.mapping.Columns[kept], p.chosen[kept], p.sample[kept] = p.mapping.Columns[i], p.chosen[i], p.sample[i]
		kept++
	}
	p.mapping.Columns, p.chosen, p.sample = p.mapping.Columns[:kept], p.chosen[:kept], p.sample[:kept]
}

// fits weighs a pair by its column's cells: where most of them can't be read as
// what the slot holds, or the heading names a currency and it holds no amount,
// another slot is likelier.
func (p *proposal) fits(s *slot, header string, cells []workbook.Cell) float64 {
	if s.field == nil {
		return p.fitsBeside(s, cells)
	}
	if _, inBrackets := splitUnit(header); inBrackets != "" && s.field.Type != record.TypeMoney {
		if u, err := parseUnit(inBrackets); err == nil && u.currency != "" {
			return 0.6
		}
	}
	cells = cells[:min(len(cells), 60)]
	bad := 0
	for _, c := range cells {
		if c.Kind != workbook.Error && !plausible(s.field.Type, c) {
			bad++
		}
	}
	if len(cells) > 0 && bad*2 > len(cells) {
		return 0.6
	}
	return 1
}

// fitsBeside holds the column of keys to cells that look like keys, and takes
// "Revision" for that of a record only next to such a column.
func (p *proposal) fitsBeside(s *slot, cells []workbook.Cell) float64 {
	if s.path == pathRevision && !slices.ContainsFunc(p.table.headers, func(h string) bool { return slotAt(p.slots, pathKey).exact[fold(h)] > 0 }) {
		return 0
	}
	if s.path != pathKey {
		return 1
	}
	for _, c := range cells {
		if k := p.planner.Catalogue.OfKey(c.Text); k == p.kind {
			return 1
		}
	}
	if len(cells) == 0 {
		return 1
	}
	return 0
}

// plausible tells whether a cell could be read as a type by its looks alone.
func plausible(t record.Type, c workbook.Cell) bool {
	if saysNothing(c.Text) {
		return true
	}
	digits := strings.ContainsAny(c.Text, "0123456789")
	switch t {
	case record.TypeDate, record.TypeInstant:
		return c.Kind == workbook.Date || digits
	case record.TypeMoney, record.TypeDecimal, record.TypePercent:
		return c.Kind == workbook.Number || digits
	case record.TypeRef, record.TypeRefs:
		return c.Kind == workbook.Text
	case record.TypeMarkdown:
		return c.Kind != workbook.Date
	case record.TypeBool:
		_, err := parseYes(c.Text)
		return err == nil
	}
	return true
}
