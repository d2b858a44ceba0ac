package picture

import "strconv"

// Waterfall is how a number becomes another, step by step: a total, what takes away
// from it, and what is left.
type Waterfall struct {
	Title, Description string
	Of, Many           string // heads of the table: the steps, and the number
	Steps              []Fall
	Width              float64
}

// Fall is one step: a total that stands on the ground, or a number that is taken away
// from what stood before.
type Fall struct {
	Name  string
	URL   string
	Count int
	Total bool
	Tone  Tone
}

// Picture lays the steps out, the first at the top, all by one scale.
func (w Waterfall) Picture() Picture {
	labels, most := 0.0, 1
	for _, step := range w.Steps {
		labels = max(labels, TextWidth(step.Name, heatText, false))
		most = max(most, step.Count)
	}
	labels = min(labels, w.Width*0.42)
	left := labels + 12
	room := max(w.Width-left-TextWidth("−"+strconv.Itoa(most), heatText, true)-14, 1)
	at := func(n int) float64 { return left + room*float64(n)/float64(most) }
	p := Picture{Width: w.Width, Height: 4 + barApart*float64(len(w.Steps)), Title: w.Title, Description: w.Description, Name: "waterfall", Table: w.table()}
	y, stands := 2.0, 0
	for i, step := range w.Steps {
		from, to, words := 0, step.Count, strconv.Itoa(step.Count)
		if !step.Total {
			from, to, words = max(0, stands-step.Count), stands, "−"+strconv.Itoa(step.Count)
		}
		bar := Rect{Box: Box{at(from), y, max(at(to)-at(from), 1), barTall}, Fill: step.Tone, Stroke: Strong, Weight: 0.5}
		if !step.Total {
			bar.Hatch = Strong
		}
		p.Marks = append(p.Marks, Group{Name: "bar", URL: step.URL, Marks: []Mark{
			Text{X: labels, Y: y + 15, Size: heatText, Anchor: End, Tone: Ink, Words: fit(step.Name, labels, heatText, false)}, bar,
			Text{X: at(to) + 8, Y: y + 15, Size: heatText, Bold: step.Total, Tone: Ink, Words: words},
		}})
		stands = from
		if step.Total {
			stands = to
		}
		if i+1 < len(w.Steps) { // leads down to where the next begins
			p.Marks = append(p.Marks, line(Strong, 0.8, Point{at(stands), y + barTall}, Point{at(stands), y + barApart}))
		}
		y += barApart
	}
	return p
}

func (w Waterfall) table() Table {
	t := Table{Head: []string{w.Of, w.Many}}
	for _, step := range w.Steps {
		words := strconv.Itoa(step.Count)
		if !step.Total {
			words = "−" + words
		}
		t.Rows = append(t.Rows, []string{step.Name, words})
	}
	return t
}
