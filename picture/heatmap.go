package picture

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// HeatMap is a matrix of risk: how bad upwards, how likely to the right, and in each
// cell a level and what stands in it (the matrix of ISO/IEC 27005, A.1; any size).
type HeatMap struct {
	Title, Description string
	Rows, Columns      []Scale // from the lowest
	RowAxis            string  // what rises upwards
	ColumnAxis         string  // what rises to the right
	Levels             []Level // from the lowest
	Cells              [][]Cell
	Flows              []Flow
	Width              float64
	Words              HeatWords
}

// Scale is one step of an axis.
type Scale struct{ Value, Label string }

// Level is what a cell means.
type Level struct {
	Name       string
	Acceptable bool // it may stay as it is
	Shade      int  // of its colour, from 1 to [Steps]; 0: by its place among the levels
}

// shadeOf is the shade of a level.
func shadeOf(levels []Level, i int) int {
	if chosen := levels[i].Shade; chosen >= 1 && chosen <= Steps {
		return chosen
	}
	return ShadeOf(i, len(levels))
}

// Cell is one cell of a heat map.
type Cell struct {
	Level int    // index of its level; -1: the matrix names none
	Count string // what stands in it, as a number; empty: nothing
	URL   string // where the number leads
	Label string // the number in words
	Chips []Chip // what stands in it, by name; fewer than there are where room lacks
	Data  []Datum
	Mark  bool // drawn with a heavy border
}

// Chip names one thing in a cell.
type Chip struct {
	Name   string
	URL    string
	Label  string
	Data   []Datum
	Chosen bool
}

// Place is a cell, counted from 0 from the lowest.
type Place struct{ Row, Column int }

// Flow is how many moved from a cell to another.
type Flow struct {
	From, To Place
	Count    int
	Chosen   bool
}

// HeatWords are the words of a heat map that belong to no cell.
type HeatWords struct {
	Border string // says what the heavy line parts
	More   string // "%d more", of chips that found no room
}

// heat is a heat map being laid out.
type heat struct {
	HeatMap
	left, top  float64 // of the uppermost cell at the left
	cell       Box     // at 0, 0: how large cells are
	named      bool    // level names fit into the cells
	labels     bool    // labels fit under the columns
	rowLines   int     // most lines of a row's label
	marks      []Mark
	labelWidth float64
	words      []Mark // of the cells, where lines go over them
	plates     []Box  // where those words are
}

// Sizes of text and space in a heat map.
const (
	heatText  = 12.0
	heatSmall = 11.0
	heatTiny  = 10.0
	heatGap   = 2.0 // between cells
	heatPad   = 6.0 // within a cell
	chipTall  = 18.0
	chipGap   = 4.0
	countRoom = 34.0 // beside a level's name
	narrowest = 520  // narrower pictures are for phones
)

// Picture lays the heat map out.
func (m HeatMap) Picture() Picture {
	h := &heat{HeatMap: m}
	h.measure()
	h.axisNames()
	for r := range m.Rows {
		h.rowLabel(r)
	}
	for r, row := range slices.Backward(m.Cells) { // as one reads: from above, from the left
		for c, cell := range row {
			h.marks = append(h.marks, h.drawCell(r, c, cell))
		}
	}
	h.border()
	h.flows()
	bottom := h.legend(h.columnLabels())
	return Picture{Width: m.Width, Height: bottom, Title: m.Title, Description: m.Description, Name: "heatmap", Marks: h.marks, Table: m.table()}
}

// rowSize is the size of a row's label.
func (h *heat) rowSize() float64 {
	if h.narrow() {
		return heatTiny + 0.5
	}
	return heatText
}

// columnLines is how many lines a column's label may have.
func (h *heat) columnLines() int {
	if h.narrow() {
		return 3
	}
	return 2
}

func (h *heat) narrow() bool { return h.Width < narrowest }

func (h *heat) measure() {
	widest := 0.0
	for _, r := range h.Rows {
		widest = max(widest, TextWidth(r.Label, h.rowSize(), false))
	}
	h.labelWidth = min(widest, h.Width*0.17)
	if h.narrow() {
		h.labelWidth = min(widest, h.Width*0.2)
	}
	h.labelWidth = max(h.labelWidth, 24)
	h.left, h.top = h.labelWidth+10, 22
	h.cell.W = (h.Width - h.left) / float64(len(h.Columns))
	h.cell.H = h.height()
	h.named = true
	for _, l := range h.Levels {
		h.named = h.named && TextWidth(l.Name, heatSmall, false)+countRoom <= h.cell.W-heatGap-2*heatPad
	}
	h.labels = true
	for _, c := range h.Columns {
		lines := wrap(c.Label, h.cell.W-4, heatSmall, false, h.columnLines())
		h.labels = h.labels && strings.Join(lines, " ") == strings.Join(strings.Fields(c.Label), " ")
	}
	h.rowLines = int((h.cell.H - heatGap - 4) / 14)
}

