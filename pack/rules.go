package pack

import (
	"slices"
	"strings"
)

// link resolves what the files of a pack refer to by id, fills in what may be
// left out, and checks the rules that hold within one pack. The order is: ids,
// what depends on them, then the loops that only show once all is joined.
func (r *reader) link(p *Pack) {
	r.checkHeader(p)
	r.indexEntries(p)
	r.checkHolds(p)
	r.indexTerms(p)
	for _, e := range p.Entries {
		r.checkForce(e)
		r.checkJudge(e)
		r.checkAttributes(e)
		r.checkParts(e)
		r.checkSource(e)
		r.checkChecks(e)
	}
	r.checkTree(p)
	r.checkTerms(p)
	r.checkEdges(p)
}

// checkHeader checks the sources, the default source, the attributes and the parts.
func (r *reader) checkHeader(p *Pack) {
	for i, s := range p.Sources {
		if slices.IndexFunc(p.Sources, func(other Source) bool { return other.ID == s.ID }) < i {
			r.badHeader("sources", at(i, "id"), "each source once", "there are two sources %q", s.ID)
		}
	}
	if _, stated := r.header["sources"]; stated && len(p.Sources) == 0 {
		r.badHeader("sources", nil, "a list of {id, name}", "nothing says where the facts of the pack come from")
	}
	if p.Source == "" && len(p.Sources) == 1 {
		p.Source = p.Sources[0].ID
	}
	if _, stated := r.header["source"]; stated && p.Source != "" && p.source(p.Source) == nil {
		r.badHeader("source", nil, "one of "+p.sourceIDs(), "there is no source %q", p.Source)
	}
	for i, part := range p.Parts {
		if p.part(part.ID) != &p.Parts[i] {
			r.badHeader("parts", at(i, "id"), "each part once", "there are two parts %q", part.ID)
		}
	}
	for i, a := range p.Attributes {
		if p.attribute(a.ID) != &p.Attributes[i] {
			r.badHeader("attributes", at(i, "id"), "each attribute once", "there are two attributes %q", a.ID)
		}
		for j, value := range a.Values {
			if slices.Index(a.Values, value) < j {
				r.badHeader("attributes", at(i, "values", j), "each value once", "the attribute %q has the value %q twice", a.ID, value)
			}
		}
	}
}

// part finds a part by its id, or nil.
func (p *Pack) part(id string) *Part {
	i := slices.IndexFunc(p.Parts, func(part Part) bool { return part.ID == id })
	if i < 0 {
		return nil
	}
	return &p.Parts[i]
}

func (p *Pack) source(id string) *Source {
	i := slices.IndexFunc(p.Sources, func(s Source) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	return &p.Sources[i]
}

func (p *Pack) sourceIDs() string {
	ids := make([]string, len(p.Sources))
	for i, s := range p.Sources {
		ids[i] = s.ID
	}
	return strings.Join(ids, ", ")
}

func (p *Pack) attribute(id string) *Attribute {
	i := slices.IndexFunc(p.Attributes, func(a Attribute) bool { return a.ID == id })
	if i < 0 {
		return nil
	}
	return &p.Attributes[i]
}

// indexEntries finds entries with the same id and joins children to parents.
func (r *reader) indexEntries(p *Pack) {
	if len(p.Entries) > maxEntries {
		r.badAt(p.Entries[maxEntries], nil, "", "the pack has too many entries: at most %d are read", maxEntries)
	}
	p.entries = make(map[string]*Entry, len(p.Entries))
	for _, e := range p.Entries {
		if first := p.entries[e.ID]; first != nil && e.ID != "" {
			r.badAt(e, at("id"), "an id of its own", "there is an entry %q already, in %s", e.ID, r.place(first))
			continue
		}
		p.entries[e.ID] = e
		if e.Clause == "" {
			e.Clause = e.ID
		}
	}
	for _, e := range p.Entries {
		if e.parentID == "" {
			continue
		}
		parent := p.entries[e.parentID]
		if parent == nil {
			r.badAt(e, at("parent"), "the id of an entry of this pack", "there is no entry %q", e.parentID)
			continue
		}
		e.Parent = parent
		parent.Children = append(parent.Children, e)
	}
}

// checkHolds says of a pack which types of entries it holds, or checks what the header says.
func (r *reader) checkHolds(p *Pack) {
	var found []Type
	for _, t := range types {
		if slices.ContainsFunc(p.Entries, func(e *Entry) bool { return e.Type == t }) {
			found = append(found, t)
		}
	}
	if _, stated := r.header["holds"]; stated && !slices.Equal(p.Holds, found) {
		words := make([]string, len(found))
		for i, t := range found {
			words[i] = string(t)
		}
		r.badHeader("holds", nil, "["+strings.Join(words, ", ")+"]", "the types of its entries are others")
	}
	p.Holds = found
}

// checkTree finds parents that loop, and trees that are too deep to show.
func (r *reader) checkTree(p *Pack) {
	for _, e := range p.Entries {
		depth := 1
		for up := e.Parent; up != nil && depth <= maxDepth; up = up.Parent {
			if up == e {
				r.badAt(e, at("parent"), "an entry higher up, or none", "the entry %q stands below itself", e.ID)
				depth = 0
				break
			}
			depth++
		}
		if depth > maxDepth {
			r.badAt(e, at("parent"), "", "the entry %q stands too deep: at most %d levels are read", e.ID, maxDepth)
		}
	}
}

// checkAttributes checks an entry's values against those that the header declares.
func (r *reader) checkAttributes(e *Entry) {
	for id, values := range e.Attributes {
		declared := e.Pack.attribute(id)
		if declared == nil {
			r.badAt(e, at("attributes", id), "an attribute that the header declares", "there is no attribute %q", id)
			continue
		}
		for i, value := range values {
			if !slices.Contains(declared.Values, value) {
				r.badAt(e, at("attributes", id, i), "one of "+strings.Join(declared.Values, ", "), "the attribute %q has no value %q", id, value)
			}
			if slices.Index(values, value) < i {
				r.badAt(e, at("attributes", id, i), "each value once", "the value %q stands here twice", value)
			}
		}
	}
}

// checkParts checks that the header declares the parts that an entry has.
func (r *reader) checkParts(e *Entry) {
	for id := range e.Parts {
		if e.Pack.part(id) == nil {
			r.badAt(e, at("parts", id), "a part that the header declares", "there is no part %q", id)
		}
	}
}

// checkSource gives an entry its source and what it inherits from it.
func (r *reader) checkSource(e *Entry) {
	stated := e.Source != ""
	if !stated {
		e.Source = e.Pack.Source
	}
	source := e.Pack.source(e.Source)
	switch {
	case source != nil:
		e.Confirmed = e.Confirmed || source.Confirmed
	case stated:
		r.badAt(e, at("source"), "one of "+e.Pack.sourceIDs(), "there is no source %q", e.Source)
	case len(e.Pack.Sources) > 1 && e.Source == "":
		r.badAt(e, nil, `the key "source" here or in the header`, "nothing says from which source the entry %q is", e.ID)
	}
}
