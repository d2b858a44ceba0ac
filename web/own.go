package web

import (
	"net/http"

	"surety/app"
	"surety/fault"
)

// ownView is the page of one's own account.
type ownView struct {
	app.OwnAccount
	Wrong []string
}

func (s *server) own(w http.ResponseWriter, v visit) error {
	return s.showOwn(w, v, http.StatusOK, ownView{})
}

func (s *server) showOwn(w http.ResponseWriter, v visit, status int, view ownView) (err error) {
	if view.OwnAccount, err = s.app.Own(v.Context(), s.secret(v.Request)); err != nil {
		return err
	}
	return s.show(w, v, status, "Your account", ownPage(view))
}

// ownRefused shows what was wrong with what was sent; an error that is nobody's
// mistake is returned.
func (s *server) ownRefused(w http.ResponseWriter, v visit, err error) error {
	switch kind := fault.KindOf(err); kind {
	case fault.Invalid, fault.Throttled:
		return s.showOwn(w, v, kind.Status(), ownView{Wrong: []string{waiting(w, err)}})
	}
	return err
}

func (s *server) changeOwnPassword(w http.ResponseWriter, v visit) error {
	if err := s.app.ChangeOwnPassword(v.Context(), s.secret(v.Request), v.PostFormValue("old"), v.PostFormValue("new")); err != nil {
		return s.ownRefused(w, v, err)
	}
	setNotice(w, "Your password is changed. You are signed in here only.")
	http.Redirect(w, v.Request, "/account", http.StatusSeeOther)
	return nil
}

func (s *server) signOutElsewhere(w http.ResponseWriter, v visit) error {
	if err := s.app.SignOutElsewhere(v.Context(), s.secret(v.Request)); err != nil {
		return err
	}
	setNotice(w, "You are signed in here only.")
	http.Redirect(w, v.Request, "/account", http.StatusSeeOther)
	return nil
}
