package sheet

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"surety/fault"
	"surety/interop/sheet/workbook"
	"surety/record"
)

// planning is one run of Plan.
type planning struct {
	*Planner
	voice
	ctx     context.Context
	kind    *record.Kind
	mapping *Mapping
	slots   map[string]*slot
	table   *table
	columns []column
	fixed   []fixed
	entries []*entry
	plan    *Plan
	refs    references
}

// column is a mapped column of the table at hand.
type column struct {
	index  int
	header string
	reader *reader
	slot   *slot
	joined bool // goes on with the text of the column before it
}

// name is the column's letters.
func (c column) name() string { return workbook.ColumnName(c.index) }

// entry is one record of the file: a row, or rows that merged cells hold together.
type entry struct {
	row      int
	cells    []workbook.Cell // by the index of the column in planning.columns
	values   map[string]reading
	from     map[string]int // column a path's value came from
	faulty   bool
	existing *record.Record
	id       record.ID
}

// Plan finds out what an import of a book by a mapping would do; it writes
// nothing. The error tells what keeps it from planning at all: a file without
// the mapping's headings, or a resolver that failed. What is wrong with single
// rows, or with the mapping, stands in the plan's Faults.
func (p *Planner) Plan(ctx context.Context, kind *record.Kind, m *Mapping, book *workbook.Book) (*Plan, error) {
	if err := m.Check(kind, p.Custom); err != nil {
		return unmapped(voiceOf(ctx), kind, m, err), nil
	}
	table, err := find(book, m)
	if err != nil {
		return nil, err
	}
	run := &planning{
		Planner: p, voice: voiceOf(ctx), ctx: ctx, kind: kind, mapping: m, table: table, slots: map[string]*slot{},
		plan: &Plan{Kind: kind, Mapping: m, since: p.since}, refs: newReferences(),
	}
	for _, s := range slotsOf(kind, p.Custom) {
		run.slots[s.path] = s
	}
	run.plan.Notes = notesOf(m)
	for _, step := range []func() error{run.bind, run.gather, run.convert, run.resolve, run.identify, run.findHidden, run.build} {
		if err := step(); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	run.sortFaults()
	return run.plan, nil
}

// unmapped is the plan of a mapping that can't be used: faults, and the mapping
// to be changed.
func unmapped(v voice, kind *record.Kind, m *Mapping, err error) *Plan {
	plan := &Plan{Kind: kind, Mapping: m, Notes: notesOf(m)}
	list, ok := errors.AsType[fault.List](err)
	if !ok {
		list = fault.List{fault.New(fault.KindOf(err), "%w", err)}
	}
	for _, f := range list {
		plan.Faults = append(plan.Faults, Fault{Sheet: m.Sheet, Message: v.place(f)})
	}
	return plan
}

// notesOf are the notes of a mapping as notes on the file.
func notesOf(m *Mapping) []Fault {
	notes := make([]Fault, len(m.Notes))
	for i, text := range m.Notes {
		notes[i] = Fault{Sheet: m.Sheet, Message: text}
	}
	return notes
}

// bind finds each mapped column in the table.
func (p *planning) bind() error {
	for _, c := range p.mapping.Columns {
		if c.Field == "" {
			continue
		}
		index := p.table.column(c.Header)
		if index < 0 {
			p.fault(p.table.row, "", "the column %q of the mapping is not in the file", c.Header)
			continue
		}
		s := p.slots[c.Field]
		steps, err := p.steps(s)
		if err != nil {
			return err
		}
		_, joined := isContinued(c.Header)
		p.columns = append(p.columns, column{index: index, header: c.Header, reader: newReader(p.kind, s, c, steps), slot: s, joined: joined})
	}
	slices.SortStableFunc(p.columns, func(a, b column) int { return a.index - b.index })
	p.plan.Samples = p.table.samples()
	return p.bindFixed()
}

// steps are those of the scale that a slot's whole numbers are levels on.
func (p *planning) steps(s *slot) ([]Step, error) {
	if s.field == nil || s.field.Type != record.TypeInteger || !s.inBody() {
		return nil, nil
	}
	return p.Resolver.Scale(p.ctx, p.kind, s.path)
}

// gather makes entries of the rows under the headings.
func (p *planning) gather() error {
	for i, row := range p.table.rows {
		if i%1000 == 999 && p.ctx.Err() != nil {
			return p.ctx.Err()
		}
		cells := make([]workbook.Cell, len(p.columns))
		blank := true
		for j, c := range p.columns {
			cells[j] = row.At(c.index)
			blank = blank && cells[j].Blank()
		}
		switch {
		case blank:
			continue
		case isSection(row):
			p.note(row.Number, "it is a heading within the table and was left out: %q", clip(strings.TrimSpace(row.Cells[0].Text), 60))
			continue
		case p.repeatsHeader(cells):
			p.note(row.Number, "it repeats the headings and was left out")
			continue
		}
		if why := p.remark(row, cells); why != "" {
			p.note(row.Number, "%s", why)
			continue
		}
		if row.Hidden {
			p.note(row.Number, "it is hidden in the file and would be imported")
		}
		if len(p.entries) > 0 && p.continues(cells) {
			p.join(p.entries[len(p.entries)-1], row.Number, cells)
			continue
		}
		p.entries = append(p.entries, &entry{row: row.Number, cells: cells, values: map[string]reading{}, from: map[string]int{}})
	}
	if p.plan.read = len(p.entries); p.plan.read == 0 {
		p.note(0, "no row under the headings holds a record")
	}
	return nil
}

// isSection tells a heading across the table: one text merged over all its cells.
func isSection(row workbook.Row) bool {
	filled := 0
	for i, c := range row.Cells {
		if i > 0 && (c.Filled != workbook.FilledRight || c.Text != row.Cells[0].Text) {
			return false
		}
		filled++
	}
	return filled > 2
}

// besides are the words that sums and remarks beneath a table begin with.
var besides = []string{"summe", "gesamt", "gesamtsumme", "total", "sum", "legende", "legend", "hinweis", "hinweise", "anmerkung", "anmerkungen", "note", "notes", "stand", "erstellt", "quelle", "source"}

// remark tells that a row is no record, and why: nothing but its number is
// filled in, as where rows were numbered beforehand, or it is a sum or a remark
// beneath the table.
func (p *planning) remark(row workbook.Row, cells []workbook.Cell) string {
	title, only := p.kind.TitleField(), -1
	for i, c := range cells {
		if c.Blank() {
			continue
		}
		if only >= 0 {
			return ""
		}
		only = i
	}
	c := p.columns[only]
	switch {
	case title == nil || cells[only].Filled != workbook.FilledNot:
		return ""
	case slices.Contains(ownNumbers, c.slot.path) && slices.ContainsFunc(p.columns, func(c column) bool { return c.slot.field == title }):
		return p.say("nothing but %s is filled in: it was left out", c.header)
	}
	first, _, _ := strings.Cut(fold(cells[only].Text), " ")
	if slices.Contains(besides, first) && (len(p.entries) == 0 || p.entries[len(p.entries)-1].row < row.Number-1) {
		return p.say("it stands apart beneath the table and was left out: %q", clip(strings.TrimSpace(cells[only].Text), 60))
	}
	return ""
}

func (p *planning) repeatsHeader(cells []workbook.Cell) bool {
	for i, c := range cells {
		if text := headerText(c.Text); text != p.table.headers[p.columns[i].index] {
			return false
		}
	}
	return true
}

// continues tells that a row goes on with the record of the row before: the
// cell that tells records apart is merged with the one above it.
func (p *planning) continues(cells []workbook.Cell) bool {
	for i, c := range p.columns {
		if c.slot.path == p.mapping.Key {
			return cells[i].Filled == workbook.FilledDown
		}
	}
	return false
}

// join adds a row that continues a record: lists and texts grow, everything
// else may say only one thing.
func (p *planning) join(e *entry, row int, cells []workbook.Cell) {
	for i, c := range cells {
		was := e.cells[i]
		switch {
		case c.Blank() || c.Filled == workbook.FilledDown || c.Text == was.Text:
		case was.Blank():
			e.cells[i] = c
		case gathers(p.columns[i].slot):
			e.cells[i].Kind, e.cells[i].Text = workbook.Text, was.Text+"\n"+c.Text
		default:
			p.fault(row, p.columns[i].name(), "%s: %q, but the record of row %d, which this row goes on with, says %q", p.columns[i].header, clip(c.Text, 60), e.row, clip(was.Text, 60))
			e.faulty = true
		}
	}
}

// convert reads the cells of all entries.
func (p *planning) convert() error {
	for i, e := range p.entries {
		if i%1000 == 999 && p.ctx.Err() != nil {
			return p.ctx.Err()
		}
		for j, c := range p.columns {
			if c.joined || c.slot.field == nil {
				continue
			}
			cell := p.whole(e, j)
			if cell.Blank() {
				continue
			}
			got, ok, err := c.reader.read(cell)
			if err != nil {
				p.cellFault(e, c, "%v", err)
				continue
			}
			if ok {
				p.take(e, c, got)
			}
		}
	}
	return nil
}

// whole is a cell with those that continue its text.
func (p *planning) whole(e *entry, j int) workbook.Cell {
	cell := e.cells[j]
	for j++; j < len(p.columns) && p.columns[j].joined; j++ {
		cell.Text += e.cells[j].Text
	}
	return cell
}

// take puts what a cell says among the entry's values; several columns of one
// slot are put together.
func (p *planning) take(e *entry, c column, got reading) {
	before, twice := e.values[c.slot.path]
	if twice {
		got = gathered(before, got)
	} else {
		e.from[c.slot.path] = c.index
	}
	e.values[c.slot.path] = got
}

func gathered(a, b reading) reading {
	switch value := a.value.(type) {
	case string:
		a.value = value + "\n" + b.value.(string)
	case record.Markdown:
		a.value = value + "\n" + b.value.(record.Markdown)
	case []string:
		a.value = slices.Concat(value, b.value.([]string))
	}
	a.names = append(a.names, b.names...)
	return a
}

func (p *planning) fault(row int, column, format string, args ...any) {
	p.plan.Faults = append(p.plan.Faults, Fault{Sheet: p.table.sheet.Name, Row: row, Column: column, Message: p.say(format, args...)})
}

// cellFault names a cell of an entry, which then isn't imported.
func (p *planning) cellFault(e *entry, c column, format string, args ...any) {
	e.faulty = true
	p.fault(e.row, c.name(), "%s: %s", c.header, p.say(format, args...))
}

func (p *planning) note(row int, format string, args ...any) {
	p.plan.Notes = append(p.plan.Notes, Fault{Sheet: p.table.sheet.Name, Row: row, Message: p.say(format, args...)})
}

// sortFaults puts faults and notes into the order of the file.
func (p *planning) sortFaults() {
	byPlace := func(a, b Fault) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return cmp.Or(len(a.Column)-len(b.Column), strings.Compare(a.Column, b.Column))
	}
	slices.SortStableFunc(p.plan.Faults, byPlace)
	slices.SortStableFunc(p.plan.Notes, byPlace)
}

// clip shortens a text for a message.
func clip(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return text
}
