package report

import (
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"
)

// Sizes of type, in points.
const (
	titleSize  = 20.0
	proseSize  = 9.8
	factSize   = 9.0
	tableSize  = 8.0
	smallSize  = 7.0
	footSize   = 7.0
	leading    = 1.42 // of lines, to the size
	capHeight  = 0.73 // of letters, to the size
	pageWidth  = 210.0
	pageHeight = 297.0
)

// press sets a paper on pages. y is where the next part begins, in millimetres
// from the top.
type press struct {
	*fpdf.Fpdf
	*types
	paper  *Paper
	left   float64
	width  float64
	top    float64
	bottom float64
	y      float64
	depth  int // of the last entry of the outline; -1: there is none

	laidOut map[*table]*setTable
	targets []int // links to the chapters
	begun   []int // pages on which chapters begin
	pages   []int // the same, of a setting before this one
}

// writePDF writes the paper as PDF on A4. One with contents is set twice: the pages of
// its chapters are known only then.
func (p *Paper) writePDF(w io.Writer) error {
	d, err := p.press(nil)
	if err == nil && len(d.begun) > 0 {
		d, err = p.press(d.begun)
	}
	if err != nil {
		return err
	}
	return d.Output(w)
}

// press sets the paper; pages are those on which its chapters will begin.
func (p *Paper) press(pages []int) (*press, error) {
	d, err := newPress(p)
	if err != nil {
		return nil, err
	}
	d.pages = pages
	d.AddPage()
	d.titleBlock()
	for i := range p.parts {
		d.part(p.parts[i:])
	}
	if d.strange {
		d.note(p.reader.Say("Characters that the fonts of this paper lack stand as □."))
	}
	d.furnish()
	if err := d.Error(); err != nil {
		return nil, fmt.Errorf("lay out the PDF: %w", err)
	}
	return d, nil
}

// part sets the first of some parts, where there is room for it and for as much of
// the next as it may not be parted from.
func (d *press) part(parts []part) {
	switch part := parts[0].(type) {
	case heading:
		d.need(d.start(parts))
		d.heading(part.level, []span{{text: d.legible(part.text)}})
	case paragraph:
		d.need(d.start(parts))
		d.paragraph(string(part))
	case prose:
		d.prose(part)
	case *table:
		d.table(part)
	case figures:
		d.figures(part)
	case drawing:
		d.drawing(part)
	case chapter:
		d.chapter(part)
	case contents:
		d.contents()
	case signatures:
		d.signatures(part)
	}
}

// start is how much of some parts has to stand together on a page: a heading with
// what it stands over, a paragraph with the table that it leads to.
func (d *press) start(parts []part) float64 {
	if len(parts) == 0 {
		return 0
	}
	switch part := parts[0].(type) {
	case heading:
		return 2*lead(headSizes[0]) + d.start(parts[1:])
	case paragraph:
		height := float64(len(d.paragraphLines(string(part)))) * lead(factSize)
		if len(parts) > 1 {
			if t, ok := parts[1].(*table); ok && len(t.rows) > 0 {
				height += 3 + d.start(parts[1:])
			}
		}
		return min(height, (d.bottom-d.top)/2)
	case *table:
		if len(part.rows) > 0 {
			return d.tableStart(d.tableOf(part))
		}
	case figures:
		_, tall := d.figuresSize(part)
		return tall
	}
	return 3 * lead(proseSize)
}

func newPress(p *Paper) (*press, error) {
	d := &press{paper: p, left: 24, width: pageWidth - 2*24, top: 22, bottom: pageHeight - 22, depth: -1, laidOut: map[*table]*setTable{}}
	lie := "P"
	if p.Wide {
		lie = "L"
		d.left, d.width, d.top, d.bottom = 15, pageHeight-2*15, 19, pageWidth-18
	}
	d.Fpdf = fpdf.New(lie, "mm", "A4", "")
	d.SetMargins(d.left, d.top, d.left)
	d.SetAutoPageBreak(false, 0)
	d.SetTitle(p.Title, true)
	d.SetAuthor(p.Organization, true)
	d.SetSubject(p.Standing, true)
	d.SetCreator("surety", true)
	d.SetLang(p.Language)
	d.SetCreationDate(p.Printed)
	d.SetModificationDate(p.Printed)
	d.SetCatalogSort(true) // the same content gives the same bytes
	var err error
	d.types, err = newTypes(d.Fpdf)
	return d, err
}

