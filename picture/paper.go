package picture

import "codeberg.org/go-pdf/fpdf"

// Draw draws the picture on a page of a PDF, its upper left corner at x and y and as
// wide as said, all in the PDF's own unit, and tells how tall it is there. The font
// must have been added with its regular and its bold ("B") style. Links lead where
// address says, or nowhere where it gives nothing.
func (p Picture) Draw(pdf *fpdf.Fpdf, font string, x, y, width float64, address func(url string) string) (height float64) {
	scale := width / p.Width
	d := &sheet{Fpdf: pdf, font: font, x: x, y: y, scale: scale, address: address}
	d.marks(p.Marks)
	return p.Height * scale
}

// sheet is where a picture stands on a page.
type sheet struct {
	*fpdf.Fpdf
	font        string
	x, y, scale float64
	address     func(url string) string
}

func (d *sheet) at(p Point) (x, y float64) { return d.x + p.X*d.scale, d.y + p.Y*d.scale }

func (d *sheet) marks(marks []Mark) {
	for _, m := range marks {
		switch m := m.(type) {
		case Rect:
			d.rect(m)
		case Path:
			d.path(m)
		case Text:
			d.text(m)
		case Group:
			d.marks(m.Marks)
			d.link(m)
		}
	}
}

// ink sets the colours and tells how fpdf calls what is drawn with them.
func (d *sheet) ink(fill, stroke Tone, weight float64) string {
	style := ""
	if fill != None {
		c := Paper(fill)
		d.SetFillColor(int(c[0]), int(c[1]), int(c[2]))
		style = "F"
	}
	if stroke != None {
		c := Paper(stroke)
		d.SetDrawColor(int(c[0]), int(c[1]), int(c[2]))
		d.SetLineWidth(weight * d.scale)
		style += "D"
	}
	return style
}

func (d *sheet) rect(r Rect) {
	x, y := d.at(Point{r.X, r.Y})
	if style := d.ink(r.Fill, r.Stroke, r.Weight); style != "" {
		d.RoundedRect(x, y, r.W*d.scale, r.H*d.scale, r.Round*d.scale, "1234", style)
	}
	if r.Hatch != None {
		d.path(hatch(r))
	}
}

func (d *sheet) path(p Path) {
	style := d.ink(p.Fill, p.Stroke, p.Weight)
	if style == "" || len(p.Steps) == 0 {
		return
	}
	if p.Dashed {
		d.SetDashPattern([]float64{4 * d.scale, 3 * d.scale}, 0)
		defer d.SetDashPattern(nil, 0)
	}
	for i, step := range p.Steps {
		x, y := d.at(step.To)
		switch {
		case i == 0 || step.New:
			d.MoveTo(x, y)
		case step.By != nil:
			cx, cy := d.at(*step.By)
			d.CurveTo(cx, cy, x, y)
		default:
			d.LineTo(x, y)
		}
	}
	d.DrawPath(style)
}

func (d *sheet) text(t Text) {
	style := ""
	if t.Bold {
		style = "B"
	}
	d.SetFont(d.font, style, 1)
	d.SetFontUnitSize(t.Size * d.scale)
	c := Paper(t.Tone)
	d.SetTextColor(int(c[0]), int(c[1]), int(c[2]))
	x, y := d.at(Point{t.X, t.Y})
	switch t.Anchor {
	case Middle:
		x -= d.GetStringWidth(t.Words) / 2
	case End:
		x -= d.GetStringWidth(t.Words)
	}
	d.Text(x, y, t.Words)
}

func (d *sheet) link(g Group) {
	if g.URL == "" || d.address == nil {
		return
	}
	if address := d.address(g.URL); address != "" {
		b := g.box()
		x, y := d.at(Point{b.X, b.Y})
		d.LinkString(x, y, b.W*d.scale, b.H*d.scale, address)
	}
}
