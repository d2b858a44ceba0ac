package picture

import (
	"fmt"
	"slices"
	"strconv"
)

// drawCell draws one cell: its level as a shade and in words or as a number, how many
// stand in it, and their names where there is room.
func (h *heat) drawCell(row, column int, cell Cell) Group {
	b := h.place(row, column)
	g := Group{Name: "cell", Data: cell.Data}
	ground, ink := Rect{Box: b, Round: 3, Stroke: Line, Weight: 1}, Muted
	if cell.Level >= 0 {
		step := shadeOf(h.Levels, cell.Level)
		ground.Fill, ink = shade(step), onShade(step)
	}
	if cell.Mark {
		ground.Stroke, ground.Weight = Accent, 3
	}
	g.Marks = append(g.Marks, ground)
	chips, more := h.room(b, cell)
	aside := len(chips) > 0 || len(h.Flows) > 0
	name := "–"
	switch {
	case cell.Level >= 0 && h.named:
		name = h.Levels[cell.Level].Name
	case cell.Level >= 0:
		name = strconv.Itoa(cell.Level + 1)
	}
	size := heatSmall
	if h.narrow() {
		size = heatTiny
	}
	roomy := b.H >= 44
	label := Text{X: b.X + heatPad, Y: b.Y + 5 + size, Size: size, Tone: ink, Words: name}
	if !roomy {
		label = Text{X: b.X + 4, Y: b.Y + 3 + 8, Size: 9, Tone: ink, Words: name}
	}
	words := []Mark{label}
	boxes := []Box{label.box()}
	if cell.Count != "" {
		number := h.number(b, cell, ink, aside, label)
		words, boxes = append(words, number), append(boxes, number.Marks[1].box())
	}
	if len(h.Flows) > 0 {
		h.write(words, boxes, ground.Fill)
	} else {
		g.Marks = append(g.Marks, words...)
	}
	for i, chip := range chips {
		g.Marks = append(g.Marks, h.chip(b, i, chip))
	}
	if more > 0 {
		words := fmt.Sprintf(h.Words.More, more)
		g.Marks = append(g.Marks, h.chip(b, len(chips), Chip{Name: words, URL: cell.URL, Label: words + ". " + cell.Label}))
	}
	return g
}

// write keeps the words of a cell until lines are drawn over it: they come above the
// lines, each on a plate of the cell's shade, and stay legible.
func (h *heat) write(words []Mark, boxes []Box, shade Tone) {
	if shade == None {
		shade = Sheet
	}
	for i, b := range boxes {
		boxes[i] = Box{b.X - 2, b.Y - 2, b.W + 4, b.H + 3}
	}
	for _, b := range boxes {
		h.words = append(h.words, Rect{Box: b, Round: 2, Fill: shade})
	}
	h.words = append(h.words, words...)
	h.plates = append(h.plates, boxes...)
}

// smallest is the least size of a number; one that is wider still is left to the
// table, and "…" says that there is one: a number that is cut is another number.
const smallest = 7.5

// flat is the height below which a cell has no room for two lines and what is drawn
// between cells.
const flat = 60.0

