package sheet

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"surety/fault"
	"surety/interop/sheet/workbook"
	"surety/record"
)

// Planner proposes mappings and plans imports of one organization.
type Planner struct {
	Catalogue *record.Catalogue
	Resolver  Resolver
	// NewID makes the ids of the records that a plan creates.
	NewID func() record.ID
	// Custom are the organization's own fields of the kind that is imported;
	// their Name, Label, Type and Options are used.
	Custom []*record.Field
}

// proposal is a mapping in the making.
type proposal struct {
	planner   *Planner
	kind      *record.Kind
	kindWords []meaning
	slots     []*slot
	table     *table
	mapping   *Mapping
	sample    [][]workbook.Cell // by column: the first cells that aren't blank
	chosen    []*slot           // by column; nil: none
}

// Propose finds the headings in a book and proposes how its columns go to the
// fields of a kind. Its Notes say what a person should look at. The error is
// Invalid when no row looks like headings of the kind.
func (p *Planner) Propose(ctx context.Context, kind *record.Kind, book *workbook.Book) (*Mapping, error) {
	pr := &proposal{planner: p, kind: kind, slots: slotsOf(kind, p.Custom), kindWords: kindWords(kind)}
	pr.table = locate(book, "", pr.slots, pr.kindWords)
	if pr.table == nil {
		return nil, pr.unrecognized(book)
	}
	pr.mapping = &Mapping{Kind: kind.Name, Sheet: pr.table.sheet.Name, HeaderRow: pr.table.row, Blank: BlankKeeps}
	pr.takeSamples()
	pr.assign()
	pr.settle()
	for i, s := range pr.chosen {
		if err := pr.detail(ctx, &pr.mapping.Columns[i], s, pr.sample[i]); err != nil {
			return nil, err
		}
	}
	pr.chooseKey()
	pr.noteMissing()
	pr.noteSheets(book)
	return pr.mapping, nil
}

func kindWords(kind *record.Kind) []meaning {
	all := words().meanings(kind.Label)
	for _, m := range words().meanings(strings.ReplaceAll(kind.Name, "_", " ")) {
		if overlap([]meaning{m}, all) == 0 {
			all = append(all, m)
		}
	}
	return all
}

func (p *proposal) unrecognized(book *workbook.Book) error {
	var labels []string
	for _, s := range p.slots {
		if s.field != nil && s.closed == "" && len(labels) < 8 {
			labels = append(labels, s.label)
		}
	}
	return fault.New(fault.Invalid, "no row of %s looks like the headings of %s: expected some of %s, or a mapping that says what its columns are",
		book.Name, strings.ToLower(p.kind.Plural), strings.Join(labels, ", "))
}

func noTable(book *workbook.Book, sheet string) error {
	if sheet != "" && book.Sheet(sheet) == nil {
		names := make([]string, len(book.Sheets))
		for i, s := range book.Sheets {
			names[i] = s.Name
		}
		return fault.New(fault.Invalid, "%s has no sheet %q: it has %s", book.Name, sheet, strings.Join(names, ", "))
	}
	return fault.New(fault.Invalid, "%s holds none of the mapping's headings: check the file, or propose a new mapping", book.Name)
}

func (p *proposal) takeSamples() {
	p.sample = make([][]workbook.Cell, len(p.table.headers))
	for _, row := range p.table.rows[:min(len(p.table.rows), sampleRows)] {
		if isSection(row) {
			continue
		}
		for i := range p.sample {
			if c := row.At(i); !c.Blank() {
				p.sample[i] = append(p.sample[i], c)
			}
		}
	}
}

