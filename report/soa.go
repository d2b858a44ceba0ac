package report

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"surety/app"
	"surety/isms/control"
	"surety/pack"
)

// soa is what the paper of a Statement of Applicability says.
type soa struct {
	version     string
	standard    string   // "ISO/IEC 27001:2022 with Amd 1:2024"
	released    bool     // made from the release in force, not from the draft
	on          string   // day of the release, or of the draft
	approvers   []string // names and days
	rows        []control.ReleasedRow
	missing     []string             // controls of the standard that have no row
	pack        *pack.Pack           // the standard; nil where it is not loaded
	zone        *time.Location       // by which days begin and end
	differences []control.Difference // one a row
	against     string               // version of the release that the differences are to
}

// SoA makes the paper of a Statement of Applicability (ISO/IEC 27001 6.1.3 d):
// of the release in force, or of the draft.
func SoA(ctx context.Context, a *app.App, actor app.Actor, idOrKey string, draft bool) (*Paper, error) {
	return read(ctx, a, actor, func(paper *Paper) error {
		s, err := a.Statement(ctx, actor, idOrKey)
		if err != nil {
			return err
		}
		content := &soa{version: s.Body.Version, standard: s.Body.Pack + " " + s.Body.Edition, on: string(s.Today), rows: s.Words(), zone: paper.Printed.Location(), differences: s.Differences}
		if s.Release != nil {
			content.against = s.Release.Body.(*control.Release).Version
		}
		if s.Release != nil && !draft {
			content.useRelease(s)
		}
		if err := content.useLabels(a); err != nil {
			return err
		}
		if p, err := a.Packs().Find(s.Body.Pack + "@" + s.Body.Edition); err == nil {
			content.standard = p.Designation
			content.missing = missing(content.rows, app.Controls(p))
			content.pack = p
		}
		content.write(paper, s)
		return nil
	})
}

// write puts the content into a paper.
func (p *soa) write(paper *Paper, s *app.Statement) {
	approvers := sayNobodyYet
	if len(p.approvers) > 0 {
		approvers = strings.Join(p.approvers, "; ")
	}
	standing := even
	if !p.released {
		standing = doubtful
	}
	paper.Name, paper.Formats, paper.Wide = s.Record.Key+"-draft", []string{PDF, XLSX, Markdown}, true
	if p.released {
		paper.Name = s.Record.Key + "-released"
	}
	paper.Title, paper.Standing = s.Body.Title, p.status()
	paper.Facts = []Fact{
		{Label: "Standard", Value: p.standard},
		{Label: "Version", Value: p.version},
		{Label: "Status", Value: p.status(), tone: standing},
		{Label: "Approved by", Value: approvers},
	}
	paper.add(paragraph(p.comparison()), p.table())
	if len(p.differences) > 0 {
		paper.add(heading{1, fmt.Sprintf(sayDifferences, p.against)}, p.compared())
	}
}

func (p *soa) useRelease(s *app.Statement) {
	release := s.Release.Body.(*control.Release)
	p.released, p.version, p.on, p.rows, p.differences = true, release.Version, string(release.On), release.Rows, nil
	for _, approval := range s.Release.Kind.Approvals(release) {
		p.on = approval.At.In(p.zone).Format("2006-01-02")
		p.approvers = append(p.approvers, fmt.Sprintf("%s, %s", s.Names[approval.By.ID()].Title, p.on))
	}
}

// useLabels writes declared statuses as the statement's form names them.
func (p *soa) useLabels(a *app.App) error {
	kind, err := a.Kind("soa_row")
	if err != nil {
		return err
	}
	status := kind.Field("status")
	in := func(row control.ReleasedRow) control.ReleasedRow {
		if option, ok := status.Option(row.Declared); ok {
			row.Declared = option.Label
		}
		return row
	}
	p.rows = slices.Clone(p.rows) // a release's are the record's own
	for i, row := range p.rows {
		p.rows[i] = in(row)
	}
	for i := range p.differences {
		d := &p.differences[i]
		for _, side := range []**control.ReleasedRow{&d.Before, &d.After} {
			if *side != nil {
				row := in(**side)
				*side = &row
			}
		}
	}
	return nil
}

