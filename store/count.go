package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"surety/fault"
	"surety/record"
)

// Count counts records by a field's values; see [Reader]. Sort, After and Limit
// of the query mean nothing. A record whose field holds several values counts
// once for each.
func (r reader) Count(ctx context.Context, q Query, by string) (map[string]int, error) {
	q.Sort, q.After = "", ""
	p, err := r.store.understand(r.store.dialect, q)
	if err != nil {
		return nil, fault.Wrap(err, "count")
	}
	counting, err := p.counting(by)
	if err != nil {
		return nil, fault.Wrap(err, "count")
	}
	counts := map[string]int{}
	if len(p.arms) == 0 {
		return counts, nil
	}
	err = r.with(ctx, need{all: true}, func(c *conn) error {
		if counted, err := r.countCensus(ctx, c, p, counting, counts); counted || err != nil {
			return err
		}
		rare, err := r.rarest(ctx, c, p)
		if err != nil {
			return err
		}
		var a arguments
		text := counting.statement(p, c, &a, rare)
		all := 0
		err = c.each(ctx, func(rows *sql.Rows) error {
			var value any
			var n int
			err := rows.Scan(&value, &n)
			counts[counting.text(value)] += n
			all += n
			return err
		}, text, a.values...)
		r.store.censuses.note(c.org, p.l, all)
		return err
	})
	return counts, fault.Wrap(err, "count")
}

// counting is what records are counted by.
type counting struct {
	value  string // expression
	column string // of the kind's table, where it is one
	join   string // table that it is in beside k, and
	on     string // how they belong together
	index  string
	text   func(value any) string
	of     func(d *described) []any // the values in Go, for views of the past
}

func (p *listing) counting(by string) (counting, error) {
	l := p.l
	plain := func(value any) string {
		text, _ := value.(string)
		return text
	}
	field := l.kind.Field(by)
	c, indexed := l.byField[by]
	switch {
	case by == "":
		return counting{value: "k.arm", column: "arm", index: l.index(l.base["state"]), text: func(any) string { return "" }, of: func(*described) []any { return []any{nil} }}, nil
	case by == "state":
		return counting{value: "k.arm", column: "arm", index: l.index(l.base["state"]), text: l.stateOf, of: func(d *described) []any { return []any{l.arm(d.state)} }}, nil
	case indexed && c.countable():
		return counting{value: "k." + c.name, column: c.name, index: l.index(c), text: c.text, of: func(d *described) []any { return []any{d.column(c)} }}, nil
	case l.links[by]:
		return counting{value: "z.id", join: " CROSS JOIN link y CROSS JOIN record z", text: plain,
			on: " AND y.from_num = k.num AND y.field = '" + by + "' AND y.live = 1 AND z.num = y.to_num",
			of: func(d *described) (values []any) {
				for _, ref := range d.links {
					if ref.field == by {
						values = append(values, ref.to)
					}
				}
				return values
			}}, nil
	case field != nil && slices.Contains(l.facets, field):
		return counting{value: "y.value", join: " CROSS JOIN facet y", on: " AND y.num = k.num AND y.name = '" + by + "'",
			text: func(value any) string { return unfoldFacet(field, plain(value)) },
			of: func(d *described) (values []any) {
				for _, f := range d.facets {
					if f.name == by {
						values = append(values, f.value)
					}
				}
				return values
			}}, nil
	}
	names := []string{"state"}
	for _, f := range l.kind.Fields {
		if c, ok := l.byField[f.Name]; ok && c.countable() || l.links[f.Name] || slices.Contains(l.facets, f) {
			names = append(names, f.Name)
		}
	}
	return counting{}, &fault.Error{Kind: fault.Invalid, Record: l.kind.Name, Field: by, Message: "records can't be counted by it", Mend: "count by one of " + strings.Join(names, ", ")}
}

// statement counts, state by state in the order of the index where all rows of
// the states are read, and through the rare condition where there is one.
func (n counting) statement(p *listing, c *conn, a *arguments, rare int) string {
	if rare >= 0 {
		from, where := p.conditions[rare].narrow(a, c.org)
		return "SELECT s, count(*) AS n FROM (SELECT DISTINCT " + n.value + " AS s, k.num FROM " + from + n.join + " WHERE " + p.within(a, c.org) + " AND " + where + n.on + p.remaining(a, rare) + ") n GROUP BY s"
	}
	hint := ""
	if n.index != "" {
		hint = c.d.hint(n.index)
	}
	var arms []string
	for _, arm := range p.arms {
		arms = append(arms, "SELECT "+n.value+" AS s, count(*) AS n FROM "+p.l.table+" k"+hint+n.join+
			" WHERE k.org = "+a.add(c.org)+" AND k.arm = "+a.add(arm)+n.on+p.remaining(a, -1)+" GROUP BY "+n.value)
	}
	return strings.Join(arms, " UNION ALL ")
}

func (l *layout) stateOf(value any) string {
	arm, _ := value.(int64)
	if int(arm) < len(l.form.States) {
		return l.form.States[arm]
	}
	return "?"
}

// unfoldFacet finds the enumeration's value that a facet stands for; a text
// stays folded.
func unfoldFacet(f *record.Field, stored string) string {
	for _, o := range f.Options {
		if facetValue(o.Value) == stored {
			return o.Value
		}
	}
	return strings.TrimPrefix(stored, "s")
}
