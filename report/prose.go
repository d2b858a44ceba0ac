package report

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extended "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// Measures of prose, in millimetres.
const (
	indentation = 5.6
	barIndent   = 4.6
	between     = 2.3  // paragraphs
	narrowest   = 70.0 // what is nested deeper than this leaves is not moved in further
	codeSize    = 8.0
	codePad     = 1.6 // above and below code
)

// setProse is a text in Markdown on its way to the pages.
type setProse struct {
	*press
	source []byte
	above  int       // how much the levels of its headings are lifted
	x      float64   // where its lines begin
	bars   []float64 // where the bars of the quotations around stand
	marker string    // of a list's item, to be set beside its first line
}

// parse reads Markdown as the pages on the screen read it.
func parse(source []byte) ast.Node {
	return goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser().Parse(text.NewReader(source))
}

// untitled is a text without a first line that is the paper's title once more.
func (p *Paper) untitled(markdown prose) string { return withoutTitle(string(markdown), p.Title) }

// withoutTitle is a text without a first line that says a title once more.
func withoutTitle(markdown, title string) string {
	text := strings.TrimLeft(markdown, "\r\n")
	first, rest, _ := strings.Cut(text, "\n")
	if strings.HasPrefix(first, "#") && strings.Trim(first, "# \t\r") == title {
		return rest
	}
	return text
}

// prose sets a text in Markdown; its highest headings are of the first level.
func (d *press) prose(markdown prose) {
	s := &setProse{press: d, source: []byte(d.paper.untitled(markdown)), x: d.left}
	root := parse(s.source)
	s.above = 6
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			s.above = min(s.above, h.Level-1)
		}
	}
	s.blocks(root)
}

// plainText is what a block says, without its form.
func plainText(block ast.Node, source []byte) string {
	var b strings.Builder
	for n := block.FirstChild(); n != nil; n = n.NextSibling() {
		switch t := n.(type) {
		case *ast.Text:
			b.Write(t.Value(source))
			if t.SoftLineBreak() || t.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(t.Value)
		default:
			b.WriteString(plainText(n, source))
		}
	}
	return strings.TrimSpace(b.String())
}

// unformed are the words of a text in Markdown, a block a line, for a cell.
func unformed(markdown string) string {
	source := []byte(markdown)
	var lines []string
	var gather func(ast.Node)
	gather = func(parent ast.Node) {
		for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
			switch first := n.FirstChild(); {
			case first != nil && first.Type() == ast.TypeInline:
				lines = append(lines, plainText(n, source))
			case n.Type() == ast.TypeBlock:
				gather(n)
			}
		}
	}
	gather(parse(source))
	return strings.Join(lines, "\n")
}

func (s *setProse) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		s.block(n)
		if n.NextSibling() != nil {
			s.gap(n)
		}
	}
}

// gap is the room after a block that another follows. Quotations go on in it.
func (s *setProse) gap(n ast.Node) {
	height := between
	switch {
	case n.Kind() == ast.KindHeading:
		return
	case n.Kind() == ast.KindTextBlock:
		height = 0.8
	}
	s.drawBars(height)
	s.y += height
}

func (s *setProse) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		s.heading(n.Level-s.above, s.inlines(n, s.source, span{}))
	case *ast.Paragraph, *ast.TextBlock:
		s.lines(s.wrap(s.inlines(n, s.source, s.look()), s.room()), lead(proseSize))
	case *ast.List:
		s.list(n)
	case *ast.Blockquote:
		s.quotation(n)
	case *ast.FencedCodeBlock:
		s.program(n)
	case *ast.CodeBlock:
		s.program(n)
	case *ast.ThematicBreak:
		s.need(4)
		s.rule(s.y+1.5, s.width, hair, 0.3)
		s.y += 3
	case *extended.Table:
		s.figures(n)
	case *ast.HTMLBlock:
	default:
		s.blocks(n)
	}
}

func (s *setProse) look() span {
	look := span{size: proseSize, ink: black}
	if len(s.bars) > 0 {
		look.ink = muted
	}
	return look
}

