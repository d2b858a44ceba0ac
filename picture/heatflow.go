package picture

import (
	"math"
	"slices"
	"strconv"
)

// parted tells whether some levels are acceptable as they are and others are not.
func (h *heat) parted() bool {
	some, others := false, false
	for _, l := range h.Levels {
		some, others = some || l.Acceptable, others || !l.Acceptable
	}
	return some && others
}

// border is the heavy line between what may stay as it is and what may not.
func (h *heat) border() {
	differ := func(r1, c1, r2, c2 int) bool {
		a, b := h.Cells[r1][c1].Level, h.Cells[r2][c2].Level
		return a >= 0 && b >= 0 && h.Levels[a].Acceptable != h.Levels[b].Acceptable
	}
	edge := Path{Stroke: Ink, Weight: 3}
	add := func(x1, y1, x2, y2 float64) {
		edge.Steps = append(edge.Steps, Step{To: Point{x1, y1}, New: true}, Step{To: Point{x2, y2}})
	}
	const half = heatGap / 2
	for r := range h.Rows {
		for c := range h.Columns {
			b := h.place(r, c)
			if c+1 < len(h.Columns) && differ(r, c, r, c+1) {
				x := b.X + b.W + half
				add(x, b.Y-half-0.5, x, b.Y+b.H+half+0.5)
			}
			if r+1 < len(h.Rows) && differ(r, c, r+1, c) {
				y := b.Y - half
				add(b.X-half-0.5, y, b.X+b.W+half+0.5, y)
			}
		}
	}
	if len(edge.Steps) > 0 {
		h.marks = append(h.marks, edge)
	}
}

// flows draws what moved from cell to cell: a bent line, the heavier the more.
func (h *heat) flows() {
	most := 1
	for _, f := range h.Flows {
		most = max(most, f.Count)
	}
	var lines, labels []Mark
	for _, f := range h.Flows {
		if f.From != f.To {
			l, t := h.flow(f, most)
			lines, labels = append(lines, l...), append(labels, t...)
		}
	}
	if len(lines) > 0 {
		h.marks = append(h.marks, Group{Name: "flows", Marks: lines})
	}
	h.marks = append(h.marks, h.words...)
	if len(labels) > 0 {
		h.marks = append(h.marks, Group{Name: "flows", Marks: labels})
	}
}

func (h *heat) middle(p Place) Point {
	b := h.place(p.Row, p.Column)
	if b.H < flat {
		return Point{b.X + b.W/2, b.Y + b.H*0.7}
	}
	return Point{b.X + b.W/2, b.Y + b.H*0.6}
}

func (h *heat) flow(f Flow, most int) (lines, labels []Mark) {
	from, to := h.middle(f.From), h.middle(f.To)
	length := math.Hypot(to.X-from.X, to.Y-from.Y)
	ux, uy := (to.X-from.X)/length, (to.Y-from.Y)/length
	bend := min(0.1*length, 0.5*h.cell.W)
	by := Point{(from.X+to.X)/2 + uy*bend, (from.Y+to.Y)/2 - ux*bend} // away from the words at the upper left
	weight := 1.6 + 2*math.Sqrt(float64(f.Count-1)/float64(max(most-1, 1)))
	tone := Ink
	if f.Chosen {
		tone, weight = Accent, max(weight, 3)
	}
	// Lines that meet in a cell end around its middle, each from where it comes.
	tip := along(to, by, 7)
	start := along(from, by, 4)
	long, side := 7+1.4*weight, 3.5+0.9*weight
	back := along(tip, by, long)
	dx, dy := (tip.X-back.X)/long, (tip.Y-back.Y)/long
	head := Path{Fill: tone, Steps: []Step{{To: tip}, {To: Point{back.X - dy*side, back.Y + dx*side}}, {To: Point{back.X + dy*side, back.Y - dx*side}}, {To: tip}}}
	bent := func(tone Tone, weight float64) Path {
		return Path{Stroke: tone, Weight: weight, Steps: []Step{{To: start}, {To: along(tip, by, 5), By: &by}}}
	}
	const dot = 3.5
	lines = []Mark{bent(Sheet, weight+2.5), bent(tone, weight), head,
		Rect{Box: Box{start.X - dot, start.Y - dot, 2 * dot, 2 * dot}, Round: dot, Fill: Sheet, Stroke: tone, Weight: 1.6}}
	if f.Count > 1 {
		labels = h.flowCount(func(t float64) Point { return curve(start, by, tip, t) }, f.Count, tone)
	}
	return lines, labels
}

// flowCount stands on its line, where it hides no words.
func (h *heat) flowCount(line func(t float64) Point, n int, tone Tone) []Mark {
	words := strconv.Itoa(n)
	width := TextWidth(words, heatTiny, true) + 8
	var at Point
	var badge Box
	for _, t := range []float64{0.4, 0.5, 0.3, 0.6, 0.25, 0.7} {
		at = line(t)
		at.X = min(max(at.X, width/2), h.Width-width/2)
		badge = Box{at.X - width/2, at.Y - 7.5, width, 15}
		if !slices.ContainsFunc(h.plates, badge.meets) {
			break
		}
	}
	return []Mark{
		Rect{Box: badge, Round: 7.5, Fill: Sheet, Stroke: tone, Weight: 1},
		Text{X: at.X, Y: at.Y + 3.6, Size: heatTiny, Bold: true, Anchor: Middle, Tone: Ink, Words: words},
	}
}

// along is the point so far from one towards another.
func along(from, towards Point, far float64) Point {
	length := math.Hypot(towards.X-from.X, towards.Y-from.Y)
	if length == 0 {
		return from
	}
	return Point{from.X + (towards.X-from.X)/length*far, from.Y + (towards.Y-from.Y)/length*far}
}

// meets tells whether two boxes have room in common.
func (b Box) meets(other Box) bool {
	return b.X < other.X+other.W && other.X < b.X+b.W && b.Y < other.Y+other.H && other.Y < b.Y+b.H
}
