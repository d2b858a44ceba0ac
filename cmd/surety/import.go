package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"surety/fault"
	"surety/interop/sheet"
	"surety/interop/sheet/workbook"
	"surety/record"
)

type importCommand struct {
	Sheet importSheetCommand `cmd:"" help:"Import a spreadsheet (XLSX or CSV) of one kind."`
}

type importSheetCommand struct {
	File        string `arg:"" help:"The spreadsheet."`
	Kind        string `help:"Kind of the rows, such as risk." required:""`
	DryRun      bool   `help:"Say for each row what would be done, and do nothing."`
	Mapping     string `help:"File with the mapping of columns, as --save-mapping writes it; proposed where none is given."`
	SaveMapping string `help:"Write the mapping that is used to a file, to be changed and used again."`
	Format      string `help:"text or json." enum:"text,json" default:"text"`
}

// mostFile bounds the file that is read.
const mostFile = 64 << 20

// mostTold bounds the different faults that are told one by one.
const mostTold = 100

// Help shows an example to be pasted.
func (*importSheetCommand) Help() string {
	return example(`printf 'Name;Type\nCustomer portal;service\n' > assets.csv && surety import sheet assets.csv --kind asset --dry-run`)
}

// Run imports all rows or none.
func (i *importSheetCommand) Run(ctx context.Context, std streams, c *commands) (err error) {
	p, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer closing(p, &err)
	actor, err := c.actor(ctx, p)
	if err != nil {
		return err
	}
	kind, err := p.Kind(i.Kind)
	if err != nil {
		return err
	}
	door := sheet.Door{App: p.App, Actor: actor}
	plan, err := i.plan(ctx, std, door, kind)
	if err != nil {
		return err
	}
	if !i.DryRun && len(plan.Faults) == 0 {
		if err := door.Run(ctx, plan); err != nil {
			return err
		}
	}
	if err := i.tell(std, plan); err != nil {
		return err
	}
	if len(plan.Faults) > 0 {
		return fault.New(fault.Invalid, "nothing was imported: %s in %s", counted(len(plan.Faults), "fault"), i.File)
	}
	return nil
}

func (i *importSheetCommand) plan(ctx context.Context, std streams, door sheet.Door, kind *record.Kind) (*sheet.Plan, error) {
	data, err := readFile(i.File)
	if err != nil {
		return nil, err
	}
	book, err := workbook.Read(ctx, i.File, data, workbook.Limits{})
	if err != nil {
		return nil, err
	}
	planner, err := door.Planner(ctx, kind)
	if err != nil {
		return nil, err
	}
	mapping, err := i.mapping(ctx, planner, kind, book)
	if err != nil {
		return nil, err
	}
	if i.SaveMapping != "" {
		err := writeFile(std, i.SaveMapping, func(w io.Writer) error {
			encoder := json.NewEncoder(w)
			encoder.SetIndent("", "  ")
			return encoder.Encode(mapping)
		})
		if err != nil {
			return nil, err
		}
	}
	return planner.Plan(ctx, kind, mapping, book)
}

func (i *importSheetCommand) mapping(ctx context.Context, planner *sheet.Planner, kind *record.Kind, book *workbook.Book) (m *sheet.Mapping, err error) {
	if i.Mapping == "" {
		return planner.Propose(ctx, kind, book)
	}
	f, err := os.Open(i.Mapping)
	if err != nil {
		return nil, fault.New(fault.NotFound, "the mapping can't be read: %w", err)
	}
	defer closing(f, &err)
	return sheet.ReadMapping(f, kind, planner.Custom)
}

// readFile reads a file whole, up to a bound.
func readFile(name string) (data []byte, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.New(fault.NotFound, "%s can't be read: %w", name, err)
	}
	defer closing(f, &err)
	data, err = io.ReadAll(io.LimitReader(f, mostFile+1))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "%s can't be read: %w", name, err)
	}
	if len(data) > mostFile {
		return nil, fault.New(fault.TooLarge, "%s is larger than the %d MB that are read", name, mostFile>>20)
	}
	return data, nil
}

// tellMapping says what each column is read as.
func tellMapping(out io.Writer, m *sheet.Mapping) {
	for _, column := range m.Columns {
		if column.Field == "" {
			fmt.Fprintf(out, "column %q is not read\n", column.Header)
			continue
		}
		fmt.Fprintf(out, "column %q is %s\n", column.Header, column.Field)
	}
	for _, path := range slices.Sorted(maps.Keys(m.Fixed)) {
		fmt.Fprintf(out, "new records get %s %s\n", path, m.Fixed[path])
	}
}

// counted is a number of things, one or many.
func counted(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

func (i *importSheetCommand) tell(std streams, plan *sheet.Plan) error {
	if i.Format == "json" {
		data, err := json.Marshal(plan)
		if err != nil {
			return err
		}
		return writeIndented(std.Out, data)
	}
	if i.DryRun {
		tellMapping(std.Out, plan.Mapping)
		for _, row := range plan.Rows {
			var changes []string
			for _, change := range row.Changes {
				changes = append(changes, fmt.Sprintf("%s: %s → %s", change.Label, clip(change.Old, 30), clip(change.New, 40)))
			}
			fmt.Fprintf(std.Out, "row %d  %-9s  %s  %s\n", row.Row, row.Action, clip(row.Title, 50), strings.Join(changes, "; "))
		}
	}
	for _, made := range plan.New {
		fmt.Fprintf(std.Out, "new %s: %s\n", made.Kind.Label, made.Title)
	}
	for _, note := range sheet.Grouped(plan.Notes) {
		fmt.Fprintln(std.Out, "note:", note)
	}
	groups := sheet.Grouped(plan.Faults)
	for _, g := range groups[:min(len(groups), mostTold)] {
		fmt.Fprintln(std.Err, g)
	}
	if more := len(groups) - mostTold; more > 0 {
		fmt.Fprintf(std.Err, "… and %d more that is wrong; --format json names all\n", more)
	}
	s := plan.Summary()
	did := "imported"
	if i.DryRun || len(plan.Faults) > 0 {
		did = "nothing was written"
	}
	_, err := fmt.Fprintf(std.Out, "%s: %d to create, %d to update, %d unchanged, %s; %s\n", counted(s.Rows, "row"), s.Create, s.Update, s.Unchanged, counted(len(s.Faults), "fault"), did)
	return err
}
