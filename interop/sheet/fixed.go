package sheet

import (
	"context"
	"maps"
	"slices"

	"surety/fault"
	"surety/interop/sheet/workbook"
)

// fixed is what new records get where no column says anything.
type fixed struct {
	slot    *slot
	reading reading
}

// bindFixed reads the fixed values of the mapping.
func (p *planning) bindFixed() error {
	for _, path := range slices.Sorted(maps.Keys(p.mapping.Fixed)) {
		s := p.slots[path]
		steps, err := p.steps(s)
		if err != nil {
			return err
		}
		text := p.mapping.Fixed[path]
		got, ok, err := newReader(p.kind, s, Column{Header: path}, steps).read(workbook.Cell{Kind: workbook.Text, Text: text})
		if err != nil {
			p.fault(0, "", "what new records get as %s: %v", fault.Word(s.label), err)
		}
		if err == nil && ok {
			p.fixed = append(p.fixed, fixed{slot: s, reading: got})
		}
	}
	return nil
}

// give proposes fixed values for what no column says.
func (p *proposal) give(ctx context.Context) error {
	given, notes, err := p.planner.Resolver.Given(ctx, p.kind)
	if err != nil {
		return err
	}
	for _, s := range p.chosen {
		if s != nil {
			delete(given, s.path)
		}
	}
	if len(given) > 0 {
		p.mapping.Fixed = given
	}
	for _, note := range notes {
		p.note("%s", note)
	}
	return nil
}
