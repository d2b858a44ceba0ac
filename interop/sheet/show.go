package sheet

import (
	"maps"
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
		return p.optionLabel(f, f.Text(body))
	case record.TypeEnums:
		var labels []string
		for _, value := range f.Get(body).([]string) {
			labels = append(labels, p.optionLabel(f, value))
		}
		return strings.Join(labels, "; ")
	case record.TypeRows:
		var lines []string
		for _, row := range f.Rows(body) {
			var parts []string
			for _, rf := range f.Row {
				if text := p.show(rf, row); text != "" {
					parts = append(parts, p.reader.Say(rf.Label)+": "+text)
				}
			}
			lines = append(lines, strings.Join(parts, ", "))
		}
		return strings.Join(lines, "\n")
	}
	return f.Text(body)
}

func (p *planning) optionLabel(f *record.Field, value string) string {
	if o, ok := f.Option(value); ok {
		return p.reader.Say(o.Label)
	}
	return value
}

// nameChanges puts names in the place of ids in all changes.
func (p *planning) nameChanges() error {
	names, err := p.Resolver.Names(p.ctx, p.refs.changed...)
	if err != nil {
		return err
	}
	maps.Copy(p.refs.names, names)
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
