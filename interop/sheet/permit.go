package sheet

import (
	"strconv"
	"strings"

	"surety/fault"
	"surety/record"
)

// mayChange refuses to change a record that is frozen, or that somebody changed
// since the file was written from it.
func (p *planning) mayChange(e *entry, d *draft, more bool) bool {
	if e.existing == nil || !d.edited && !more {
		return true
	}
	if text, c, given := p.besideColumn(e, pathRevision); given {
		if based, err := strconv.Atoi(text); err != nil || based != e.existing.Revision {
			p.cellFault(e, c, "%s was changed since: the file is based on revision %s, now there is %d. Export it again", e.existing.Key, text, e.existing.Revision)
			return false
		}
	}
	if state, _ := p.kind.Lifecycle.State(e.existing.State); state.Frozen && (d.edited || more) {
		p.entryFault(e, "", "%s is %s and can't be edited: what differs is %s", e.existing.Key, fault.Word(state.Label), p.changedLabels(d))
		return false
	}
	return true
}

func (p *planning) changedLabels(d *draft) string {
	labels := make([]string, len(d.changes))
	for i, c := range d.changes {
		labels[i] = c.Label
	}
	if len(labels) == 0 {
		return p.say("its state or approvals")
	}
	return strings.Join(labels, ", ")
}

// valid holds a new or changed record to the rules of its kind, except for
// what is filled in later: computed fields and the management system.
func (p *planning) valid(e *entry, d *draft) bool {
	if !d.edited && e.existing != nil {
		return true
	}
	rec := &record.Record{Kind: p.kind, State: p.kind.Lifecycle.Initial(), Body: d.body}
	if e.existing != nil {
		rec.Key, rec.State, rec.Mark = e.existing.Key, e.existing.State, e.existing.Mark
	}
	fine := true
	for _, f := range p.kind.Validate(rec) {
		path, _, _ := strings.Cut(strings.ReplaceAll(f.Field, "[", "."), ".")
		field := p.kind.Field(path)
		if field != nil && (field.Is(record.MarkComputed) || path == "system" && !field.IsSet(d.body)) {
			continue
		}
		fine = false
		p.entryFault(e, path, "%v", f)
	}
	return fine
}
