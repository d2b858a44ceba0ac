package sheet

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"surety/record"
)

// draft is the record of one entry as it would become.
type draft struct {
	body    any
	custom  map[string]any
	changes []Change
	edited  bool // body or custom differ from what is there
}

// build makes the rows of the plan and the commands of all entries.
func (p *planning) build() error {
	commands := make([]Command, 0, len(p.entries))
	for i, e := range p.entries {
		if i%1000 == 999 && p.ctx.Err() != nil {
			return p.ctx.Err()
		}
		d, ok := p.draft(e) // of a faulty entry too: it names what else is wrong
		if !ok || e.faulty {
			p.state(e, d.edited)
			p.refuse(e, d)
			continue
		}
		switch c, ok := p.buildOne(e, d); {
		case !ok:
			p.refuse(e, d)
		case c != nil:
			commands = append(commands, *c)
		}
	}
	for _, person := range slices.SortedFunc(maps.Values(p.refs.people), func(a, b *NewRecord) int { return strings.Compare(a.Title, b.Title) }) {
		p.plan.New = append(p.plan.New, *person)
		p.plan.commands = append(p.plan.commands, Command{Kind: person.Kind, ID: person.ID, Body: p.refs.bodies[person]})
	}
	p.plan.commands = append(p.plan.commands, inOrder(p.kind, commands)...)
	return p.nameChanges()
}

// refuse shows of a faulty entry what could be read, so that it is known again.
func (p *planning) refuse(e *entry, d *draft) {
	row := RowPlan{Sheet: p.table.sheet.Name, Row: e.row, Action: Faulty, Title: p.kind.Title(d.body), Changes: d.changes}
	if e.existing != nil {
		row.Key = e.existing.Key
	}
	p.plan.Rows = append(p.plan.Rows, row)
}

// buildOne plans one entry; the command is nil when nothing changes.
func (p *planning) buildOne(e *entry, d *draft) (*Command, bool) {
	asserted, ok := p.approvals(e)
	if !ok {
		return nil, false
	}
	moves, ok := p.state(e, d.edited)
	if !ok || !p.mayChange(e, d, len(moves)+len(asserted) > 0) || !p.valid(e, d) {
		return nil, false
	}
	row := RowPlan{Sheet: p.table.sheet.Name, Row: e.row, Action: Create, Title: p.kind.Title(d.body), Changes: d.changes}
	command := &Command{Kind: p.kind, ID: e.id, Body: d.body, Custom: d.custom, Asserted: asserted, Moves: moves, Sheet: row.Sheet, Row: e.row}
	if e.existing != nil {
		row.Action, row.Key, command.Base = Update, e.existing.Key, e.existing.Revision
		if !d.edited && len(asserted) == 0 {
			command.Body, command.Custom = nil, nil
			if len(moves) == 0 {
				row.Action, command = Unchanged, nil
			}
		}
	}
	if len(moves) > 0 {
		row.Changes = append(row.Changes, p.stateChange(e, moves))
	}
	p.plan.Rows = append(p.plan.Rows, row)
	return command, true
}

func (p *planning) stateChange(e *entry, moves []string) Change {
	old := ""
	state := p.kind.Lifecycle.Initial()
	if e.existing != nil {
		old, state = p.stateLabel(e.existing.State), e.existing.State
		if now, _ := p.kind.Lifecycle.State(state); now.OnEdit != "" {
			if _, ok := p.kind.Lifecycle.Transition(moves[0], state); !ok {
				state = now.OnEdit
			}
		}
	}
	for _, name := range moves {
		if t, ok := p.kind.Lifecycle.Transition(name, state); ok {
			state = t.To
		}
	}
	return Change{Field: pathState, Label: p.say("State"), Old: old, New: p.stateLabel(state)}
}

// draft sets what the row says into a copy of the record, or into a new one.
func (p *planning) draft(e *entry) (*draft, bool) {
	d := &draft{body: p.kind.New()}
	if e.existing != nil {
		d.body = p.kind.Clone(e.existing.Body)
	}
	ok := true
	done := map[string]bool{}
	for _, c := range p.columns {
		if done[c.slot.path] || c.slot.field == nil || strings.HasPrefix(c.slot.path, approvalsPrefix) || c.slot.field == p.kind.ApprovalsField() {
			continue
		}
		done[c.slot.path] = true
		got, given := e.values[c.slot.path]
		if !given {
			if e.existing != nil && p.mapping.Blank == BlankClears {
				p.put(e, d, c.slot, nil)
			}
			continue
		}
		value, fine := p.value(e, c.slot, got)
		if ok = ok && fine; fine {
			p.put(e, d, c.slot, value)
		}
	}
	for _, f := range p.fixed {
		if _, given := e.values[f.slot.path]; e.existing != nil || given {
			continue
		}
		value, fine := p.value(e, f.slot, f.reading)
		if ok = ok && fine; fine {
			p.put(e, d, f.slot, value)
		}
	}
	return d, ok
}

