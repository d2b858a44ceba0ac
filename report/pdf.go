package report

import (
	_ "embed" // the fonts are part of the program
	"fmt"
	"io"
	"slices"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"surety/isms/control"
)

//go:embed fonts/Inter_400Regular.ttf
var regular []byte

//go:embed fonts/Inter_600SemiBold.ttf
var bold []byte

// Measures of the page, in millimetres; sizes of type, in points.
const (
	margin     = 14.0
	lineHeight = 3.7
	cellPad    = 1.6
	bodySize   = 7.6
	smallSize  = 7.0
	titleSize  = 17.0
	headSize   = 10.5
)

// ink is a colour of the page.
type ink [3]int

var (
	black  = ink{29, 33, 41}
	muted  = ink{95, 103, 115}
	line   = ink{214, 218, 225}
	red    = ink{179, 38, 30}
	amber  = ink{138, 90, 0}
	green  = ink{28, 107, 63}
	accent = ink{31, 95, 191}
)

// paper is a PDF being laid out.
type paper struct {
	*fpdf.Fpdf
	width float64 // between the margins
}

// PDF writes the paper as PDF, A4 landscape.
func (p *SoA) PDF(w io.Writer) error {
	d := newPaper(p)
	d.titleBlock(p)
	d.table(p)
	d.differences(p)
	if err := d.Error(); err != nil {
		return fmt.Errorf("lay out the PDF: %w", err)
	}
	return d.Output(w)
}

func newPaper(p *SoA) *paper {
	f := fpdf.New("L", "mm", "A4", "")
	f.AddUTF8FontFromBytes("Inter", "", regular)
	f.AddUTF8FontFromBytes("Inter", "B", bold)
	f.SetMargins(margin, margin, margin)
	f.SetAutoPageBreak(false, margin)
	f.SetTitle(p.Title+" "+p.Version, true)
	f.SetAuthor(p.Organization, true)
	f.SetSubject(p.Standard, true)
	f.SetLang("en")
	f.SetCreationDate(p.Printed)
	f.SetModificationDate(p.Printed)
	f.SetCatalogSort(true) // the same content gives the same bytes
	f.AliasNbPages("{pages}")
	width, _ := f.GetPageSize()
	d := &paper{Fpdf: f, width: width - 2*margin}
	f.SetFooterFunc(func() { d.footer(p) })
	f.AddPage()
	return d
}

func (d *paper) color(c ink) { d.SetTextColor(c[0], c[1], c[2]) }

func (d *paper) rule(c ink, width float64) {
	d.SetDrawColor(c[0], c[1], c[2])
	d.SetLineWidth(width)
}

func (d *paper) footer(p *SoA) {
	_, height := d.GetPageSize()
	d.SetY(height - margin + 2)
	d.rule(line, 0.2)
	d.Line(margin, d.GetY(), margin+d.width, d.GetY())
	d.SetFont("Inter", "", smallSize)
	d.color(muted)
	d.SetXY(margin, d.GetY()+1)
	said := fmt.Sprintf(" · %s · %s", p.Status(), Disclaimer)
	whose := d.fit(clean(fmt.Sprintf("%s · %s %s", p.Organization, p.Title, p.Version)), d.width*0.8-d.GetStringWidth(said))
	d.CellFormat(d.width*0.8, 4, whose+said, "", 0, "L", false, 0, "")
	d.CellFormat(d.width*0.2, 4, fmt.Sprintf("Page %d of {pages}", d.PageNo()), "", 0, "R", false, 0, "")
}

func (d *paper) titleBlock(p *SoA) {
	d.SetFont("Inter", "B", titleSize)
	d.color(black)
	d.MultiCell(d.width, 7.5, clean(p.Title), "", "L", false)
	d.Ln(2)
	for entries := range slices.Chunk(p.block(), 3) {
		d.titleEntries(entries, p.Released)
	}
	d.SetFont("Inter", "", 9)
	d.color(black)
	d.MultiCell(d.width, 4.4, p.Comparison(), "", "L", false)
	d.Ln(3)
}

// titleEntries sets entries of the title block side by side.
func (d *paper) titleEntries(entries [][2]string, released bool) {
	column, top := d.width/3, d.GetY()
	bottom := top
	for i, entry := range entries {
		x := margin + float64(i)*column
		d.SetXY(x, top)
		d.SetFont("Inter", "", smallSize)
		d.color(muted)
		d.CellFormat(column-3, 3.6, entry[0], "", 2, "L", false, 0, "")
		d.SetFont("Inter", "B", 9)
		d.color(black)
		if entry[0] == "Status" && !released {
			d.color(amber)
		}
		d.MultiCell(column-3, 4.4, clean(entry[1]), "", "L", false)
		bottom = max(bottom, d.GetY())
	}
	d.SetXY(margin, bottom+2)
}

