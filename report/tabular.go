package report

import (
	"regexp"
	"strings"
)

// setTable is a table on its way to the pages.
type setTable struct {
	*table
	layout
	height float64 // of its head
	heads  [][]textLine
}

// tableOf lays a table out, once.
func (d *press) tableOf(t *table) *setTable {
	if s, ok := d.laidOut[t]; ok {
		return s
	}
	s := &setTable{table: t, layout: d.columns(t)}
	lines := 0
	for i, c := range t.columns {
		s.heads = append(s.heads, d.wrap(d.headSpans(c), s.widths[i]))
		lines = max(lines, len(s.heads[i]))
	}
	s.height = float64(lines)*lead(smallSize) + 2.4
	d.laidOut[t] = s
	return s
}

// tableStart is how tall a table's head is with its first row, or as much of that
// as has to stand below the head.
func (d *press) tableStart(s *setTable) float64 {
	height := s.height
	for _, r := range s.rows {
		if r.group != "" {
			height += groupHeight
			continue
		}
		_, lines := d.cells(s, r)
		return height + float64(min(lines, 8))*lead(tableSize) + 2*padding
	}
	return height
}

// table sets a table; its head stands again on each page. One without rows is not
// set: a head over nothing tells nothing.
func (d *press) table(t *table) {
	if len(t.rows) == 0 {
		return
	}
	s := d.tableOf(t)
	d.need(d.tableStart(s))
	d.tableHead(s)
	for _, r := range t.rows {
		if r.group != "" {
			d.group(s, r)
			continue
		}
		d.row(s, r)
	}
	d.y += 5
}

// cells are the lines of a row's cells, and the most that one has.
func (d *press) cells(s *setTable, r row) (cells [][]textLine, most int) {
	cells, most = make([][]textLine, len(s.columns)), 1
	for i, c := range r.cells {
		cells[i] = d.wrap(d.cellSpans(s.columns[i], c), s.widths[i])
		most = max(most, len(cells[i]))
	}
	return cells, most
}

func (d *press) headSpans(c column) []span {
	return []span{{text: d.legible(c.head), face: strong, size: smallSize, ink: muted}}
}

func (d *press) tableHead(s *setTable) {
	x, distance := d.left, lead(smallSize)
	for i, lines := range s.heads {
		y := d.y + s.height - 1.6 - float64(len(lines))*distance // heads stand on the rule
		for _, l := range lines {
			d.align(s, i, l, x, y, distance)
			y += distance
		}
		x += s.widths[i] + s.gutter
	}
	d.y += s.height
	d.rule(d.y, s.width, muted, 0.3)
}

// align sets a line of a column, at the right where it holds numbers.
func (d *press) align(s *setTable, column int, l textLine, x, y, distance float64) {
	if s.columns[column].number {
		d.setRight(l, x+s.widths[column], y, distance)
		return
	}
	d.set(l, x, y, distance)
}

// cellSpans are the words of a cell with the sign of what they mean.
func (d *press) cellSpans(c column, content cell) []span {
	if content.spans != nil {
		return content.spans
	}
	look := span{size: tableSize, ink: inkOf(content.tone)}
	if c.strong {
		look.face = strong
	}
	if c.quiet && content.tone == even {
		look.ink = muted
	}
	var spans []span
	if sign := signOf(content); sign != "" {
		s := look
		s.text = sign + "\u00a0"
		if content.most > 0 {
			look.ink = black // of a step on a scale, the sign alone has colour
		}
		spans = append(spans, s)
	}
	for i, p := range content.pieces {
		s := look
		s.text = d.legible(oneLine(p.text))
		if i > 0 && strings.HasPrefix(p.text, "\n") {
			s.text = "\n" + s.text
		}
		if i > 0 && content.pieces[i-1].key != "" && strings.HasPrefix(s.text, " ") {
			s.text = "\u00a0" + s.text[1:] // a key stays with the title's first word
		}
		if p.key != "" {
			if s.link = d.paper.address(p); s.link != "" && p.text == p.key {
				s.ink = accent
			}
		}
		spans = append(spans, s)
	}
	return spans
}

// signOf is what a colour says to those who do not see it.
func signOf(c cell) string {
	if c.most > 0 {
		return strings.Repeat("●", c.rank) + strings.Repeat("○", max(c.most-c.rank, 0))
	}
	switch c.tone {
	case good:
		return "✓"
	case doubtful:
		return "△"
	case bad:
		return "✗"
	}
	return ""
}

// oneLine keeps the lines of a text apart, drops those that are empty and makes
// one space of several.
func oneLine(text string) string {
	var lines []string
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = spaces.ReplaceAllString(line, " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

var spaces = regexp.MustCompile(`[ \t]+`)

// row sets a row. It stands whole on one page, unless it would leave half a page
// empty or is longer than a page is.
func (d *press) row(s *setTable, r row) {
	cells, most := d.cells(s, r)
	distance := lead(tableSize)
	page := d.bottom - d.top - s.height
	for from := 0; from < most; {
		room := int((d.bottom - d.y - 2*padding) / distance)
		rest := most - from
		whole := float64(rest)*distance+2*padding <= page/2
		if rest > room && (whole || room < 4) && d.y > d.top+s.height+slack {
			d.next()
			d.tableHead(s)
			continue
		}
		to := min(most, from+max(room, 1))
		if most-to == 1 && to-from > 4 { // no line alone on the next page
			to--
		}
		d.rowLines(s, cells, from, to)
		from = to
	}
	d.rule(d.y, s.width, hair, 0.15)
}

// rowLines sets some lines of a row.
func (d *press) rowLines(s *setTable, cells [][]textLine, from, to int) {
	x, distance := d.left, lead(tableSize)
	for i, lines := range cells {
		for n := from; n < min(to, len(lines)); n++ {
			d.align(s, i, lines[n], x, d.y+padding+float64(n-from)*distance, distance)
		}
		x += s.widths[i] + s.gutter
	}
	d.y += 2*padding + float64(to-from)*distance
}

// groupHeight is how tall a heading within a table is.
var groupHeight = 3.6 + lead(tableSize)

// group sets a heading within a table, which never stands last on a page.
func (d *press) group(s *setTable, r row) {
	if d.y+groupHeight+4*lead(tableSize)+2*padding > d.bottom {
		d.next()
		d.tableHead(s)
	}
	d.outline(2, d.legible(r.group))
	d.set(d.fit(span{text: d.legible(r.group), face: strong, size: tableSize + 0.6, ink: black}, d.width), d.left, d.y+2.6, lead(tableSize))
	d.y += groupHeight
	d.rule(d.y, s.width, hair, 0.15)
}
