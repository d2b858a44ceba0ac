package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"surety/app"
	"surety/fault"
	"surety/isms/document"
	"surety/record"
)

// mostVersions is how many versions the change history of a paper shows.
const mostVersions = 20

// Document makes the paper of a document: its text, with version, approval and
// change history (ISO/IEC 27001 7.5.2, 7.5.3).
func Document(ctx context.Context, a *app.App, actor app.Actor, idOrKey string) (*Paper, error) {
	return read(ctx, a, actor, func(p *Paper) error {
		rec, err := a.Get(ctx, actor, idOrKey)
		if err != nil {
			return err
		}
		body, ok := rec.Body.(*document.Document)
		if !ok {
			return fault.New(fault.NotFound, "%s is no document", rec.Key)
		}
		names, err := a.NamesOf(ctx, actor, rec)
		if err != nil {
			return err
		}
		history, err := p.versions(ctx, a, actor, rec)
		if err != nil {
			return err
		}
		d := &documentPaper{Paper: p, rec: rec, body: body, names: names}
		d.head()
		d.text()
		if len(history.rows) > 0 {
			p.add(heading{1, sayHistory}, history)
			if len(history.rows) == mostVersions {
				p.add(paragraph(sayOlder))
			}
		}
		return nil
	})
}

// documentPaper is a paper of a document on its way.
type documentPaper struct {
	*Paper
	rec   *record.Record
	body  *document.Document
	names app.Names
}

// head writes the title block.
func (d *documentPaper) head() {
	d.Name, d.Formats, d.Title = d.rec.Key, []string{PDF, Markdown}, d.body.Title
	if tag, err := language.Parse(d.body.Language); err == nil {
		d.Language = tag.String()
	}
	d.Classification = d.label("classification")
	if d.rec.Mark != record.MarkNone {
		d.Classification = strings.TrimPrefix(fmt.Sprintf(sayBoth, d.Classification, sayRestricted), " · ")
	}
	state, _ := d.rec.Kind.Lifecycle.State(d.rec.State)
	d.Standing = fmt.Sprintf(sayVersionState, d.body.Version, strings.ToLower(state.Label))
	tone := doubtful
	if state.Approved {
		tone = even
	}
	approvals := d.approvers(d.rec, d.names)
	if len(approvals) == 0 {
		approvals = []string{sayNobodyYet}
	}
	d.fact("Document", strings.Join(filled(d.rec.Key, d.body.Reference), " · "), even)
	d.fact("Type", d.label("type"), even)
	d.fact("Version", d.body.Version, even)
	d.fact("Status", state.Label, tone)
	d.fact("Approved by", strings.Join(approvals, "; "), even)
	d.fact("Owner", d.label("owner"), even)
	d.fact("Authors", d.label("authors"), even)
	d.fact("For", strings.Join(d.body.Audience, "; "), even)
	d.fact("Next review", string(d.body.NextReview), even)
}

// fact adds an entry that is given.
func (d *documentPaper) fact(label, value string, t tone) {
	if value != "" {
		d.Facts = append(d.Facts, Fact{Label: label, Value: value, tone: t})
	}
}

// label is a field's value in words.
func (d *documentPaper) label(field string) string {
	return d.fieldCell(d.names, d.rec.Kind.Field(field), d.body).text()
}

// text is what the document says, or where that is kept.
func (d *documentPaper) text() {
	said := false
	if d.body.Text != "" {
		d.add(prose(d.body.Text))
		said = true
	}
	if file := d.body.File; file.Name != "" {
		d.add(paragraph(fmt.Sprintf(sayFile, file.Name, file.Size, file.Digest)))
		said = true
	}
	if d.body.Location != "" && d.body.Text == "" {
		d.add(paragraph(fmt.Sprintf(sayElsewhere, d.body.Location)))
		said = true
	}
	if !said {
		d.add(paragraph(sayNoText))
	}
}

func filled(texts ...string) []string {
	var list []string
	for _, text := range texts {
		if text != "" {
			list = append(list, text)
		}
	}
	return list
}

// version is one version in the history of a document.
type version struct {
	name   string
	on     string // day of its last change
	by     []string
	notes  []string
	newest *record.Record // as it was approved; nil: it was not
}

// versions is the change history of a document, the newest version first: who
// changed each, who approved it and what they noted.
func (p *Paper) versions(ctx context.Context, a *app.App, actor app.Actor, rec *record.Record) (*table, error) {
	var list []*version
	for before := 0; len(list) <= mostVersions; {
		entries, err := a.History(ctx, actor, rec, before)
		if err != nil {
			return nil, err
		}
		for _, entry := range entries {
			list = p.addVersion(list, entry)
		}
		if len(entries) == 0 || entries[len(entries)-1].Revision.Revision <= 1 {
			break
		}
		before = entries[len(entries)-1].Revision.Revision
	}
	list = list[:min(len(list), mostVersions)]
	var approved []*record.Record
	for _, v := range list {
		if v.newest != nil {
			approved = append(approved, v.newest)
		}
	}
	names, err := a.NamesOf(ctx, actor, approved...)
	if err != nil {
		return nil, err
	}
	t := &table{name: "History", columns: []column{{head: "Version", short: true, strong: true}, {head: "Last changed", short: true}, {head: "Changed by"}, {head: "Approved by"}, {head: "Note"}}}
	for _, v := range list {
		t.rows = append(t.rows, row{cells: []cell{said(v.name), said(v.on), said(strings.Join(v.by, ", ")), said(p.approvalsOf(v, names)), said(strings.Join(v.notes, "; "))}})
	}
	if !slices.ContainsFunc(list, func(v *version) bool { return len(v.notes) > 0 }) {
		t.drop(len(t.columns) - 1)
	}
	return t, nil
}

// addVersion takes a revision, each older than the one before, to its version.
func (p *Paper) addVersion(list []*version, entry app.Entry) []*version {
	if entry.Record == nil {
		return list
	}
	body, ok := entry.Record.Body.(*document.Document)
	if !ok {
		return list
	}
	if len(list) == 0 || list[len(list)-1].name != body.Version {
		list = append(list, &version{name: body.Version})
	}
	v := list[len(list)-1]
	state, _ := entry.Record.Kind.Lifecycle.State(entry.State)
	if state.Approved {
		if v.newest == nil {
			v.newest = entry.Record
		}
	} else {
		if v.on == "" {
			v.on = p.day(entry.Time)
		}
		if who := entry.Who.Title; !slices.Contains(v.by, who) {
			v.by = append(v.by, who)
		}
	}
	if entry.Note != "" {
		v.notes = append([]string{entry.Note}, v.notes...)
	}
	return list
}

// approvalsOf are who approved a version, and when.
func (p *Paper) approvalsOf(v *version, names app.Names) string {
	if v.newest == nil {
		return ""
	}
	return strings.Join(p.approvers(v.newest, names), "; ")
}

// approvers are who has approved a record's content, and when.
func (p *Paper) approvers(rec *record.Record, names app.Names) []string {
	var list []string
	for _, approval := range rec.Kind.Approvals(rec.Body) {
		list = append(list, fmt.Sprintf(sayApproval, names[approval.By.ID()].Title, p.day(approval.At)))
	}
	return list
}
