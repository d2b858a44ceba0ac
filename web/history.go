package web

import (
	"fmt"
	"net/http"
	"strconv"

	"surety/app"
	"surety/language"
	"surety/record"
	"surety/web/components"
)

// historyView is a record's history, or what of it changed one field.
type historyView struct {
	Record  *record.Record
	Field   *record.Field // nil: all of them
	Entries []app.Entry
	Older   int // the revision before which the rest begins; 0: there is none
	MayEdit bool
}

// OlderURL is where the history goes on.
func (h historyView) OlderURL() string {
	url := fmt.Sprintf("%s/history?before=%d", recordURL(h.Record.Key), h.Older)
	if h.Field != nil {
		url += "&field=" + h.Field.Name
	}
	return url
}

// older is where a history goes on after its entries.
func older(entries []app.Entry) int {
	if len(entries) == 0 || entries[len(entries)-1].Revision.Revision == 1 {
		return 0
	}
	return entries[len(entries)-1].Revision.Revision
}

func (s *server) history(w http.ResponseWriter, v visit) error {
	rec, err := s.app.Get(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return err
	}
	before, err := strconv.Atoi(v.URL.Query().Get("before"))
	if err != nil || before < 0 {
		before = 0
	}
	h := historyView{Record: rec, Field: rec.Kind.Field(v.URL.Query().Get("field")), MayEdit: app.CheckEdit(v.Actor, rec) == nil}
	if h.Field != nil {
		h.Entries, h.Older, err = s.app.FieldHistory(v.Context(), v.Actor, rec, h.Field.Name, before)
	} else {
		h.Entries, err = s.app.History(v.Context(), v.Actor, rec, before)
		h.Older = older(h.Entries)
	}
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("History of %s", rec.Key), historyPage(h))
}

// changed tells whether a field may have another value than the record began with:
// as far as the history goes that the page shows.
func (d detailView) changed(f *record.Field) bool {
	for _, entry := range d.History {
		for _, c := range entry.Changes {
			if c.Field.Name == f.Name {
				return true
			}
		}
	}
	return older(d.History) > 0
}

// fieldHistoryURL is where who changed a field is told.
func fieldHistoryURL(r *record.Record, f *record.Field) string {
	return recordURL(r.Key) + "/history?field=" + f.Name
}

// revisions are the entries of a history as they are shown.
func revisions(reader language.Reader, r *record.Record, entries []app.Entry, mayEdit bool) []components.Revision {
	list := make([]components.Revision, len(entries))
	for i, e := range entries {
		list[i] = components.Revision{Who: e.Who.Title, Did: actWords(reader, r, e.Op), When: e.Time, Number: e.Revision.Revision, Note: e.NoteSaid(reader)}
		for _, c := range e.Changes {
			before, after := c.Said(reader)
			change := components.Change{Label: reader.Say(c.Field.Label), Before: clipText(before, 400), After: clipText(after, 400)}
			if mayEdit && restorable(r, c.Field) {
				change.Restore = restoreURL(r, c.Field, e.Revision.Revision-1)
			}
			list[i].Changes = append(list[i].Changes, change)
		}
	}
	return list
}

// restorable tells whether a field's earlier value can be filled in again: people
// write it, and it is the kind's own.
func restorable(r *record.Record, f *record.Field) bool {
	switch f.Type {
	case record.TypeAttachment, record.TypeAttachments:
		return false
	}
	return !f.Is(record.MarkComputed) && r.Kind.Field(f.Name) == f
}

// restoreURL is the form of a record with a field as it was in a revision.
func restoreURL(r *record.Record, f *record.Field, revision int) string {
	return fmt.Sprintf("%s/edit?restore=%d&field=%s#%s", recordURL(r.Key), revision, f.Name, f.Name)
}
