package report

import (
	"fmt"
	"strings"

	"surety/isms/control"
)

// compared is how the draft differs from the release, change by change.
func (p *soa) compared() *table {
	t := &table{name: "Differences", columns: []column{
		{head: "Control", short: true, strong: true}, {head: "Title"}, {head: "What differs"},
		{head: fmt.Sprintf("Released %s", p.against), quiet: true}, {head: fmt.Sprintf("Draft %s", p.version)},
	}}
	for _, d := range p.differences {
		for _, what := range d.Fields {
			t.rows = append(t.rows, row{cells: []cell{said(d.Control), said(d.Title), said(what), side(d.Before, d, what), side(d.After, d, what)}})
		}
	}
	return t
}

// side is what the release or the draft says of what differs: the whole row,
// where the other has none.
func side(row *control.ReleasedRow, d control.Difference, what string) cell {
	text := ""
	switch {
	case row == nil:
	case d.Before == nil, d.After == nil:
		text = inShort(*row)
	case what == "inclusion":
		text = included(*row).text()
	default:
		text = row.Said(what)
	}
	if text == "" {
		text = "–"
	}
	return said(text)
}

// inShort is what a row says in one sentence.
func inShort(row control.ReleasedRow) string {
	parts := []string{included(row).text(), because(row).text(), declared(row)}
	if row.Owner != "" {
		parts = append(parts, row.Owner)
	}
	return strings.Join(parts, "; ")
}
