package web

import "net/http"

// documentRoutes are the pages of documents beside those that each record has.
func (s *server) documentRoutes(places, records *http.ServeMux) {
	places.Handle("GET /documents/begin", s.page(s.templatesPage))
	places.Handle("POST /documents/begin", s.page(s.beginDocuments))
}
