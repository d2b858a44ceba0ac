package web

import (
	"net/http"

	"surety/app"
	"surety/fault"
	"surety/isms/document"
	"surety/language"
	"surety/record"
	"surety/web/components"
)

// documentRoutes are the pages of documents beside those that each record has.
func (s *server) documentRoutes(places, records *http.ServeMux) {
	places.Handle("GET /documents/begin", s.page(s.templatesPage))
	places.Handle("POST /documents/begin", s.page(s.beginDocuments))
	places.Handle("GET /documents/disposal", s.page(s.dueForDisposal))
	records.Handle("GET /{key}/read", s.page(s.readDocument))
	records.Handle("POST /{key}/acknowledge", s.page(s.acknowledge))
	records.Handle("GET /{key}/differences", s.page(s.differences))
	records.Handle("GET /{key}/readers", s.page(s.documentReaders))
	s.reviewRoutes(records)
}

// documentOf reads the document that an address names.
func (s *server) documentOf(v visit) (*record.Record, *document.Document, error) {
	rec, err := s.app.Get(v.Context(), v.Actor, v.PathValue("key"))
	if err != nil {
		return nil, nil, err
	}
	body, ok := rec.Body.(*document.Document)
	if !ok {
		return nil, nil, fault.New(fault.NotFound, "%s is no document", rec.Key)
	}
	return rec, body, nil
}

// documentPages lead from a document's page to those beside it.
func documentPages(r language.Reader, d *app.Detail) []components.Link {
	body, ok := d.Record.Body.(*document.Document)
	if !ok {
		return nil
	}
	var list []components.Link
	if !d.Record.Ended() {
		list = append(list, components.Link{Label: r.Say("Review"), URL: recordURL(d.Record.Key) + "/review"})
	}
	if body.InForce != "" {
		list = append(list, components.Link{Label: r.Say("Read"), URL: recordURL(d.Record.Key) + "/read"}, components.Link{Label: r.Say("Readers"), URL: recordURL(d.Record.Key) + "/readers"})
	}
	for _, relation := range d.Links {
		if relation.Kind.Name == "document_release" && (len(relation.Records) > 1 || d.Record.State != document.StateApproved) {
			list = append(list, components.Link{Label: r.Say("Compare versions"), URL: recordURL(d.Record.Key) + "/differences"})
		}
	}
	return list
}

// readersOnly tells that a record's page shows the version in force instead of the
// draft: to who only reads, the draft is not yet anything.
func readersOnly(d *app.Detail) bool {
	body, ok := d.Record.Body.(*document.Document)
	return ok && body.InForce != "" && (d.Released || d.Record.State != document.StateApproved && !d.MayEdit && len(d.Moves) == 0)
}