// next begins a new page.
func (d *press) next() {
	d.AddPage()
	d.y = d.top
}

// need begins a new page where less than a height is left on this one.
func (d *press) need(height float64) {
	if d.y+height > d.bottom && d.y > d.top {
		d.next()
	}
}

// lead is the distance between lines of a size.
func lead(size float64) float64 { return size * point * leading }

// set draws a line of text whose lines stand a distance apart, its top at y.
func (d *press) set(l textLine, x, y, distance float64) {
	for _, s := range l.segments {
		d.choose(s.face, s.size)
		d.SetTextColor(s.ink[0], s.ink[1], s.ink[2])
		base := y + (distance+capHeight*s.size*point)/2
		d.Text(x+s.x, base, s.text)
		if s.underlined {
			d.stroke(s, x, base+s.size*point*0.16)
		}
		if s.struck {
			d.stroke(s, x, base-s.size*point*0.26)
		}
		if s.link != "" {
			d.LinkString(x+s.x, y, s.width, distance, s.link)
		}
	}
}

// stroke draws a thin line along a segment.
func (d *press) stroke(s segment, x, y float64) {
	d.SetDrawColor(s.ink[0], s.ink[1], s.ink[2])
	d.SetLineWidth(s.size * point * 0.055)
	d.Line(x+s.x, y, x+s.x+s.width, y)
}

// setRight draws a line of text that ends at x.
func (d *press) setRight(l textLine, x, y, distance float64) { d.set(l, x-l.width, y, distance) }

// lines sets lines of text, one by one over as many pages as they need.
func (d *press) lines(lines []textLine, x, distance float64) {
	for i, l := range lines {
		d.need(distance * float64(together(i, len(lines))))
		d.set(l, x, d.y, distance)
		d.y += distance
	}
}

// together is how many lines must find room below each other where line i
// begins, so that no line of a paragraph stands alone on a page.
func together(i, lines int) int {
	if i == 0 || i == lines-2 {
		return min(2, lines-i)
	}
	return 1
}

// rule draws a thin line from the left.
func (d *press) rule(y, width float64, c ink, thickness float64) {
	d.SetDrawColor(c[0], c[1], c[2])
	d.SetLineWidth(thickness)
	d.Line(d.left, y, d.left+width, y)
}

// fit shortens a text to a width.
func (d *press) fit(s span, width float64) textLine {
	if whole, _ := d.natural([]span{s}); whole <= width {
		return d.one(s)
	}
	runes := []rune(s.text)
	for len(runes) > 1 {
		runes = runes[:len(runes)-1]
		s.text = string(runes) + "…"
		if whole, _ := d.natural([]span{s}); whole <= width {
			break
		}
	}
	return d.one(s)
}

// one sets a text on one line, however wide.
func (d *press) one(s span) textLine {
	spans := []span{s}
	return d.line(spans, d.letters(spans), false)
}

// paragraph sets a text of the paper itself.
func (d *press) paragraph(text string) {
	d.lines(d.paragraphLines(text), d.left, lead(factSize))
	d.y += 3
}

// measured is how wide lines of running text are at most, to be read well.
const measured = 190.0

func (d *press) paragraphLines(text string) []textLine {
	return d.wrap([]span{{text: d.legible(text), size: factSize, ink: black}}, min(d.width, measured))
}

// note sets a text that is of less weight than the others.
func (d *press) note(text string) {
	d.y += 2
	d.lines(d.wrap([]span{{text: d.legible(text), size: smallSize, ink: muted}}, min(d.width, measured)), d.left, lead(smallSize))
}

// headSizes are the sizes of headings by level.
var headSizes = [...]float64{14, 11.5, 10, 9.4}

// heading sets a heading, and room for a few lines of what it stands over. It
// can be leapt to from the outline.
func (d *press) heading(level int, text []span) {
	level = min(max(level, 1), len(headSizes))
	size := headSizes[level-1]
	words := ""
	for i := range text {
		text[i].size, text[i].ink = size, black
		if text[i].face == plain {
			text[i].face = strong
		}
		words += text[i].text
	}
	lines := d.wrap(text, d.width)
	before := size * point * 1.1
	d.need(before + float64(len(lines))*lead(size) + 3*lead(proseSize) + 2)
	if d.y > d.top {
		d.y += before
	}
	d.outline(level, words)
	d.lines(lines, d.left, size*point*1.25)
	d.y += size * point * 0.45
}
