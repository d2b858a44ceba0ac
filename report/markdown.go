package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// writeMarkdown writes the paper as GitHub-flavoured Markdown.
func (p *Paper) writeMarkdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# %s\n\n", escape(p.Title))
	for _, fact := range p.block() {
		fmt.Fprintf(b, "- %s: %s\n", fact.Label, escape(fact.Value))
	}
	for _, part := range p.parts {
		fmt.Fprintln(b)
		switch part := part.(type) {
		case heading:
			fmt.Fprintf(b, "%s %s\n", strings.Repeat("#", part.level+1), escape(part.text))
		case paragraph:
			fmt.Fprintf(b, "%s\n", escape(string(part)))
		case prose:
			fmt.Fprintf(b, "%s\n", strings.TrimRight(p.untitled(part), "\n"))
		case *table:
			p.markdownTable(b, part)
		case figures:
			p.markdownTable(b, part.table)
		case chapter:
			fmt.Fprintf(b, "## %s\n\n%s\n", escape(part.title), escape(part.facts))
		case signatures:
			p.markdownSignatures(b, part)
		}
	}
	fmt.Fprintf(b, "\n%s\n", p.disclaimer())
	return b.Flush()
}

func (p *Paper) markdownTable(b *bufio.Writer, t *table) {
	heads, rules := make([]string, len(t.columns)), make([]string, len(t.columns))
	for i, c := range t.columns {
		heads[i], rules[i] = escape(c.head), "---"
		if c.number {
			rules[i] = "--:"
		}
	}
	fmt.Fprintf(b, "| %s |\n| %s |\n", strings.Join(heads, " | "), strings.Join(rules, " | "))
	for _, r := range t.rows {
		if r.group != "" {
			continue // a table in Markdown has no headings inside
		}
		cells := make([]string, len(t.columns))
		for i, c := range r.cells {
			cells[i] = p.markdownCell(c)
		}
		fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
	}
}

// markdownCell is a cell whose keys lead to their records.
func (p *Paper) markdownCell(c cell) string {
	var b strings.Builder
	for _, piece := range c.pieces {
		text := escape(piece.text)
		if address := p.address(piece); address != "" {
			text = fmt.Sprintf("[%s](<%s>)", text, address)
		}
		if b.Len() > 0 && strings.HasPrefix(piece.text, " ") {
			b.WriteString(" ")
		}
		b.WriteString(text)
		if strings.HasSuffix(piece.text, " ") {
			b.WriteString(" ")
		}
	}
	return strings.TrimSpace(b.String())
}

// block is the whole title block, with what the PDF shows otherwise.
func (p *Paper) block() []Fact {
	facts := []Fact{{Label: p.reader.Say("Organization"), Value: p.Organization}}
	if p.Classification != "" {
		facts = append(facts, Fact{Label: p.reader.Say("Classification"), Value: p.Classification})
	}
	return append(facts, p.Facts...)
}

// escape keeps text from being read as Markdown or HTML, and on one line.
func escape(text string) string { return meant.Replace(strings.Join(strings.Fields(text), " ")) }

// meant writes signs that mean something to Markdown so that they mean themselves.
var meant = strings.NewReplacer("\\", "\\\\", "&", "&amp;", "~", "\\~", "|", "\\|", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "#", "\\#")
