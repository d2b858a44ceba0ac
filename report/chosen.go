package report

import (
	"slices"
	"strings"

	"surety/app"
	"surety/language"
	"surety/record"
)

// chosen are the entries of the title block that say what a query finds and in
// which order.
func (p *Paper) chosen(kind *record.Kind, query app.Query) []Fact {
	return []Fact{{Label: p.reader.Say("Shown"), Value: shown(p.reader, kind, query)}, {Label: p.reader.Say("Order"), Value: order(p.reader, kind, query)}}
}

// shown says which records a query finds, as far as it chooses.
func shown(r language.Reader, kind *record.Kind, query app.Query) string {
	var conditions []string
	if query.Search != "" {
		conditions = append(conditions, r.Say("Words: %s", query.Search))
	}
	for _, filter := range query.Filters {
		label, values := filter.Field, slices.Clone(filter.Values)
		if f := kind.Field(filter.Field); f != nil {
			label = r.Say(f.Label)
			for i, value := range values {
				values[i] = wanted(r, f, value)
			}
		}
		if filter.Field == "state" {
			label = r.Say("State")
			for i, name := range values {
				if state, ok := kind.Lifecycle.State(name); ok {
					values[i] = r.Say(state.Label)
				}
			}
		}
		conditions = append(conditions, condition(r, filter.Op, label, strings.Join(values, ", ")))
	}
	switch {
	case len(conditions) > 0:
		return strings.Join(conditions, "; ")
	case query.IncludeEnded:
		return r.Say("All, ended ones too")
	}
	return r.Say("All that have not ended")
}

// wanted is a value that a filter names, in words.
func wanted(r language.Reader, f *record.Field, value string) string {
	if option, ok := f.Option(value); ok {
		return r.Say(option.Label)
	}
	switch f.Type {
	case record.TypeBool:
		return r.Say(value) // yes or no
	case record.TypeDate:
		if day := record.Date(value).Time(); !day.IsZero() {
			return r.Day(day)
		}
	}
	return value
}

// condition says a condition on a field by its operator.
func condition(r language.Reader, op, label, values string) string {
	switch op {
	case "ne":
		return r.Say("%s: not %s", label, values)
	case "lt":
		return r.Say("%s: below %s", label, values)
	case "le":
		return r.Say("%s: at most %s", label, values)
	case "gt":
		return r.Say("%s: above %s", label, values)
	case "ge":
		return r.Say("%s: at least %s", label, values)
	case "prefix":
		return r.Say("%s: begins with %s", label, values)
	case "set":
		return r.Say("%s: given", label)
	case "empty":
		return r.Say("%s: none", label)
	}
	return label + ": " + values
}

// order says what a list is sorted by.
func order(r language.Reader, kind *record.Kind, query app.Query) string {
	name, down := strings.CutPrefix(query.Sort, "-")
	label := r.Say("Key")
	switch name {
	case "title":
		label = r.Say("Title")
	case "state":
		label = r.Say("State")
	case "changed":
		label = r.Say("Last changed")
	}
	for _, f := range kind.Fields {
		if name != "" && (f.Name == name || f.Order == name) {
			label = r.Say(f.Label)
			break
		}
	}
	if down {
		return r.Say("%s, descending", label)
	}
	return r.Say("%s, ascending", label)
}
