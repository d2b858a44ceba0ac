package report

import (
	"bufio"
	"fmt"
)

// signatures are lines on which people sign.
type signatures []signer

// signer is who signs, as what.
type signer struct{ role, name string }

// signer is who a field of the record names.
func (s *sheet) signer(field string) signer { return signer{s.label(field), s.cell(field).text()} }

// Sizes of lines to sign on, in millimetres.
const (
	signTall = 27.0
	signGap  = 12.0
)

// signatures sets the lines side by side, all on one page.
func (d *press) signatures(list signatures) {
	const across = 2
	rows := (len(list) + across - 1) / across
	d.need(float64(rows) * signTall)
	width := (d.width - signGap) / across
	for i, who := range list {
		x := d.left + float64(i%across)*(width+signGap)
		y := d.y + 15
		d.SetDrawColor(muted[0], muted[1], muted[2])
		d.SetLineWidth(0.25)
		d.Line(x, y, x+width, y)
		d.set(d.fit(span{text: d.legible(who.name), face: strong, size: smallSize + 1, ink: black}, width), x, y+1, lead(smallSize+1))
		d.set(d.fit(span{text: d.legible(d.paper.reader.Say("%s, place and date, signature", who.role)), size: smallSize, ink: muted}, width), x, y+1+lead(smallSize+1), lead(smallSize))
		if i%across == across-1 || i == len(list)-1 {
			d.y += signTall
		}
	}
}

func (p *Paper) markdownSignatures(b *bufio.Writer, list signatures) {
	for _, who := range list {
		fmt.Fprintf(b, "- %s: %s\n", escape(p.reader.Say("%s, place and date, signature", who.role)), escape(who.name))
	}
}