func missing(rows []control.ReleasedRow, expected []string) []string {
	there := map[string]bool{}
	for _, row := range rows {
		there[row.Control] = true
	}
	var list []string
	for _, id := range expected {
		if !there[id] {
			list = append(list, id)
		}
	}
	return list
}

// status says in words whether this is the release or a draft.
func (p *soa) status() string {
	switch {
	case p.released:
		return "Released " + p.on
	case p.against == "":
		return "Draft, never released"
	case len(p.differences) == 0:
		return "Draft, equal to released " + p.against
	}
	return fmt.Sprintf("Draft, differs from released %s in %d %s", p.against, len(p.differences), plural(len(p.differences), "row", "rows"))
}

// comparison says how the rows compare with the standard's list of controls
// (27001 6.1.3 c).
func (p *soa) comparison() string {
	in, out, undecided, own := 0, 0, 0, 0
	for _, row := range p.rows {
		switch {
		case row.Own:
			own++
		case row.Included == "yes":
			in++
		case row.Included == "no":
			out++
		default:
			undecided++
		}
	}
	text := fmt.Sprintf("Of the %d controls of Annex A %d are included and %d left out", in+out+undecided+len(p.missing), in, out)
	if undecided > 0 {
		text += fmt.Sprintf(", %d %s undecided", undecided, plural(undecided, "is", "are"))
	}
	if len(p.missing) > 0 {
		text += fmt.Sprintf(", %d %s no row (%s)", len(p.missing), plural(len(p.missing), "has", "have"), strings.Join(p.missing, ", "))
	}
	return text + fmt.Sprintf("; %d %s the organization's own.", own, plural(own, "control is", "controls are"))
}

func plural(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}

// because is the reason of a row: its drivers, then its words.
func because(row control.ReleasedRow) cell {
	parts := append([]string{}, row.Drivers...)
	if row.Reason != "" {
		parts = append(parts, row.Reason)
	}
	if len(parts) == 0 {
		return toned(sayNoReason, bad)
	}
	return listed(parts)
}

// declared is the declared status in words.
func declared(row control.ReleasedRow) string {
	if row.Declared == "" {
		return "–"
	}
	return row.Declared
}

// found is the found status in words.
func found(row control.ReleasedRow) cell {
	switch control.Found(row.Found) {
	case control.InDate:
		return toned("Evidence in date", good)
	case control.Claimed:
		return toned("Claimed only", doubtful)
	}
	return toned("–", quiet)
}

// included is the decision in words.
func included(row control.ReleasedRow) cell {
	switch row.Included {
	case "yes":
		return said("Yes")
	case "no":
		return said("No")
	}
	return toned("Undecided", bad)
}

// table is the statement itself.
func (p *soa) table() *table {
	t := &table{name: "Statement", columns: []column{
		{head: "Control", short: true, strong: true}, {head: "Title"}, {head: "Included", short: true}, {head: "Because"},
		{head: "Declared"}, {head: "Found"}, {head: "Owner"}, {head: "Evidence", quiet: true},
	}}
	theme := ""
	for _, r := range p.rows {
		if title := p.theme(r); title != theme {
			theme = title
			t.rows = append(t.rows, row{group: theme})
		}
		t.rows = append(t.rows, row{cells: []cell{
			said(r.Control), said(r.Title), included(r), because(r), said(declared(r)), found(r), said(r.Owner), listed(r.Evidence),
		}})
	}
	return t
}

// theme is the heading of the standard under which a row's control stands.
func (p *soa) theme(r control.ReleasedRow) string {
	if r.Own {
		return sayOwnControls
	}
	if p.pack == nil {
		return ""
	}
	entry := p.pack.Entry(r.Control)
	if entry == nil || entry.Parent == nil {
		return ""
	}
	return fmt.Sprintf(sayTheme, entry.Parent.ID, entry.Parent.Title)
}
