// Package workbook reads the spreadsheets that companies keep, XLSX and CSV,
// into plain rows of typed cells. It tells the two apart by their content, not
// by the file's name, and serves everything in surety that takes a table from
// outside: registers of ISO/IEC 27001 clauses 6 and 8 live in such files.
//
// Its main words: a Book has Sheets, a Sheet has Rows with their number as the
// spreadsheet program shows it, a Row has Cells, a Cell has a Kind and a value.
//
// Invariants: reading never panics, whatever the bytes are; what a file may
// cost in memory is bounded by Limits, by what it really unpacks to and not
// only by what it claims; a date is a date whatever its number format; every
// error says what the file is and what to do instead.
package workbook

import (
	"context"

	"surety/fault"
)

// Book is a spreadsheet file as it was read.
type Book struct {
	// Name is the file's name, for messages.
	Name string
	// Format is FormatXLSX or FormatCSV.
	Format string
	// Encoding is the character encoding a CSV was found to be in.
	Encoding string
	// Separator stands between the fields of a CSV.
	Separator rune
	// Sheets in the order of the file; a CSV has one.
	Sheets []Sheet
}

// The formats that are read.
const (
	FormatXLSX = "xlsx"
	FormatCSV  = "csv"
)

// Sheet is one table of a book.
type Sheet struct {
	Name string
	// Hidden sheets aren't shown by the spreadsheet program.
	Hidden bool
	// Rows holds the rows that have at least one cell, by ascending number.
	Rows []Row
}

// Row is a row of cells; cells after the last one with a value are left out.
type Row struct {
	// Number is the row's number as the spreadsheet program shows it, from 1.
	Number int
	// Hidden rows are filtered or folded away.
	Hidden bool
	Cells  []Cell
}

// At is the cell in a column counted from 0; an empty one where there is none.
func (r Row) At(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// Sheet finds a sheet by name, or nil.
func (b *Book) Sheet(name string) *Sheet {
	for i := range b.Sheets {
		if b.Sheets[i].Name == name {
			return &b.Sheets[i]
		}
	}
	return nil
}

// Limits bounds what a file may hold. A zero field means its default.
type Limits struct {
	Bytes    int64 // of the file; default 64 MiB
	Unpacked int64 // bytes an XLSX unpacks to; default 256 MiB
	Sheets   int   // default 100
	Rows     int   // rows of all sheets together; default 200,000
	Columns  int   // default 400
	Cells    int   // cells of all sheets together, gaps included; default 4,000,000
	Text     int   // bytes of one cell; default 1 MiB
}

func (l Limits) orDefaults() Limits {
	if l.Bytes == 0 {
		l.Bytes = 64 << 20
	}
	if l.Unpacked == 0 {
		l.Unpacked = 256 << 20
	}
	for _, d := range []struct {
		field *int
		value int
	}{{&l.Sheets, 100}, {&l.Rows, 200_000}, {&l.Columns, 400}, {&l.Cells, 4_000_000}, {&l.Text, 1 << 20}} {
		if *d.field == 0 {
			*d.field = d.value
		}
	}
	return l
}

// Read reads a spreadsheet file. The faults it returns are Malformed for a
// file that is no spreadsheet, Unsupported for one in a format that isn't read
// or behind a password, and TooLarge for one over the limits.
func Read(ctx context.Context, name string, data []byte, limits Limits) (*Book, error) {
	limits = limits.orDefaults()
	book, err := read(ctx, name, data, limits)
	if err != nil {
		return nil, fault.Wrap(err, "read "+name)
	}
	return book, nil
}

func read(ctx context.Context, name string, data []byte, limits Limits) (*Book, error) {
	if int64(len(data)) > limits.Bytes {
		return nil, fault.New(fault.TooLarge, "the file has %d bytes: at most %d are read", len(data), limits.Bytes)
	}
	zipped, err := sniff(data)
	if err != nil {
		return nil, err
	}
	book := &Book{Name: name, Format: FormatCSV}
	if zipped {
		book.Format = FormatXLSX
		return book, readXLSX(ctx, book, data, &allowance{Limits: limits})
	}
	return book, readCSV(ctx, book, data, &allowance{Limits: limits})
}

// allowance counts what a file has used of its limits.
type allowance struct {
	Limits
	rows, cells int
}

// take counts one more row, or more cells, and refuses what is over a limit.
func (a *allowance) take(rows, cells int) error {
	a.rows += rows
	a.cells += cells
	if a.rows > a.Rows {
		return fault.New(fault.TooLarge, "more than %d rows: split the file", a.Rows)
	}
	if a.cells > a.Cells {
		return fault.New(fault.TooLarge, "more than %d cells: split the file", a.Cells)
	}
	return nil
}

// column refuses a column, counted from 0, that is over the limit.
func (a *allowance) column(row, column int) error {
	if column >= a.Columns {
		return fault.New(fault.TooLarge, "row %d has a value in column %s: at most %d columns are read", row, ColumnName(column), a.Columns)
	}
	return nil
}

// text refuses the text of a cell that is over the limit.
func (a *allowance) text(row, column int, text string) error {
	if len(text) > a.Text {
		return fault.New(fault.TooLarge, "cell %s%d holds %d bytes of text: at most %d are read", ColumnName(column), row, len(text), a.Text)
	}
	return nil
}
