package picture_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"surety/picture"
)

// allInside tells that every mark lies within its picture.
func allInside(t *rapid.T, p picture.Picture) {
	t.Helper()
	for _, m := range p.Marks {
		if b := picture.BoxOf(m); !inside(b, picture.Box{W: p.Width, H: p.Height}) {
			t.Fatalf("%T at %v lies outside of %v × %v", m, b, p.Width, p.Height)
		}
	}
}

var widths = rapid.SampledFrom([]float64{320, 430, 640, 960})

func TestAWaterfallFallsToWhatIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := rapid.IntRange(0, 4000).Draw(t, "start")
		w := picture.Waterfall{Title: "Treatment", Of: "Step", Many: "Risks", Width: widths.Draw(t, "width"), Steps: []picture.Fall{{Name: "To be treated", Count: start, Total: true, Tone: picture.Fails}}}
		left := start
		for i := range rapid.IntRange(0, 4).Draw(t, "steps") {
			n := rapid.IntRange(0, left).Draw(t, "taken")
			left -= n
			w.Steps = append(w.Steps, picture.Fall{Name: fmt.Sprintf("A step with a long name %d", i), Count: n, Tone: picture.Holds})
		}
		w.Steps = append(w.Steps, picture.Fall{Name: "Left", Count: left, Total: true, Tone: picture.Person})
		p := w.Picture()
		allInside(t, p)
		if last := p.Table.Rows[len(p.Table.Rows)-1]; last[1] != fmt.Sprint(left) {
			t.Fatalf("the table ends with %v", last)
		}
	})
}

func TestADescentStaysInItsPictureAndSaysItsLevels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := picture.Descent{Title: "Top ten", Of: "Risk", Before: "As assessed", After: "After treatment", To: "Target", Width: widths.Draw(t, "width")}
		n := rapid.IntRange(1, 10).Draw(t, "levels")
		for i := range n {
			d.Levels = append(d.Levels, picture.Level{Name: fmt.Sprintf("Level %d", i)})
		}
		at := rapid.IntRange(-1, n-1)
		for i := range rapid.IntRange(0, 10).Draw(t, "rows") {
			d.Rows = append(d.Rows, picture.Drop{Name: fmt.Sprintf("RISK-%04d Something that might happen to us", i), Before: at.Draw(t, "before"), After: at.Draw(t, "after"), To: at.Draw(t, "to")})
		}
		p := d.Picture()
		allInside(t, p)
		for i, row := range d.Rows {
			if want := "–"; row.Before < 0 && p.Table.Rows[i][1] != want || row.Before >= 0 && p.Table.Rows[i][1] != d.Levels[row.Before].Name {
				t.Fatalf("the table says %v of %v", p.Table.Rows[i], row)
			}
		}
	})
}

func TestAGraphPutsWhatCarriesBelowWhatItCarriesAndOverlapsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "nodes")
		g := picture.Graph{Title: "Dependencies", Of: "Asset", On: "Depends on", Width: widths.Draw(t, "width")}
		for i := range n {
			g.Nodes = append(g.Nodes, picture.Node{Name: fmt.Sprintf("Asset number %d", i), Note: "Server"})
		}
		for range rapid.IntRange(0, 2*n).Draw(t, "edges") {
			a, b := rapid.IntRange(0, n-1).Draw(t, "a"), rapid.IntRange(0, n-1).Draw(t, "b")
			if a != b {
				g.Edges = append(g.Edges, picture.Edge{From: min(a, b), To: max(a, b)})
			}
		}
		p := g.Picture()
		allInside(t, p)
		var boxes []picture.Box
		for _, m := range p.Marks {
			if group, ok := m.(picture.Group); ok && strings.HasPrefix(group.Name, "node") {
				boxes = append(boxes, picture.BoxOf(group))
			}
		}
		for _, e := range g.Edges {
			if boxes[e.From].Y+boxes[e.From].H > boxes[e.To].Y {
				t.Fatalf("node %d carries %d and does not stand below it", e.To, e.From)
			}
		}
		for i, a := range boxes {
			for _, b := range boxes[i+1:] {
				if overlap(a, b) {
					t.Fatalf("boxes overlap: %v %v", a, b)
				}
			}
		}
	})
}

func TestAGraphThatGoesInACircleIsStillDrawn(t *testing.T) {
	g := picture.Graph{Width: 640, Nodes: make([]picture.Node, 3), Edges: []picture.Edge{{From: 0, To: 1}, {From: 1, To: 2}, {From: 2, To: 0}, {From: 1, To: 1}}}
	if p := g.Picture(); p.Height <= 0 {
		t.Error("nothing is drawn")
	}
}
