package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"surety/app"
	"surety/fault"
	"surety/record"
)

type listCommand struct {
	Kind   string   `arg:"" help:"Kind of record, such as risk."`
	Where  []string `help:"Filter or sort as in the API: state=open, due.lt=2026-12-31, owner.in=PERSON-0001,PERSON-0002, sort=-level, after=CURSOR." sep:"none"`
	Limit  int      `help:"How many at most." default:"50"`
	Format string   `help:"text or json." enum:"text,json" default:"text"`
}

// Help shows an example to be pasted.
func (*listCommand) Help() string {
	return example(`surety list risk --where state=open --where sort=-level --format json`)
}

// Run lists one page of a kind.
func (l *listCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	query, err := whereQuery(p, l.Kind, l.Where, l.Limit)
	if err != nil {
		return err
	}
	listing, err := p.List(ctx, actor, query)
	if err != nil {
		return err
	}
	if l.Format == "json" {
		page, err := listing.JSON()
		if err != nil {
			return err
		}
		return writeIndented(std.Out, page)
	}
	return writeTable(std.Out, listing)
}

// whereQuery reads filters and order as they are written in the command line.
func whereQuery(p *program, kindName string, where []string, limit int) (app.Query, error) {
	kind := p.Catalogue().Kind(kindName)
	if kind == nil {
		return app.Query{}, &fault.Error{Kind: fault.NotFound, Message: fmt.Sprintf("there is no kind %q", kindName), Mend: "the kinds are " + strings.Join(p.Catalogue().Names(), ", ")}
	}
	values := map[string][]string{}
	for _, w := range where {
		name, value, ok := strings.Cut(w, "=")
		if !ok {
			return app.Query{}, fault.New(fault.Malformed, "%q is no filter: expected a form such as state=open", w)
		}
		values[name] = append(values[name], value)
	}
	if values["limit"] == nil {
		values["limit"] = []string{fmt.Sprint(limit)}
	}
	return app.ParseQuery(kind, values)
}

func writeTable(w io.Writer, listing *app.Listing) error {
	table := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	var fields []*record.Field
	head := []string{"KEY", "STATE"}
	for _, f := range listing.Kind.Fields {
		if f.Is(record.MarkList) {
			fields = append(fields, f)
			head = append(head, strings.ToUpper(f.Label))
		}
	}
	fmt.Fprintln(table, strings.Join(head, "\t"))
	for _, rec := range listing.Records {
		cells := []string{rec.Key, rec.State}
		for _, f := range fields {
			cells = append(cells, clip(listing.Names.Text(f, rec.Body), 60))
		}
		fmt.Fprintln(table, strings.Join(cells, "\t"))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	if listing.Next != "" {
		fmt.Fprintf(w, "There are more: --where after=%s\n", listing.Next)
	}
	return nil
}

// clip keeps a cell on one line and within a width.
func clip(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

func writeIndented(w io.Writer, data json.RawMessage) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(data)
}

type getCommand struct {
	Key    string `arg:"" help:"Key of the record, such as RISK-0042."`
	Format string `help:"text or json." enum:"text,json" default:"text"`
}

// Help shows an example to be pasted.
func (*getCommand) Help() string {
	return example(`surety get RISK-0042`)
}

// Run shows one record.
func (g *getCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	rec, err := p.Get(ctx, actor, g.Key)
	if err != nil {
		return err
	}
	names, err := p.NamesOf(ctx, actor, rec)
	if err != nil {
		return err
	}
	if g.Format == "json" {
		data, err := names.JSON(rec)
		if err != nil {
			return err
		}
		return writeIndented(std.Out, data)
	}
	fmt.Fprintf(std.Out, "%s  %s\n%s, revision %d, changed %s\n\n", rec.Key, rec.Title(), rec.State, rec.Revision, rec.Changed.Format("2006-01-02 15:04"))
	table := tabwriter.NewWriter(std.Out, 0, 4, 2, ' ', 0)
	for _, f := range rec.Kind.Fields {
		if text := names.Text(f, rec.Body); text != "" {
			fmt.Fprintf(table, "%s\t%s\n", f.Label, strings.ReplaceAll(text, "\n", "\n\t"))
		}
	}
	return table.Flush()
}