// fit shortens a text to a width.
func (d *paper) fit(text string, width float64) string {
	if d.GetStringWidth(text) <= width {
		return text
	}
	runes := []rune(text)
	for len(runes) > 1 && d.GetStringWidth(string(runes)+"…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}

func (d *paper) bottom() float64 {
	_, height := d.GetPageSize()
	return height - margin - 1
}

func (d *paper) tableHead() {
	d.SetFont("Inter", "B", smallSize)
	d.color(muted)
	x, y := margin, d.GetY()
	for _, c := range columns {
		d.SetXY(x, y)
		d.CellFormat(c.width*d.width, 5, c.head, "", 0, "L", false, 0, "")
		x += c.width * d.width
	}
	d.rule(muted, 0.3)
	d.Line(margin, y+5.4, margin+d.width, y+5.4)
	d.SetXY(margin, y+5.8)
}

func (d *paper) table(p *SoA) {
	d.tableHead()
	for _, row := range p.Rows {
		d.tableRow(row)
	}
	d.Ln(4)
}

// tableRow sets one row; it never breaks over a page, unless it is longer than
// a page is.
func (d *paper) tableRow(row control.ReleasedRow) {
	cells := make([][]string, len(columns))
	most := 1
	for i, c := range columns {
		d.cellFont(i)
		cells[i] = d.SplitText(clean(c.text(row)), c.width*d.width-2*cellPad)
		most = max(most, len(cells[i]))
	}
	for from := 0; from < most; {
		room := int((d.bottom() - d.GetY() - 2*cellPad) / lineHeight)
		whole := int((d.bottom() - margin - 8) / lineHeight)
		if room < min(most-from, whole) {
			d.AddPage()
			d.tableHead()
			continue
		}
		to := min(most, from+room)
		d.tableLines(row, cells, from, to)
		from = to
	}
}

func (d *paper) cellFont(column int) {
	style := ""
	if column == 0 {
		style = "B"
	}
	d.SetFont("Inter", style, bodySize)
}

func (d *paper) tableLines(row control.ReleasedRow, cells [][]string, from, to int) {
	x, y := margin, d.GetY()
	for i, c := range columns {
		d.cellFont(i)
		d.color(cellInk(c.head, row))
		for n := from; n < min(to, len(cells[i])); n++ {
			d.SetXY(x, y+cellPad+float64(n-from)*lineHeight)
			d.CellFormat(c.width*d.width-2*cellPad, lineHeight, cells[i][n], "", 0, "L", false, 0, "")
		}
		x += c.width * d.width
	}
	y += 2*cellPad + float64(to-from)*lineHeight
	d.rule(line, 0.15)
	d.Line(margin, y, margin+d.width, y)
	d.SetXY(margin, y)
}

// cellInk gives colour where it means something; the words say it too.
func cellInk(column string, row control.ReleasedRow) ink {
	switch column {
	case "Because":
		if Because(row) == "no reason given" {
			return red
		}
	case "Included":
		if row.Included == "undecided" {
			return red
		}
	case "Found":
		switch control.Found(row.Found) {
		case control.InDate:
			return green
		case control.Claimed:
			return amber
		}
		return muted
	case "Evidence":
		return muted
	}
	if row.Included == "no" && column != "Control" && column != "Title" {
		return muted
	}
	return black
}

func (d *paper) differences(p *SoA) {
	if len(p.Differences) == 0 {
		return
	}
	if d.GetY()+20 > d.bottom() {
		d.AddPage()
	}
	d.SetFont("Inter", "B", headSize)
	d.color(black)
	d.CellFormat(d.width, 6, "Differences from released "+p.Against, "", 1, "L", false, 0, "")
	for _, difference := range p.Differences {
		d.SetFont("Inter", "", bodySize)
		lines := d.SplitText(clean(difference.Title+": "+strings.Join(difference.Fields, ", ")), d.width-18)
		control := difference.Control
		for _, words := range lines {
			if d.GetY()+5 > d.bottom() {
				d.AddPage()
			}
			d.SetFont("Inter", "B", bodySize)
			d.color(accent)
			d.CellFormat(18, 4.6, d.fit(clean(control), 18), "", 0, "L", false, 0, "")
			d.SetFont("Inter", "", bodySize)
			d.color(black)
			d.CellFormat(d.width-18, 4.6, words, "", 1, "L", false, 0, "")
			control = ""
		}
	}
}

// clean drops characters that the fonts have no glyph for, so that no box
// stands in a paper, and brings the text on one line.
func clean(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r > 0xFFFF || r < 0x20 && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)), " ")
}