func (s *setProse) room() float64 { return s.left + s.width - s.x }

// lines sets lines with the bars and the marker that stand beside them.
func (s *setProse) lines(lines []textLine, distance float64) {
	for i, l := range lines {
		s.need(distance * float64(together(i, len(lines))))
		s.mark(distance)
		s.drawBars(distance)
		s.set(l, s.x, s.y, distance)
		s.y += distance
	}
}

// mark sets the marker of an item once, at the left of its first line.
func (s *setProse) mark(distance float64) {
	if s.marker == "" {
		return
	}
	marker := s.one(span{text: s.marker, size: proseSize, ink: muted})
	s.setRight(marker, s.x-1.8, s.y, distance)
	s.marker = ""
}

func (s *setProse) drawBars(height float64) {
	s.SetFillColor(hair[0], hair[1], hair[2])
	for _, x := range s.bars {
		s.Rect(x, s.y, 0.7, height, "F")
	}
}

// deeper sets what is nested, moved in.
func (s *setProse) deeper(by float64, set func()) {
	x := s.x
	if s.room()-by > narrowest {
		s.x += by
	}
	set()
	s.x = x
}

func (s *setProse) list(n *ast.List) {
	number := n.Start
	s.deeper(indentation, func() {
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			s.marker = "•"
			if n.IsOrdered() {
				s.marker = fmt.Sprintf("%d.", number)
				number++
			}
			if item.FirstChild() == nil {
				s.lines([]textLine{{}}, lead(proseSize))
			}
			s.blocks(item)
			s.marker = ""
			if item.NextSibling() != nil {
				height := 0.8
				if !n.IsTight {
					height = between
				}
				s.drawBars(height)
				s.y += height
			}
		}
	})
}

func (s *setProse) quotation(n ast.Node) {
	s.bars = append(s.bars, s.x)
	s.deeper(barIndent, func() { s.blocks(n) })
	s.bars = s.bars[:len(s.bars)-1]
}

// program sets a block of code as it was written; what is too long goes on below.
func (s *setProse) program(n ast.Node) {
	var lines []textLine
	for i := range n.Lines().Len() {
		part := n.Lines().At(i)
		words := strings.ReplaceAll(strings.TrimRight(string(part.Value(s.source)), "\r\n"), "\t", "    ")
		broken := s.wrap([]span{{text: s.legible(words), face: code, size: codeSize, ink: black}}, s.room()-4.8)
		if len(broken) == 0 {
			broken = []textLine{{}}
		}
		lines = append(lines, broken...)
	}
	distance := codeSize * point * 1.35
	for i, l := range lines {
		above, below := 0.0, 0.0
		if i == 0 {
			above = codePad
		}
		if i == len(lines)-1 {
			below = codePad
		}
		s.need(above + distance*float64(together(i, len(lines))) + below)
		s.mark(distance + 2*above)
		s.drawBars(above + distance + below)
		s.SetFillColor(wash[0], wash[1], wash[2])
		s.Rect(s.x, s.y, s.room(), above+distance+below+slack, "F")
		s.set(l, s.x+2.4, s.y+above, distance)
		s.y += above + distance + below
	}
}

// figures sets a table of a text.
func (s *setProse) figures(n *extended.Table) {
	t := &table{}
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var cells []cell
		i := 0
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			spans := s.inlines(c, s.source, span{size: tableSize, ink: black})
			if r.Kind() == extended.KindTableHeader {
				t.columns = append(t.columns, column{head: plainText(c, s.source), number: n.Alignments[i] == extended.AlignRight})
			}
			cells = append(cells, cell{spans: spans})
			i++
		}
		if r.Kind() != extended.KindTableHeader {
			t.rows = append(t.rows, row{cells: cells})
		}
	}
	left, width := s.left, s.width
	s.left, s.width = s.x, s.room()
	s.table(t)
	s.left, s.width = left, width
	s.y -= between
}
