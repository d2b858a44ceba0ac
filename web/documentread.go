package web

import (
	"net/http"

	"surety/app"
	"surety/fault"
	"surety/isms/document"
	"surety/language"
	"surety/record"
)

// readView is a version of a document as its readers see it.
type readView struct {
	Document *record.Record
	*document.Release
	Key       string // of the release, or of the document where none was kept
	State     string
	Names     app.Names
	Approvals []record.Approval
	MayTell   bool        // the reader may say to have read it, and has not yet
	Read      record.Date // when the reader said to have read this version
}

func (s *server) readDocument(w http.ResponseWriter, v visit) error {
	rec, body, err := s.documentOf(v)
	if err != nil {
		return err
	}
	view, err := s.readView(v, rec, body)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, view.Title, readPage(view))
}

func (s *server) readView(v visit, rec *record.Record, body *document.Document) (readView, error) {
	view := readView{Document: rec}
	versions, err := s.app.Versions(v.Context(), v.Actor, rec)
	if err != nil {
		return view, err
	}
	shown := app.InForce(versions)
	switch {
	case shown != nil:
		view.Release, view.State = shown.Body.(*document.Release), stateLabel(shown)
	case rec.State == document.StateApproved:
		kind, err := s.app.Kind("document_release")
		if err != nil {
			return view, err
		}
		shown, view.Release, view.State = rec, document.Freeze(rec, kind, ""), stateLabel(rec)
	default:
		return view, fault.New(fault.NotFound, "no version of %s is in force", rec.Key)
	}
	view.Key, view.Approvals = shown.Key, shown.Kind.Approvals(shown.Body)
	if view.Names, err = s.app.NamesOf(v.Context(), v.Actor, shown); err != nil {
		return view, err
	}
	if v.Actor.Person == "" {
		return view, nil
	}
	said, err := s.app.Acknowledgements(v.Context(), v.Actor, v.Actor.Person, rec.ID)
	if err != nil {
		return view, err
	}
	for _, a := range said {
		if a.Version == view.Version {
			view.Read = a.On
		}
	}
	kind, err := s.app.Kind("acknowledgement")
	view.MayTell = view.Read == "" && kind != nil && app.MayCreate(v.Actor, kind)
	return view, err
}

// acknowledge notes that the person signed in has read the version in force.
func (s *server) acknowledge(w http.ResponseWriter, v visit) error {
	rec, body, err := s.documentOf(v)
	if err != nil {
		return err
	}
	view, err := s.readView(v, rec, body)
	if err != nil {
		return err
	}
	if version := v.PostFormValue("version"); version != view.Version {
		return fault.New(fault.Invalid, "version %s is no longer in force: read %s first", version, view.Version)
	}
	today, err := s.app.Today(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	if view.MayTell {
		said := &document.Acknowledgement{Document: record.Ref(rec.ID), Person: record.Ref(v.Actor.Person), Version: view.Version, On: today}
		if _, err := s.app.Do(v.Context(), v.Actor, app.Request{}, app.Create{Kind: "acknowledgement", Body: said}); err != nil {
			return err
		}
	}
	setNotice(w, v.reader().Say("It is noted that you have read version %s.", view.Version))
	http.Redirect(w, v.Request, recordURL(rec.Key)+"/read", http.StatusSeeOther)
	return nil
}

// told says which version this is, since when it holds and who approved it.
func (r readView) told(reader language.Reader) []string {
	var list []string
	if r.On != "" {
		list = append(list, reader.Say("in force from %s", reader.Day(r.On.Time())))
	}
	for _, a := range r.Approvals {
		list = append(list, reader.Say("approved by %s, %s", nameOf(r.Names, a.By).Said(reader), reader.Day(a.At.In(reader.Zone()))))
	}
	if f := r.Document.Kind.Field("classification"); r.Classification != "" {
		list = append(list, r.Names.Said(reader, f, &document.Document{Classification: r.Classification}))
	}
	return list
}
