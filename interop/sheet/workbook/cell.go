package workbook

import (
	"strconv"
	"strings"
)

// Kind is what a cell holds.
type Kind uint8

// The kinds of cells.
const (
	Empty  Kind = iota
	Text        // Text is the value
	Number      // Number is the value; Text writes it with up to 15 digits, as spreadsheet programs show it
	Bool        // Text is "TRUE" or "FALSE"
	Date        // Text is ISO 8601: 2026-12-31, or 2026-12-31T14:30:00 where the format shows a time
	Error       // Text is the error, such as #REF!
)

// Filled says that a cell got its value from a merged region it lies in.
type Filled uint8

// Where the value of a merged cell came from.
const (
	FilledNot   Filled = iota
	FilledRight        // from the left, in the region's first row
	FilledDown         // from above
)

// Cell is one cell of a row.
type Cell struct {
	Kind   Kind
	Filled Filled
	Text   string
	Number float64
	// Unit is what the number format puts beside a number: "%" or an ISO 4217
	// currency. A percent cell's Number is the fraction, 0.5 for 50 %.
	Unit string
}

// Blank tells that the cell shows nothing.
func (c Cell) Blank() bool { return strings.TrimSpace(c.Text) == "" }

// ColumnName is the letters of a column counted from 0: A, B … Z, AA.
func ColumnName(column int) string {
	var letters []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		letters = append([]byte{byte('A' + (n-1)%26)}, letters...)
	}
	return string(letters)
}

// maxColumn is the last column an XLSX can have: XFD.
const maxColumn = 16384

// parseRef reads a cell reference such as AB12; column counts from 0.
func parseRef(ref string) (column, row int, ok bool) {
	i := 0
	for ; i < len(ref) && i < 4; i++ {
		letter := ref[i] | 0x20
		if letter < 'a' || letter > 'z' {
			break
		}
		column = column*26 + int(letter-'a') + 1
	}
	row, err := strconv.Atoi(ref[i:])
	if i == 0 || column > maxColumn || err != nil || row < 1 {
		return 0, 0, false
	}
	return column - 1, row, true
}
