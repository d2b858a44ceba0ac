package sheet

import (
	"fmt"
	"slices"
	"strings"

	"surety/interop/sheet/workbook"
	"surety/record"
)

// identity is what tells the record of an entry: a text in a field.
type identity struct {
	field string // pathKey, or a field's name
	text  string
}

// identify finds for every entry the record that is there already. Where the
// key's cell is empty the title decides; of a kind whose records are told apart by
// more than one field, what they are part of.
func (p *planning) identify() error {
	ids := make([]identity, len(p.entries))
	asked, known := map[string][]string{}, map[identity]bool{}
	for i, e := range p.entries {
		if ids[i] = p.identityOf(e); ids[i].text != "" && !known[ids[i]] {
			known[ids[i]] = true
			asked[ids[i].field] = append(asked[ids[i].field], ids[i].text)
		}
	}
	found := map[string]map[string][]*record.Record{}
	for field, texts := range asked {
		records, err := p.Resolver.Records(p.ctx, p.kind, field, texts)
		if err != nil {
			return err
		}
		found[field] = records
	}
	seen := map[string]int{}
	for i, e := range p.entries {
		if e.faulty && ids[i].text == "" {
			continue // its fault may be why
		}
		p.identifyOne(e, ids[i], found[ids[i].field][ids[i].text], seen)
	}
	return nil
}

// identityOf is what the row says of which record it is.
func (p *planning) identityOf(e *entry) identity {
	key := p.mapping.Key
	switch f := p.slots[key].field; {
	case key == pathKey:
		if text := p.beside(e, pathKey); text != "" {
			return identity{pathKey, strings.ToUpper(text)}
		}
	case f.Type == record.TypeRef:
		if text := p.textOf(e, f); text != "" {
			return identity{key, text}
		}
	default:
		if text, ok := e.values[key].value.(string); ok && text != "" {
			return identity{key, text}
		}
	}
	if f := p.kind.TitleField(); f != nil {
		if text, ok := e.values[f.Name].value.(string); ok && text != "" {
			return identity{f.Name, text}
		}
	}
	told := slices.ContainsFunc(p.kind.Fields, func(f *record.Field) bool { return f.Is(record.MarkTells) })
	for _, f := range p.kind.Fields {
		if told && f.Is(record.MarkPart) && f.Type == record.TypeRef {
			return identity{f.Name, p.textOf(e, f)}
		}
	}
	return identity{}
}

// textOf is what an entry says in a field, in the words of [record.Field.Text]; what
// a reference names and can't be found stays as it is named.
func (p *planning) textOf(e *entry, f *record.Field) string {
	r := e.values[f.Name]
	if f.Type != record.TypeRef {
		if r.value == nil {
			return ""
		}
		return fmt.Sprint(r.value)
	}
	if len(r.names) != 1 {
		return ""
	}
	if ref, err := p.find(r.names[0], f.To); err == nil && ref != "" {
		return string(ref)
	}
	return r.names[0] // what it names is refused, or created, later
}

// narrow keeps of the records of one thing, such as the readings of a measure,
// those that say the same as an entry where they are told apart, and returns what
// the entry says there. A number of the company's own is one record's alone; that of a
// control is given by several standards, and decided on in several statements.
func (p *planning) narrow(e *entry, id identity, found []*record.Record) (said string, left []*record.Record) {
	if f := p.kind.Field(id.field); f == nil || f.Type != record.TypeRef && f.Name != controlNumber {
		return "", found
	}
	left = slices.Clone(found)
	for _, f := range p.kind.Fields {
		if text := p.textOf(e, f); f.Is(record.MarkTells) && text != "" {
			said += "\n" + text
			left = slices.DeleteFunc(left, func(rec *record.Record) bool { return f.Text(rec.Body) != text })
		}
	}
	return said, left
}

// beside is the text of a column as it stands, such as one that goes to no
// field: key, revision, state.
func (p *planning) beside(e *entry, path string) string {
	text, _, _ := p.besideColumn(e, path)
	return text
}

func (p *planning) besideColumn(e *entry, path string) (string, column, bool) {
	for i, c := range p.columns {
		if c.slot.path == path && e.cells[i].Kind != workbook.Error && !saysNothing(e.cells[i].Text) {
			return strings.TrimSpace(e.cells[i].Text), c, true
		}
	}
	return "", column{}, false
}

func (p *planning) identifyOne(e *entry, id identity, found []*record.Record, seen map[string]int) {
	if id.text == "" {
		p.entryFault(e, p.mapping.Key, "nothing in the row tells which record it is: fill in the column, or the title")
		return
	}
	said := id.text
	if f := p.slots[id.field].field; f != nil && f.Type == record.TypeRef {
		said = p.beside(e, id.field) // as the file names it: its own text is an id, which nobody reads
	}
	told, found := p.narrow(e, id, found)
	switch live := liveRecords(found); {
	case len(live) > 1:
		p.entryFault(e, id.field, "%q is %s and %s: name the one meant by its key", said, live[0].Key, live[1].Key)
		return
	case len(live) == 1:
		e.existing, e.id = live[0], live[0].ID
	case id.field == pathKey:
		p.entryFault(e, pathKey, "there is no record %s: leave the key empty to make a new one", id.text)
		return
	default:
		e.id = p.NewID()
	}
	mark := id.field + " " + comparedText(id.text) + told
	if e.existing != nil {
		mark = string(e.id)
	}
	if first, twice := seen[mark]; twice {
		p.entryFault(e, id.field, "%q stands in row %d already: each record may be in the file once", said, first)
		return
	}
	seen[mark] = e.row
}

func liveRecords(records []*record.Record) []*record.Record {
	var live []*record.Record
	for _, r := range records {
		if !r.Ended() {
			live = append(live, r)
		}
	}
	if len(live) > 0 {
		return live
	}
	return records
}

// entryFault names what is wrong with an entry, in the column that gave a path
// where there is one.
func (p *planning) entryFault(e *entry, path, format string, args ...any) {
	for _, c := range p.columns {
		if c.slot.path == path {
			p.cellFault(e, c, format, args...)
			return
		}
	}
	e.faulty = true
	p.fault(e.row, "", "%s", p.labelled(path, p.say(format, args...)))
}

// labelled puts the label of what a path means before a message.
func (p *planning) labelled(path, message string) string {
	path, _, _ = strings.Cut(path, "[")
	if s := p.slots[path]; s != nil {
		if label := p.reader.Say(s.label); !strings.HasPrefix(message, label) {
			return label + ": " + message
		}
	}
	return message
}
