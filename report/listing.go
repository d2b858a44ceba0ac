package report

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"surety/app"
	"surety/fault"
	"surety/record"
)

// MostRows is how many records a paper lists at most.
const MostRows = 20_000

// all reads all pages of a list, up to the bound of a paper.
func all(ctx context.Context, a *app.App, actor app.Actor, query app.Query) (*app.Listing, error) {
	whole := &app.Listing{Names: app.Names{}}
	query.Limit, query.After = app.MostLimit, ""
	for {
		page, err := a.List(ctx, actor, query)
		if err != nil {
			return nil, err
		}
		whole.Kind = page.Kind
		whole.Records = append(whole.Records, page.Records...)
		for id, name := range page.Names {
			whole.Names[id] = name
		}
		if len(whole.Records) > MostRows || page.Next != "" && len(whole.Records) == MostRows {
			return nil, &fault.Error{Kind: fault.TooLarge, Record: query.Kind, Message: fmt.Sprintf("a paper lists at most %d records, and these are more", MostRows), Mend: "filter the list, or export it for a spreadsheet"}
		}
		if query.After = page.Next; query.After == "" {
			return whole, nil
		}
	}
}

// List makes the paper of any list: the records that a query finds, in its order,
// under columns that are fields by name, or where none is named those that the
// kind shows without being asked.
func List(ctx context.Context, a *app.App, actor app.Actor, query app.Query, columns ...string) (*Paper, error) {
	return read(ctx, a, actor, func(p *Paper) error {
		listing, err := all(ctx, a, actor, query)
		if err != nil {
			return err
		}
		kind := listing.Kind
		p.Name, p.Formats, p.Title, p.Wide = kind.Name+"-list", []string{PDF, XLSX, Markdown}, kind.Plural, true
		p.Standing = fmt.Sprintf(sayRecords, len(listing.Records))
		p.Facts = []Fact{
			{Label: "Shown", Value: shown(kind, query)},
			{Label: "Order", Value: order(kind, query)},
			{Label: "Records", Value: fmt.Sprint(len(listing.Records))},
		}
		p.restrict(listing.Records)
		if len(listing.Records) == 0 {
			p.add(paragraph(sayNothing))
		}
		p.add(p.tabulate(listing, columns))
		return nil
	})
}

// restrict keeps which records of a paper are not for everybody.
func (p *Paper) restrict(records []*record.Record) {
	for _, r := range records {
		if r.Mark != record.MarkNone {
			p.marked[r.Key] = true
		}
	}
}

// tabulate puts the records of a list under key, title, the chosen columns and
// state.
func (p *Paper) tabulate(l *app.Listing, columns []string) *table {
	t := &table{name: sheetName(l.Kind.Plural), columns: []column{{head: "Key", short: true, strong: true}}}
	var fields []*record.Field
	for _, f := range l.Kind.Fields {
		chosen := f.Is(record.MarkList)
		if len(columns) > 0 {
			chosen = slices.Contains(columns, f.Name)
		}
		if chosen || f.Is(record.MarkTitle) {
			fields = append(fields, f)
			t.columns = append(t.columns, columnOf(f))
		}
	}
	t.columns = append(t.columns, column{head: "State", short: true})
	for _, rec := range l.Records {
		cells := []cell{{pieces: []piece{{text: rec.Key, key: rec.Key}}}}
		for _, f := range fields {
			cells = append(cells, p.fieldCell(l.Names, f, rec.Body))
		}
		t.rows = append(t.rows, row{cells: append(cells, stateCell(rec))})
	}
	return t
}

func columnOf(f *record.Field) column {
	c := column{head: f.Label}
	switch f.Type {
	case record.TypeInteger, record.TypeDecimal, record.TypePercent, record.TypeMoney:
		c.number, c.short = true, true
	case record.TypeDate, record.TypeInstant, record.TypePeriod, record.TypeBool, record.TypeEnum:
		c.short = true
	}
	return c
}

