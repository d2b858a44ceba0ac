package web

import (
	"net/http"

	"surety/app"
	"surety/fault"
	"surety/record"
)

// cellView is one cell of a list while it is edited.
type cellView struct {
	*form
	Field *record.Field
	Key   string
}

// cell answers the input for one field of a record, in its place in a list.
func (s *server) cell(w http.ResponseWriter, v visit) error {
	f, rec, field, err := s.cellOf(v)
	if err != nil {
		return err
	}
	return s.part(w, v, cellForm(cellView{f, field, rec.Key}))
}

// cellOf is the form of a record, and the field of it that a cell edits.
func (s *server) cellOf(v visit) (*form, *record.Record, *record.Field, error) {
	f, rec, err := s.formOf(v)
	if err != nil {
		return nil, nil, nil, err
	}
	field := rec.Kind.Field(v.PathValue("field"))
	if field == nil || !inCell(field) {
		return nil, nil, nil, fault.New(fault.NotFound, "this field is not edited in a list: open the record")
	}
	if err := app.CheckEdit(v.Actor, rec); err != nil {
		return nil, nil, nil, err
	}
	return f, rec, field, nil
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

// changeCell saves one field and answers the row as it then stands. What is refused
// is told in the cell, with what was typed.
func (s *server) changeCell(w http.ResponseWriter, v visit) error {
	f, rec, field, err := s.cellOf(v)
	if err != nil {
		return err
	}
	if f.Base, err = baseOf(v); err != nil {
		return err
	}
	f.take1(field, v.PostForm)
	if err := s.findTyped(v, f); err != nil {
		return err
	}
	body := f.body()
	if len(f.Faults) > 0 {
		return s.refuseCell(w, v, http.StatusUnprocessableEntity, cellView{f, field, rec.Key})
	}
	if err := s.keepUntouched(v, rec, body); err != nil {
		return err
	}
	done, err := s.app.Do(v.Context(), v.Actor, app.Request{}, app.Edit{ID: rec.ID, Base: f.Base, Body: body})
	switch {
	case fault.Is(err, fault.Stale):
		f.Base = rec.Revision
		names, err := s.app.NamesOf(v.Context(), v.Actor, rec)
		if err != nil {
			return err
		}
		f.Faults[field.Name] = v.reader().Say("Somebody else has changed this record in the meantime; here it says “%s” now. Save once more to put yours in its place.", fieldText(names, field, rec.Body))
		return s.refuseCell(w, v, http.StatusConflict, cellView{f, field, rec.Key})
	case err != nil && f.take(err):
		if f.Faults[field.Name] == "" && len(f.Messages()) > 0 {
			f.Faults[field.Name] = f.Messages()[0]
		}
		return s.refuseCell(w, v, http.StatusUnprocessableEntity, cellView{f, field, rec.Key})
	case err != nil:
		return err
	}
	names, err := s.app.NamesOf(v.Context(), v.Actor, done[0])
	if err != nil {
		return err
	}
	view := listView{Listing: &app.Listing{Kind: rec.Kind, Names: names}, MayChange: true, Ticks: true, taste: v.Actor.Preferences.Lists[rec.Kind.Name]}
	return s.part(w, v, recordRow(view, done[0]))
}

// refuseCell puts the cell's form in its own place.
func (s *server) refuseCell(w http.ResponseWriter, v visit, status int, c cellView) error {
	w.Header().Set("HX-Retarget", "this")
	w.Header().Set("HX-Reswap", "outerHTML")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	return s.part(w, v, cellForm(c))
}
