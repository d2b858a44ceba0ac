package sheet

import (
	"slices"
	"strings"

	"surety/fault"
	"surety/language"
	"surety/record"
)

// references holds what the names in a file mean.
type references struct {
	wanted  map[string]*lookup    // by the kinds a field refers to
	own     map[string][]*entry   // entries of the file, by compared title and own number
	people  map[string]*NewRecord // who would be created, by compared name
	bodies  map[*NewRecord]any    // their bodies
	names   map[record.Ref]string // how what was resolved is called
	changed []*record.Record      // records whose references change
	hidden  map[record.Ref]bool   // of the records that are there, what the reader may not see
}

// lookup is what one set of kinds is asked for.
type lookup struct {
	kinds []string
	texts []string
	asked map[string]bool
	found map[string][]Entry
	full  map[string][]string // see fullNames
}

func newReferences() references {
	return references{wanted: map[string]*lookup{}, own: map[string][]*entry{}, people: map[string]*NewRecord{}, bodies: map[*NewRecord]any{}, names: map[record.Ref]string{}}
}

func (r *references) lookup(kinds []string) *lookup {
	key := strings.Join(kinds, ",")
	l := r.wanted[key]
	if l == nil {
		l = &lookup{kinds: kinds, asked: map[string]bool{}, found: map[string][]Entry{}}
		r.wanted[key] = l
	}
	return l
}

// want notes that a text is to be looked up, with all it may be known under.
func (l *lookup) want(text string, parts bool) {
	for _, v := range variants(text, l.kinds) {
		if !l.asked[v] {
			l.asked[v] = true
			l.texts = append(l.texts, v)
		}
	}
	if parts {
		for _, part := range splitParts(text) {
			l.want(part, false)
		}
	}
}

// splitParts splits a text that may name several records after all.
func splitParts(text string) []string {
	var parts []string
	for _, part := range partForm.Split(text, -1) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) < 2 {
		return nil
	}
	return parts
}

// resolve asks for all names of the file at once, per set of kinds.
func (p *planning) resolve() error {
	for _, e := range p.entries {
		p.ownNames(e)
		for path, got := range e.values {
			p.want(p.slots[path].field, got)
		}
	}
	for _, f := range p.fixed {
		p.want(f.slot.field, f.reading)
	}
	for _, l := range p.refs.wanted {
		found, err := p.Resolver.References(p.ctx, l.kinds, l.texts)
		if err != nil {
			return err
		}
		l.found = found
	}
	return nil
}

// findHidden asks what of the records that are there is hidden from the person
// who imports, where the file says anew what they refer to.
func (p *planning) findHidden() error {
	if !slices.ContainsFunc(p.columns, func(c column) bool { return c.slot.field != nil && c.slot.field.Type == record.TypeRefs }) {
		return nil
	}
	var there []*record.Record
	for _, e := range p.entries {
		if e.existing != nil {
			there = append(there, e.existing)
		}
	}
	var err error
	p.refs.hidden, err = p.Resolver.Hidden(p.ctx, there...)
	return err
}

