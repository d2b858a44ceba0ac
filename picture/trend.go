package picture

import (
	"maps"
	"math"
	"slices"
	"strconv"
)

// Trend is a line of readings over time.
type Trend struct {
	Title, Description string
	Of, When           string // heads of the table: what is read, and when
	Readings           []Reading
	Target             *float64
	TargetName         string
	Unit               string             // written after the numbers of the axis
	Names              map[float64]string // of values, where the axis has names in place of numbers
	Width              float64
}

// Reading is one value at a time.
type Reading struct {
	At    float64 // days since any day
	Day   string  // as the reader writes it
	Value float64
	Words string // the value as it was written down
	Good  bool   // it was on target
}

// The height of the part of a trend that holds the line.
const trendTall = 110.0

// Picture lays the readings out, the earliest at the left.
func (t Trend) Picture() Picture {
	low, high := t.span()
	ticks, step := ticks(low, high)
	words := func(v float64) string { return tickWords(v, step) + t.Unit }
	if len(t.Names) > 1 {
		ticks = slices.Sorted(maps.Keys(t.Names))
		words = func(v float64) string { return fit(t.Names[v], t.Width*0.3, heatSmall, false) }
	}
	low, high = ticks[0], ticks[len(ticks)-1]
	left := 0.0
	for _, v := range ticks {
		left = max(left, TextWidth(words(v), heatSmall, false)+10)
	}
	f := frame{left: left, top: 22, width: t.Width - left - 14, low: low, high: high}
	if n := len(t.Readings); n > 0 {
		f.first, f.last = t.Readings[0].At, t.Readings[n-1].At
	}
	p := Picture{Width: t.Width, Height: f.top + trendTall + 24, Title: t.Title, Description: t.Description, Name: "trend", Table: t.table()}
	for _, v := range ticks {
		y := f.y(v)
		p.Marks = append(p.Marks, line(Line, 1, Point{left, y}, Point{left + f.width, y}),
			Text{X: left - 8, Y: y + 4, Size: heatSmall, Anchor: End, Tone: Muted, Words: words(v)})
	}
	p.Marks = append(p.Marks, t.target(f)...)
	p.Marks = append(p.Marks, t.readings(f)...)
	return p
}

// span is from the least to the greatest of what is shown.
func (t Trend) span() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	take := func(v float64) { low, high = min(low, v), max(high, v) }
	for _, r := range t.Readings {
		take(r.Value)
	}
	if t.Target != nil {
		take(*t.Target)
	}
	if low > high {
		return 0, 1
	}
	return low, high
}

// ticks are three to six round numbers that span a range, and how far they are apart.
func ticks(low, high float64) (list []float64, step float64) {
	if high-low < 1e-9*max(1, math.Abs(high)) {
		pad := max(1, math.Abs(high)*0.1)
		low, high = low-pad, high+pad
	}
	step = math.Pow(10, math.Floor(math.Log10((high-low)/3)))
	for _, factor := range []float64{1, 2, 5, 10} {
		if first, last := math.Floor(low/(step*factor)), math.Ceil(high/(step*factor)); last-first <= 5 {
			step *= factor
			for i := first; i <= last; i++ {
				list = append(list, i*step)
			}
			return list, step
		}
	}
	return []float64{low, high}, high - low
}

func tickWords(v, step float64) string {
	decimals := max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
	return strconv.FormatFloat(v+0, 'f', decimals, 64)
}

// frame is where values and days stand.
type frame struct {
	left, top, width float64
	low, high        float64
	first, last      float64
}

func (f frame) y(v float64) float64 { return f.top + trendTall*(f.high-v)/(f.high-f.low) }

func (f frame) x(at float64) float64 {
	if f.last == f.first {
		return f.left + f.width/2
	}
	return f.left + 6 + (f.width-12)*(at-f.first)/(f.last-f.first)
}

func (t Trend) target(f frame) []Mark {
	if t.Target == nil {
		return nil
	}
	y := f.y(*t.Target)
	dashes := line(Holds, 1.6, Point{f.left, y}, Point{f.left + f.width, y})
	dashes.Dashed = true
	return []Mark{dashes, Text{X: f.left + f.width, Y: 12, Size: heatSmall, Anchor: End, Tone: Holds, Words: fit("- - "+t.TargetName, f.width, heatSmall, false)}}
}

// readings are the line and its points; full where a reading was on target, hollow
// where it was not. The first and the last are dated.
func (t Trend) readings(f frame) []Mark {
	path := Path{Stroke: Accent, Weight: 2}
	var points []Mark
	for _, r := range t.Readings {
		at := Point{f.x(r.At), f.y(r.Value)}
		path.Steps = append(path.Steps, Step{To: at})
		dot := Rect{Box: Box{at.X - 4, at.Y - 4, 8, 8}, Round: 4, Fill: Sheet, Stroke: Accent, Weight: 2}
		if r.Good {
			dot.Fill = Accent
		}
		points = append(points, Group{Name: "reading", Label: r.Day + ": " + r.Words, Marks: []Mark{dot}})
	}
	marks := append([]Mark{path}, points...)
	base := f.top + trendTall + 18
	switch n := len(t.Readings); {
	case n == 1:
		marks = append(marks, Text{X: f.x(f.first), Y: base, Size: heatSmall, Anchor: Middle, Tone: Muted, Words: t.Readings[0].Day})
	case n > 1:
		marks = append(marks, Text{X: f.left, Y: base, Size: heatSmall, Tone: Muted, Words: t.Readings[0].Day},
			Text{X: f.left + f.width, Y: base, Size: heatSmall, Anchor: End, Tone: Muted, Words: t.Readings[n-1].Day})
	}
	return marks
}

func (t Trend) table() Table {
	table := Table{Head: []string{t.When, t.Of}}
	for _, r := range t.Readings {
		table.Rows = append(table.Rows, []string{r.Day, r.Words})
	}
	return table
}
