package picture

// Picture is a drawing in units of its own, one of them about a pixel on a screen.
type Picture struct {
	Width, Height float64
	Title         string // what it is, for who does not see it
	Description   string // what it says, in a sentence or two
	Name          string // its class in a page, such as heatmap
	Stretched     bool   // its width follows the room that it gets, its height does not
	Marks         []Mark
	Table         Table
}

// Table says what a picture shows.
type Table struct {
	Head []string
	Rows [][]string // the first of each is what the row is about
}

// Mark is one thing that is drawn: a Rect, a Path, a Text or a Group. Later ones
// lie above earlier ones.
type Mark interface{ box() Box }

// Box is a place in a picture; Y grows downwards.
type Box struct{ X, Y, W, H float64 }

// Rect is a rectangle.
type Rect struct {
	Box
	Round  float64 // radius of its corners
	Fill   Tone
	Stroke Tone
	Weight float64 // of the stroke
	Hatch  Tone    // lines across it, to tell it from its neighbours without colour
}

// Text is one line of words.
type Text struct {
	X, Y   float64 // where its baseline begins, is centred or ends
	Size   float64
	Bold   bool
	Anchor Anchor
	Tone   Tone
	Words  string
}

// Anchor says which point of a text its place is.
type Anchor int

// Where a text stands to its place.
const (
	Start Anchor = iota
	Middle
	End
)

// Path is a line through points, straight or bent.
type Path struct {
	Steps  []Step
	Stroke Tone
	Weight float64
	Dashed bool
	Fill   Tone
}

// Point is a place.
type Point struct{ X, Y float64 }

// Step is a piece of a path: to a point, by way of a control point where it is bent.
type Step struct {
	To  Point
	By  *Point // of a quadratic curve
	New bool   // begins anew there, without a line
}

// Group is marks that belong together: a cell, a link.
type Group struct {
	Name  string // its class in a page
	URL   string // where it leads; empty: nowhere
	Label string // what it is, in words
	Data  []Datum
	Marks []Mark
}

// Datum is something that a page's script wants to know of a group.
type Datum struct{ Name, Value string }

func (r Rect) box() Box { return r.Box }

func (t Text) box() Box {
	width := TextWidth(t.Words, t.Size, t.Bold)
	b := Box{t.X, t.Y - 0.76*t.Size, width, t.Size} // as tall as capitals, and below as far as a g
	switch t.Anchor {
	case Middle:
		b.X -= width / 2
	case End:
		b.X -= width
	}
	return b
}

func (p Path) box() Box {
	var all Box
	for i, s := range p.Steps {
		points := []Point{s.To}
		if s.By != nil && i > 0 {
			from := p.Steps[i-1].To
			points = append(points, curve(from, *s.By, s.To, turn(from.X, s.By.X, s.To.X)), curve(from, *s.By, s.To, turn(from.Y, s.By.Y, s.To.Y)))
		}
		for j, at := range points {
			if one := (Box{at.X, at.Y, 0, 0}); i == 0 && j == 0 {
				all = one
			} else {
				all = all.with(one)
			}
		}
	}
	return all
}

// turn is where a quadratic curve turns back in one direction, from 0 to 1.
func turn(from, by, to float64) float64 {
	bend := from - 2*by + to
	if bend == 0 {
		return 0
	}
	return min(max((from-by)/bend, 0), 1)
}

// curve is the point of a quadratic curve at t from 0 to 1.
func curve(from, by, to Point, t float64) Point {
	a, b, c := (1-t)*(1-t), 2*t*(1-t), t*t
	return Point{a*from.X + b*by.X + c*to.X, a*from.Y + b*by.Y + c*to.Y}
}

func (g Group) box() Box {
	var all Box
	for i, m := range g.Marks {
		if i == 0 {
			all = m.box()
		} else {
			all = all.with(m.box())
		}
	}
	return all
}

// with is the smallest box that holds both.
func (b Box) with(other Box) Box {
	x, y := min(b.X, other.X), min(b.Y, other.Y)
	return Box{x, y, max(b.X+b.W, other.X+other.W) - x, max(b.Y+b.H, other.Y+other.H) - y}
}

// line is a straight path.
func line(tone Tone, weight float64, points ...Point) Path {
	p := Path{Stroke: tone, Weight: weight}
	for _, at := range points {
		p.Steps = append(p.Steps, Step{To: at})
	}
	return p
}
