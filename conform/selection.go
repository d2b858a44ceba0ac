package conform

import (
	"fmt"
	"strings"

	"surety/expr"
	"surety/pack"
	"surety/record"
)

// selectionOf says in the words of the record's own form which records a predicate
// selects; empty where that needs more than its own fields.
func selectionOf(k *record.Kind, where *expr.Program) string {
	wanted, ok := where.Conditions()
	if !ok {
		return ""
	}
	said := make([]string, len(wanted))
	for i, c := range wanted {
		said[i] = condition(k, c)
	}
	return strings.Join(said, " and ")
}

func condition(k *record.Kind, c expr.Condition) string {
	not := func(yes, no string) string {
		if c.Not {
			return no
		}
		return yes
	}
	switch {
	case c.Approved:
		return not("approved", "not approved")
	case c.Field == nil:
		label := c.Value
		if state, ok := k.Lifecycle.State(c.Value); ok {
			label = state.Label
		}
		return fmt.Sprintf("the state %s“%s”", not("", "other than "), label)
	case c.Value != "":
		label := c.Value
		if option, ok := c.Field.Option(c.Value); ok {
			label = option.Label
		}
		return fmt.Sprintf("“%s” %s“%s”", c.Field.Label, not("as ", "other than "), label)
	case c.Field.Type == record.TypeBool:
		return fmt.Sprintf("“%s” %s", c.Field.Label, not("ticked", "not ticked"))
	}
	return fmt.Sprintf("“%s” %s", c.Field.Label, not("filled in", "left empty"))
}

// noneOf says that there is no record of those that a question selects.
func (n *names) noneOf(q *question) string {
	if q.programs.Where == nil {
		return fmt.Sprintf("no %s is recorded", n.label(q.check.Of))
	}
	which := selectionOf(n.catalogue.Kind(q.check.Of), q.programs.Where)
	if which == "" {
		if conditions, ok := q.programs.Where.Conditions(); ok && len(conditions) == 0 {
			return fmt.Sprintf("no %s is recorded that is not retired", n.label(q.check.Of))
		}
		return fmt.Sprintf("no %s is recorded of the sort that is asked about", n.label(q.check.Of))
	}
	return fmt.Sprintf("no %s is recorded with this: %s", n.label(q.check.Of), which)
}

// selects tells that a check asks about some records of its kind alone.
func selects(c *pack.Check) bool { return c.Where != "" && c.Shape == pack.ShapeEach }

// article puts a or an before a word.
func article(word string) string {
	if strings.ContainsAny(word[:min(1, len(word))], "aeio") {
		return "an " + word
	}
	return "a " + word
}
