package web

import (
	"net/http"
	"slices"

	"surety/app"
	"surety/record"
)

// kindEvent is the kind of what people report.
const kindEvent = "security_event"

// reported are the fields that a report asks for; whoever assesses it fills in the
// others. Of several management systems one is asked for too.
var reported = []string{"title", "noticed", "place", "files"}

func (s *server) reportRoutes(mux *http.ServeMux) {
	mux.Handle("GET /report", s.page(s.reportForm))
	mux.Handle("POST /report", s.page(s.report))
}

// reportURL is where somebody reports an event; empty where they may not.
func (s *server) reportURL(actor app.Actor) string {
	if kind := s.app.Catalogue().Kind(kindEvent); kind != nil && app.MayCreate(actor, kind) {
		return "/report"
	}
	return ""
}

func (s *server) reportForm(w http.ResponseWriter, v visit) error {
	f := newForm(s.app.Catalogue().Kind(kindEvent))
	if err := app.CheckCreate(v.Actor, f.Kind); err != nil {
		return err
	}
	f.Once = string(s.app.NewID())
	f.Texts["noticed"] = s.app.Now().In(v.reader().Zone()).Format(instantInput)
	return s.showReport(w, v, http.StatusOK, f)
}

func (s *server) showReport(w http.ResponseWriter, v visit, status int, f *form) error {
	systems, err := s.app.Count(v.Context(), v.Actor, app.Query{Kind: "management_system"}, "")
	if err != nil {
		return err
	}
	var fields []*record.Field
	for _, field := range f.Fields() {
		if slices.Contains(reported, field.Name) || field.Name == "system" && systems[""] > 1 {
			fields = append(fields, field)
		}
	}
	return s.show(w, v, status, v.reader().Say("Report an event"), reportPage(f, fields))
}

// report keeps an event as it was told in few words, or shows what is missing.
func (s *server) report(w http.ResponseWriter, v visit) error {
	f := newForm(s.app.Catalogue().Kind(kindEvent))
	if _, err := s.readForm(v, f); err != nil {
		return err
	}
	if err := s.findTyped(v, f); err != nil {
		return err
	}
	body := f.body(v.reader())
	if len(f.Faults) > 0 {
		return s.showReport(w, v, http.StatusUnprocessableEntity, f)
	}
	done, err := s.app.Do(v.Context(), v.Actor, app.Request{ID: f.Once}, app.Create{Kind: kindEvent, Body: body})
	if err != nil {
		if f.take(v.reader(), err) {
			return s.showReport(w, v, http.StatusUnprocessableEntity, f)
		}
		return err
	}
	setNotice(w, v.reader().Say("Thank you. Your report is %s; somebody will assess it..", done[0].Key))
	http.Redirect(w, v.Request, recordURL(done[0].Key), http.StatusSeeOther)
	return nil
}
