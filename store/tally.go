package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"surety/fault"
	"surety/record"
)

// Tally is how many records have the same values in several fields.
type Tally struct {
	Values []string // canonical texts, in the order of the fields
	Count  int
}

// mostTallies bounds how many combinations of values one tally tells apart.
const mostTallies = 20_000

// Tally counts records by the values of several fields together; see [Reader].
func (r reader) Tally(ctx context.Context, q Query, by ...string) ([]Tally, error) {
	q.Sort, q.After = "", ""
	p, err := r.store.understand(r.store.dialect, q)
	if err != nil {
		return nil, fault.Wrap(err, "tally")
	}
	columns, err := p.tallied(by)
	if err != nil || len(p.arms) == 0 {
		return nil, fault.Wrap(err, "tally")
	}
	var counts tallies
	err = r.with(ctx, need{all: true}, func(c *conn) error {
		if tallied, err := r.tallyCensus(ctx, c, p, columns, &counts); tallied || err != nil {
			return err
		}
		rare, err := r.rarest(ctx, c, p)
		if err != nil {
			return err
		}
		var a arguments
		text := p.tallyStatement(columns, c, &a, rare)
		values, targets := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			targets[i] = &values[i]
		}
		all := 0
		err = c.each(ctx, func(rows *sql.Rows) error {
			if err := rows.Scan(targets...); err != nil {
				return err
			}
			all++
			return counts.add(columns, values, 1)
		}, text, a.values...)
		r.store.censuses.note(c.org, p.l, all)
		return err
	})
	return counts.sorted(), fault.Wrap(err, "tally")
}

// tallied are the columns of the fields, each a value a record.
func (p *listing) tallied(by []string) ([]column, error) {
	var columns []column
	for _, name := range by {
		c, indexed := p.l.byField[name]
		if !indexed || !c.countable() || c.field.Type == record.TypeRef {
			return nil, &fault.Error{Kind: fault.Invalid, Record: p.l.kind.Name, Field: name, Message: "records can't be tallied by it", Mend: "tally by indexed fields that hold one value and name no record"}
		}
		columns = append(columns, c)
	}
	return columns, nil
}

// tallyStatement reads the columns of each record once, through the rare condition
// where there is one, else state by state; they are counted here. A GROUP BY would
// sort them first.
func (p *listing) tallyStatement(columns []column, c *conn, a *arguments, rare int) string {
	names := make([]string, len(columns))
	for i, column := range columns {
		names[i] = "k." + column.name
	}
	list := strings.Join(names, ", ")
	if rare >= 0 {
		from, where := p.conditions[rare].narrow(a, c.org)
		text := p.within(a, c.org) + " AND " + where + p.remaining(a, rare)
		return "SELECT " + list + " FROM " + p.l.table + " k WHERE k.num IN (SELECT k.num FROM " + from + " WHERE " + text + ")"
	}
	var arms []string
	for _, arm := range p.arms {
		arms = append(arms, "SELECT "+list+" FROM "+p.l.table+" k"+c.d.hint(p.l.index(p.l.base["state"]))+
			" WHERE k.org = "+a.add(c.org)+" AND k.arm = "+a.add(arm)+p.remaining(a, -1))
	}
	return strings.Join(arms, " UNION ALL ")
}

// tallies counts by the texts of values.
type tallies map[string]*Tally

func (t *tallies) add(columns []column, values []any, n int) error {
	if *t == nil {
		*t = tallies{}
	}
	var key strings.Builder
	texts := make([]string, len(columns))
	for i, c := range columns {
		texts[i] = c.text(values[i])
		key.WriteString(strconv.Quote(texts[i]))
	}
	if found := (*t)[key.String()]; found != nil {
		found.Count += n
		return nil
	}
	if len(*t) >= mostTallies {
		return fault.New(fault.TooLarge, "more than %d combinations of values: tally by fewer fields", mostTallies)
	}
	(*t)[key.String()] = &Tally{texts, n}
	return nil
}

func (t tallies) sorted() []Tally {
	list := make([]Tally, 0, len(t))
	for _, tally := range t {
		list = append(list, *tally)
	}
	slices.SortFunc(list, func(a, b Tally) int { return slices.Compare(a.Values, b.Values) })
	return list
}

// Tally counts records as they were; see [Reader].
func (v *View) Tally(ctx context.Context, q Query, by ...string) ([]Tally, error) {
	q.Sort, q.After = "", ""
	p, found, err := v.matching(ctx, q)
	if err != nil {
		return nil, fault.Wrap(err, "tally as it was")
	}
	columns, err := p.tallied(by)
	if err != nil {
		return nil, fault.Wrap(err, "tally as it was")
	}
	var counts tallies
	for _, s := range found {
		values := make([]any, len(columns))
		for i, c := range columns {
			values[i] = s.described.column(c)
		}
		if err := counts.add(columns, values, 1); err != nil {
			return nil, fault.Wrap(err, "tally as it was")
		}
	}
	return counts.sorted(), nil
}
