package sheet

import (
	"strings"

	"surety/record"
)

// show writes a field's value for people. References are shown as ids, which
// nameChanges replaces once all names are known.
func (p *planning) show(f *record.Field, body any) string {
	if !f.IsSet(body) {
		return ""
	}
	switch f.Type {
	case record.TypeEnum:
		return optionLabel(f, f.Text(body))
	case record.TypeEnums:
		var labels []string
		for _, value := range f.Get(body).([]string) {
			labels = append(labels, optionLabel(f, value))
		}
		return strings.Join(labels, "; ")
	case record.TypeRows:
		var lines []string
		for _, row := range f.Rows(body) {
			var parts []string
			for _, rf := range f.Row {
				if text := p.show(rf, row); text != "" {
					parts = append(parts, rf.Label+": "+text)
				}
			}
			lines = append(lines, strings.Join(parts, ", "))
		}
		return strings.Join(lines, "\n")
	case record.TypeRef, record.TypeRefs:
		for _, ref := range f.Refs(body) {
			if _, ok := p.refs.names[ref]; !ok {
				p.refs.unnamed = append(p.refs.unnamed, unnamed{ref, f.To})
			}
		}
	}
	return f.Text(body)
}

func optionLabel(f *record.Field, value string) string {
	if o, ok := f.Option(value); ok {
		return o.Label
	}
	return value
}

// unnamed is a reference whose name isn't known yet.
type unnamed struct {
	ref   record.Ref
	kinds []string
}

// nameChanges puts names in the place of ids in all changes.
func (p *planning) nameChanges() error {
	byKinds := map[string][]unnamed{}
	for _, u := range p.refs.unnamed {
		key := strings.Join(u.kinds, ",")
		byKinds[key] = append(byKinds[key], u)
	}
	for _, group := range byKinds {
		texts := make([]string, len(group))
		for i, u := range group {
			texts[i] = string(u.ref)
		}
		found, err := p.Resolver.References(p.ctx, group[0].kinds, texts)
		if err != nil {
			return err
		}
		for text, entries := range found {
			if len(entries) == 1 {
				p.refs.names[record.Ref(text)] = strings.TrimSpace(entries[0].Key + " " + entries[0].Title)
			}
		}
	}
	var pairs []string
	for ref, name := range p.refs.names {
		pairs = append(pairs, string(ref), name)
	}
	if len(pairs) == 0 {
		return nil
	}
	named := strings.NewReplacer(pairs...)
	for i := range p.plan.Rows {
		for j := range p.plan.Rows[i].Changes {
			c := &p.plan.Rows[i].Changes[j]
			if s := p.slots[c.Field]; s != nil && s.field != nil && (len(s.field.To) > 0 || s.field.Type == record.TypeRows) {
				c.Old, c.New = named.Replace(c.Old), named.Replace(c.New)
			}
		}
	}
	return nil
}
