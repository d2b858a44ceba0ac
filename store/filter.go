package store

import (
	"slices"
	"strings"

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
	cond := condition{where: where}
	if op != "ne" && op != "set" {
		cond.narrow = func(a *arguments, _ int64) (string, string) {
			return p.l.table + " k" + d.hint(p.l.index(c)), where(a)
		}
	}
	p.conditions = append(p.conditions, cond)
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

// filterLink compares the targets of references; only eq, in, set and empty make
// sense of several.
func (p *listing) filterLink(f Filter) error {
	const live = " AND x.live = 1"
	name, kind := f.Field, p.l.kind.Name
	switch f.Op {
	case "eq", "in":
		p.conditions = append(p.conditions, condition{
			where: func(a *arguments) string {
				return "EXISTS (SELECT 1 FROM record t CROSS JOIN link x WHERE t.org = k.org AND t.id " + in(a, f.Values) +
					" AND x.from_num = k.num AND x.field = " + a.add(name) + " AND x.to_num = t.num" + live + ")"
			},
			narrow: func(a *arguments, org int64) (string, string) {
				return "record t CROSS JOIN link x CROSS JOIN " + p.l.table + " k", "t.org = " + a.add(org) + " AND t.id " + in(a, f.Values) +
					" AND x.to_num = t.num AND x.kind = " + a.add(kind) + " AND x.field = " + a.add(name) + live + " AND k.num = x.from_num"
			},
		})
		return nil
	case "set", "empty":
		not := map[string]string{"set": "", "empty": "NOT "}[f.Op]
		p.conditions = append(p.conditions, condition{where: func(a *arguments) string {
			return not + "EXISTS (SELECT 1 FROM link x WHERE x.from_num = k.num AND x.field = " + a.add(name) + live + ")"
		}})
		return nil
	}
	return f.refuseOp("eq, in, set or empty")
}

// filterFacet compares the values of a field that holds several, or of an own
// field (field nil), of which any may fit.
func (p *listing) filterFacet(f Filter, field *record.Field) error {
	of := func(a *arguments, org, values string) string {
		return "x.org = " + org + " AND x.kind = " + a.add(p.l.kind.Name) + " AND x.name = " + a.add(f.Field) + values + " AND x.num = k.num"
	}
	exists := func(not string, values func(a *arguments) string) func(a *arguments) string {
		return func(a *arguments) string {
			return not + "EXISTS (SELECT 1 FROM facet x WHERE " + of(a, "k.org", values(a)) + ")"
		}
	}
	any := func(*arguments) string { return "" }
	values, err := f.facetCondition(field)
	if err != nil {
		return err
	}
	switch f.Op {
	case "set":
		p.conditions = append(p.conditions, condition{where: exists("", any)})
	case "empty":
		p.conditions = append(p.conditions, condition{where: exists("NOT ", any)})
	case "ne":
		p.conditions = append(p.conditions, condition{where: exists("NOT ", values)})
	default:
		p.conditions = append(p.conditions, condition{where: exists("", values), narrow: func(a *arguments, org int64) (string, string) {
			return "facet x CROSS JOIN " + p.l.table + " k", of(a, a.add(org), values(a))
		}})
	}
	return nil
}

// facetCondition is the condition on the value x of a facet. The type of an own
// field is not known here: a text that reads as a number means that too.
func (f Filter) facetCondition(field *record.Field) (func(a *arguments) string, error) {
	var candidates []string
	for _, text := range f.Values {
		if field != nil && field.Type == record.TypeEnums {
			if _, ok := field.Option(text); !ok && f.Op != "prefix" {
				return nil, fault.At(fault.Invalid, "", f.Field, "%q is not one of %s", text, field.Values())
			}
		}
		if field != nil {
			candidates = append(candidates, facetValue(text))
		} else {
			candidates = append(candidates, facetCandidates(text)...)
		}
	}
	return func(a *arguments) string {
		switch f.Op {
		case "eq", "ne", "in":
			return " AND x.value " + in(a, candidates)
		case "prefix":
			return " AND x.value >= " + a.add(candidates[0]) + " AND x.value < " + a.add(candidates[0]+string(rune(0x10FFFF)))
		}
		last := candidates[len(candidates)-1] // a number where it reads as one
		tag := last[:1]
		low, high := a.add(tag), a.add(tag+string(rune(0x10FFFF)))
		return " AND x.value > " + low + " AND x.value < " + high + " AND x.value " + comparisons[f.Op] + " " + a.add(last)
	}, nil
}
