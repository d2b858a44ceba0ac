package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"surety/expr"
	"surety/fault"
	"surety/pack"

	"surety/app"
)

type standardCommand struct {
	List    standardListCommand    `cmd:"" help:"List the standards."`
	Show    standardShowCommand    `cmd:"" help:"Show a standard, or one entry of it."`
	Migrate standardMigrateCommand `cmd:"" help:"Put a newer edition in an older one's place: in statements, judgements and the management system."`
}

type standardListCommand struct {
	Format string `help:"text or json." enum:"text,json" default:"text"`
}

// Help shows an example to be pasted.
func (*standardListCommand) Help() string {
	return example(`surety standard list --format json`)
}

// Run lists the packs.
func (l *standardListCommand) Run(std streams, c *commands) error {
	packs, problems, err := c.standards()
	if err != nil {
		return err
	}
	lines := []standardLine{}
	for _, p := range packs.Packs() {
		lines = append(lines, lineOf(p))
	}
	tellLeftOut(std, problems)
	if l.Format == "json" {
		return writeJSON(std.Out, lines)
	}
	table := tabwriter.NewWriter(std.Out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "PACK\tEDITION\tSTATUS\tREQUIREMENTS\tCONTROLS\tENTRIES\tTITLE")
	for _, line := range lines {
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%d\t%d\t%s: %s\n", line.ID, line.Edition, line.Status, line.Requirements, line.Controls, line.Entries, line.Designation, line.Title)
	}
	return table.Flush()
}

type standardShowCommand struct {
	Standard string `arg:"" help:"Pack, such as iso27001 or iso27002@2022."`
	Entry    string `arg:"" optional:"" help:"Entry, such as 6.1.3-11 or A.8.13."`
	Format   string `help:"text or json: all entries, or the one, with texts, attributes and edges." enum:"text,json" default:"text"`
}

// Help shows an example to be pasted.
func (*standardShowCommand) Help() string {
	return example(`surety standard show iso27001 6.1.3-11`)
}

// Run shows a pack's tree or one entry.
func (s *standardShowCommand) Run(std streams, c *commands) error {
	packs, _, err := c.standards()
	if err != nil {
		return err
	}
	p, err := packs.Find(s.Standard)
	if err != nil {
		return err
	}
	if s.Entry == "" && s.Format == "json" {
		entries := make([]standardEntry, len(p.Entries))
		for i, e := range p.Entries {
			entries[i] = entryOf(packs, e)
		}
		return writeJSON(std.Out, entries)
	}
	if s.Entry == "" {
		fmt.Fprintf(std.Out, "%s  %s\n\n", p.Designation, p.Title.In("en"))
		for depth, entry := range p.Tree() {
			fmt.Fprintf(std.Out, "%s%s  %s\n", strings.Repeat("  ", depth), entry.ID, entry.Title.In("en"))
		}
		return nil
	}
	entry := p.Entry(s.Entry)
	if entry == nil {
		return fault.New(fault.NotFound, "%s has no entry %q: surety standard show %s lists them", p.Designation, s.Entry, p.ID)
	}
	if s.Format == "json" {
		return writeJSON(std.Out, entryOf(packs, entry))
	}
	showEntry(std, p, entry)
	return nil
}

func showEntry(std streams, p *pack.Pack, e *pack.Entry) {
	fmt.Fprintf(std.Out, "%s %s  %s\n%s\n\n%s\n", p.Designation, e.Clause, e.Title.In("en"), e.Force, e.Text.In("en"))
	for _, part := range []struct{ head, text string }{{"Why", e.Why.In("en")}, {"How", e.Guidance.In("en")}} {
		if part.text != "" {
			fmt.Fprintf(std.Out, "\n%s\n%s\n", part.head, part.text)
		}
	}
	type list struct {
		head  string
		items []pack.Text
	}
	var lists []list
	for _, part := range p.Parts {
		lists = append(lists, list{part.Title.In("en"), e.Parts[part.ID]})
	}
	lists = append(lists, []list{{"What proves it", e.Evidence}, {"What people get wrong", e.Pitfalls}, {"Questions", e.Questions}}...)
	for _, list := range lists {
		if len(list.items) == 0 {
			continue
		}
		fmt.Fprintf(std.Out, "\n%s\n", list.head)
		for _, item := range list.items {
			fmt.Fprintf(std.Out, "- %s\n", item.In("en"))
		}
	}
	for _, check := range e.Checks {
		fmt.Fprintf(std.Out, "\nCheck %s, %s of %s\n  where %s\n  holds %s\n", check.ID, check.Shape, check.Of, check.Where, check.Holds)
	}
	if !e.Confirmed {
		fmt.Fprintln(std.Out, "\nIn our words, from public sources: check in your licensed copy.")
	}
}

// standards loads the packs without opening a database.
func (c *commands) standards() (*pack.Set, pack.Problems, error) {
	catalogue, err := c.catalogue()
	if err != nil {
		return nil, nil, err
	}
	language, err := expr.New(catalogue)
	if err != nil {
		return nil, nil, err
	}
	packs, problems := pack.Load(c.ownPacks(), app.Compile(language))
	return packs, problems, nil
}
