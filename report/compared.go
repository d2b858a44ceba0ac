package report

import (
	"strings"

	"surety/isms/control"
)

// compared is how the draft differs from the release, change by change.
func (p *soa) compared() *table {
	r := p.reader
	t := &table{name: sheetName(r.Say("Differences")), columns: []column{
		{head: r.Say("Control"), short: true, strong: true}, {head: r.Say("Title")}, {head: r.Say("What differs")},
		{head: r.Say("Released %s", p.against), quiet: true}, {head: r.Say("Draft %s", p.version)},
	}}
	for _, d := range p.differences {
		for _, what := range d.Fields {
			cells := []cell{said(d.Control), said(d.Title), said(r.Say(what)), p.side(d.Before, d, what), p.side(d.After, d, what)}
			t.rows = append(t.rows, row{cells: p.withWhose(d.Place, cells)})
		}
	}
	t.columns = p.whoseHead(t.columns)
	return t
}

// side is what the release or the draft says of what differs: the whole row,
// where the other has none.
func (p *soa) side(row *control.ReleasedRow, d control.Difference, what string) cell {
	text := ""
	switch {
	case row == nil:
	case d.Before == nil, d.After == nil:
		text = p.inShort(*row)
	case what == "inclusion":
		text = p.included(*row).text()
	default:
		text = row.Said(what)
	}
	if text == "" {
		text = "–"
	}
	return said(text)
}

// inShort is what a row says in one sentence.
func (p *soa) inShort(row control.ReleasedRow) string {
	parts := []string{p.included(row).text(), p.because(row).text(), declared(row)}
	if row.Owner != "" {
		parts = append(parts, row.Owner)
	}
	return strings.Join(parts, "; ")
}