// assign gives each column the slot that its heading fits best, the surest
// pairs first, each slot once; columns that continue another go with it.
func (p *proposal) assign() {
	type pair struct {
		column int
		slot   *slot
		match  float64
	}
	var pairs []pair
	for i, header := range p.table.headers {
		p.mapping.Columns = append(p.mapping.Columns, Column{Header: header})
		if header == "" {
			continue
		}
		h := headingOf(header, p.table.banners[i], p.kindWords)
		for _, s := range p.slots {
			if match := s.match(h, p.kindWords); match >= matchNeeded {
				if match *= p.fits(s, header, p.sample[i]); match >= matchNeeded {
					pairs = append(pairs, pair{i, s, match})
				}
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		if a.match > b.match {
			return -1
		} else if a.match < b.match {
			return 1
		}
		return 0
	})
	p.chosen = make([]*slot, len(p.table.headers))
	taken := map[*slot]bool{}
	for _, c := range pairs {
		if p.chosen[c.column] != nil || taken[c.slot] {
			continue
		}
		p.chosen[c.column], taken[c.slot] = c.slot, true
		column := &p.mapping.Columns[c.column]
		column.Match = math.Round(c.match*100) / 100
		if c.slot.closed == "" {
			column.Field = c.slot.path
		} else {
			p.note("%s is not imported: %s", column.Header, c.slot.closed)
		}
	}
	p.continueColumns()
	p.dropUnnamed()
}

func (p *proposal) continueColumns() {
	for i, header := range p.table.headers {
		of, ok := isContinued(header)
		if j := slices.Index(p.table.headers, of); ok && j >= 0 && p.chosen[j] != nil {
			p.chosen[i] = p.chosen[j]
			p.mapping.Columns[i].Field, p.mapping.Columns[i].Match = p.mapping.Columns[j].Field, matchExact
		}
	}
}

// dropUnnamed leaves columns without a heading out of the mapping.
func (p *proposal) dropUnnamed() {
	kept := 0
	for i := range p.mapping.Columns {
		if p.mapping.Columns[i].Header == "" {
			continue
		}
		p.mapping.Columns[kept], p.chosen[kept], p.sample[kept] = p.mapping.Columns[i], p.chosen[i], p.sample[i]
		kept++
	}
	p.mapping.Columns, p.chosen, p.sample = p.mapping.Columns[:kept], p.chosen[:kept], p.sample[:kept]
}

// fits weighs a pair by its column's cells: where most of them can't be read as
// what the slot holds, or the heading names a currency and it holds no amount,
// another slot is likelier.
func (p *proposal) fits(s *slot, header string, cells []workbook.Cell) float64 {
	if s.field == nil {
		return p.fitsBeside(s, cells)
	}
	if _, inBrackets := splitUnit(header); inBrackets != "" && s.field.Type != record.TypeMoney {
		if u, err := parseUnit(inBrackets); err == nil && u.currency != "" {
			return 0.6
		}
	}
	cells = cells[:min(len(cells), 60)]
	bad := 0
	for _, c := range cells {
		if c.Kind != workbook.Error && !plausible(s.field.Type, c) {
			bad++
		}
	}
	if len(cells) > 0 && bad*2 > len(cells) {
		return 0.6
	}
	return 1
}

// fitsBeside holds the column of keys to cells that look like keys, and takes
// "Revision" for that of a record only next to such a column.
func (p *proposal) fitsBeside(s *slot, cells []workbook.Cell) float64 {
	if s.path == pathRevision && !slices.ContainsFunc(p.table.headers, func(h string) bool { return fold(h) == pathKey }) {
		return 0
	}
	if s.path != pathKey {
		return 1
	}
	for _, c := range cells {
		if k := p.planner.Catalogue.OfKey(c.Text); k == p.kind {
			return 1
		}
	}
	if len(cells) == 0 {
		return 1
	}
	return 0
}

// plausible tells whether a cell could be read as a type by its looks alone.
func plausible(t record.Type, c workbook.Cell) bool {
	if saysNothing(c.Text) {
		return true
	}
	digits := strings.ContainsAny(c.Text, "0123456789")
	switch t {
	case record.TypeDate, record.TypeInstant:
		return c.Kind == workbook.Date || digits
	case record.TypeMoney, record.TypeDecimal, record.TypePercent:
		return c.Kind == workbook.Number || digits
	case record.TypeRef, record.TypeRefs:
		return c.Kind == workbook.Text
	case record.TypeMarkdown:
		return c.Kind != workbook.Date
	case record.TypeBool:
		_, err := parseYes(c.Text)
		return err == nil
	}
	return true
}

// detail proposes unit, split and values of a column.
func (p *proposal) detail(ctx context.Context, column *Column, s *slot, cells []workbook.Cell) error {
	if s == nil || s.closed != "" || s.field == nil {
		if s != nil && s.path == pathState {
			p.stateValues(column, cells)
		}
		return nil
	}
	if _, inBrackets := splitUnit(column.Header); inBrackets != "" {
		if _, err := parseUnit(inBrackets); err == nil && (s.field.Type == record.TypeMoney || s.field.Type == record.TypePeriod) {
			column.Unit = inBrackets
		}
	}
	if s.field.Type == record.TypePercent && column.Unit == "" && allFractions(cells) {
		p.note("%s: all numbers lie between 0 and 1: they are taken as percent; give the unit \"fraction\" if 0.5 means 50 %%", column.Header)
	}
	if s.field.Type == record.TypeTexts && commasSplit(cells) {
		column.Split = ","
	}
	var steps []Step
	if s.field.Type == record.TypeInteger && !strings.Contains(s.path, ".") {
		var err error
		if steps, err = p.planner.Resolver.Scale(ctx, p.kind, s.path); err != nil {
			return err
		}
	}
	p.values(column, newReader(p.kind, s, *column, steps), cells)
	return nil
}

func allFractions(cells []workbook.Cell) bool {
	for _, c := range cells {
		if n, err := strconv.ParseFloat(c.Text, 64); err != nil || n > 1 || n < 0 || c.Unit == "%" {
			return false
		}
	}
	return len(cells) > 2
}

// commasSplit tells that commas stand between the entries of a column of
// lists: nothing else does, and what they part is short.
func commasSplit(cells []workbook.Cell) bool {
	some := false
	for _, c := range cells {
		if strings.ContainsAny(c.Text, ";\n\r[") {
			return false
		}
		parts := strings.Split(c.Text, ",")
		for _, part := range parts {
			if len(strings.Fields(part)) > 3 {
				return false
			}
		}
		some = some || len(parts) > 1
	}
	return some
}

// chooseKey picks what decides whether a row is new: surety's own key, a
// number of the company's own, the title, else the first required reference.
func (p *proposal) chooseKey() {
	candidates := []string{pathKey}
	for _, name := range []string{"external_id", "reference"} {
		if f := p.kind.Field(name); f != nil && f.Is(record.MarkIndex) {
			candidates = append(candidates, name)
		}
	}
	if f := p.kind.TitleField(); f != nil {
		candidates = append(candidates, f.Name)
	}
	for _, f := range p.kind.Fields {
		if f.Type == record.TypeRef && f.Is(record.MarkRequired) && f.Is(record.MarkIndex) && f.Name != "system" {
			candidates = append(candidates, f.Name)
		}
	}
	for _, path := range candidates {
		if p.mapped(path) {
			p.mapping.Key = path
			break
		}
	}
	if p.mapping.Key == "" {
		p.note("no column tells which row is which record: name one as key")
	}
	if p.mapped(pathKey) && p.mapped(pathRevision) {
		p.mapping.Blank = BlankClears // a file that came from here and knows what it changes
	}
}

func (p *proposal) mapped(path string) bool {
	return slices.ContainsFunc(p.mapping.Columns, func(c Column) bool { return c.Field == path })
}

// noteMissing names what a new record needs and no column gives.
func (p *proposal) noteMissing() {
	for _, f := range p.kind.Fields {
		if f.Is(record.MarkRequired) && !f.Is(record.MarkComputed) && f.Name != "system" && !p.mapped(f.Name) {
			p.note("%s is required of new records and no column gives it: map one, or fix a value for all", f.Label)
		}
	}
}

// noteSheets names the sheets that are not read.
func (p *proposal) noteSheets(book *workbook.Book) {
	var others []string
	for _, s := range book.Sheets {
		if s.Name == p.mapping.Sheet || len(s.Rows) == 0 {
			continue
		}
		name := strconv.Quote(s.Name)
		if s.Hidden {
			name += " (hidden)"
		}
		others = append(others, name)
	}
	if len(others) > 0 {
		p.note("other sheets of the file are not read: %s", strings.Join(others, ", "))
	}
}
