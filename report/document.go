package report

import (
	"context"
	"slices"
	"strings"

	bcp47 "golang.org/x/text/language"

	"surety/app"
	"surety/fault"
	"surety/isms/document"
	"surety/language"
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
		body := documentBody(rec)
		if body == nil {
			return fault.New(fault.NotFound, "%s is no document", rec.Key)
		}
		names, err := a.NamesOf(ctx, actor, rec)
		if err != nil {
			return err
		}
		p.speak(body.Language)
		history, err := p.versions(ctx, a, actor, rec)
		if err != nil {
			return err
		}
		d := &documentPaper{Paper: p, rec: rec, body: body, names: names}
		d.head()
		d.text()
		if len(history.rows) > 0 {
			p.add(heading{1, p.reader.Say("Change history")}, history)
			if len(history.rows) == mostVersions {
				p.add(paragraph(p.reader.Say("Older versions stand in the history of the record.")))
			}
		}
		return nil
	})
}

// documentBody is what a document says, as it stands or as it was released; nil for
// what is neither.
func documentBody(rec *record.Record) *document.Document {
	switch body := rec.Body.(type) {
	case *document.Document:
		return body
	case *document.Release:
		return &document.Document{
			Title: body.Title, Reference: body.Reference, Type: body.Type, Version: body.Version, Language: body.Language, Classification: body.Classification,
			Text: body.Text, File: body.File, Location: body.Location,
		}
	}
	return nil
}

// documentPaper is a paper of a document on its way.
type documentPaper struct {
	*Paper
	rec   *record.Record
	body  *document.Document
	names app.Names
}

// speak makes the paper that of a text in a language. What the paper says by itself
// is said in that language too, as far as the program speaks it.
func (p *Paper) speak(tag string) {
	if parsed, err := bcp47.Parse(tag); err == nil {
		p.Language = parsed.String()
		p.reader = language.For(language.Match(p.Language+", "+p.reader.Tag()+";q=0.5"), p.reader.Zone())
	}
}

// head writes the title block.
func (d *documentPaper) head() {
	r := d.reader
	d.Name, d.Formats, d.Title = d.rec.Key, []string{PDF, DOCX, Markdown}, d.body.Title
	d.Classification = d.label("classification")
	if d.rec.Mark != record.MarkNone {
		d.Classification = strings.Join(filled(d.Classification, r.Say("Restricted")), " · ")
	}
	state, _ := d.rec.Kind.Lifecycle.State(d.rec.State)
	d.Standing = r.Say("Version %s: %s", d.body.Version, r.Say(state.Label))
	tone := doubtful
	if state.Approved {
		tone = even
	}
	approvals := d.approvers(d.rec, d.names)
	if len(approvals) == 0 {
		approvals = []string{r.Say("nobody yet")}
	}
	d.fact(r.Say("Document"), strings.Join(filled(d.rec.Key, d.body.Reference), " · "), even)
	d.fact(r.Say("Type"), d.label("type"), even)
	d.fact(r.Say("Version"), d.body.Version, even)
	d.fact(r.Say("State"), r.Say(state.Label), tone)
	if release, ok := d.rec.Body.(*document.Release); ok {
		d.fact(r.Say("In force from"), r.Day(release.On.Time()), even)
		d.fact(r.Say("In force until"), r.Day(release.Until.Time()), even)
	}
	d.fact(r.Say("Approved by"), strings.Join(approvals, "; "), even)
	d.fact(r.Say("Owner"), d.label("owner"), even)
	d.fact(r.Say("Authors"), d.label("authors"), even)
	d.fact(r.Say("For"), strings.Join(d.body.Audience, "; "), even)
	d.fact(r.Say("Next review"), r.Day(d.body.NextReview.Time()), even)
}

// fact adds an entry that is given.
func (d *documentPaper) fact(label, value string, t tone) {
	if value != "" {
		d.Facts = append(d.Facts, Fact{Label: label, Value: value, tone: t})
	}
}

// label is a field's value in words.
func (d *documentPaper) label(field string) string {
	f := d.rec.Kind.Field(field)
	if f == nil {
		return "" // a release keeps less than the document
	}
	return d.fieldCell(d.names, f, d.rec.Body).text()
}

// text is what the document says, or where that is kept.
func (d *documentPaper) text() {
	r := d.reader
	said := false
	if d.body.Text != "" {
		d.add(prose(d.body.Text))
		said = true
	}
	if file := d.body.File; file.Name != "" {
		d.add(paragraph(r.Say("The text of this document is the file %s (%s bytes, SHA-256 %s). It is kept with the record and is not part of this paper.", file.Name, r.Number(int(file.Size)), file.Digest)))
		said = true
	}
	if d.body.Location != "" && d.body.Text == "" {
		d.add(paragraph(r.Say("The text of this document is kept elsewhere: %s", d.body.Location)))
		said = true
	}
	if !said {
		d.add(paragraph(r.Say("This document has no text yet.")))
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
	r := p.reader
	t := &table{columns: []column{{head: r.Say("Version"), short: true, strong: true}, {head: r.Say("Last changed"), short: true}, {head: r.Say("Changed by")}, {head: r.Say("Approved by")}, {head: r.Say("Note")}}}
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
		list = append(list, names[approval.By.ID()].Title+", "+p.day(approval.At))
	}
	return list
}
