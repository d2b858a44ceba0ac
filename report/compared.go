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
			t.rows = append(t.rows, row{cells: []cell{said(d.Control), said(d.Title), said(what), side(d.Before, what), side(d.After, what)}})
		}
	}
	return t
}

// told are the texts of what rows are compared by, under the names that
// control.Compare gives.
var told = map[string]func(control.ReleasedRow) string{
	"title":           func(r control.ReleasedRow) string { return r.Title },
	"inclusion":       func(r control.ReleasedRow) string { return included(r).text() },
	"drivers":         func(r control.ReleasedRow) string { return strings.Join(r.Drivers, "; ") },
	"reason":          func(r control.ReleasedRow) string { return r.Reason },
	"declared status": declared,
	"owner":           func(r control.ReleasedRow) string { return r.Owner },
}

// side is what the release or the draft says of what differs: the whole row,
// where the other has none.
func side(row *control.ReleasedRow, what string) cell {
	text := ""
	if tell, ok := told[what]; row != nil && ok {
		text = tell(*row)
	} else if row != nil {
		text = inShort(*row)
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
