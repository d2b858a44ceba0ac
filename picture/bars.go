package picture

import "strconv"

// Bars are bars side by side in length, each made of the same parts: how many of
// what, by something.
type Bars struct {
	Title, Description string
	Of                 string // what a bar stands for: the head of the table
	Parts              []Part
	Rows               []Bar
	Width              float64
}

// Part is what a piece of every bar means.
type Part struct {
	Name  string
	Tone  Tone
	On    Tone // of a number on it
	Hatch Tone // where lightness alone would not tell it from its neighbours
}

// Bar is one bar: how many of each part.
type Bar struct {
	Name   string
	URL    string
	Counts []int
}

// LevelParts are the parts of levels, from the lowest.
func LevelParts(levels []Level) []Part {
	parts := make([]Part, len(levels))
	for i, level := range levels {
		step := shadeOf(levels, i)
		parts[i] = Part{Name: level.Name, Tone: shade(step), On: onShade(step)}
	}
	return parts
}

// Sizes in bars.
const (
	barTall  = 22.0
	barApart = 30.0
)

// Picture lays the bars out, all by one scale.
func (b Bars) Picture() Picture {
	labels, most, widest := 0.0, 1, 0.0
	for _, row := range b.Rows {
		labels = max(labels, TextWidth(row.Name, heatText, false))
		most = max(most, row.total())
		widest = max(widest, TextWidth(strconv.Itoa(row.total()), heatText, true))
	}
	labels = min(labels+6, b.Width*0.34) // digits that stand in columns are a little wider
	left := labels + 12
	room := max(b.Width-left-widest-10, 1)
	p := Picture{Width: b.Width, Title: b.Title, Description: b.Description, Name: "bars", Table: b.table()}
	y := 2.0
	for _, row := range b.Rows {
		p.Marks = append(p.Marks, row.draw(b.Parts, Box{left, y, room, barTall}, labels, most)...)
		y += barApart
	}
	marks, bottom := legend(b.Parts, b.Width, y)
	p.Marks, p.Height = append(p.Marks, marks...), bottom
	return p
}

func (r Bar) total() int {
	sum := 0
	for _, n := range r.Counts {
		sum += n
	}
	return sum
}

// draw draws one bar in its room, which the longest fills.
func (r Bar) draw(parts []Part, room Box, labels float64, most int) []Mark {
	base := room.Y + 15
	name := Group{Name: "bar", URL: r.URL, Marks: []Mark{Text{X: labels, Y: base, Size: heatText, Anchor: End, Tone: Ink, Words: fit(r.Name, labels, heatText, false)}}}
	marks := []Mark{name}
	x := room.X
	for i, n := range r.Counts {
		if n == 0 {
			continue
		}
		width := room.W * float64(n) / float64(most)
		marks = append(marks, Rect{Box: Box{x, room.Y, width, room.H}, Fill: parts[i].Tone, Stroke: Strong, Weight: 0.5, Hatch: parts[i].Hatch})
		if words := strconv.Itoa(n); parts[i].On != None && TextWidth(words, heatSmall, true)+6 <= width {
			marks = append(marks, Text{X: x + width/2, Y: base, Size: heatSmall, Bold: true, Anchor: Middle, Tone: parts[i].On, Words: words})
		}
		x += width
	}
	return append(marks, Text{X: x + 8, Y: base, Size: heatText, Bold: true, Tone: Ink, Words: strconv.Itoa(r.total())})
}

// legend says what the parts mean, in lines from y, and tells where it ends.
func legend(parts []Part, width, y float64) (marks []Mark, bottom float64) {
	x := 0.0
	for _, part := range parts {
		words := fit(part.Name, width-22, heatSmall, false)
		wide := 22 + TextWidth(words, heatSmall, false)
		if x > 0 && x+wide > width {
			x, y = 0, y+20
		}
		marks = append(marks, Rect{Box: Box{x, y, 16, 12}, Fill: part.Tone, Stroke: Strong, Weight: 0.5, Hatch: part.Hatch},
			Text{X: x + 22, Y: y + 10, Size: heatSmall, Tone: Muted, Words: words})
		x += wide + 18
	}
	return marks, y + 18
}

func (b Bars) table() Table {
	t := Table{Head: []string{b.Of}}
	for _, part := range b.Parts {
		t.Head = append(t.Head, part.Name)
	}
	for _, row := range b.Rows {
		line := []string{row.Name}
		for _, n := range row.Counts {
			line = append(line, strconv.Itoa(n))
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}
