package sheet

import (
	"slices"

	"surety/fault"
	"surety/record"
)

// state is what a row's state means for its record: the transitions that lead
// there. An approved state is never reached by an import: such a record is put
// into the state before it, or stays where it is.
func (p *planning) state(e *entry, edited bool) (moves []string, ok bool) {
	from := p.kind.Lifecycle.Initial()
	if e.existing != nil {
		from = e.existing.State
	}
	now, _ := p.kind.Lifecycle.State(from)
	if e.existing != nil && edited && now.OnEdit != "" {
		p.note(e.row, "the change puts it back to %s", p.stateLabel(now.OnEdit))
		from = now.OnEdit
	}
	text, c, given := p.besideColumn(e, pathState)
	if !given {
		return nil, true
	}
	wanted, known := p.stateNamed(c, text)
	if !known {
		p.cellFault(e, c, "%q is no state of %s: expected one of %s", text, fault.Word(p.kind.Plural), p.stateLabels())
		return nil, false
	}
	to, _ := p.kind.Lifecycle.State(wanted)
	switch {
	case wanted == from || e.existing != nil && wanted == e.existing.State:
		return nil, true
	case now.Approved && e.existing != nil:
		p.note(e.row, "it is %s here and stays so: an import revokes no approval", fault.Word(now.Label))
		return nil, true
	case to.Approved && e.existing != nil:
		p.note(e.row, "the file says %s: it stays %s until an entitled person approves it", fault.Word(to.Label), fault.Word(now.Label))
		return nil, true
	case to.Approved:
		wanted = before(p.kind.Lifecycle, wanted)
		p.note(e.row, "the file says %s: it begins as %s, and counts once an entitled person approves it", fault.Word(to.Label), p.stateLabel(wanted))
	}
	if moves, ok = path(p.kind.Lifecycle, from, wanted); !ok {
		p.cellFault(e, c, "nothing leads from %s to %s without an approval: change the state by hand, or leave the column out", p.stateLabel(from), p.stateLabel(wanted))
	}
	return moves, ok
}

func (p *planning) stateNamed(c column, text string) (string, bool) {
	if value := c.reader.values[comparedText(text)]; value != "" {
		text = value
	}
	return findState(p.kind, text)
}

func (p *planning) stateLabel(name string) string {
	state, _ := p.kind.Lifecycle.State(name)
	return p.reader.Say(state.Label)
}

func (p *planning) stateLabels() fault.Words {
	options := make([]record.Option, len(p.kind.Lifecycle.States))
	for i, s := range p.kind.Lifecycle.States {
		options[i].Label = s.Label
	}
	return labelsOf(options)
}

// before is the state from which an approval leads to an approved one.
func before(l record.Lifecycle, approved string) string {
	for _, t := range l.Transitions {
		if t.To != approved || !t.Approves {
			continue
		}
		for _, from := range slices.Backward(t.From) { // the last named is the nearest
			if s, _ := l.State(from); !s.Approved {
				return from
			}
		}
	}
	return l.Initial()
}

// path finds the shortest way between two states by transitions that approve
// nothing.
func path(l record.Lifecycle, from, to string) ([]string, bool) {
	type way struct {
		state string
		moves []string
	}
	seen := map[string]bool{from: true}
	for ways := []way{{state: from}}; len(ways) > 0; ways = ways[1:] {
		w := ways[0]
		if w.state == to {
			return w.moves, true
		}
		for _, t := range l.From(w.state) {
			if s, _ := l.State(t.To); t.Approves || s.Approved || seen[t.To] || s.Ended && t.To != to {
				continue
			}
			seen[t.To] = true
			ways = append(ways, way{t.To, append(slices.Clone(w.moves), t.Name)})
		}
	}
	return nil, false
}
