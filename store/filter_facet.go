package store

import (
	"slices"
	"strings"

	"surety/fault"
	"surety/record"
)

// filterFacet compares the values of a field that holds several, or of an own
// field (field nil), of which any may fit.
func (p *listing) filterFacet(f Filter, field *record.Field) error {
	of := func(a *arguments, org, values string) string {
		return "x.org = " + org + " AND x.kind = " + a.add(p.l.kind.Name) + " AND x.name = " + a.add(f.Field) + values
	}
	exists := func(not string, values func(a *arguments) string) func(a *arguments) string {
		return func(a *arguments) string {
			return not + "EXISTS (SELECT 1 FROM facet x WHERE " + of(a, "k.org", values(a)) + " AND x.num = k.num)"
		}
	}
	any := func(*arguments) string { return "" }
	values, fits, err := f.facetCondition(field)
	if err != nil {
		return err
	}
	has := func(d *described) bool {
		return slices.ContainsFunc(d.facets, func(x facet) bool { return x.name == f.Field && fits(x.value) })
	}
	hasAny := func(d *described) bool {
		return slices.ContainsFunc(d.facets, func(x facet) bool { return x.name == f.Field })
	}
	hasNot := func(has func(*described) bool) func(*described) bool {
		return func(d *described) bool { return !has(d) }
	}
	var cond condition
	switch f.Op {
	case "set":
		cond = condition{where: exists("", any), holds: hasAny}
	case "empty":
		cond = condition{where: exists("NOT ", any), holds: hasNot(hasAny)}
	case "ne":
		cond = condition{where: exists("NOT ", values), holds: hasNot(has)}
	default:
		cond = condition{where: exists("", values), holds: has, narrow: func(a *arguments, org int64) (string, string) {
			return "facet x CROSS JOIN " + p.l.table + " k", of(a, a.add(org), values(a)) + " AND k.num = x.num"
		}, count: func(a *arguments, org int64) (string, string) { return "facet x", of(a, a.add(org), values(a)) }, number: "x.num"}
	}
	p.conditions = append(p.conditions, cond)
	return nil
}

// facetCondition is the condition on the value x of a facet, in SQL and in Go. The type of an own
// field is not known here: a text that reads as a number means that too.
func (f Filter) facetCondition(field *record.Field) (where func(a *arguments) string, fits func(value string) bool, err error) {
	var candidates []string
	for _, text := range f.Values {
		if field != nil && field.Type == record.TypeEnums {
			if _, ok := field.Option(text); !ok && f.Op != "prefix" {
				return nil, nil, fault.At(fault.Invalid, "", f.Field, "%q is not one of %s", text, field.Values())
			}
		}
		if field != nil {
			candidates = append(candidates, facetValue(text))
		} else {
			candidates = append(candidates, facetCandidates(text)...)
		}
	}
	if len(candidates) == 0 {
		return nil, nil, nil // set and empty look at no value
	}
	last := candidates[len(candidates)-1] // a number where it reads as one
	tag := last[:1]
	where = func(a *arguments) string {
		switch f.Op {
		case "eq", "ne", "in":
			return " AND x.value " + in(a, candidates)
		case "prefix":
			return " AND x.value >= " + a.add(candidates[0]) + " AND x.value < " + a.add(candidates[0]+string(rune(0x10FFFF)))
		}
		return " AND x.value > " + a.add(tag) + " AND x.value < " + a.add(tag+string(rune(0x10FFFF))) + " AND x.value " + comparisons[f.Op] + " " + a.add(last)
	}
	fits = func(value string) bool {
		switch f.Op {
		case "eq", "ne", "in":
			return slices.Contains(candidates, value)
		case "prefix":
			return strings.HasPrefix(value, candidates[0])
		}
		return len(value) > 1 && value[:1] == tag && compares(f.Op, strings.Compare(value, last))
	}
	return where, fits, nil
}
