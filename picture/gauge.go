package picture

import "strconv"

// Gauge is one bar of parts that make a whole, without words, to stand beside them.
type Gauge struct {
	Title  string // says the parts in words
	Of     string // what they are parts of: the head of the table
	Parts  []Part
	Counts []int
}

// The size of a gauge, which stretches to the room that it is given.
const (
	gaugeWide = 240.0
	gaugeTall = 8.0
)

// Picture lays the gauge out.
func (g Gauge) Picture() Picture {
	p := Picture{Width: gaugeWide, Height: gaugeTall, Title: g.Title, Name: "meter", Stretched: true, Table: Table{Head: []string{g.Of, ""}}}
	all := 0
	for i, n := range g.Counts {
		all += n
		p.Table.Rows = append(p.Table.Rows, []string{g.Parts[i].Name, strconv.Itoa(n)})
	}
	x := 0.0
	for i, n := range g.Counts {
		width := gaugeWide * float64(n) / float64(max(all, 1))
		if part := g.Parts[i]; n > 0 && (part.Tone != None || part.Hatch != None) {
			p.Marks = append(p.Marks, Rect{Box: Box{x, 0, width, gaugeTall}, Fill: part.Tone, Hatch: part.Hatch})
		}
		x += width
	}
	return p
}
