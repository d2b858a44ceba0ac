package quantify

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"surety/fault"
)

// columns of a file of scenarios. Rates are events expected a year; low and high the
// 5th and 95th percentile of one event's loss, which is lognormal.
func columns() []string { return []string{"id", "name", "rate", "low", "high"} }

// Bounds of a file.
const (
	mostBytes  = 4 << 20
	mostFaults = 20 // told at once
)

// ReadCSV reads scenarios from a file with the columns id, name, rate, low and high in
// any order, comma or semicolon between them. All faults are told together, each with
// file, row (the head is row 1) and field.
func ReadCSV(file string, r io.Reader) ([]Scenario, error) {
	t := table{file: file, ids: map[string]int{}}
	data, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	switch {
	case err != nil:
		return nil, t.place(1, "", fault.Malformed, "it can't be read: %w", err)
	case len(data) > mostBytes:
		return nil, t.place(1, "", fault.TooLarge, "the file is longer than the %d MiB that are read", mostBytes>>20)
	}
	return t.read(bytes.TrimPrefix(data, []byte("\ufeff")))
}

// table is a file as it is read.
type table struct {
	file   string
	places []int // of each column
	ids    map[string]int
	faults fault.List
}

func (t *table) read(data []byte) ([]Scenario, error) {
	reader := csv.NewReader(bytes.NewReader(data))
	reader.FieldsPerRecord, reader.ReuseRecord, reader.TrimLeadingSpace = -1, true, true
	if head, _, _ := bytes.Cut(data, []byte("\n")); bytes.ContainsRune(head, ';') && !bytes.ContainsRune(head, ',') {
		reader.Comma = ';'
	}
	head, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return nil, t.place(1, "", fault.Malformed, "the file is empty: expected the columns %s", strings.Join(columns(), ","))
	}
	if err != nil {
		return nil, t.broken(err)
	}
	if err := t.head(head); err != nil {
		return nil, err
	}
	var list []Scenario
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, t.broken(err)
		}
		row, _ := reader.FieldPos(0)
		if len(list) == MostScenarios {
			return nil, t.place(row, "", fault.TooLarge, "more than %d scenarios are not read", MostScenarios)
		}
		list = append(list, t.scenario(row, cells))
		if len(t.faults) >= mostFaults {
			break
		}
	}
	if len(list) == 0 {
		t.faults = append(t.faults, t.place(2, "", fault.Invalid, "there is no scenario under the head: expected one a row"))
	}
	if err := t.faults.OrNil(); err != nil {
		return nil, err
	}
	return list, nil
}

// head finds the columns.
func (t *table) head(cells []string) error {
	names := make([]string, len(cells))
	for i, cell := range cells {
		names[i] = strings.ToLower(strings.TrimSpace(cell))
		if names[i] != "" && slices.Index(names, names[i]) < i {
			return t.place(1, names[i], fault.Malformed, "the column stands there twice")
		}
		if names[i] != "" && !slices.Contains(columns(), names[i]) {
			return t.place(1, cell, fault.Malformed, "there is no such column: expected %s", strings.Join(columns(), ","))
		}
	}
	for _, name := range columns() {
		at := slices.Index(names, name)
		if at < 0 {
			return t.place(1, name, fault.Malformed, "the column is missing: expected %s", strings.Join(columns(), ","))
		}
		t.places = append(t.places, at)
	}
	return nil
}

// scenario reads one row and notes what is wrong with it.
func (t *table) scenario(row int, cells []string) Scenario {
	text := make([]string, len(columns()))
	for i, at := range t.places {
		if at < len(cells) {
			text[i] = strings.TrimSpace(cells[at])
		}
	}
	s := Scenario{ID: text[0], Name: text[1]}
	if first, twice := t.ids[s.ID]; s.ID == "" {
		t.wrong(row, "id", "it is empty: each scenario needs an id of its own")
	} else if twice {
		t.wrong(row, "id", "%q stands in row %d already: each scenario needs an id of its own", s.ID, first)
	} else {
		t.ids[s.ID] = row
	}
	rate, ok := t.number(row, "rate", text[2])
	if ok {
		var err error
		s.Rate, err = RateOf(rate)
		t.refuse(row, err)
	}
	low, lowOK := t.number(row, "low", text[3])
	high, highOK := t.number(row, "high", text[4])
	if lowOK && highOK {
		var err error
		s.Loss, err = LognormalFrom(low, high)
		t.refuse(row, err)
	}
	return s
}

func (t *table) number(row int, name, text string) (x float64, ok bool) {
	if text == "" {
		t.wrong(row, name, "it is empty: expected a number")
		return 0, false
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) || strings.ContainsAny(text, "_xX") {
		t.wrong(row, name, "%q is no number: expected digits with a point before decimals, such as 1250000 or 0.25", clip(text))
		return 0, false
	}
	return x, true
}

func (t *table) refuse(row int, err error) {
	var f *fault.Error
	if errors.As(err, &f) {
		t.wrong(row, f.Field, "%s", f.Message)
	}
}

func (t *table) wrong(row int, name, format string, args ...any) {
	t.faults = append(t.faults, t.place(row, name, fault.Invalid, format, args...))
}

func (t *table) place(row int, name string, kind fault.Kind, format string, args ...any) *fault.Error {
	if name == "" {
		return fault.At(kind, fmt.Sprintf("%s, row %d", t.file, row), "", format, args...)
	}
	return fault.At(kind, fmt.Sprintf("%s, row %d, %s", t.file, row, clip(name)), "", format, args...)
}

// broken says where the text stops being CSV.
func (t *table) broken(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return t.place(parse.Line, "", fault.Malformed, "it can't be read as CSV: %w", parse.Err)
	}
	return t.place(1, "", fault.Malformed, "it can't be read as CSV: %w", err)
}

// clip keeps what is quoted short.
func clip(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}
