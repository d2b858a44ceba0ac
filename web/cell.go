package web

import (
	"net/http"
	"strings"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
)

// cellView is one cell of a list while it is edited: one field of a record, or a
// few that belong together.
type cellView struct {
	*form
	Names string // of the fields, with commas between them
	Edits []*record.Field
	As    string // the table that the row stands in; empty: a list
	Was   string // what was chosen when the form was made, of what other records hold
}

// cell answers the inputs for a cell, in its place in a list.
func (s *server) cell(w http.ResponseWriter, v visit) error {
	c, _, err := s.cellOf(v)
	if err != nil {
		return err
	}
	return s.part(w, v, cellForm(c))
}

// cellOf is the form of a record, and the fields of it that a cell edits.
func (s *server) cellOf(v visit) (cellView, *record.Record, error) {
	f, rec, err := s.formOf(v)
	if err != nil {
		return cellView{}, nil, err
	}
	c := cellView{form: f, Names: v.PathValue("field"), As: v.URL.Query().Get("as")}
	for name := range strings.SplitSeq(c.Names, ",") {
		field := rec.Kind.Field(name)
		if field == nil || !inCell(field) {
			return cellView{}, nil, fault.New(fault.NotFound, "this field is not edited in a list: open the record")
		}
		c.Edits = append(c.Edits, field)
	}
	return c, rec, app.CheckEdit(v.Actor, rec)
}

// inCell tells whether a field is edited in its cell of a list, and for many
// records at once: one value that needs no more room than a line.
func inCell(f *record.Field) bool {
	switch f.Type {
	case record.TypeRows, record.TypeAttachment, record.TypeAttachments, record.TypeMarkdown, record.TypeTexts:
		return false
	}
	return !f.Is(record.MarkComputed)
}

// changeCell saves a cell and answers the row as it then stands. What is refused
// is told in the cell, with what was typed.
func (s *server) changeCell(w http.ResponseWriter, v visit) error {
	c, rec, err := s.cellOf(v)
	if err != nil {
		return err
	}
	if c.Base, err = baseOf(v); err != nil {
		return err
	}
	for _, field := range c.Edits {
		c.take1(field, v.PostForm)
	}
	if err := s.findTyped(v, c.form); err != nil {
		return err
	}
	body := c.body(v.reader())
	if len(c.Faults) > 0 {
		return s.refuseCell(w, v, http.StatusUnprocessableEntity, c)
	}
	if err := s.keepUntouched(v, rec, body); err != nil {
		return err
	}
	done, err := s.app.Do(v.Context(), v.Actor, app.Request{}, app.Edit{ID: rec.ID, Base: c.Base, Body: body})
	switch {
	case fault.Is(err, fault.Stale):
		return s.staleCell(w, v, c, rec)
	case err != nil && c.take(v.reader(), err):
		c.tellAll(v.reader())
		return s.refuseCell(w, v, http.StatusUnprocessableEntity, c)
	case err != nil:
		return err
	}
	return s.showRow(w, v, c, done[0])
}

// tellAll puts what is wrong elsewhere in the record to the first input, since a
// cell has no other place for it.
func (c *cellView) tellAll(r language.Reader) {
	for _, field := range c.Edits {
		if c.Faults[field.Name] != "" {
			return
		}
	}
	var told []string
	for _, fault := range c.Messages(r) {
		told = append(told, fault.Text)
	}
	c.Faults[c.Edits[0].Name] = strings.Join(told, " ")
}

// staleCell tells what the record says now; saving once more is based on it.
func (s *server) staleCell(w http.ResponseWriter, v visit, c cellView, stands *record.Record) error {
	names, err := s.app.NamesOf(v.Context(), v.Actor, stands)
	if err != nil {
		return err
	}
	c.Base = stands.Revision
	for _, field := range c.Edits {
		c.Faults[field.Name] = v.reader().Say("Somebody else has changed this record in the meantime; here it says “%s” now. Save once more to put yours in its place.", names.Said(v.reader(), field, stands.Body))
	}
	return s.refuseCell(w, v, http.StatusConflict, c)
}

// refuseCell puts the cell's form in its own place.
func (s *server) refuseCell(w http.ResponseWriter, v visit, status int, c cellView) error {
	w.Header().Set("HX-Retarget", `form.cell[hx-post="`+cellURL(c.Key, c.Names, c.As)+`"]`)
	w.Header().Set("HX-Reswap", "outerHTML")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	return s.part(w, v, cellForm(c))
}

// showRow answers the row of a record that was changed in a cell, as the table has
// it that the cell stands in.
func (s *server) showRow(w http.ResponseWriter, v visit, c cellView, rec *record.Record) error {
	if c.As == asStatement && rec.Kind.Name == "soa_row" {
		return s.showStatementRow(w, v, rec)
	}
	names, err := s.app.NamesOf(v.Context(), v.Actor, rec)
	if err != nil {
		return err
	}
	view := listView{Listing: &app.Listing{Kind: rec.Kind, Names: names}, MayChange: true, Ticks: true, taste: v.Actor.Preferences.Lists[rec.Kind.Name]}
	return s.part(w, v, recordRow(view, rec))
}

// cellURL is where the inputs of a cell are had.
func cellURL(key, fields, as string) string {
	url := recordURL(key) + "/cell/" + fields
	if as != "" {
		url += "?as=" + as
	}
	return url
}
