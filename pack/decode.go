package pack

import (
	yaml "go.yaml.in/yaml/v4"
)

// packFields are the keys of a pack's file. Those of the header stand in one
// file only; entries, terms and edges of all files are joined.
var packFields = []field[Pack]{
	header("pack", func(r *reader, n *yaml.Node, p *Pack) { p.ID = r.identifier(n, packForm) }),
	header("edition", func(r *reader, n *yaml.Node, p *Pack) { p.Edition = r.identifier(n, editionForm) }),
	header("designation", func(r *reader, n *yaml.Node, p *Pack) { p.Designation = r.line(n) }),
	header("title", func(r *reader, n *yaml.Node, p *Pack) { p.Title = r.text(n) }),
	header("text", func(r *reader, n *yaml.Node, p *Pack) { p.Text = r.text(n) }),
	header("language", func(r *reader, n *yaml.Node, p *Pack) { p.Language = r.identifier(n, languageForm) }),
	header("status", func(r *reader, n *yaml.Node, p *Pack) {
		p.Status = choice(r, n, "status", StatusCurrent, StatusLegacy, StatusWithdrawn)
	}),
	header("replaces", func(r *reader, n *yaml.Node, p *Pack) {
		r.items(n, maxList, "editions", func(item *yaml.Node) {
			var ref Ref
			object(r, item, "an edition", editionFields, &ref)
			p.Replaces = append(p.Replaces, ref)
		})
	}),
	header("sources", func(r *reader, n *yaml.Node, p *Pack) {
		r.items(n, maxList, "sources", func(item *yaml.Node) {
			var source Source
			object(r, item, "a source", sourceFields, &source)
			p.Sources = append(p.Sources, source)
		})
	}),
	header("source", func(r *reader, n *yaml.Node, p *Pack) { p.Source = r.identifier(n, idForm) }),
	header("holds", func(r *reader, n *yaml.Node, p *Pack) {
		r.items(n, maxList, "types of entries", func(item *yaml.Node) {
			p.Holds = append(p.Holds, choice(r, item, "type", types...))
		})
	}),
	header("attributes", func(r *reader, n *yaml.Node, p *Pack) {
		r.items(n, maxList, "attributes", func(item *yaml.Node) {
			var attribute Attribute
			object(r, item, "an attribute", attributeFields, &attribute)
			p.Attributes = append(p.Attributes, attribute)
		})
	}),
	header("parts", func(r *reader, n *yaml.Node, p *Pack) {
		r.items(n, maxList, "parts", func(item *yaml.Node) {
			var part Part
			object(r, item, "a part", partFields, &part)
			p.Parts = append(p.Parts, part)
		})
	}),
	{"entries", false, func(r *reader, n *yaml.Node, p *Pack) {
		r.items(n, maxEntries, "entries", func(item *yaml.Node) {
			entry := &Entry{Pack: p}
			if object(r, item, "an entry", entryFields, entry) {
				p.Entries = append(p.Entries, entry)
			}
		})
	}},
	{"terms", false, func(r *reader, n *yaml.Node, p *Pack) {
		r.items(n, maxEntries, "terms", func(item *yaml.Node) {
			term := &Term{Pack: p}
			if object(r, item, "a term", termFields, term) {
				p.Terms = append(p.Terms, term)
			}
		})
	}},
	{"edges", false, func(r *reader, n *yaml.Node, p *Pack) {
		r.items(n, maxEdges, "edges", func(item *yaml.Node) {
			edge := &Edge{Strength: unstated}
			if object(r, item, "an edge", edgeFields, edge) {
				p.Edges = append(p.Edges, edge)
			}
		})
	}},
}

// requiredHeader are the keys that a header can't do without.
var requiredHeader = []string{"pack", "edition", "designation", "title", "language", "status", "sources"}

// header is a key that stands once in all files of a pack.
func header(key string, read func(*reader, *yaml.Node, *Pack)) field[Pack] {
	return field[Pack]{key, false, func(r *reader, n *yaml.Node, p *Pack) {
		if first, ok := r.header[key]; ok {
			r.bad(n, "the header in one file", "the pack has the key %q already, in %s at line %d", key, first.file, first.node.Line)
			return
		}
		r.header[key] = origin{r.file, n}
		read(r, n, p)
	}}
}

var editionFields = []field[Ref]{
	{"pack", true, func(r *reader, n *yaml.Node, ref *Ref) { ref.Pack = r.identifier(n, packForm) }},
	{"edition", true, func(r *reader, n *yaml.Node, ref *Ref) { ref.Edition = r.identifier(n, editionForm) }},
}

var targetFields = append([]field[Ref]{
	{"id", false, func(r *reader, n *yaml.Node, ref *Ref) { ref.ID = r.identifier(n, idForm) }},
}, editionFields...)

var sourceFields = []field[Source]{
	{"id", true, func(r *reader, n *yaml.Node, s *Source) { s.ID = r.identifier(n, idForm) }},
	{"name", true, func(r *reader, n *yaml.Node, s *Source) { s.Name = r.text(n) }},
	{"confirmed", false, func(r *reader, n *yaml.Node, s *Source) { s.Confirmed = r.truth(n) }},
}

var attributeFields = []field[Attribute]{
	{"id", true, func(r *reader, n *yaml.Node, a *Attribute) { a.ID = r.identifier(n, nameForm) }},
	{"title", true, func(r *reader, n *yaml.Node, a *Attribute) { a.Title = r.text(n) }},
	{"values", true, func(r *reader, n *yaml.Node, a *Attribute) {
		a.Values = r.lines(n)
		for _, value := range a.Values {
			a.names = append(a.names, Text{wordings: []Wording{{r.language, value}}})
		}
	}},
}

var partFields = []field[Part]{
	{"id", true, func(r *reader, n *yaml.Node, p *Part) { p.ID = r.identifier(n, nameForm) }},
	{"title", true, func(r *reader, n *yaml.Node, p *Part) { p.Title = r.text(n) }},
}

var termFields = []field[Term]{
	{"id", true, func(r *reader, n *yaml.Node, t *Term) { t.ID = r.identifier(n, idForm) }},
	{"term", true, func(r *reader, n *yaml.Node, t *Term) { t.Term = r.text(n) }},
	{"text", true, func(r *reader, n *yaml.Node, t *Term) { t.Text = r.text(n) }},
	{"also", false, func(r *reader, n *yaml.Node, t *Term) { t.Also = r.texts(n, r.wordings) }},
	{"see", false, func(r *reader, n *yaml.Node, t *Term) { t.See = r.lines(n) }},
	{"core", false, func(r *reader, n *yaml.Node, t *Term) { t.Core = r.truth(n) }},
}

// unstated is the strength of an edge whose file doesn't give one.
const unstated = -1

var edgeFields = []field[Edge]{
	{"from", false, func(r *reader, n *yaml.Node, e *Edge) { e.From.ID = r.identifier(n, idForm) }},
	{"to", true, func(r *reader, n *yaml.Node, e *Edge) { object(r, n, "the end of an edge", targetFields, &e.To) }},
	{"relation", true, func(r *reader, n *yaml.Node, e *Edge) {
		e.Relation = choice(r, n, "relation", RelationSame, RelationMerged, RelationSplit, RelationWidened, RelationNarrowed,
			RelationNew, RelationGone, RelationSupports, RelationRelated)
	}},
	{"strength", false, func(r *reader, n *yaml.Node, e *Edge) { e.Strength = r.strength(n) }},
}
