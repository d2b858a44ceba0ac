package pack

import (
	yaml "go.yaml.in/yaml/v4"
)

var entryFields = []field[Entry]{
	{"id", true, func(r *reader, n *yaml.Node, e *Entry) { e.ID = r.identifier(n, idForm) }},
	{"type", true, func(r *reader, n *yaml.Node, e *Entry) {
		e.Type = choice(r, n, "type", types...)
	}},
	{"parent", false, func(r *reader, n *yaml.Node, e *Entry) { e.parentID = r.identifier(n, idForm) }},
	{"clause", false, func(r *reader, n *yaml.Node, e *Entry) { e.Clause = r.line(n) }},
	{"force", true, func(r *reader, n *yaml.Node, e *Entry) {
		e.Force = choice(r, n, "force", ForceRequirement, ForceGuidance, ForceInformation, ForceHouse)
	}},
	{"title", true, func(r *reader, n *yaml.Node, e *Entry) { e.Title = r.text(n) }},
	{"text", false, func(r *reader, n *yaml.Node, e *Entry) { e.Text = r.text(n) }},
	{"why", false, func(r *reader, n *yaml.Node, e *Entry) { e.Why = r.text(n) }},
	{"guidance", false, func(r *reader, n *yaml.Node, e *Entry) { e.Guidance = r.text(n) }},
	{"evidence", false, func(r *reader, n *yaml.Node, e *Entry) { e.Evidence = r.texts(n, r.text) }},
	{"pitfalls", false, func(r *reader, n *yaml.Node, e *Entry) { e.Pitfalls = r.texts(n, r.text) }},
	{"questions", false, func(r *reader, n *yaml.Node, e *Entry) { e.Questions = r.texts(n, r.text) }},
	{"judge", false, func(r *reader, n *yaml.Node, e *Entry) {
		e.Judge = choice(r, n, "judge", JudgeTopManagement, JudgeSecurityManager, JudgeRiskOwner, JudgeControlOwner,
			JudgeDocumentOwner, JudgeInternalAuditor)
	}},
	{"stands", false, func(r *reader, n *yaml.Node, e *Entry) { e.Stands = r.identifier(n, standsForm) }},
	{"judgement", false, func(r *reader, n *yaml.Node, e *Entry) { e.Judgement = r.truth(n) }},
	{"attributes", false, func(r *reader, n *yaml.Node, e *Entry) { e.Attributes = r.attributes(n) }},
	{"parts", false, func(r *reader, n *yaml.Node, e *Entry) { e.Parts = r.parts(n) }},
	{"source", false, func(r *reader, n *yaml.Node, e *Entry) { e.Source = r.identifier(n, idForm) }},
	{"confirmed", false, func(r *reader, n *yaml.Node, e *Entry) { e.Confirmed = r.truth(n) }},
	{"depends", false, func(r *reader, n *yaml.Node, e *Entry) {
		e.Depends = &Depends{}
		object(r, n, "what an entry depends on", dependsFields, e.Depends)
	}},
	{"occasion", false, func(r *reader, n *yaml.Node, e *Entry) {
		e.Occasion = &Occasion{}
		object(r, n, "an occasion", occasionFields, e.Occasion)
	}},
	{"checks", false, func(r *reader, n *yaml.Node, e *Entry) {
		r.items(n, maxList, "checks", func(item *yaml.Node) {
			check := &Check{}
			if object(r, item, "a check", checkFields, check) {
				e.Checks = append(e.Checks, check)
			}
		})
	}},
}

var dependsFields = []field[Depends]{
	{"role", true, func(r *reader, n *yaml.Node, d *Depends) { d.Role = r.identifier(n, nameForm) }},
}

var occasionFields = []field[Occasion]{
	{"of", true, func(r *reader, n *yaml.Node, o *Occasion) { o.Of = r.identifier(n, nameForm) }},
	{"where", false, func(r *reader, n *yaml.Node, o *Occasion) { o.Where = r.expression(n) }},
}

var checkFields = []field[Check]{
	{"id", true, func(r *reader, n *yaml.Node, c *Check) { c.ID = r.identifier(n, nameForm) }},
	{"shape", true, func(r *reader, n *yaml.Node, c *Check) {
		c.Shape = choice(r, n, "shape", ShapeEach, ShapeCount, ShapeGlobal)
	}},
	{"of", false, func(r *reader, n *yaml.Node, c *Check) { c.Of = r.identifier(n, nameForm) }},
	{"where", false, func(r *reader, n *yaml.Node, c *Check) { c.Where = r.expression(n) }},
	{"holds", true, func(r *reader, n *yaml.Node, c *Check) { c.Holds = r.expression(n) }},
	{"empty", false, func(r *reader, n *yaml.Node, c *Check) {
		if n.Value == "holds" {
			r.bad(n, "fails, person or no_occasion", "a check can't hold because there is nothing to check")
			return
		}
		c.Empty = choice(r, n, "verdict on an empty register", EmptyFails, EmptyPerson, EmptyNoOccasion)
	}},
	{"shows", false, func(r *reader, n *yaml.Node, c *Check) {
		c.Shows = choice(r, n, "strength of proof", ShowsRecorded, ShowsCurrent, ShowsEffective)
	}},
	{"reason", true, func(r *reader, n *yaml.Node, c *Check) { c.Reason = r.text(n) }},
	{"mend", true, func(r *reader, n *yaml.Node, c *Check) { c.Mend = r.text(n) }},
	{"field", false, func(r *reader, n *yaml.Node, c *Check) { c.Field = r.identifier(n, pathForm) }},
}

// attributes reads the values of an entry's attributes by their ids.
func (r *reader) attributes(n *yaml.Node) map[string][]string {
	if !r.is(n, yaml.MappingNode, "attributes with lists of values") {
		return nil
	}
	values := map[string][]string{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		id := r.identifier(n.Content[i], nameForm)
		if _, twice := values[id]; twice {
			r.bad(n.Content[i], "each attribute once", "the attribute %q stands here twice", id)
		}
		values[id] = r.lines(n.Content[i+1])
	}
	return values
}

// parts reads what an entry has of the pack's parts: lists of texts by the parts' ids.
func (r *reader) parts(n *yaml.Node) map[string][]Text {
	if !r.is(n, yaml.MappingNode, "parts with lists of texts") {
		return nil
	}
	parts := map[string][]Text{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		id := r.identifier(n.Content[i], nameForm)
		if _, twice := parts[id]; twice {
			r.bad(n.Content[i], "each part once", "the part %q stands here twice", id)
		}
		parts[id] = r.texts(n.Content[i+1], r.text)
	}
	return parts
}
