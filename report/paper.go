package report

import (
	"io"
	"slices"
	"strings"
	"time"

	"surety/fault"
	"surety/language"
)

// Formats of papers.
const (
	PDF      = "pdf"
	XLSX     = "xlsx"
	Markdown = "md"
	DOCX     = "docx"
)

// Paper is what a paper says, worked out once from what app lets its reader
// see; a format only lays it out.
type Paper struct {
	Name           string   // of its file, without an ending
	Formats        []string // that it can be written in
	Organization   string
	Title          string
	Facts          []Fact          // the title block
	Standing       string          // whether it is a draft or in force; stands on each page
	Classification string          // stands on each page; empty: none is given
	Language       string          // of its text, as in BCP 47
	Wide           bool            // its tables want a page that lies on its side
	Printed        time.Time       // where the organization is
	Address        string          // where the records are: "https://isms.example.org"; empty: nothing leads there
	reader         language.Reader // says what the paper says by itself
	logo           *logo           // of the organization; nil: none
	parts          []part
	marked         map[string]bool // keys of records in it that are not for everybody
}

// Fact is an entry of the title block.
type Fact struct {
	Label string
	Value string
	tone  tone
}

// tone is what a colour means. A sign or a word always says the same.
type tone int

const (
	even tone = iota
	quiet
	good
	doubtful
	bad
)

// part is a part of a paper, one after the other: heading, paragraph, prose,
// figures, *table, drawing, chapter, contents or signatures.
type part any

// heading begins a section; level 1 is the highest.
type heading struct {
	level int
	text  string
}

// paragraph is a text without form of its own.
type paragraph string

// prose is a text in Markdown, as people write it into a record.
type prose string

// table is a table, in a spreadsheet a sheet.
type table struct {
	name    string // of its sheet
	narrow  bool   // no wider than what it holds
	columns []column
	rows    []row
}

// drop leaves a column out.
func (t *table) drop(i int) {
	t.columns = slices.Delete(t.columns, i, i+1)
	for n := range t.rows {
		t.rows[n].cells = slices.Delete(t.rows[n].cells, i, i+1)
	}
}

// row is a row of a table; one with a group alone is a heading for the rows
// that follow.
type row struct {
	group string
	cells []cell
}

// column says how the cells under a head are set.
type column struct {
	head   string
	number bool // at the right, so that digits stand under digits
	short  bool // on one line where that can be
	strong bool
	quiet  bool
}

// cell is what stands in a row under a head.
type cell struct {
	pieces []piece
	value  any // what a spreadsheet calculates with, in place of the words
	tone   tone
	rank   int // with most: the step on a scale that is drawn beside the words
	most   int
	spans  []span // of a table within a text, in place of the pieces
}

// piece is a part of a cell's text; one with a key leads to that record.
type piece struct {
	text  string
	key   string // of a record
	field string // of that record where something is to be done; may be empty
}

func said(text string) cell { return cell{pieces: []piece{{text: text}}} }

func toned(text string, t tone) cell { return cell{pieces: []piece{{text: text}}, tone: t} }

// text is what a cell says, without signs. Spaces that hold words together on a
// line are plain ones where there are no lines.
func (c cell) text() string {
	var b strings.Builder
	for _, p := range c.pieces {
		b.WriteString(p.text)
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

// add puts parts at the end of a paper.
func (p *Paper) add(parts ...part) { p.parts = append(p.parts, parts...) }

// tables are the tables of a paper, in their order.
func (p *Paper) tables() []*table {
	var tables []*table
	for _, part := range p.parts {
		switch part := part.(type) {
		case *table:
			tables = append(tables, part)
		case figures:
			tables = append(tables, part.table)
		}
	}
	return tables
}

// day is the day of an instant, where the organization is.
func (p *Paper) day(t time.Time) string { return p.reader.Day(t.In(p.Printed.Location())) }

// leadsTo is the address of a record; empty where none is known.
func (p *Paper) leadsTo(key string) string {
	if p.Address == "" || key == "" {
		return ""
	}
	return p.Address + "/" + key
}

// address is where a piece leads to: a record, or the form of one at a field.
func (p *Paper) address(of piece) string {
	address := p.leadsTo(of.key)
	if address != "" && of.field != "" {
		address += "/edit#" + of.field
	}
	return address
}

// Write writes the paper in a format.
func (p *Paper) Write(w io.Writer, format string) error {
	if !slices.Contains(p.Formats, format) {
		return fault.New(fault.Malformed, "%q is no format of this paper: expected one of %s", format, strings.Join(p.Formats, ", "))
	}
	switch format {
	case PDF:
		return p.writePDF(w)
	case XLSX:
		return p.writeXLSX(w)
	case DOCX:
		return p.writeDOCX(w)
	}
	return p.writeMarkdown(w)
}
