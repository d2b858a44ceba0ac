package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
)

// run is a text in a look, given in the order of the schema; a look is empty for
// that of the paragraph. Line ends become line breaks.
func run(text, look string) string {
	if text == "" {
		return ""
	}
	if look != "" {
		look = "<w:rPr>" + look + "</w:rPr>"
	}
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteString("<w:r><w:br/></w:r>")
		}
		b.WriteString("<w:r>" + look + `<w:t xml:space="preserve">` + inXML(line) + "</w:t></w:r>")
	}
	return b.String()
}

// paragraph adds a paragraph in a style, with what else is said of it.
func (d *wordFile) paragraph(style, more, runs string) {
	d.body.WriteString(wordParagraph(style, more, runs))
}

func wordParagraph(style, more, runs string) string {
	if style != "" {
		style = `<w:pStyle w:val="` + style + `"/>`
	}
	if style+more != "" {
		style = "<w:pPr>" + style + more + "</w:pPr>"
	}
	return "<w:p>" + style + runs + "</w:p>"
}

// titleBlock says what the paper is, whose, of which day and who stands for it.
func (d *wordFile) titleBlock() {
	d.paragraph("Title", "", run(d.paper.Title, ""))
	var rows [][]string
	for _, fact := range d.paper.block() {
		rows = append(rows, []string{wordParagraph("Cell", "", run(fact.Label, `<w:color w:val="5C6470"/>`)), wordParagraph("Cell", "", run(fact.Value, ""))})
	}
	d.grid(rows, []int{2400, docxRoom - 2400}, false)
}

// grid adds a table of cells that are laid out already.
func (d *wordFile) grid(rows [][]string, widths []int, head bool) {
	b := &d.body
	first, bits := 0, "0600"
	if head {
		first, bits = 1, "0620"
	}
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblStyle w:val="Ruled"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="%s" w:firstRow="%d" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`, docxRoom, bits, first)
	for _, width := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, width)
	}
	b.WriteString(`</w:tblGrid>`)
	for i, cells := range rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
		if head && i == 0 {
			b.WriteString(`<w:tblHeader/>`)
		}
		b.WriteString(`</w:trPr>`)
		for c, width := range widths {
			text := wordParagraph("Cell", "", "")
			if c < len(cells) {
				text = cells[c]
			}
			fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>`, width, text)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
	d.paragraph("", `<w:spacing w:after="0"/>`, "") // tables that follow each other would be one
}

// table adds a table of the paper's own.
func (d *wordFile) table(t *table) {
	if len(t.rows) == 0 {
		return // heads over nothing
	}
	var rows [][]string
	named := slices.ContainsFunc(t.columns, func(c column) bool { return c.head != "" })
	if named {
		var head []string
		for _, c := range t.columns {
			head = append(head, wordParagraph("Cell", "", run(c.head, "")))
		}
		rows = append(rows, head)
	}
	for _, r := range t.rows {
		if r.group != "" {
			rows = append(rows, []string{wordParagraph("Cell", "", run(r.group, "<w:b/>"))})
			continue
		}
		var cells []string
		for i, c := range r.cells {
			look := ""
			if i < len(t.columns) && t.columns[i].strong {
				look = "<w:b/>"
			}
			cells = append(cells, wordParagraph("Cell", "", run(c.text(), look)))
		}
		rows = append(rows, cells)
	}
	d.grid(rows, shares(rows, len(t.columns)), named)
}

