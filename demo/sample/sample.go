// Package sample makes the risk register that somebody brings from a
// spreadsheet in the first hour: in German, with titles above the header,
// merged and blank cells, levels in words and figures, dates and amounts as
// people write them, and owners whom nobody has entered yet. It serves the
// import of registers that ISO/IEC 27001 6.1.2 asks for.
//
// Main words: a workbook is the XLSX file; a text is the same register as a
// spreadsheet program saves it for others, with semicolons and in
// Windows-1252. The files beside this one are what these functions make.
//
// Invariant: both hold the same eighteen risks, and nothing of either depends
// on the day.
package sample

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// Names under which the files are kept.
const (
	WorkbookName = "Risikoregister.xlsx"
	TextName     = "Risikoregister.csv"
)

const (
	sheet     = "Risiken 2026"
	headerRow = 5 // below two lines of title, a blank one and the groups
)

// Text is the register as CSV in Windows-1252, with semicolons.
func Text() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	records := [][]string{{"Risikoregister Nordwerk Netz SE"}, {"Stand: 12.10.2026"}, {}, headings}
	area := ""
	for _, e := range entries {
		if e.area != "" && area != "" {
			records = append(records, make([]string, len(headings)))
		}
		area = e.area
		if day, ok := strings.CutPrefix(e.assessed, "="); ok {
			e.assessed = germanDate(day)
		}
		records = append(records, e.cells())
	}
	if err := w.WriteAll(records); err != nil {
		return nil, fmt.Errorf("write the register as text: %w", err)
	}
	encoded, err := charmap.Windows1252.NewEncoder().Bytes(b.Bytes())
	if err != nil {
		return nil, fmt.Errorf("write the register in Windows-1252: %w", err)
	}
	return encoded, nil
}

func germanDate(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("02.01.2006")
}

// Workbook is the register as XLSX, with a second sheet that explains levels.
func Workbook() ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // it was never a file
	b := book{File: f}
	b.try(f.SetSheetName("Sheet1", sheet))
	b.title()
	b.head()
	last := b.rows()
	b.put(sheet, 2, last+2, "Summe")
	b.put(sheet, 11, last+2, 2_555_734.56)
	b.legend()
	if b.err != nil {
		return nil, fmt.Errorf("make the workbook: %w", b.err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, fmt.Errorf("write the workbook: %w", err)
	}
	return out.Bytes(), nil
}

// book is a workbook being made; it keeps the first error.
type book struct {
	*excelize.File
	err error
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) put(sheet string, column, row int, value any) {
	at, err := excelize.CoordinatesToCellName(column, row)
	b.try(err)
	b.try(b.SetCellValue(sheet, at, value))
}

func (b *book) merge(fromColumn, fromRow, toColumn, toRow int) {
	from, err := excelize.CoordinatesToCellName(fromColumn, fromRow)
	b.try(err)
	to, err := excelize.CoordinatesToCellName(toColumn, toRow)
	b.try(err)
	b.try(b.MergeCell(sheet, from, to))
}

// title writes what stands above the header: whose it is and as of when.
func (b *book) title() {
	b.put(sheet, 1, 1, "Risikoregister Nordwerk Netz SE")
	b.merge(1, 1, len(headings), 1)
	b.put(sheet, 1, 2, "Stand: 12.10.2026, bearbeitet von M. Petersen; bitte Spalten nicht verschieben!")
	b.merge(1, 2, 8, 2)
}

// head writes groups of columns, merged, and the header below them.
func (b *book) head() {
	for _, group := range []struct {
		title    string
		from, to int
	}{{"Beschreibung", 1, 5}, {"Bewertung", 6, 9}, {"Behandlung", 10, 13}} {
		b.put(sheet, group.from, headerRow-1, group.title)
		b.merge(group.from, headerRow-1, group.to, headerRow-1)
	}
	for i, heading := range headings {
		b.put(sheet, i+1, headerRow, heading)
	}
}

// rows writes the risks, each area's cell merged over its risks and a blank
// row before the next, and gives the last row.
func (b *book) rows() int {
	row, began := headerRow, 0
	for _, e := range entries {
		row++
		if e.area != "" {
			if began > 0 {
				b.merge(2, began, 2, row-1)
				row++
			}
			began = row
		}
		for i, cell := range e.cells() {
			if cell != "" {
				b.put(sheet, i+1, row, b.value(i, cell))
			}
		}
	}
	b.merge(2, began, 2, row)
	return row
}

// value is what a cell holds: a date where the column has real ones, a figure
// where somebody typed a figure, and text.
func (b *book) value(column int, cell string) any {
	if day, ok := strings.CutPrefix(cell, "="); ok {
		t, err := time.Parse(time.DateOnly, day)
		b.try(err)
		return t
	}
	level := headings[column] == "Schadenshöhe" || strings.HasPrefix(headings[column], "Eintritts")
	if level && len(cell) == 1 {
		return int(cell[0] - '0')
	}
	return cell
}

func (b *book) legend() {
	_, err := b.NewSheet("Legende")
	b.try(err)
	b.put("Legende", 1, 1, "Stufe")
	b.put("Legende", 2, 1, "Wert")
	for i, line := range legend {
		b.put("Legende", 1, i+2, line[0])
		b.put("Legende", 2, i+2, line[1])
	}
}