// number is how many stand in a cell: in its middle, or where something else takes
// the middle, at its upper right, at its upper left under lines, or below in a narrow
// picture.
func (h *heat) number(b Box, cell Cell, ink Tone, aside bool, label Text) Group {
	t := Text{X: b.X + b.W/2, Size: 22, Bold: true, Anchor: Middle, Tone: ink, Words: cell.Count}
	hit := Box{b.X + 1, b.Y + 1, b.W - 2, b.H - 2}
	room := b.W - 8
	switch {
	case b.H < 44:
		t.Size = 14
	case h.narrow() || b.H < flat:
		t.Size = 16
	}
	switch {
	case aside && h.narrow():
		t.Size = 11
	case len(h.Flows) > 0 && b.H < flat: // lines take the lower half
		t.X, t.Anchor, t.Size = label.X+TextWidth(label.Words, label.Size, false)+heatPad, Start, 11
		room = b.X + b.W - t.X - 3
	case len(h.Flows) > 0: // lines come from above and from the right
		t.X, t.Anchor, t.Size = b.X+heatPad, Start, 13
		room = b.W - 2*heatPad
	case aside:
		t.X, t.Anchor, t.Size = b.X+b.W-heatPad, End, 13
		room = b.W - TextWidth(label.Words, label.Size, false) - 2*heatPad - 4
	}
	if width := TextWidth(t.Words, t.Size, true); width > room {
		t.Size *= room / width
	}
	if t.Size < smallest {
		t.Size, t.Words = smallest, "…"
	}
	switch {
	case aside && h.narrow():
		t.Y = b.Y + b.H - 5
	case len(h.Flows) > 0 && b.H < flat:
		t.Y = label.Y
		hit.H = min(20, hit.H)
	case len(h.Flows) > 0:
		t.Y = b.Y + 21 + t.Size*0.8
		hit = Box{b.X + 1, b.Y + 1, b.W/2 - 2, min(t.Y-b.Y+5, b.H-2)}
	case aside:
		t.Y = b.Y + 17
		width := TextWidth(t.Words, t.Size, true) + 2*heatPad
		hit = Box{b.X + b.W - width, b.Y + 1, width - 1, 20}
	case b.H < 44:
		t.Y = b.Y + b.H - 5
	default:
		t.Y = b.Y + b.H/2 + 4 + t.Size*0.36
	}
	return Group{Name: "count", URL: cell.URL, Label: cell.Label, Marks: []Mark{Rect{Box: hit, Round: 3}, t}}
}

// grid is how many chips fit beside and above each other, and how wide they are.
func (h *heat) grid(b Box) (columns, rows int, width float64) {
	for _, row := range h.Cells {
		for _, cell := range row {
			for _, chip := range cell.Chips {
				width = max(width, TextWidth(chip.Name, heatSmall, true)+12)
			}
		}
	}
	columns = int((b.W - 2*heatPad + chipGap) / (width + chipGap))
	rows = int((b.H - 24 - 4 + chipGap) / (chipTall + chipGap))
	return columns, rows, width
}

// room is which chips are drawn, and how many are left out where that is said. What
// was chosen is drawn where one chip is.
func (h *heat) room(b Box, cell Cell) (chips []Chip, more int) {
	if h.narrow() || len(h.Flows) > 0 || len(cell.Chips) == 0 {
		return nil, 0
	}
	columns, rows, _ := h.grid(b)
	fits := columns * rows
	if fits < 1 || len(cell.Chips) <= fits {
		return cell.Chips[:min(fits, len(cell.Chips))], 0
	}
	last := fits - 1
	chosen := slices.IndexFunc(cell.Chips, func(c Chip) bool { return c.Chosen })
	if fits == 1 {
		if chosen < 0 {
			return nil, 0
		}
		return cell.Chips[chosen : chosen+1], 0 // the number says how many there are
	}
	chips = slices.Clone(cell.Chips[:last])
	if chosen >= last {
		chips[last-1] = cell.Chips[chosen]
	}
	return chips, len(cell.Chips) - len(chips)
}

func (h *heat) chip(b Box, i int, chip Chip) Group {
	columns, _, width := h.grid(b)
	at := Box{b.X + heatPad + float64(i%columns)*(width+chipGap), b.Y + 24 + float64(i/columns)*(chipTall+chipGap), width, chipTall}
	r := Rect{Box: at, Round: 4, Fill: Sheet, Stroke: Strong, Weight: 1}
	name := "chip"
	if chip.Chosen {
		r.Stroke, r.Weight, name = Accent, 2.5, "chip chosen"
	}
	words := fit(chip.Name, width-8, heatSmall, chip.Chosen)
	return Group{Name: name, URL: chip.URL, Label: chip.Label, Data: chip.Data, Marks: []Mark{
		r, Text{X: at.X + width/2, Y: at.Y + 13, Size: heatSmall, Bold: chip.Chosen, Anchor: Middle, Tone: Ink, Words: words},
	}}
}