// value is the Go value of what was read, its names resolved.
func (p *planning) value(e *entry, s *slot, got reading) (any, bool) {
	switch s.field.Type {
	case record.TypeRef:
		ref, err := p.one(e, s.field, got.names[0])
		if err != nil {
			p.entryFault(e, s.path, "%v", err)
		}
		return ref, err == nil
	case record.TypeRefs:
		refs, err := p.many(e, s.field, got.names)
		if err != nil {
			p.entryFault(e, s.path, "%v", err)
		}
		return refs, err == nil
	case record.TypeRows:
		return p.rows(e, s, got)
	}
	return got.value, true
}

func (p *planning) rows(e *entry, s *slot, got reading) (any, bool) {
	ok := true
	p.kind.ReplaceRefs(got.rows, func(name string, to record.Ref) record.Ref {
		_, inRow, _ := strings.Cut(name, ".")
		i := slices.IndexFunc(s.field.Row, func(f *record.Field) bool { return f.Name == inRow })
		ref, err := p.one(e, s.field.Row[i], string(to))
		if err != nil && ok {
			p.entryFault(e, s.path, "%v", err)
			ok = false
		}
		return ref
	})
	return s.field.Get(got.rows), ok
}

// put sets a slot's value where it differs from what is there, and notes the change.
func (p *planning) put(e *entry, d *draft, s *slot, value any) {
	if !s.inBody() {
		p.putCustom(e, d, s, value)
		return
	}
	f := s.field
	if f.Type == record.TypeRefs && e.existing != nil {
		value = p.withHidden(f, e.existing.Body, value)
	}
	if value == nil && isBlank(f, d.body) || value != nil && same(value, f.Get(d.body)) {
		return
	}
	change := Change{Field: s.path, Label: p.reader.Say(s.label)}
	if e.existing != nil {
		change.Old = p.show(f, d.body)
	}
	if err := f.Set(d.body, value); err != nil {
		p.entryFault(e, s.path, "%v", err)
		return
	}
	change.New = p.show(f, d.body)
	if e.existing != nil && (len(f.To) > 0 || f.Type == record.TypeRows) {
		p.refs.changed = append(p.refs.changed, e.existing)
	}
	d.changes, d.edited = append(d.changes, change), true
}

// isBlank tells that a field holds nothing, or a text of nothing but blanks.
func isBlank(f *record.Field, body any) bool {
	switch value := f.Get(body).(type) {
	case string:
		return cleanText(value) == ""
	case record.Markdown:
		return cleanText(string(value)) == ""
	case []string:
		return len(cleanTexts(value)) == 0
	}
	return !f.IsSet(body)
}

// putCustom sets one of the organization's own fields.
func (p *planning) putCustom(e *entry, d *draft, s *slot, value any) {
	name := s.custom()
	if d.custom == nil {
		d.custom = map[string]any{}
		if e.existing != nil {
			maps.Copy(d.custom, e.existing.Custom)
		}
	}
	old, next := customText(d.custom[name]), customText(value)
	if old == next {
		return
	}
	if delete(d.custom, name); value != nil {
		d.custom[name] = customValue(value)
	}
	d.changes, d.edited = append(d.changes, Change{Field: s.path, Label: p.reader.Say(s.label), Old: old, New: next}), true
}

// customValue is the form in which own fields are kept: numbers as numbers,
// everything else as text.
func customValue(value any) any {
	if n, ok := value.(float64); ok {
		return n
	}
	return customText(value)
}

func customText(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case string:
		return cleanText(value)
	case record.Date:
		return string(value)
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case bool:
		if value {
			return "yes"
		}
		return "no"
	}
	return strings.TrimSpace(reflect.ValueOf(value).String())
}

// same tells that a value from a file changes nothing: texts that differ by
// blanks around them only, and lists of the same entries where order says
// nothing, are the same.
func same(a, b any) bool {
	switch a := a.(type) {
	case string:
		return cleanText(a) == cleanText(b.(string))
	case record.Markdown:
		return cleanText(string(a)) == cleanText(string(b.(record.Markdown)))
	case []string:
		return slices.Equal(cleanTexts(a), cleanTexts(b.([]string)))
	case []record.Ref:
		return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b.([]record.Ref))))
	case time.Time:
		return a.Equal(b.(time.Time))
	}
	if t := reflect.TypeOf(a); t.Kind() == reflect.Slice {
		return sameRows(a, b)
	}
	return a == b
}

func sameRows(a, b any) bool {
	if reflect.ValueOf(a).Len() == 0 && reflect.ValueOf(b).Len() == 0 {
		return true
	}
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}