// height is that of a cell: room for a few names where there are few rows.
func (h *heat) height() float64 {
	rows := len(h.Rows)
	switch {
	case h.narrow() && rows > 6:
		return 36
	case h.narrow():
		return 50
	case rows <= 3:
		return 118
	case rows <= 5:
		return 96
	case rows <= 7:
		return 74
	}
	return 52
}

// place is the box of a cell, the highest row on top.
func (h *heat) place(row, column int) Box {
	return Box{h.left + float64(column)*h.cell.W, h.top + float64(len(h.Rows)-1-row)*h.cell.H, h.cell.W - heatGap, h.cell.H - heatGap}
}

func (h *heat) axisNames() {
	h.marks = append(h.marks, Text{X: 0, Y: 12, Size: heatText, Bold: true, Tone: Ink, Words: fit(h.RowAxis+" ↑", h.Width, heatText, true)})
}

// rowLabel stands beside its row, its value above or before it.
func (h *heat) rowLabel(r int) {
	b := h.place(r, 0)
	lines := wrap(h.Rows[r].Label, h.labelWidth, h.rowSize(), false, max(1, h.rowLines-1))
	y := b.Y + b.H/2 - float64(len(lines)+1)*14/2 + 11
	h.marks = append(h.marks, Text{X: h.labelWidth, Y: y, Size: heatText, Bold: true, Anchor: End, Tone: Ink, Words: h.Rows[r].Value})
	for i, l := range lines {
		h.marks = append(h.marks, Text{X: h.labelWidth, Y: y + float64(i+1)*14, Size: h.rowSize(), Anchor: End, Tone: Muted, Words: l})
	}
}

// columnLabels tells where the room below them begins.
func (h *heat) columnLabels() float64 {
	bottom := h.top + float64(len(h.Rows))*h.cell.H
	lines := 0
	for c, step := range h.Columns {
		b := h.place(0, c)
		h.marks = append(h.marks, Text{X: b.X + b.W/2, Y: bottom + 12, Size: heatText, Bold: true, Anchor: Middle, Tone: Ink, Words: fit(step.Value, b.W, heatText, true)})
		if !h.labels {
			continue
		}
		list := wrap(step.Label, b.W-2, heatSmall, false, h.columnLines())
		lines = max(lines, len(list))
		for i, l := range list {
			h.marks = append(h.marks, Text{X: b.X + b.W/2, Y: bottom + 26 + float64(i)*13, Size: heatSmall, Anchor: Middle, Tone: Muted, Words: l})
		}
	}
	bottom += 16 + 13*float64(lines)
	name := h.ColumnAxis + " →"
	if !h.labels && len(h.Columns) > 0 { // what the ends mean says enough of what lies between
		name = fmt.Sprintf("%s →  %s %s … %s %s", h.ColumnAxis, h.Columns[0].Value, h.Columns[0].Label, h.Columns[len(h.Columns)-1].Value, h.Columns[len(h.Columns)-1].Label)
	}
	h.marks = append(h.marks, Text{X: h.Width, Y: bottom + 13, Size: heatText, Bold: true, Anchor: End, Tone: Ink, Words: fit(name, h.Width, heatText, true)})
	return bottom + 20
}

// legend says what the shades mean, and the line.
func (h *heat) legend(y float64) float64 {
	x := 0.0
	y += 8
	for i, l := range h.Levels {
		words := strconv.Itoa(i+1) + " " + l.Name
		if h.named {
			words = l.Name
		}
		words = fit(words, h.Width-26, heatSmall, false)
		width := 22 + TextWidth(words, heatSmall, false)
		if x > 0 && x+width > h.Width {
			x, y = 0, y+20
		}
		step := shadeOf(h.Levels, i)
		h.marks = append(h.marks, Rect{Box: Box{x, y, 16, 12}, Round: 2, Fill: shade(step), Stroke: Strong, Weight: 0.5},
			Text{X: x + 22, Y: y + 10, Size: heatSmall, Tone: Muted, Words: words})
		x += width + 18
	}
	if h.parted() && h.Words.Border != "" {
		words := fit(h.Words.Border, h.Width-30, heatSmall, false)
		if width := 26 + TextWidth(words, heatSmall, false); x > 0 && x+width > h.Width {
			x, y = 0, y+20
		}
		h.marks = append(h.marks, line(Ink, 2.5, Point{x, y + 6}, Point{x + 20, y + 6}), Text{X: x + 26, Y: y + 10, Size: heatSmall, Tone: Muted, Words: words})
	}
	return y + 18
}

func (m HeatMap) table() Table {
	t := Table{Head: []string{m.RowAxis + " / " + m.ColumnAxis}}
	for _, c := range m.Columns {
		t.Head = append(t.Head, stepWords(c))
	}
	for r := len(m.Rows) - 1; r >= 0; r-- {
		row := []string{stepWords(m.Rows[r])}
		for _, cell := range m.Cells[r] {
			words := "–"
			if cell.Level >= 0 {
				words = m.Levels[cell.Level].Name
			}
			if cell.Count != "" {
				words += ": " + cell.Count
			}
			row = append(row, words)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func stepWords(s Scale) string { return s.Value + " " + s.Label }
