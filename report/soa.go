package report

import (
	"context"
	"slices"
	"strings"

	"surety/app"
	"surety/isms/control"
	"surety/language"
	"surety/pack"
	"surety/record"
)

// soa is what the paper of a Statement of Applicability says.
type soa struct {
	reader      language.Reader
	version     string
	standard    string   // "ISO/IEC 27001:2022 with Amd 1:2024"
	released    bool     // made from the release in force, not from the draft
	on          string   // day of the release, as its reader writes it
	approvers   []string // names and days
	rows        []control.ReleasedRow
	missing     []string             // controls of the standard that have no row
	pack        *pack.Pack           // the standard; nil where it is not loaded
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
		content := &soa{reader: paper.reader, version: s.Body.Version, standard: s.Body.Pack + " " + s.Body.Edition, rows: s.Words(), differences: s.Differences}
		if s.Release != nil {
			content.against = s.Release.Body.(*control.Release).Version
		}
		if s.Release != nil && !draft {
			content.useRelease(s)
		}
		if p, err := a.Packs().Find(s.Body.Pack + "@" + s.Body.Edition); err == nil {
			content.standard = p.Designation
			content.missing = missing(content.rows, app.Controls(p))
			content.pack = p
		}
		if err := content.useWords(a); err != nil {
			return err
		}
		content.write(paper, s)
		return nil
	})
}

// write puts the content into a paper.
func (p *soa) write(paper *Paper, s *app.Statement) {
	r := p.reader
	approvers := r.Say("nobody yet")
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
		{Label: r.Say("Standard"), Value: p.standard},
		{Label: r.Say("Version"), Value: p.version},
		{Label: r.Say("State"), Value: p.status(), tone: standing},
		{Label: r.Say("Approved by"), Value: approvers},
	}
	paper.add(paragraph(p.comparison()), p.table())
	if len(p.differences) > 0 {
		paper.add(heading{1, r.Say("Differences from released %s", p.against)}, p.compared())
	}
}

func (p *soa) useRelease(s *app.Statement) {
	release := s.Release.Body.(*control.Release)
	p.released, p.version, p.on, p.rows, p.differences = true, release.Version, p.reader.Day(release.On.Time()), release.Rows, nil
	for _, approval := range s.Release.Kind.Approvals(release) {
		p.on = p.reader.Day(approval.At.In(p.reader.Zone()))
		p.approvers = append(p.approvers, s.Names[approval.By.ID()].Title+", "+p.on)
	}
}

// useWords writes the rows in the words of the reader: statuses as the statement's
// form names them, titles that are the standard's as the standard says them.
func (p *soa) useWords(a *app.App) error {
	kind, err := a.Kind("soa_row")
	if err != nil {
		return err
	}
	status := kind.Field("status")
	p.rows = slices.Clone(p.rows) // a release's are the record's own
	for i, row := range p.rows {
		p.rows[i] = p.inWords(a, status, row)
	}
	for i := range p.differences {
		d := &p.differences[i]
		d.Title = p.title(d.Control, d.Title)
		for _, side := range []**control.ReleasedRow{&d.Before, &d.After} {
			if *side != nil {
				row := p.inWords(a, status, **side)
				*side = &row
			}
		}
	}
	return nil
}

func (p *soa) inWords(a *app.App, status *record.Field, row control.ReleasedRow) control.ReleasedRow {
	if option, ok := status.Option(row.Declared); ok {
		row.Declared = p.reader.Say(option.Label)
	}
	row.Title, row.Owner = p.title(row.Control, row.Title), a.KeptSaid(p.reader, row.Owner)
	for _, list := range []*[]string{&row.Drivers, &row.Evidence} {
		*list = slices.Clone(*list)
		for i, kept := range *list {
			(*list)[i] = a.KeptSaid(p.reader, kept)
		}
	}
	return row
}

// title is a control's title in the reader's language, unless the organization has
// given it one of its own.
func (p *soa) title(control, title string) string {
	if p.pack != nil {
		if entry := p.pack.Entry(control); entry != nil {
			return entry.Title.Reworded(title, p.reader.Tag())
		}
	}
	return title
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
		return p.reader.Say("Released %s", p.on)
	case p.against == "":
		return p.reader.Say("Draft, never released")
	case len(p.differences) == 0:
		return p.reader.Say("Draft, equal to released %s", p.against)
	}
	return p.reader.Count(len(p.differences), "Draft, differs from released %s in one row", "Draft, differs from released %s in %d rows", p.against)
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
	r := p.reader
	sentences := []string{r.Say("Of the %d controls of Annex A, the statement includes %d and leaves out %d.", in+out+undecided+len(p.missing), in, out)}
	if undecided > 0 {
		sentences = append(sentences, r.Count(undecided, "One is undecided.", "%d are undecided."))
	}
	if n := len(p.missing); n > 0 {
		sentences = append(sentences, r.Count(n, "One has no row: %s.", "%d have no row: %s.", strings.Join(p.missing, ", ")))
	}
	if own > 0 {
		sentences = append(sentences, r.Count(own, "One control is the organization's own.", "%d controls are the organization's own."))
	}
	return strings.Join(sentences, " ")
}

// because is the reason of a row: its drivers, then its words.
func (p *soa) because(row control.ReleasedRow) cell {
	parts := append([]string{}, row.Drivers...)
	if row.Reason != "" {
		parts = append(parts, row.Reason)
	}
	if len(parts) == 0 {
		return toned(p.reader.Say("no reason given"), bad)
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
func (p *soa) found(row control.ReleasedRow) cell {
	switch control.Found(row.Found) {
	case control.InDate:
		return toned(p.reader.Say("Evidence in date"), good)
	case control.Claimed:
		return toned(p.reader.Say("Claimed only"), doubtful)
	}
	return toned("–", quiet)
}

// included is the decision in words.
func (p *soa) included(row control.ReleasedRow) cell {
	switch row.Included {
	case "yes":
		return said(p.reader.Say("Yes"))
	case "no":
		return said(p.reader.Say("No"))
	}
	return toned(p.reader.Say("Undecided"), bad)
}

// table is the statement itself.
func (p *soa) table() *table {
	in := p.reader
	t := &table{name: sheetName(in.Say("Statement")), columns: []column{
		{head: in.Say("Control"), short: true, strong: true}, {head: in.Say("Title")}, {head: in.Say("Included"), short: true}, {head: in.Say("Because")},
		{head: in.Say("Declared")}, {head: in.Say("Found")}, {head: in.Say("Owner")}, {head: in.Say("Evidence"), quiet: true},
	}}
	theme := ""
	for _, r := range p.rows {
		if title := p.theme(r); title != theme {
			theme = title
			t.rows = append(t.rows, row{group: theme})
		}
		t.rows = append(t.rows, row{cells: []cell{
			said(r.Control), said(r.Title), p.included(r), p.because(r), said(declared(r)), p.found(r), said(r.Owner), listed(r.Evidence),
		}})
	}
	return t
}

// theme is the heading of the standard under which a row's control stands.
func (p *soa) theme(r control.ReleasedRow) string {
	if r.Own {
		return p.reader.Say("The organization's own controls")
	}
	if p.pack == nil {
		return ""
	}
	entry := p.pack.Entry(r.Control)
	if entry == nil || entry.Parent == nil {
		return ""
	}
	return entry.Parent.ID + "  " + entry.Parent.Title.In(p.reader.Tag())
}
