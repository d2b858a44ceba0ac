package picture

// Gantt is bars along the days, one for each thing that is planned.
type Gantt struct {
	Title, Description string
	Head               []string // of the table: what it is, from, until, state
	Rows               []Span
	Months             []Month // that the bars lie in, each with the day on which it begins
	First, Last        float64 // the days that are shown
	Today              float64
	TodayName          string
	Width              float64
}

// Span is one bar: from a day until a day; where both are one, a diamond.
type Span struct {
	Name        string
	From, Until float64 // days
	FromName    string
	UntilName   string
	State       string
	Done, Late  bool
	URL         string
}

// Month is the beginning of a month.
type Month struct {
	At   float64
	Name string
}

// Sizes in a Gantt chart.
const (
	ganttRow  = 24.0
	ganttBar  = 12.0
	ganttHead = 22.0
)

// Picture lays the bars out, one below the other.
func (g Gantt) Picture() Picture {
	labels := 0.0
	for _, row := range g.Rows {
		labels = max(labels, TextWidth(row.Name, heatSmall, false))
	}
	labels = min(labels, g.Width*0.36)
	left := labels + 12
	tall := ganttHead + ganttRow*float64(len(g.Rows)) + 4
	p := Picture{Width: g.Width, Height: tall, Title: g.Title, Description: g.Description, Name: "gantt", Table: g.table()}
	x := func(day float64) float64 {
		return left + (g.Width-left-6)*(min(max(day, g.First), g.Last)-g.First)/max(g.Last-g.First, 1)
	}
	free := left
	for _, month := range g.Months {
		at := x(month.At)
		p.Marks = append(p.Marks, line(Line, 1, Point{at, ganttHead - 4}, Point{at, tall}))
		if wide := TextWidth(month.Name, heatSmall, false); at >= free && at+wide+3 <= g.Width {
			p.Marks = append(p.Marks, Text{X: at + 3, Y: 13, Size: heatSmall, Tone: Muted, Words: month.Name})
			free = at + wide + 12
		}
	}
	if g.Today >= g.First && g.Today <= g.Last {
		now := line(Accent, 1.5, Point{x(g.Today), ganttHead - 4}, Point{x(g.Today), tall})
		now.Dashed = true
		p.Marks = append(p.Marks, Group{Name: "today", Label: g.TodayName, Marks: []Mark{now}})
	}
	for i, row := range g.Rows {
		p.Marks = append(p.Marks, row.draw(x, labels, ganttHead+ganttRow*float64(i)))
	}
	return p
}

// draw draws one bar: full where it is done, hatched where it is late.
func (s Span) draw(x func(float64) float64, labels, top float64) Mark {
	fill, hatch := shade(2), None
	switch {
	case s.Done:
		fill = Holds
	case s.Late:
		fill, hatch = Sheet, Fails
	}
	edge := Strong
	if s.Late {
		edge = Fails
	}
	from, until := x(s.From), x(s.Until)
	bar := Rect{Box: Box{from, top + (ganttRow-ganttBar)/2, max(until-from, 6), ganttBar}, Round: 2, Fill: fill, Stroke: edge, Weight: 1, Hatch: hatch}
	return Group{Name: "span", URL: s.URL, Label: s.Name + ": " + s.FromName + " – " + s.UntilName + ", " + s.State, Marks: []Mark{
		Text{X: 0, Y: top + 16, Size: heatSmall, Tone: Ink, Words: fit(s.Name, labels, heatSmall, false)}, bar,
	}}
}

func (g Gantt) table() Table {
	t := Table{Head: g.Head}
	for _, row := range g.Rows {
		t.Rows = append(t.Rows, []string{row.Name, row.FromName, row.UntilName, row.State})
	}
	return t
}
