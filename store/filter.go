package store

import (
	"slices"
	"strings"
	"unicode/utf8"

	"surety/fault"
	"surety/record"
)

// comparisons are the operators of filters that compare with one value.
var comparisons = map[string]string{"eq": "=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}

func (p *listing) addFilter(d *dialect, f Filter) error {
	if f.Op == "" {
		f.Op = "eq"
	}
	if err := f.checkValues(); err != nil {
		return err
	}
	name, custom := strings.CutPrefix(f.Field, "custom.")
	field := p.l.kind.Field(f.Field)
	switch c, indexed := p.l.byField[f.Field]; {
	case f.Field == "state":
		return p.filterState(f)
	case f.Field == "key":
		return p.filterKey(d, f)
	case f.Field == "title", f.Field == "changed":
		return p.filterColumn(d, p.l.base[f.Field], f)
	case custom && name != "":
		return p.filterFacet(f, nil)
	case p.l.links[f.Field]:
		return p.filterLink(f)
	case field != nil && slices.Contains(p.l.facets, field):
		return p.filterFacet(f, field)
	case indexed:
		return p.filterColumn(d, c, f)
	}
	return &fault.Error{Kind: fault.Invalid, Record: p.l.kind.Name, Field: f.Field, Message: "lists can't be filtered by it", Mend: "filter by one of " + p.l.indexable()}
}

func (f Filter) checkValues() error {
	n := len(f.Values)
	switch f.Op {
	case "set", "empty":
		return nil // a value that came along means nothing
	case "in":
		if n >= 1 && n <= mostValues {
			return nil
		}
		return fault.At(fault.Invalid, "", f.Field, "%d values: expected 1 to %d", n, mostValues)
	case "eq", "ne", "lt", "le", "gt", "ge", "prefix":
		if n == 1 {
			return nil
		}
		return fault.At(fault.Invalid, "", f.Field, "%d values: %s takes one", n, f.Op)
	}
	return fault.At(fault.Invalid, "", f.Field, "%q is no comparison: expected eq, ne, lt, le, gt, ge, in, prefix, set or empty", f.Op)
}

func (f Filter) refuseOp(expected string) error {
	return fault.At(fault.Invalid, "", f.Field, "it can't be compared by %s: expected %s", f.Op, expected)
}

// filterState chooses among the states; they lead every index.
func (p *listing) filterState(f Filter) error {
	var arms []int64
	for _, value := range f.Values {
		arm, ok := p.l.arms[value]
		if !ok {
			return fault.At(fault.Invalid, "", "state", "there is no state %q: expected one of %s", value, strings.Join(p.l.form.States, ", "))
		}
		arms = append(arms, arm)
	}
	switch f.Op {
	case "eq", "in":
		p.arms = slices.DeleteFunc(p.arms, func(arm int64) bool { return !slices.Contains(arms, arm) })
	case "ne":
		p.arms = slices.DeleteFunc(p.arms, func(arm int64) bool { return slices.Contains(arms, arm) })
	default:
		return f.refuseOp("eq, ne or in")
	}
	return nil
}

// filterKey compares keys by their numbers; what is no key of the kind equals none.
func (p *listing) filterKey(d *dialect, f Filter) error {
	c := p.l.base["key"]
	var numbers []any
	for _, value := range f.Values {
		n, ok := keyNumber(p.l.kind, strings.ToUpper(value))
		if !ok && f.Op != "eq" && f.Op != "in" {
			return fault.At(fault.Invalid, "", "key", "%q is no key: expected a form such as %s-0042", value, p.l.kind.Prefix)
		}
		if !ok {
			n = -1
		}
		numbers = append(numbers, n)
	}
	if f.Op == "prefix" || f.Op == "set" || f.Op == "empty" {
		return f.refuseOp("eq, ne, in, lt, le, gt or ge")
	}
	p.addColumn(d, c, f.Op, numbers)
	return nil
}

func (p *listing) filterColumn(d *dialect, c column, f Filter) error {
	var values []any
	for _, text := range f.Values {
		if f.Op == "set" || f.Op == "empty" {
			break
		}
		if f.Op == "prefix" {
			if c.field.Type != record.TypeText && c.field.Type != record.TypeDate {
				return f.refuseOp("eq, ne, in, lt, le, gt, ge, set or empty")
			}
			values = append(values, foldColumn(text))
			continue
		}
		value, err := c.parse(text)
		if err != nil {
			return err
		}
		values = append(values, value)
	}
	p.addColumn(d, c, f.Op, values)
	return nil
}

func (p *listing) addColumn(d *dialect, c column, op string, values []any) {
	where := func(a *arguments) string { return c.condition(a, op, values) }
	if op == "prefix" && c.order != nil {
		where = func(a *arguments) string { return c.begins(a, d, values[0].(string)) }
	}
	fulfils := func(value any) bool { return c.fulfils(value, op, values) }
	cond := condition{where: where, holds: func(d *described) bool { return fulfils(d.column(c)) }, column: c.name, fulfils: fulfils}
	cond.bounds = map[string]string{"lt": "<", "le": "<", "gt": ">", "ge": ">"}[op]
	at := slices.IndexFunc(p.conditions, func(other condition) bool {
		sides := other.bounds + cond.bounds
		return other.column == c.name && (sides == "<>" || sides == "><")
	})
	if at >= 0 {
		cond, where = between(p.conditions[at], cond)
		p.conditions = slices.Delete(p.conditions, at, at+1)
	}
	if op != "ne" && op != "set" {
		cond.narrow = func(a *arguments, _ int64) (string, string) {
			return p.l.table + " k" + d.hint(p.l.index(c)), where(a)
		}
	}
	p.conditions = append(p.conditions, cond)
}

// between joins two conditions that bound a column on both sides: few rows may
// fulfil them together of which many fulfil each.
func between(x, y condition) (both condition, where func(a *arguments) string) {
	where = func(a *arguments) string { return "(" + x.where(a) + " AND " + y.where(a) + ")" }
	return condition{
		where: where, column: x.column, bounds: x.bounds + y.bounds,
		holds:   func(d *described) bool { return x.holds(d) && y.holds(d) },
		fulfils: func(value any) bool { return x.fulfils(value) && y.fulfils(value) },
	}, where
}

func (c column) condition(a *arguments, op string, values []any) string {
	name := "k." + c.name
	switch op {
	case "in":
		return name + " " + in(a, values)
	case "ne":
		return name + " <> " + a.add(values[0])
	case "set":
		return name + " <> " + a.add(c.zero())
	case "empty":
		return name + " = " + a.add(c.zero())
	case "prefix":
		prefix := values[0].(string)
		return "(" + name + " >= " + a.add(prefix) + " AND " + name + " < " + a.add(prefix+string(rune(0x10FFFF))) + ")"
	case "eq":
		return name + " = " + a.add(values[0])
	}
	return "(" + name + " " + comparisons[op] + " " + a.add(values[0]) + " AND " + name + " <> " + a.add(c.zero()) + ")"
}

// begins finds the texts that begin so: among those whose keys begin with that of
// the part of it which decides about the beginning of a key.
func (c column) begins(a *arguments, d *dialect, prefix string) string {
	name := "k." + c.name
	decisive := prefix
	if i := strings.IndexFunc(prefix, func(r rune) bool { return r >= utf8.RuneSelf }); i >= 0 {
		decisive = prefix[:i]
	}
	key := c.order.Key(strings.TrimRight(decisive, "0123456789"))
	return "(" + name + " >= " + a.add(key) + " AND " + name + " < " + a.add(key+string(rune(0x10FFFF))) + " AND " + d.position + "(" + name + ", " + a.add(keyEnd+prefix) + ") > 0)"
}

// fulfils is condition in Go.
func (c column) fulfils(value any, op string, values []any) bool {
	isSet := compareValues(value, c.zero()) != 0
	switch op {
	case "in":
		return slices.ContainsFunc(values, func(v any) bool { return compareValues(value, v) == 0 })
	case "ne":
		return compareValues(value, values[0]) != 0
	case "set":
		return isSet
	case "empty":
		return !isSet
	case "prefix":
		if c.order != nil {
			return strings.Contains(value.(string), keyEnd+values[0].(string))
		}
		return strings.HasPrefix(value.(string), values[0].(string))
	case "eq":
		return compareValues(value, values[0]) == 0
	}
	return isSet && compares(op, compareValues(value, values[0]))
}

// compares tells whether a comparison's sign fulfils lt, le, gt or ge.
func compares(op string, sign int) bool {
	switch op {
	case "lt":
		return sign < 0
	case "le":
		return sign <= 0
	case "gt":
		return sign > 0
	}
	return sign >= 0
}

// filterLink compares the targets of references; only eq, in, set and empty make
// sense of several.
func (p *listing) filterLink(f Filter) error {
	const live = " AND x.live = 1"
	name, kind := f.Field, p.l.kind.Name
	switch f.Op {
	case "eq", "in":
		referring := func(a *arguments, org int64) string {
			return "t.org = " + a.add(org) + " AND t.id " + in(a, f.Values) + " AND x.to_num = t.num AND x.kind = " + a.add(kind) + " AND x.field = " + a.add(name) + live
		}
		p.conditions = append(p.conditions, condition{
			where: func(a *arguments) string {
				return "EXISTS (SELECT 1 FROM record t CROSS JOIN link x WHERE t.org = k.org AND t.id " + in(a, f.Values) +
					" AND x.from_num = k.num AND x.field = " + a.add(name) + " AND x.to_num = t.num" + live + ")"
			},
			narrow: func(a *arguments, org int64) (string, string) {
				return "record t CROSS JOIN link x CROSS JOIN " + p.l.table + " k", referring(a, org) + " AND k.num = x.from_num"
			},
			count: func(a *arguments, org int64) (string, string) { return "record t CROSS JOIN link x", referring(a, org) }, number: "x.from_num",
			holds: func(d *described) bool {
				return slices.ContainsFunc(f.Values, func(to string) bool { return slices.Contains(d.links, reference{name, to}) })
			},
		})
		return nil
	case "set", "empty":
		not := map[string]string{"set": "", "empty": "NOT "}[f.Op]
		p.conditions = append(p.conditions, condition{
			where: func(a *arguments) string {
				return not + "EXISTS (SELECT 1 FROM link x WHERE x.from_num = k.num AND x.field = " + a.add(name) + live + ")"
			},
			holds: func(d *described) bool {
				return (f.Op == "set") == slices.ContainsFunc(d.links, func(r reference) bool { return r.field == name })
			},
		})
		return nil
	}
	return f.refuseOp("eq, in, set or empty")
}