// withHidden are the references that a file gives a field, and those of the
// record that the person who imports can't see: no file of theirs names them, so
// it takes none of them away.
func (p *planning) withHidden(f *record.Field, stands any, value any) any {
	given, _ := value.([]record.Ref)
	refs := slices.Clone(given)
	for _, ref := range f.Refs(stands) {
		if p.refs.hidden[ref] && !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	if len(refs) == len(given) {
		return value
	}
	return refs
}

func (p *planning) want(f *record.Field, got reading) {
	for _, name := range got.names {
		p.refs.lookup(f.To).want(name, f.Type == record.TypeRefs)
	}
	if got.rows != nil {
		for _, link := range p.kind.Links(got.rows) {
			p.refs.lookup(link.Kinds).want(string(link.To), false)
		}
	}
}

// ownNames notes what other rows of the file may call an entry.
func (p *planning) ownNames(e *entry) {
	called := []string{"external_id"}
	if f := p.kind.TitleField(); f != nil {
		called = append(called, f.Name)
	}
	for _, path := range called {
		if text, ok := e.values[path].value.(string); ok && text != "" {
			key := comparedText(text)
			if own := p.refs.own[key]; len(own) == 0 || own[len(own)-1] != e {
				p.refs.own[key] = append(own, e)
			}
		}
	}
}

// find is the record that a text names, among those of the kinds.
func (p *planning) find(text string, kinds []string) (record.Ref, error) {
	l := p.refs.lookup(kinds)
	for _, v := range variants(text, kinds) {
		if entries := liveOnly(l.found[v]); len(entries) == 1 {
			ref := record.Ref(entries[0].ID)
			if _, known := p.refs.names[ref]; !known {
				p.refs.names[ref] = strings.TrimSpace(entries[0].Key + " " + entries[0].Title)
			}
			return ref, nil
		} else if len(entries) > 1 {
			keys := make([]string, len(entries))
			for i, e := range entries {
				keys[i] = e.Key
			}
			return "", fault.New(fault.Invalid, "%q may mean %s: write the key", text, p.either(keys))
		}
		if !slices.Contains(kinds, p.kind.Name) {
			continue
		}
		if own := p.refs.own[comparedText(v)]; len(own) == 1 {
			p.refs.names[record.Ref(own[0].id)] = v
			return record.Ref(own[0].id), nil
		} else if len(own) > 1 {
			return "", fault.New(fault.Invalid, "%q may mean row %d or row %d", text, own[0].row, own[1].row)
		}
	}
	return "", nil
}

// liveOnly drops ended records where there are others.
func liveOnly(entries []Entry) []Entry {
	var live []Entry
	for _, e := range entries {
		if !e.Ended {
			live = append(live, e)
		}
	}
	if len(live) > 0 {
		return live
	}
	return entries
}

// one is the record that a text names for a field; a person who isn't there
// yet is created.
func (p *planning) one(e *entry, f *record.Field, text string) (record.Ref, error) {
	ref, err := p.find(text, f.To)
	if err != nil || ref != "" {
		return ref, err
	}
	if e != nil && e.existing != nil && p.refersAlready(e.existing.Body, text) {
		return record.Ref(text), nil // written as an id because its name isn't for the reader
	}
	if keyForm.MatchString(strings.TrimSpace(text)) && p.Catalogue.OfKey(strings.TrimSpace(text)) != nil {
		return "", fault.New(fault.Invalid, "there is no record %s", text)
	}
	name := personName(text)
	if full := p.fullName(name, f.To); full != "" {
		if e != nil {
			p.note(e.row, "%q is taken for %s, whom the file names elsewhere", text, full)
		}
		return p.one(e, f, full)
	}
	if person := p.Catalogue.Kind(kindPerson); slices.Contains(f.To, kindPerson) && person != nil && person.TitleField() != nil && looksLikeName(name) {
		return p.newcomer(e, person, text, name)
	}
	return "", fault.New(fault.Invalid, "no %s is called %q: import it first, or leave the column out", p.kindsText(f.To), text)
}

// fullName is the name in the file that a short one stands for, where only one
// can be meant.
func (p *planning) fullName(name string, kinds []string) string {
	form, short, ok := shortForm(name)
	if !ok || !short || !slices.Contains(kinds, kindPerson) {
		return ""
	}
	if full := p.refs.lookup(kinds).fullNames()[form]; len(full) == 1 {
		return full[0]
	}
	return ""
}

// fullNames are the names that were asked for, by their short form.
func (l *lookup) fullNames() map[string][]string {
	if l.full == nil {
		l.full = map[string][]string{}
		for _, text := range l.texts {
			name := personName(text)
			if form, short, ok := shortForm(name); ok && !short && len(l.full[form]) < 2 && !slices.Contains(l.full[form], name) {
				l.full[form] = append(l.full[form], name)
			}
		}
	}
	return l.full
}

func (p *planning) refersAlready(body any, text string) bool {
	for _, link := range p.kind.Links(body) {
		if string(link.To) == text {
			return true
		}
	}
	return false
}

// kindsText names kinds within a sentence: in English they begin small.
func (p *planning) kindsText(kinds []string) string {
	labels := make([]string, 0, len(kinds))
	for _, name := range kinds {
		switch k := p.Catalogue.Kind(name); {
		case k == nil:
		case p.reader.Tag() == language.English:
			labels = append(labels, strings.ToLower(k.Label))
		default:
			labels = append(labels, p.reader.Say(k.Label))
		}
	}
	return p.either(labels)
}

// either names several of which one is meant.
func (p *planning) either(names []string) string {
	return strings.Join(names, p.reader.Say(" or "))
}

// newcomer is a person who is created for the rows that name them.
func (p *planning) newcomer(e *entry, kind *record.Kind, text, name string) (record.Ref, error) {
	key := writtenOut(name)
	person := p.refs.people[key]
	if person == nil {
		body, err := newPerson(kind, text)
		if err != nil {
			return "", err
		}
		if faults := kind.Validate(&record.Record{Kind: kind, State: kind.Lifecycle.Initial(), Body: body}); len(faults) > 0 {
			return "", fault.New(fault.Invalid, "nobody is called %q, and a person can't be created by name alone: %w", text, faults)
		}
		person = &NewRecord{ID: p.NewID(), Kind: kind, Title: name}
		p.refs.people[key], p.refs.bodies[person] = person, body
		p.refs.names[record.Ref(person.ID)] = name
		if e != nil && !strings.Contains(name, " ") {
			p.note(e.row, "%q would become a new person: is it one?", name)
		}
	}
	if n := len(person.Rows); e != nil && (n == 0 || person.Rows[n-1] != e.row) {
		person.Rows = append(person.Rows, e.row)
	}
	return record.Ref(person.ID), nil
}

// many are the records that texts name for a field that holds several. A text
// that names none as a whole may name several after all.
func (p *planning) many(e *entry, f *record.Field, texts []string) ([]record.Ref, error) {
	var refs []record.Ref
	add := func(ref record.Ref) {
		if !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	for _, text := range texts {
		whole, err := p.find(text, f.To)
		if err != nil {
			return nil, err
		}
		parts := splitParts(text)
		if whole != "" || len(parts) == 0 || p.isOneName(f, text, parts) {
			parts = []string{text}
		}
		if err := tooMany(f, len(parts)); err != nil {
			return nil, err
		}
		for _, part := range parts {
			ref, err := p.one(e, f, part)
			if err != nil {
				return nil, err
			}
			add(ref)
		}
	}
	return refs, nil
}

// isOneName tells "Lind, Mara", one person, from "Lind, Ito", two of them.
func (p *planning) isOneName(f *record.Field, text string, parts []string) bool {
	if !slices.Contains(f.To, kindPerson) || len(parts) != 2 || !strings.Contains(text, ",") || strings.Contains(parts[1], " ") {
		return false
	}
	l := p.refs.lookup(f.To)
	return len(l.found[parts[0]]) == 0 && len(l.found[parts[1]]) == 0
}