// fieldCell is a field's value, with the type that a spreadsheet calculates with.
func (p *Paper) fieldCell(names app.Names, f *record.Field, body any) cell {
	if !f.IsSet(body) {
		return said("")
	}
	c := said(names.Text(f, body))
	switch value := f.Get(body).(type) {
	case record.Markdown:
		return said(unformed(string(value)))
	case record.Ref, []record.Ref:
		return p.named(names, f.Refs(body)...)
	case bool:
		c = said(yesNo(value))
		c.value = value
	case time.Time:
		local := value.In(p.Printed.Location())
		c = said(local.Format("2006-01-02 15:04"))
		c.value = local
	case record.Date, int, float64, record.Percent, record.Money:
		c.value = value
	}
	return c
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// named is a cell of references: persons by name, everything else by key and
// title.
func (p *Paper) named(names app.Names, refs ...record.Ref) cell {
	var c cell
	for i, ref := range refs {
		if i > 0 {
			c.pieces = append(c.pieces, piece{text: "; "})
		}
		name, known := names[ref.ID()]
		switch {
		case !known:
			c.pieces = append(c.pieces, piece{text: string(ref)})
		case name.Restricted:
			c.pieces = append(c.pieces, piece{text: name.Title})
		case name.Kind.Name == "person":
			c.pieces = append(c.pieces, piece{text: name.Title, key: name.Key})
		default:
			c.pieces = append(c.pieces, piece{text: name.Key, key: name.Key}, piece{text: " " + name.Title})
		}
		if name.Marked {
			p.marked[name.Key] = true
		}
	}
	return c
}

func stateCell(rec *record.Record) cell {
	label := rec.State
	if state, ok := rec.Kind.Lifecycle.State(rec.State); ok {
		label = state.Label
	}
	if rec.Mark != record.MarkNone {
		return said(fmt.Sprintf(sayRestrictedState, label))
	}
	return said(label)
}

// shown says which records a query finds, as far as it chooses.
func shown(kind *record.Kind, query app.Query) string {
	var conditions []string
	if query.Search != "" {
		conditions = append(conditions, fmt.Sprintf(sayWords, query.Search))
	}
	for _, filter := range query.Filters {
		label, values := filter.Field, filter.Values
		if f := kind.Field(filter.Field); f != nil {
			label, values = f.Label, make([]string, len(filter.Values))
			for i, value := range filter.Values {
				values[i] = value
				if option, ok := f.Option(value); ok {
					values[i] = option.Label
				}
			}
		}
		if filter.Field == "state" {
			label, values = "State", stateLabels(kind, filter.Values)
		}
		form, ok := sayOperators[filter.Op]
		if !ok {
			form = sayOperators["eq"]
		}
		conditions = append(conditions, strings.TrimSpace(fmt.Sprintf(form, label, strings.Join(values, ", "))))
	}
	switch {
	case len(conditions) > 0:
		return strings.Join(conditions, "; ")
	case query.IncludeEnded:
		return sayAll
	}
	return sayLive
}

func stateLabels(kind *record.Kind, names []string) []string {
	labels := make([]string, len(names))
	for i, name := range names {
		labels[i] = name
		if state, ok := kind.Lifecycle.State(name); ok {
			labels[i] = state.Label
		}
	}
	return labels
}

// order says what a list is sorted by.
func order(kind *record.Kind, query app.Query) string {
	name, down := strings.CutPrefix(query.Sort, "-")
	label := map[string]string{"": "Key", "key": "Key", "title": "Title", "state": "State", "changed": "Last changed"}[name]
	for _, f := range kind.Fields {
		if name != "" && (f.Name == name || f.Order == name) {
			label = f.Label
			break
		}
	}
	if down {
		return fmt.Sprintf(sayDescending, label)
	}
	return fmt.Sprintf(sayAscending, label)
}

// sheetName is a name that a sheet can have.
func sheetName(name string) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, name)
	return clip(strings.TrimSpace(name), 31)
}
