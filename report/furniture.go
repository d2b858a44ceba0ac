package report

import (
	"bytes"

	"codeberg.org/go-pdf/fpdf"
)

// titleBlock says what the paper is, whose, of which day and who stands for it.
func (d *press) titleBlock() {
	p := d.paper
	d.y = d.top - 6
	width, below := d.logo()
	class := d.one(span{text: d.legible(p.Classification), face: strong, size: factSize, ink: black})
	d.setRight(class, d.left+width, d.y, lead(factSize))
	d.lines(d.wrap([]span{{text: d.legible(p.Organization), size: factSize, ink: muted}}, width-class.width-8), d.left, lead(factSize))
	d.y += 2.5
	d.lines(d.wrap([]span{{text: d.legible(p.Title), face: strong, size: titleSize, ink: black}}, width), d.left, titleSize*point*1.2)
	d.y = max(d.y, below) + 3.5
	d.rule(d.y, d.width, black, 0.35)
	d.y += 2.6
	d.facts()
	d.rule(d.y, d.width, hair, 0.2)
	d.y += 4.5
}

// logo sets the organization's logo at the top right. It tells what width is left
// beside it, and where what stands below it may begin.
func (d *press) logo() (width, below float64) {
	mark := d.paper.logo
	if mark == nil {
		return d.width, d.y
	}
	options := fpdf.ImageOptions{ImageType: "PNG"}
	d.RegisterImageOptionsReader("logo", options, bytes.NewReader(mark.png))
	d.ImageOptions("logo", d.left+d.width-mark.width, d.y, mark.width, mark.height, false, options, 0, "")
	return d.width - mark.width - 8, d.y + mark.height
}

// factGap stands between entries of the title block.
const factGap = 6.0

// facts sets the entries of the title block side by side: on one row, each as wide
// as it is, where that goes, else in columns alike.
func (d *press) facts() {
	facts := d.paper.Facts
	widths, sum := make([]float64, len(facts)), -factGap
	for i, fact := range facts {
		label, _ := d.natural([]span{{text: d.legible(fact.Label), size: smallSize}})
		value, _ := d.natural(d.factSpans(fact))
		widths[i] = max(label, value)
		sum += widths[i] + factGap
	}
	if sum <= d.width {
		apart := min((d.width-sum)/float64(max(len(facts)-1, 1)), 4*factGap)
		d.factRow(facts, widths, factGap+apart)
		return
	}
	across := 3
	if d.paper.Wide {
		across = 4
	}
	for i := range widths {
		widths[i] = (d.width - factGap*float64(across-1)) / float64(across)
	}
	for from := 0; from < len(facts); from += across {
		to := min(from+across, len(facts))
		d.factRow(facts[from:to], widths[from:to], factGap)
	}
}

func (d *press) factRow(facts []Fact, widths []float64, gap float64) {
	x, bottom := d.left, d.y
	for i, fact := range facts {
		y := d.y
		d.set(d.fit(span{text: d.legible(fact.Label), size: smallSize, ink: muted}, widths[i]), x, y, lead(smallSize))
		y += lead(smallSize)
		for _, l := range d.wrap(d.factSpans(fact), widths[i]) {
			d.set(l, x, y, lead(factSize))
			y += lead(factSize)
		}
		bottom = max(bottom, y)
		x += widths[i] + gap
	}
	d.y = bottom + 2.2
}

func (d *press) factSpans(fact Fact) []span {
	s := span{text: d.legible(fact.Value), size: factSize, ink: inkOf(fact.tone)}
	if fact.tone != even && fact.tone != quiet {
		s.face = strong
	}
	return []span{s}
}

// furnish puts head and foot on each page, now that their number is known.
func (d *press) furnish() {
	pages := d.PageCount()
	for n := 1; n <= pages; n++ {
		d.SetPage(n)
		if n > 1 {
			d.pageHead()
		}
		d.pageFoot(n, pages)
	}
}

func (d *press) pageHead() {
	p := d.paper
	small := func(text string, f face) span { return span{text: text, face: f, size: footSize, ink: muted} }
	y, height := d.top-9, lead(footSize)
	class := d.one(small(d.legible(p.Classification), strong))
	d.setRight(class, d.left+d.width, y, height)
	room := d.width - class.width - 6
	title := d.fit(small(d.legible(p.Title), strong), room*0.6)
	d.set(title, d.left, y, height)
	d.set(d.fit(small(d.legible(p.Organization), plain), room-title.width-3), d.left+title.width+3, y, height)
	d.rule(y+height+1, d.width, hair, 0.2)
}

func (d *press) pageFoot(n, pages int) {
	small := func(text string) span { return span{text: text, size: footSize, ink: muted} }
	y, height := d.bottom+6, lead(footSize)
	d.rule(y-1, d.width, hair, 0.2)
	number := d.one(small(d.paper.reader.Say("Page %d of %d", n, pages)))
	d.setRight(number, d.left+d.width, y, height)
	d.set(d.fit(small(d.legible(d.paper.Standing+" · "+d.paper.disclaimer())), d.width-number.width-6), d.left, y, height)
}

// outline adds an entry to the outline; each may stand one deeper than the one
// before, since viewers have no place for what skips a level.
func (d *press) outline(level int, words string) {
	d.depth = min(level-1, d.depth+1)
	d.choose(plain, smallSize) // the outline is written in the letters of the face
	d.Bookmark(words, d.depth, d.y)
}

func inkOf(t tone) ink {
	switch t {
	case quiet:
		return muted
	case good:
		return green
	case doubtful:
		return amber
	case bad:
		return red
	}
	return black
}
