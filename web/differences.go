package web

import (
	"net/http"

	"surety/isms/document"
	"surety/language"
	"surety/record"
)

// differencesView are two versions of a document side by side.
type differencesView struct {
	Document *record.Record
	Versions []versionChoice // the newest first
	From, To versionChoice
	Rows     []differenceRow
	Changed  int // passages that differ
}

// versionChoice is a version that can be compared: a release, or the draft.
type versionChoice struct {
	Value string // the release's key; "draft"
	Label string
	text  record.Markdown
}

// differenceRow is a passage beside its other version, or how many are the same and
// left out.
type differenceRow struct {
	document.Beside
	Same int
}

const draftChoice = "draft"

func (s *server) differences(w http.ResponseWriter, v visit) error {
	rec, body, err := s.documentOf(v)
	if err != nil {
		return err
	}
	releases, err := s.app.Versions(v.Context(), v.Actor, rec)
	if err != nil {
		return err
	}
	view := differencesView{Document: rec}
	r := v.reader()
	if rec.State != document.StateApproved {
		view.Versions = append(view.Versions, versionChoice{draftChoice, r.Say("%s, draft", body.Version), body.Text})
	}
	for _, release := range releases {
		b := release.Body.(*document.Release)
		view.Versions = append(view.Versions, versionChoice{release.Key, r.Say("%s, from %s", b.Version, r.Day(b.On.Time())), b.Text})
	}
	if len(view.Versions) > 0 {
		view.compare(v.URL.Query().Get("from"), v.URL.Query().Get("to"))
	}
	return s.show(w, v, http.StatusOK, r.Say("Differences in %s", rec.Title()), differencesPage(view))
}

// compare puts two versions side by side; where none are asked for, the newest and
// the one before it.
func (d *differencesView) compare(from, to string) {
	d.To, d.From = d.Versions[0], d.Versions[min(1, len(d.Versions)-1)]
	for _, c := range d.Versions {
		if c.Value == from {
			d.From = c
		}
		if c.Value == to {
			d.To = c
		}
	}
	rows := document.Differences(d.From.text, d.To.text)
	for i, row := range rows {
		near := i > 0 && !rows[i-1].Same || i+1 < len(rows) && !rows[i+1].Same
		switch n := len(d.Rows); {
		case !row.Same:
			d.Changed++
			d.Rows = append(d.Rows, differenceRow{Beside: row})
		case near:
			d.Rows = append(d.Rows, differenceRow{Beside: row})
		case n > 0 && d.Rows[n-1].Same > 0:
			d.Rows[n-1].Same++
		default:
			d.Rows = append(d.Rows, differenceRow{Same: 1})
		}
	}
}

// standing says in a sentence how much differs.
func (d differencesView) standing(r language.Reader) string {
	switch {
	case len(d.Versions) < 2:
		return r.Say("There is nothing to compare yet: a second version begins with the next edit.")
	case d.Changed == 0:
		return r.Say("Both say the same, word for word.")
	}
	return r.Count(d.Changed, "One passage differs.", "%d passages differ.")
}
