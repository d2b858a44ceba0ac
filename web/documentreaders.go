package web

import (
	"net/http"

	"surety/app"
	"surety/language"
	"surety/record"
)

// readersView is who has read the version of a document that holds.
type readersView struct {
	*app.Readership
	Document *record.Record
}

func (s *server) documentReaders(w http.ResponseWriter, v visit) error {
	rec, _, err := s.documentOf(v)
	if err != nil {
		return err
	}
	view := readersView{Document: rec}
	if view.Readership, err = s.app.ReadersOfDocument(v.Context(), v.Actor, rec); err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, v.reader().Say("Readers of %s", rec.Title()), readersPage(view))
}

// standing says in a sentence how many have read it.
func (r readersView) standing(reader language.Reader) string {
	if r.Version == "" {
		return reader.Say("No version is in force, so nobody is asked to read it yet.")
	}
	return reader.Count(len(r.Read), "One person has read version %s.", "%d persons have read version %s.", r.Version) + " " +
		reader.Count(len(r.Unread), "One has yet to.", "%d have yet to.")
}
