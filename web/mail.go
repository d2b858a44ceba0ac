package web

import (
	"net/http"

	"surety/app"
	"surety/fault"
)

func (s *server) mailRoutes(mux *http.ServeMux) {
	mux.Handle("GET /mail", s.page(s.mailPage))
	mux.Handle("POST /mail/test", s.page(s.testMail))
	mux.Handle("POST /mail/again/{id}", s.page(s.mailAgain))
	mux.Handle("POST /mail/figures", s.page(s.keepFigures))
}

// mailView says how people are reminded, and what could not be sent.
type mailView struct {
	Server   string // empty: no mail is sent
	From     string
	URL      string // where the links of mails lead
	Failed   []app.FailedJob
	Settings app.WorkSettings
	Wrong    []string
}

func (s *server) mailPage(w http.ResponseWriter, v visit) error {
	return s.showMail(w, v, http.StatusOK, mailView{})
}

func (s *server) showMail(w http.ResponseWriter, v visit, status int, view mailView) (err error) {
	if view.Failed, err = s.app.FailedJobs(v.Context(), v.Actor); err != nil {
		return err
	}
	if view.Settings, err = s.app.WorkSettings(v.Context(), v.Actor); err != nil {
		return err
	}
	if s.mail != nil {
		view.Server, view.From, view.URL = s.mail.Server.String(), s.mail.Server.From(), s.mail.URL
	}
	return s.show(w, v, status, v.reader().Say("Mail and reminders"), mailSettingsPage(view))
}

// testMail sends a mail to whoever asks.
func (s *server) testMail(w http.ResponseWriter, v visit) error {
	if !v.Actor.Has(app.Manager) || s.mail == nil {
		return fault.New(fault.NotFound, "nothing is at this address")
	}
	address, err := s.mail.Test(v.Context(), v.Actor)
	if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Unavailable) {
		return s.showMail(w, v, http.StatusUnprocessableEntity, mailView{Wrong: []string{plain(v.reader(), err)}})
	}
	if err != nil {
		return err
	}
	setNotice(w, v.reader().Say("The mail server has taken a mail to %s. Look whether it arrives.", address))
	http.Redirect(w, v.Request, "/mail", http.StatusSeeOther)
	return nil
}

func (s *server) mailAgain(w http.ResponseWriter, v visit) error {
	if err := s.app.RetryJob(v.Context(), v.Actor, v.PathValue("id")); err != nil {
		return err
	}
	setNotice(w, v.reader().Say("It is tried again within a minute."))
	http.Redirect(w, v.Request, "/mail", http.StatusSeeOther)
	return nil
}

func (s *server) keepFigures(w http.ResponseWriter, v visit) error {
	if err := s.app.KeepWorkSettings(v.Context(), v.Actor, app.WorkSettings{NoFigures: v.PostFormValue("figures") == ""}); err != nil {
		return err
	}
	setNotice(w, v.reader().Say("Kept."))
	http.Redirect(w, v.Request, "/mail", http.StatusSeeOther)
	return nil
}
