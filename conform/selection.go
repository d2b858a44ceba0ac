package conform

import (
	"strings"

	"surety/expr"
	"surety/pack"
	"surety/record"
)

// selectionOf says in the words of the record's own form which records a predicate
// selects; empty where that needs more than its own fields.
func (n *names) selectionOf(k *record.Kind, where *expr.Program) string {
	wanted, ok := where.Conditions()
	if !ok {
		return ""
	}
	said := make([]string, len(wanted))
	for i, c := range wanted {
		said[i] = n.condition(k, c)
	}
	return strings.Join(said, n.words.Say(" and "))
}

func (n *names) condition(k *record.Kind, c expr.Condition) string {
	field, value := "", c.Value
	if c.Field != nil {
		field = n.words.Say(c.Field.Label)
		if option, ok := c.Field.Option(c.Value); ok {
			value = n.words.Say(option.Label)
		}
	} else if state, ok := k.Lifecycle.State(c.Value); ok {
		value = n.words.Say(state.Label)
	}
	switch {
	case c.Approved && c.Not:
		return n.words.Say("not approved")
	case c.Approved:
		return n.words.Say("approved")
	case c.Field == nil && c.Not:
		return n.words.Say("the state other than “%s”", value)
	case c.Field == nil:
		return n.words.Say("the state “%s”", value)
	case value != "" && c.Not:
		return n.words.Say("“%s” other than “%s”", field, value)
	case value != "":
		return n.words.Say("“%s” as “%s”", field, value)
	case c.Field.Type == record.TypeBool && c.Not:
		return n.words.Say("“%s” not ticked", field)
	case c.Field.Type == record.TypeBool:
		return n.words.Say("“%s” ticked", field)
	case c.Not:
		return n.words.Say("“%s” left empty", field)
	}
	return n.words.Say("“%s” filled in", field)
}

// noneOf says that there is no record of those that a question selects.
func (n *names) noneOf(q *question) string {
	label := n.label(q.check.Of)
	if q.programs.Where == nil {
		return n.words.Say("no %s is recorded", label)
	}
	which := n.selectionOf(n.catalogue.Kind(q.check.Of), q.programs.Where)
	if which == "" {
		if conditions, ok := q.programs.Where.Conditions(); ok && len(conditions) == 0 {
			return n.words.Say("no %s is recorded that is not retired", label)
		}
		return n.words.Say("no %s is recorded of the sort that is asked about", label)
	}
	return n.words.Say("no %s is recorded with this: %s", label, which)
}

// selects tells that a check asks about some records of its kind alone.
func selects(c *pack.Check) bool { return c.Where != "" && c.Shape == pack.ShapeEach }
