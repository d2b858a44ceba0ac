package picture

// Descent is how far each of some risks comes down: where it stands by itself, where
// after treatment, and where it is meant to be.
type Descent struct {
	Title, Description string
	Of                 string // head of the table
	Before, After, To  string // what the three marks are called
	Levels             []Level
	Rows               []Drop
	Width              float64
}

// Drop is one line: indices of levels, -1 where there is none.
type Drop struct {
	Name              string
	URL               string
	Before, After, To int
}

// Sizes in a descent.
const (
	dropApart = 28.0
	dropMark  = 6.0
)

// Picture lays the lines out, levels from the lowest at the left.
func (d Descent) Picture() Picture {
	labels := 0.0
	for _, row := range d.Rows {
		labels = max(labels, TextWidth(row.Name, heatSmall, false))
	}
	labels = min(labels, d.Width*0.46)
	left := labels + 12
	each := (d.Width - left) / float64(max(1, len(d.Levels)))
	p := Picture{Width: d.Width, Title: d.Title, Description: d.Description, Name: "descent", Table: d.table()}
	bottom := 24 + dropApart*float64(len(d.Rows))
	for i, level := range d.Levels {
		step := shadeOf(d.Levels, i)
		b := Box{left + each*float64(i), 0, each - 3, 18}
		p.Marks = append(p.Marks, Rect{Box: b, Round: 2, Fill: shade(step), Stroke: Strong, Weight: 0.5},
			Text{X: b.X + b.W/2, Y: 13, Size: heatSmall, Anchor: Middle, Tone: onShade(step), Words: fit(level.Name, b.W-4, heatSmall, false)},
			line(Line, 1, Point{b.X + b.W/2, 20}, Point{b.X + b.W/2, bottom}))
	}
	// Where levels are narrow, a mark of the outermost stays inside the picture all the same.
	x := func(level int) float64 { return min(left+each*float64(level)+(each-3)/2, d.Width-dropMark-6) }
	for i, row := range d.Rows {
		y := 24 + dropApart*(float64(i)+0.5)
		p.Marks = append(p.Marks, Group{Name: "bar", URL: row.URL, Marks: []Mark{
			Text{X: labels, Y: y + 4, Size: heatSmall, Anchor: End, Tone: Ink, Words: fit(row.Name, labels, heatSmall, false)},
		}})
		p.Marks = append(p.Marks, row.draw(x, y)...)
	}
	marks, end := d.legend(bottom + 8)
	p.Marks, p.Height = append(p.Marks, marks...), end
	return p
}

func (r Drop) draw(x func(int) float64, y float64) []Mark {
	var marks []Mark
	if r.Before >= 0 && r.After >= 0 && r.Before != r.After {
		marks = append(marks, line(Accent, 2, Point{x(r.Before), y}, Point{x(r.After), y}))
	}
	if r.Before >= 0 {
		marks = append(marks, before(x(r.Before), y))
	}
	if r.After >= 0 {
		marks = append(marks, after(x(r.After), y))
	}
	if r.To >= 0 {
		marks = append(marks, aim(x(r.To), y))
	}
	return marks
}

// before is a hollow circle, after a full one, aim a diamond around it.
func before(x, y float64) Mark {
	return Rect{Box: Box{x - dropMark, y - dropMark, 2 * dropMark, 2 * dropMark}, Round: dropMark, Fill: Sheet, Stroke: Accent, Weight: 2}
}

func after(x, y float64) Mark {
	return Rect{Box: Box{x - dropMark + 1, y - dropMark + 1, 2*dropMark - 2, 2*dropMark - 2}, Round: dropMark - 1, Fill: Accent, Stroke: Accent, Weight: 1}
}

func aim(x, y float64) Mark {
	d := dropMark + 4
	return line(Holds, 1.8, Point{x - d, y}, Point{x, y - d}, Point{x + d, y}, Point{x, y + d}, Point{x - d, y})
}

func (d Descent) legend(y float64) (marks []Mark, bottom float64) {
	x := 0.0
	for i, words := range []string{d.Before, d.After, d.To} {
		wide := 28 + TextWidth(words, heatSmall, false)
		if x > 0 && x+wide > d.Width {
			x, y = 0, y+22
		}
		marks = append(marks, []func(x, y float64) Mark{before, after, aim}[i](x+11, y+11), Text{X: x + 26, Y: y + 15, Size: heatSmall, Tone: Muted, Words: fit(words, d.Width-26, heatSmall, false)})
		x += wide + 18
	}
	return marks, y + 24
}

func (d Descent) table() Table {
	t := Table{Head: []string{d.Of, d.Before, d.After, d.To}}
	name := func(i int) string {
		if i < 0 || i >= len(d.Levels) {
			return "–"
		}
		return d.Levels[i].Name
	}
	for _, row := range d.Rows {
		t.Rows = append(t.Rows, []string{row.Name, name(row.Before), name(row.After), name(row.To)})
	}
	return t
}