// signatures sets the lines to sign on side by side, each above who signs as what.
func (d *wordFile) signatures(list signatures) {
	const across, line = 2, `<w:pBdr><w:top w:val="single" w:sz="4" w:space="1" w:color="5C6470"/></w:pBdr>`
	fmt.Fprintf(&d.body, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%[2]d"/></w:tblGrid>`, docxRoom, docxRoom/across)
	for pair := range slices.Chunk(list, across) {
		d.body.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i := range across {
			text := wordParagraph("Cell", "", "")
			if i < len(pair) {
				text = wordParagraph("Cell", `<w:keepNext/>`+line+`<w:spacing w:before="1000"/>`, run(pair[i].name, "<w:b/>")) +
					wordParagraph("Cell", "", run(d.paper.reader.Say("%s, place and date, signature", pair[i].role), `<w:color w:val="5C6470"/>`))
			}
			fmt.Fprintf(&d.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>`, docxRoom/across, text)
		}
		d.body.WriteString(`</w:tr>`)
	}
	d.body.WriteString(`</w:tbl>`)
	d.paragraph("", `<w:spacing w:after="0"/>`, "")
}

// shares divides the room among the columns, by how much each has to say.
func shares(rows [][]string, columns int) []int {
	const least, most = 40, 400
	said, sum := make([]int, columns), 0
	for c := range said {
		for _, row := range rows {
			if c < len(row) {
				said[c] = max(said[c], len(plainOf(row[c])))
			}
		}
		said[c] = min(max(said[c], least), most)
		sum += said[c]
	}
	for c := range said {
		said[c] = said[c] * docxRoom / sum
	}
	return said
}

// plainOf is what a cell says, without its form.
func plainOf(cell string) string {
	var b strings.Builder
	for {
		_, rest, ok := strings.Cut(cell, `<w:t xml:space="preserve">`)
		if !ok {
			return b.String()
		}
		var text string
		text, cell, _ = strings.Cut(rest, "</w:t>")
		b.WriteString(text)
	}
}

// prose adds a text in Markdown, as the pages on the screen read it.
func (d *wordFile) prose(text string) {
	source := []byte(text)
	root := parse(source)
	above := 6
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			above = min(above, h.Level-1)
		}
	}
	w := wordProse{wordFile: d, source: source, above: above, style: ""}
	w.blocks(root)
}

// wordProse is a text in Markdown on its way into paragraphs.
type wordProse struct {
	*wordFile
	source []byte
	above  int    // how much the levels of its headings are lifted
	style  string // of paragraphs where it goes on
	number string // of the list that it goes on in, given to the next paragraph
	level  int    // of the list
}

func (w wordProse) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		w.block(n)
		if w.number != "" { // an item's further paragraphs have no number
			w.number = fmt.Sprintf(`<w:ind w:left="%d"/>`, 340*w.level)
		}
	}
}

func (w wordProse) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		w.paragraph(fmt.Sprintf("Heading%d", min(max(n.Level-w.above, 1), 3)), "", w.inline(n, look{}))
	case *ast.Paragraph, *ast.TextBlock:
		w.paragraph(w.style, w.number, w.inline(n, look{}))
	case *ast.List:
		w.list(n)
	case *ast.Blockquote:
		w.style, w.number = "Quote", ""
		w.blocks(n)
	case *ast.FencedCodeBlock:
		w.code(n)
	case *ast.CodeBlock:
		w.code(n)
	case *ast.ThematicBreak:
		w.paragraph("", `<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="C9CED6"/></w:pBdr>`, "")
	case *extended.Table:
		w.rows(n)
	case *ast.HTMLBlock:
	default:
		w.blocks(n)
	}
}

func (w wordProse) list(n *ast.List) {
	id := 1
	if n.IsOrdered() {
		w.starts = append(w.starts, max(n.Start, 0))
		id = len(w.starts) + 1
	}
	w.style, w.level = "ListParagraph", min(w.level+1, listLevels)
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		w.number = fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, w.level-1, id)
		w.blocks(item)
	}
}

func (w wordProse) code(n ast.Node) {
	w.paragraph("Code", "", run(strings.TrimRight(string(n.Lines().Value(w.source)), "\r\n"), ""))
}

func (w wordProse) rows(n *extended.Table) {
	var rows [][]string
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var cells []string
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			align := ""
			if at := len(cells); at < len(n.Alignments) && n.Alignments[at] == extended.AlignRight {
				align = `<w:jc w:val="right"/>`
			}
			cells = append(cells, wordParagraph("Cell", align, w.inline(c, look{})))
		}
		rows = append(rows, cells)
	}
	if len(rows) > 0 {
		w.grid(rows, shares(rows, len(rows[0])), true)
	}
}

// look is how words look; they are told in the order of the schema.
type look struct{ bold, slanted, struck, code, link bool }

func (l look) xml() string {
	var b strings.Builder
	for _, part := range []struct {
		is   bool
		form string
	}{
		{l.link, `<w:rStyle w:val="Hyperlink"/>`}, {l.code, `<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>`},
		{l.bold, `<w:b/>`}, {l.slanted, `<w:i/>`}, {l.struck, `<w:strike/>`},
	} {
		if part.is {
			b.WriteString(part.form)
		}
	}
	return b.String()
}

// inline are the runs of a block's words.
func (w wordProse) inline(parent ast.Node, l look) string {
	var b strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		within := l
		switch n := n.(type) {
		case *ast.Text:
			text := string(n.Value(w.source))
			switch {
			case n.HardLineBreak():
				text += "\n"
			case n.SoftLineBreak():
				text += " "
			}
			b.WriteString(run(text, l.xml()))
		case *ast.String:
			b.WriteString(run(string(n.Value), l.xml()))
		case *ast.CodeSpan:
			within.code = true
			b.WriteString(w.inline(n, within))
		case *ast.Emphasis:
			within.bold, within.slanted = l.bold || n.Level > 1, l.slanted || n.Level == 1
			b.WriteString(w.inline(n, within))
		case *extended.Strikethrough:
			within.struck = true
			b.WriteString(w.inline(n, within))
		case *ast.Link:
			within.link = true
			b.WriteString(w.leading(string(n.Destination), w.inline(n, within), w.inline(n, l)))
		case *ast.AutoLink:
			text := string(n.Label(w.source))
			within.link = true
			b.WriteString(w.leading(string(n.URL(w.source)), run(text, within.xml()), run(text, l.xml())))
		case *ast.RawHTML:
		default:
			b.WriteString(w.inline(n, l))
		}
	}
	return b.String()
}

// leading are runs that lead to an address; plain ones where that leads nowhere.
func (w wordProse) leading(address, linked, plain string) string {
	to := w.paper.outside(address)
	if to == "" || linked == "" {
		return plain
	}
	w.wordFile.links = append(w.wordFile.links, to)
	return fmt.Sprintf(`<w:hyperlink r:id="rId%d">%s</w:hyperlink>`, firstLink+len(w.wordFile.links)-1, linked)
}
