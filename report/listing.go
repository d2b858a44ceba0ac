package report

import (
	"context"
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
			return nil, fault.At(fault.TooLarge, query.Kind, "", "a paper lists at most %d records, and these are more", MostRows).Mending("filter the list, or export it for a spreadsheet")
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
		p.Name, p.Formats, p.Title, p.Wide = kind.Name+"-list", []string{PDF, XLSX, Markdown}, p.reader.Say(kind.Plural), true
		p.Standing = p.reader.Count(len(listing.Records), "%d record", "%d records")
		p.Facts = append(p.chosen(kind, query), Fact{Label: p.reader.Say("Records"), Value: p.reader.Number(len(listing.Records))})
		p.restrict(listing.Records)
		if len(listing.Records) == 0 {
			p.add(paragraph(p.reader.Say("Nothing fits.")))
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
	t := &table{name: sheetName(p.reader.Say(l.Kind.Plural)), columns: []column{{head: p.reader.Say("Key"), short: true, strong: true}}}
	var fields []*record.Field
	for _, f := range l.Kind.Fields {
		chosen := f.Is(record.MarkList)
		if len(columns) > 0 {
			chosen = slices.Contains(columns, f.Name)
		}
		if chosen || f.Is(record.MarkTitle) {
			fields = append(fields, f)
			t.columns = append(t.columns, p.columnOf(f))
		}
	}
	t.columns = append(t.columns, column{head: p.reader.Say("State"), short: true})
	for _, rec := range l.Records {
		cells := []cell{{pieces: []piece{{text: rec.Key, key: rec.Key}}}}
		for _, f := range fields {
			cells = append(cells, p.fieldCell(l.Names, f, rec.Body))
		}
		t.rows = append(t.rows, row{cells: append(cells, p.stateCell(rec))})
	}
	return t
}

func (p *Paper) columnOf(f *record.Field) column {
	c := column{head: p.reader.Say(f.Label)}
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
	c := said(names.Said(p.reader, f, body))
	switch value := f.Get(body).(type) {
	case record.Markdown:
		return said(unformed(string(value)))
	case record.Ref, []record.Ref:
		return p.named(names, f.Refs(body)...)
	case time.Time:
		c.value = value.In(p.Printed.Location())
	case bool, record.Date, int, float64, record.Percent, record.Money:
		c.value = value
	}
	return c
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
			c.pieces = append(c.pieces, piece{text: name.Said(p.reader)})
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

func (p *Paper) stateCell(rec *record.Record) cell {
	label := rec.State
	if state, ok := rec.Kind.Lifecycle.State(rec.State); ok {
		label = p.reader.Say(state.Label)
	}
	if rec.Mark != record.MarkNone {
		return said(p.reader.Say("%s, restricted", label))
	}
	return said(label)
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
