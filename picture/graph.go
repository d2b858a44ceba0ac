package picture

import (
	"cmp"
	"slices"
	"strings"
)

// Graph is what depends on what: what matters in itself above, what carries it below.
type Graph struct {
	Title, Description string
	Of, On             string // heads of the table: what depends, and on what
	Nodes              []Node
	Edges              []Edge // by indices of nodes
	Width              float64
}

// Node is one box of a graph.
type Node struct {
	Name   string
	Note   string // a second line
	URL    string
	Tone   Tone // of its border
	Chosen bool
}

// Edge leads from what depends to what it depends on.
type Edge struct{ From, To int }

// Sizes in a graph.
const (
	nodeTall  = 40.0
	nodeWide  = 150.0
	nodeApart = 10.0
	layerGap  = 34.0
)

// Picture lays the graph out in layers: each node stands below all that depends on it.
// Where a layer is wider than the picture it goes on in another line.
func (g Graph) Picture() Picture {
	p := Picture{Width: g.Width, Title: g.Title, Description: g.Description, Name: "graph", Table: g.table()}
	places := g.places()
	for _, e := range g.Edges {
		from, to := places[e.From], places[e.To]
		a, b := Point{from.X + from.W/2, from.Y + from.H}, Point{to.X + to.W/2, to.Y}
		tone, weight := Strong, 1.0
		if g.Nodes[e.From].Chosen || g.Nodes[e.To].Chosen {
			tone, weight = Accent, 1.8
		}
		p.Marks = append(p.Marks, Path{Stroke: tone, Weight: weight, Steps: []Step{{To: a}, {To: Point{(a.X + b.X) / 2, (a.Y + b.Y) / 2}, By: &Point{a.X, (a.Y + b.Y) / 2}}, {To: b, By: &Point{b.X, (a.Y + b.Y) / 2}}}})
	}
	for i, node := range g.Nodes {
		b := places[i]
		p.Height = max(p.Height, b.Y+b.H+2)
		frame := Rect{Box: b, Round: 5, Fill: Sheet, Stroke: cmp.Or(node.Tone, Strong), Weight: 1.2}
		if node.Chosen {
			frame.Stroke, frame.Weight = Accent, 2.6
		}
		p.Marks = append(p.Marks, Group{Name: "node", URL: node.URL, Label: strings.TrimSpace(node.Name + " " + node.Note), Marks: []Mark{frame,
			Text{X: b.X + 8, Y: b.Y + 16, Size: heatSmall, Bold: true, Tone: Ink, Words: fit(node.Name, b.W-16, heatSmall, true)},
			Text{X: b.X + 8, Y: b.Y + 31, Size: heatSmall, Tone: Muted, Words: fit(node.Note, b.W-16, heatSmall, false)},
		}})
	}
	return p
}

// layers are the layer of each node: one more than the deepest of what depends on it.
// A circle, which records refuse, ends after as many rounds as there are nodes.
func (g Graph) layers() []int {
	layers := make([]int, len(g.Nodes))
	for range g.Nodes {
		moved := false
		for _, e := range g.Edges {
			if e.From != e.To && layers[e.To] <= layers[e.From] && layers[e.From]+1 < len(g.Nodes) {
				layers[e.To], moved = layers[e.From]+1, true
			}
		}
		if !moved {
			break
		}
	}
	return layers
}

// places puts nodes into lines; in each they stand in the order of the middle of what
// depends on them, so that few lines cross.
func (g Graph) places() []Box {
	layers, places := g.layers(), make([]Box, len(g.Nodes))
	fits := max(1, int((g.Width+nodeApart)/(nodeWide+nodeApart)))
	y := 2.0
	for layer := range len(g.Nodes) {
		var row []int
		for i, of := range layers {
			if of == layer {
				row = append(row, i)
			}
		}
		slices.SortStableFunc(row, func(a, b int) int { return cmp.Compare(g.middle(a, layers, places), g.middle(b, layers, places)) })
		for line := range slices.Chunk(row, fits) {
			wide := min(nodeWide+60, (g.Width-nodeApart*float64(len(line)-1))/float64(len(line)))
			x := (g.Width - wide*float64(len(line)) - nodeApart*float64(len(line)-1)) / 2
			for _, i := range line {
				places[i] = Box{x, y, wide, nodeTall}
				x += wide + nodeApart
			}
			y += nodeTall + layerGap
		}
	}
	return places
}

// middle is the mean place of what depends on a node, in layers that have places.
func (g Graph) middle(node int, layers []int, places []Box) float64 {
	sum, n := 0.0, 0
	for _, e := range g.Edges {
		if e.To == node && layers[e.From] < layers[node] {
			sum, n = sum+places[e.From].X, n+1
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

func (g Graph) table() Table {
	t := Table{Head: []string{g.Of, g.On}}
	for i, node := range g.Nodes {
		var on []string
		for _, e := range g.Edges {
			if e.From == i {
				on = append(on, g.Nodes[e.To].Name)
			}
		}
		t.Rows = append(t.Rows, []string{node.Name, cmp.Or(strings.Join(on, ", "), "–")})
	}
	return t
}
