package web

import (
	"net/http"
	"slices"
	"time"

	"surety/app"
	"surety/fault"
	"surety/language"
	"surety/record"
)

// own is what a person's settings say of their account.
type own struct {
	app.OwnAccount
	Tokens []app.Token
	Secret string // of a token that was made now, shown this once
}

// mayGive are the roles that a token of the account may have.
func (o own) mayGive() []record.Option {
	if slices.Contains(o.Roles, string(app.Manager)) {
		return app.Roles()
	}
	return slices.DeleteFunc(app.Roles(), func(r record.Option) bool { return !slices.Contains(o.Roles, r.Value) })
}

func (s *server) ownAccount(v visit) (o own, err error) {
	if o.OwnAccount, err = s.app.Own(v.Context(), s.secret(v.Request)); err != nil {
		return own{}, err
	}
	o.Tokens, err = s.app.OwnTokens(v.Context(), v.Actor)
	return o, err
}

// tokenLife is how long a token made here is valid.
const tokenLife = 365 * 24 * time.Hour

func (s *server) addToken(w http.ResponseWriter, v visit) error {
	secret, err := s.app.AddToken(v.Context(), v.Actor, v.PostFormValue("name"), rolesOf(v), tokenLife)
	switch {
	case err == nil:
		return s.showPreferences(w, v, http.StatusOK, preferencesView{Own: own{Secret: secret}})
	case fault.Is(err, fault.Invalid):
		return s.showPreferences(w, v, http.StatusUnprocessableEntity, preferencesView{Wrong: []string{plain(v.reader(), err)}})
	}
	return err
}

func (s *server) revokeOwnToken(w http.ResponseWriter, v visit) error {
	if err := s.app.RevokeToken(v.Context(), v.Actor, v.PathValue("id")); err != nil {
		return err
	}
	setNotice(w, v.reader().Say("The token is revoked."))
	http.Redirect(w, v.Request, "/settings", http.StatusSeeOther)
	return nil
}

func (s *server) changeOwnPassword(w http.ResponseWriter, v visit) error {
	err := s.app.ChangeOwnPassword(v.Context(), s.secret(v.Request), v.PostFormValue("old"), v.PostFormValue("new"))
	switch kind := fault.KindOf(err); {
	case err == nil:
		setNotice(w, v.reader().Say("Your password is changed. You are signed in here only."))
		http.Redirect(w, v.Request, "/settings", http.StatusSeeOther)
		return nil
	case kind == fault.Invalid, kind == fault.Throttled:
		return s.showPreferences(w, v, kind.Status(), preferencesView{Wrong: []string{waiting(w, v.reader(), err)}})
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

// tokenWords says whose a token is, what it may do and until when.
func tokenWords(r language.Reader, t app.Token) string {
	owner := t.Owner
	if owner == "" {
		owner = r.Say("the command line")
	}
	return owner + " · " + rolesSaid(r, t.Roles) + " · " + r.Say("until %s", r.Day(t.Expires.In(r.Zone())))
}
