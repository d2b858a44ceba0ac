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
	standard    string   // "ISO/IEC 27001:2022 with Amd 1:2024", and further ones
	released    bool     // made from the release in force, not from the draft
	on          string   // day of the release, as its reader writes it
	approvers   []string // names and days
	rows        []control.ReleasedRow
	missing     map[*pack.Pack][]string // controls that apply and have no row, by standard
	packs       []*pack.Pack            // the standards that are loaded
	several     bool                    // standards: each row says whose control it is
	differences []control.Difference    // one a row
	against     string                  // version of the release that the differences are to
}

// SoA makes the paper of a Statement of Applicability (ISO/IEC 27001 6.1.3 d):
// of the release in force, or of the draft.
func SoA(ctx context.Context, a *app.App, actor app.Actor, idOrKey string, draft bool) (*Paper, error) {
	return read(ctx, a, actor, func(paper *Paper) error {
		s, err := a.Statement(ctx, actor, idOrKey)
		if err != nil {
			return err
		}
		content := &soa{reader: paper.reader, version: s.Body.Version, rows: s.Words(), differences: s.Differences}
		editions := s.Body.Editions()
		if s.Release != nil {
			content.against = s.Release.Body.(*control.Release).Version
		}
		if s.Release != nil && !draft {
			content.useRelease(s)
			editions = s.Release.Body.(*control.Release).Editions()
		}
		content.useStandards(a.Packs(), editions, s.Roles)
		if err := content.useWords(a); err != nil {
			return err
		}
		content.write(paper, s)
		return nil
	})
}

// useStandards names the standards, and finds the controls of each that apply and
// have no row.
func (p *soa) useStandards(packs *pack.Set, editions, roles []string) {
	there := map[control.Place]bool{}
	for i := range p.rows {
		there[p.rows[i].Place()] = true
	}
	p.missing, p.several = map[*pack.Pack][]string{}, len(editions) > 1
	names := make([]string, len(editions))
	for i, edition := range editions {
		names[i] = strings.Replace(edition, "@", " ", 1)
		ref, ok := pack.ParseRef(edition)
		standard := packs.Pack(ref)
		if !ok || standard == nil {
			continue
		}
		names[i] = standard.Designation
		p.packs = append(p.packs, standard)
		for _, entry := range app.Applicable(standard, roles) {
			if !there[control.Place{Standard: edition, Control: entry.ID}] {
				p.missing[standard] = append(p.missing[standard], entry.ID)
			}
		}
	}
	p.standard = strings.Join(names, "; ")
}

// entry is the control of a standard on which a row decides, or nil.
func (p *soa) entry(place control.Place) *pack.Entry {
	for _, standard := range p.packs {
		if standard.Ref().String() == place.Standard {
			return standard.Entry(place.Control)
		}
	}
	return nil
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
	p.released, p.version, p.on, p.rows, p.differences = true, release.Version, p.reader.Day(release.On.Time()), release.Named(), nil
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
		d.Title = p.title(d.Place, d.Title)
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
	row.Title, row.Owner = p.title(row.Place(), row.Title), a.KeptSaid(p.reader, row.Owner)
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
func (p *soa) title(place control.Place, title string) string {
	if entry := p.entry(place); entry != nil {
		return entry.Title.Reworded(title, p.reader.Tag())
	}
	return title
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

// comparison says how the rows compare with the controls of each standard
// (27001 6.1.3 c).
func (p *soa) comparison() string {
	r := p.reader
	var sentences []string
	for _, standard := range p.packs {
		sentences = append(sentences, p.compare(standard)...)
	}
	own := 0
	for _, row := range p.rows {
		if row.Own {
			own++
		}
	}
	if own > 0 {
		sentences = append(sentences, r.Count(own, "One control is the organization's own.", "%d controls are the organization's own."))
	}
	return strings.Join(sentences, " ")
}

// compare says how the rows of one standard compare with its controls.
func (p *soa) compare(standard *pack.Pack) []string {
	in, out, undecided := 0, 0, 0
	for _, row := range p.rows {
		switch {
		case row.Standard != standard.Ref().String():
		case row.Included == "yes":
			in++
		case row.Included == "no":
			out++
		default:
			undecided++
		}
	}
	r, missing := p.reader, p.missing[standard]
	all := in + out + undecided + len(missing)
	sentence := r.Say("Of the %d controls of %s, the statement includes %d and leaves out %d.", all, standard.Designation, in, out)
	if standard.ID == "iso27001" {
		sentence = r.Say("Of the %d controls of Annex A, the statement includes %d and leaves out %d.", all, in, out)
	}
	sentences := []string{sentence}
	if undecided > 0 {
		sentences = append(sentences, r.Count(undecided, "One is undecided.", "%d are undecided."))
	}
	if n := len(missing); n > 0 {
		sentences = append(sentences, r.Count(n, "One has no row: %s.", "%d have no row: %s.", strings.Join(missing, ", ")))
	}
	return sentences
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
		cells := []cell{
			said(r.Control), said(r.Title), p.included(r), p.because(r), said(declared(r)), p.found(r), said(r.Owner), listed(r.Evidence),
		}
		t.rows = append(t.rows, row{cells: p.withWhose(r.Place(), cells)})
	}
	t.columns = p.whoseHead(t.columns)
	return t
}

// whoseHead adds the column that says whose the controls are, where the statement
// decides on those of several standards: each may have an A.5.1.
func (p *soa) whoseHead(columns []column) []column {
	if !p.several {
		return columns
	}
	return slices.Insert(columns, 1, column{head: p.reader.Say("Standard"), quiet: true})
}

// withWhose adds to a row's cells whose its control is.
func (p *soa) withWhose(place control.Place, cells []cell) []cell {
	if !p.several {
		return cells
	}
	whose := place.Standard
	if entry := p.entry(place); entry != nil {
		whose = entry.Pack.Designation
	}
	return slices.Insert(cells, 1, said(whose))
}

// theme is the heading of the standard under which a row's control stands; where
// there are several standards it names that, too.
func (p *soa) theme(r control.ReleasedRow) string {
	if r.Own {
		return p.reader.Say("The organization's own controls")
	}
	entry := p.entry(r.Place())
	if entry == nil {
		return ""
	}
	var words []string
	if p.several {
		words = append(words, entry.Pack.Designation)
	}
	if entry.Parent != nil {
		words = append(words, entry.Parent.ID+"  "+entry.Parent.Title.In(p.reader.Tag()))
	}
	return strings.Join(words, ": ")
}
