package web

import (
	"log/slog"
	"net/http"
	"strings"

	"surety/app"
	"surety/connect/mail"
	"surety/fault"
)

// Options are what the pages stand on.
type Options struct {
	App      *app.App
	Importer Importer // reads spreadsheets; nil: the import page is not offered
	Log      *slog.Logger
	Secure   bool // served over HTTPS, by a proxy in front
	Version  string
	Beside   Demonstration // nil: none can be begun
	Mail     *mail.Postman // sends what is due; nil: no mail is sent
}

// server carries out requests; it holds no state of its own.
type server struct {
	app      *app.App
	importer Importer
	log      *slog.Logger
	secure   bool
	version  string
	files    *files
	mail     *mail.Postman // nil: no mail is sent
	beside   Demonstration // nil: none can be begun
	own      *server       // of the demonstration: that of the organization beside which it stands
}

// Handler serves the pages.
func Handler(o Options) http.Handler {
	s := &server{app: o.App, importer: o.Importer, log: o.Log, secure: o.Secure, version: o.Version, files: newFiles(), mail: o.Mail, beside: o.Beside}
	if o.Beside == nil {
		return s.guard(compress(s.pages()))
	}
	return s.guard(compress(&sides{own: s, pages: s.pages()}))
}

// pages are all that is served.
func (s *server) pages() http.Handler {
	places, records := http.NewServeMux(), http.NewServeMux()
	places.Handle("GET /static/", s.files)
	s.entryRoutes(places)
	s.listRoutes(places)
	s.standardRoutes(places)
	s.readinessRoutes(places)
	places.Handle("GET /calendar", s.page(s.month))
	places.Handle("GET /board/{kind}", s.page(s.board))
	s.settingsRoutes(places)
	s.workRoutes(places)
	s.mailRoutes(places)
	s.importRoutes(places)
	s.helpRoutes(places)
	s.guideRoutes(places)
	s.besideRoutes(places)
	s.reportRoutes(places)
	s.wayRoutes(places)
	places.Handle("/", s.page(s.nowhere))
	s.recordRoutes(records)
	s.riskRoutes(places, records)
	s.quantitativeRoutes(places, records)
	s.statementRoutes(records)
	s.agendaRoutes(records)
	s.paperRoutes(places, records)
	s.documentRoutes(places, records)
	return s.byAddress(places, records)
}

// byAddress tells the short addresses of records, such as /RISK-0042/edit,
// from the places.
func (s *server) byAddress(places, records http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		if strings.Contains(first, "-") && s.app.Catalogue().OfKey(first) != nil {
			records.ServeHTTP(w, r)
			return
		}
		places.ServeHTTP(w, r)
	})
}

func (s *server) nowhere(http.ResponseWriter, visit) error {
	return fault.New(fault.NotFound, "nothing is at this address")
}
