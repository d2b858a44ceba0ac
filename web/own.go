package web

import (
	"net/http"

	"surety/fault"
)

func (s *server) changeOwnPassword(w http.ResponseWriter, v visit) error {
	err := s.app.ChangeOwnPassword(v.Context(), s.secret(v.Request), v.PostFormValue("old"), v.PostFormValue("new"))
	switch kind := fault.KindOf(err); {
	case err == nil:
		setNotice(w, v.reader().Say("Your password is changed. You are signed in here only."))
		http.Redirect(w, v.Request, "/settings", http.StatusSeeOther)
		return nil
	case kind == fault.Invalid, kind == fault.Throttled:
		return s.showPreferences(w, v, kind.Status(), v.Actor.Preferences, waiting(w, err))
	}
	return err
}

func (s *server) signOutElsewhere(w http.ResponseWriter, v visit) error {
	if err := s.app.SignOutElsewhere(v.Context(), s.secret(v.Request)); err != nil {
		return err
	}
	setNotice(w, v.reader().Say("You are signed in here only."))
	http.Redirect(w, v.Request, "/settings", http.StatusSeeOther)
	return nil
}
