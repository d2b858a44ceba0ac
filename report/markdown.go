package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Markdown writes the paper as GitHub-flavoured Markdown.
func (p *SoA) Markdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# %s\n\n", escape(p.Title))
	for _, line := range p.block() {
		fmt.Fprintf(b, "- %s: %s\n", line[0], escape(line[1]))
	}
	fmt.Fprintf(b, "\n%s\n\n", escape(p.Comparison()))
	heads, rules := make([]string, len(columns)), make([]string, len(columns))
	for i, c := range columns {
		heads[i], rules[i] = c.head, "---"
	}
	fmt.Fprintf(b, "| %s |\n| %s |\n", strings.Join(heads, " | "), strings.Join(rules, " | "))
	for _, row := range p.Rows {
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = escape(c.text(row))
		}
		fmt.Fprintf(b, "| %s |\n", strings.Join(cells, " | "))
	}
	if len(p.Differences) > 0 {
		fmt.Fprintf(b, "\n## Differences from released %s\n\n", escape(p.Against))
		for _, d := range p.Differences {
			fmt.Fprintf(b, "- **%s** %s\n", escape(d.Control), escape(d.Title+": "+strings.Join(d.Fields, ", ")))
		}
	}
	fmt.Fprintf(b, "\n%s\n", Disclaimer)
	return b.Flush()
}

// block is the title block: what and of which day this is.
func (p *SoA) block() [][2]string {
	approvers := "nobody yet"
	if len(p.Approvers) > 0 {
		approvers = strings.Join(p.Approvers, "; ")
	}
	return [][2]string{
		{"Organization", p.Organization},
		{"Standard", p.Standard},
		{"Version", p.Version},
		{"Status", p.Status()},
		{"Approved by", approvers},
		{"Printed", p.Printed.UTC().Format("2006-01-02 15:04 UTC")},
	}
}

// escape keeps text from being read as Markdown or HTML, and on one line.
func escape(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.NewReplacer("\\", "\\\\", "&", "&amp;", "~", "\\~", "|", "\\|", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "#", "\\#").Replace(text)
}
