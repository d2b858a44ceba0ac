package picture

import (
	"context"
	"html"
	"io"
	"math"
	"strconv"
	"strings"
)

// Render writes the picture as SVG into a page. Its colours are classes, for a page
// that permits no style of its own in its elements: f- fills, s- strokes.
func (p Picture) Render(_ context.Context, w io.Writer) error {
	s := &svg{}
	role := "img"
	if hasLinks(p.Marks) {
		role = "group" // what an image holds is not read, and links must be
	}
	ratio := ""
	if p.Stretched {
		ratio = "none"
	}
	s.open("svg", "class", strings.TrimSpace("picture "+p.Name), "viewBox", "0 0 "+number(p.Width)+" "+number(p.Height), "preserveAspectRatio", ratio, "role", role, "aria-label", p.Title)
	if p.Description != "" {
		s.open("desc")
		s.text(p.Description)
		s.close("desc")
	}
	s.marks(p.Marks)
	s.close("svg")
	_, err := io.WriteString(w, s.String())
	return err
}

func hasLinks(marks []Mark) bool {
	for _, m := range marks {
		if g, ok := m.(Group); ok && (g.URL != "" || hasLinks(g.Marks)) {
			return true
		}
	}
	return false
}

// svg is what is written.
type svg struct{ strings.Builder }

// open begins an element; pairs are names and values of attributes, those without
// a value are left out.
func (s *svg) open(name string, pairs ...string) {
	s.WriteString("<" + name)
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			s.WriteString(" " + pairs[i] + `="` + html.EscapeString(pairs[i+1]) + `"`)
		}
	}
	s.WriteString(">")
}

func (s *svg) close(name string) { s.WriteString("</" + name + ">") }

func (s *svg) text(words string) { s.WriteString(html.EscapeString(words)) }

func (s *svg) marks(marks []Mark) {
	for _, m := range marks {
		switch m := m.(type) {
		case Rect:
			s.rect(m)
		case Path:
			s.path(m)
		case Text:
			s.words(m)
		case Group:
			s.group(m)
		}
	}
}

func (s *svg) rect(r Rect) {
	round, weight := "", ""
	if r.Round > 0 {
		round = number(r.Round)
	}
	if r.Stroke != None {
		weight = number(r.Weight)
	}
	s.open("rect", "class", classes(r.Fill, r.Stroke), "x", number(r.X), "y", number(r.Y), "width", number(r.W), "height", number(r.H), "rx", round, "stroke-width", weight)
	s.close("rect")
	if r.Hatch != None {
		s.path(hatch(r))
	}
}

// hatch is the lines across a rectangle.
func hatch(r Rect) Path {
	const apart = 4
	lines := Path{Stroke: r.Hatch, Weight: 1.6}
	for y := r.Y + apart/2; y < r.Y+r.H; y += apart {
		lines.Steps = append(lines.Steps, Step{To: Point{r.X, y}, New: true}, Step{To: Point{r.X + r.W, y}})
	}
	return lines
}

func (s *svg) path(p Path) {
	var d strings.Builder
	for i, step := range p.Steps {
		switch {
		case i == 0 || step.New:
			d.WriteString("M")
		case step.By != nil:
			d.WriteString("Q" + number(step.By.X) + " " + number(step.By.Y) + " ")
		default:
			d.WriteString("L")
		}
		d.WriteString(number(step.To.X) + " " + number(step.To.Y))
	}
	dashes, weight := "", ""
	if p.Dashed {
		dashes = "4 3"
	}
	if p.Stroke != None {
		weight = number(p.Weight)
	}
	s.open("path", "class", classes(p.Fill, p.Stroke), "d", d.String(), "stroke-width", weight, "stroke-dasharray", dashes)
	s.close("path")
}

func (s *svg) words(t Text) {
	weight := ""
	if t.Bold {
		weight = "600"
	}
	s.open("text", "class", classes(t.Tone, None), "x", number(t.X), "y", number(t.Y), "font-size", number(t.Size), "font-weight", weight, "text-anchor", [...]string{"", "middle", "end"}[t.Anchor])
	s.text(t.Words)
	s.close("text")
}

func (s *svg) group(g Group) {
	element, role := "g", ""
	if g.URL != "" {
		element = "a"
	} else if g.Label != "" {
		role = "img"
	}
	pairs := []string{"class", g.Name, "href", g.URL, "aria-label", g.Label, "role", role}
	for _, d := range g.Data {
		pairs = append(pairs, "data-"+d.Name, d.Value)
	}
	s.open(element, pairs...)
	if g.Label != "" {
		s.open("title")
		s.text(g.Label)
		s.close("title")
	}
	s.marks(g.Marks)
	s.close(element)
}

// classes are those of a fill and a stroke.
func classes(fill, stroke Tone) string {
	list := "f-none"
	if fill != None {
		list = "f-" + string(fill)
	}
	if stroke != None {
		list += " s-" + string(stroke)
	}
	return list
}

// number writes a number with at most two decimals.
func number(v float64) string { return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64) }
