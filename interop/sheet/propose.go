package sheet

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"surety/fault"
	"surety/interop/sheet/workbook"
	"surety/language"
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

	since int64 // the log's position when it was made
}

// proposal is a mapping in the making.
type proposal struct {
	voice
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
	pr := &proposal{voice: voiceOf(ctx), planner: p, kind: kind, slots: slotsOf(kind, p.Custom), kindWords: kindWords(kind)}
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
	if err := pr.give(ctx); err != nil {
		return nil, err
	}
	pr.chooseKey()
	if pr.mapped(pathKey) && pr.mapped(pathRevision) {
		pr.mapping.Blank = BlankClears // a file that came from here and knows what it changes
	}
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
	if !slices.ContainsFunc(book.Sheets, func(s workbook.Sheet) bool { return len(s.Rows) > 0 }) {
		return fault.New(fault.Invalid, "%s is empty: no cell of it holds anything", book.Name)
	}
	var labels fault.Words
	for _, s := range p.slots {
		if s.field != nil && s.closed == "" && len(labels) < 8 {
			labels = append(labels, fault.Word(s.label))
		}
	}
	return fault.New(fault.Invalid, "no row of %s looks like the headings of %s: expected some of %s, or a mapping that says what its columns are",
		book.Name, p.kindPlural(), labels)
}

// kindPlural names the kind's records within a sentence: in English they begin small.
func (p *proposal) kindPlural() string {
	if p.reader.Tag() == language.English {
		return strings.ToLower(p.kind.Plural)
	}
	return p.reader.Say(p.kind.Plural)
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

// ownNumbers are the fields with numbers of the company's own, or of the
// standard, as a row of a Statement of Applicability is known by its control's.
var ownNumbers = []string{"external_id", "reference", controlNumber}

// controlNumber is the field with the number of a standard's control.
const controlNumber = "control"

// chooseKey picks what decides whether a row is new: surety's own key, a
// number of the company's own, the title, else the first required reference.
func (p *proposal) chooseKey() {
	candidates := []string{pathKey}
	for _, name := range ownNumbers {
		if f := p.kind.Field(name); f != nil && f.Type == record.TypeText && f.Is(record.MarkIndex) {
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
	if p.mapping.Key != "" && p.mapped(p.mapping.Key) {
		return
	}
	p.mapping.Key = ""
	for _, path := range candidates {
		if p.mapped(path) {
			p.mapping.Key = path
			break
		}
	}
	if p.mapping.Key == "" {
		p.note("no column tells which row is which record: name one as key")
	}
}

func (p *proposal) mapped(path string) bool {
	return slices.ContainsFunc(p.mapping.Columns, func(c Column) bool { return c.Field == path })
}

// noteMissing names what a new record needs and no column gives.
func (p *proposal) noteMissing() {
	for _, f := range Missing(p.kind, p.mapping) {
		p.note("%s", MissingNote(p.reader, f))
	}
}

// MissingNote says that nothing gives new records a field that they need.
func MissingNote(r language.Reader, f *record.Field) string {
	return r.Say("%s is required of new records and no column gives it: map one, or fix a value for all", r.Say(f.Label))
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
			name += p.say(" (hidden)")
		}
		others = append(others, name)
	}
	if len(others) > 0 {
		p.note("other sheets of the file are not read: %s", strings.Join(others, ", "))
	}
}
