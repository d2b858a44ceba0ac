package web

import (
	"net/http"
	"strings"
	"time"

	"surety/app"
	"surety/fault"
	"surety/language"
)

// accountsView is the page of accounts and tokens; its forms keep what was
// typed.
type accountsView struct {
	Accounts []app.Account
	Tokens   []app.Token
	Now      time.Time
	Wrong    []string
	Secret   string // shown once
	For      string // whom or what the secret is for
	New      app.NewAccount
}

func (s *server) accounts(w http.ResponseWriter, v visit) error {
	return s.showAccounts(w, v, http.StatusOK, accountsView{})
}

func (s *server) showAccounts(w http.ResponseWriter, v visit, status int, view accountsView) error {
	var err error
	if view.Accounts, err = s.app.Accounts(v.Context(), v.Actor); err != nil {
		return err
	}
	if view.Tokens, err = s.app.Tokens(v.Context(), v.Actor); err != nil {
		return err
	}
	view.Now = s.app.Now()
	return s.show(w, v, status, v.reader().Say("Accounts and tokens"), accountsPage(view))
}

func rolesOf(v visit) []app.Role {
	var roles []app.Role
	for _, role := range v.PostForm["role"] {
		roles = append(roles, app.Role(role))
	}
	return roles
}

// refused shows what was wrong with what was sent; an error that is nobody's
// mistake is returned.
func (s *server) refused(w http.ResponseWriter, v visit, err error, view accountsView) error {
	if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.Exists) && !fault.Is(err, fault.NotFound) {
		return err
	}
	view.Wrong = []string{plain(v.reader(), err)}
	return s.showAccounts(w, v, fault.KindOf(err).Status(), view)
}

func (s *server) addAccount(w http.ResponseWriter, v visit) error {
	n := app.NewAccount{
		Login: v.PostFormValue("login"), Name: v.PostFormValue("name"), Password: v.PostFormValue("password"), Roles: rolesOf(v), Person: firstWord(v.PostFormValue("person")),
	}
	if _, err := s.app.AddAccount(v.Context(), v.Actor, n); err != nil {
		return s.refused(w, v, err, accountsView{New: n})
	}
	setNotice(w, v.reader().Say("%s has an account.", n.Name))
	http.Redirect(w, v.Request, "/accounts", http.StatusSeeOther)
	return nil
}

func (s *server) changeAccount(w http.ResponseWriter, v visit) error {
	disabled, roles := v.PostFormValue("disabled") != "", rolesOf(v)
	if roles == nil {
		roles = []app.Role{} // none was chosen, which is refused
	}
	if _, err := s.app.ChangeAccount(v.Context(), v.Actor, v.PathValue("id"), app.AccountChange{Roles: roles, Disabled: &disabled}); err != nil {
		return s.refused(w, v, err, accountsView{})
	}
	setNotice(w, v.reader().Say("The account is changed."))
	http.Redirect(w, v.Request, "/accounts", http.StatusSeeOther)
	return nil
}

// oneTime makes an address by which an account signs in once.
func (s *server) oneTime(w http.ResponseWriter, v visit) error {
	secret, _, err := s.app.OneTimeFor(v.Context(), v.Actor, v.PathValue("id"))
	if err != nil {
		return s.refused(w, v, err, accountsView{})
	}
	scheme := "http://"
	if s.secure {
		scheme = "https://"
	}
	return s.showAccounts(w, v, http.StatusOK, accountsView{Secret: scheme + v.Host + "/enter#" + secret, For: v.reader().Say("The address, good for one sign-in within a day")})
}

func (s *server) revokeToken(w http.ResponseWriter, v visit) error {
	if err := s.app.RevokeToken(v.Context(), v.Actor, v.PathValue("id")); err != nil {
		return s.refused(w, v, err, accountsView{})
	}
	setNotice(w, v.reader().Say("The token is revoked."))
	http.Redirect(w, v.Request, "/accounts", http.StatusSeeOther)
	return nil
}

// rolesSaid are the names of roles, without what each does.
func rolesSaid(r language.Reader, roles []string) string {
	said := make([]string, len(roles))
	for i, role := range roles {
		said[i] = role
		for _, o := range app.Roles() {
			if o.Value == role {
				said[i], _, _ = strings.Cut(r.Say(o.Label), ":")
			}
		}
	}
	return strings.Join(said, ", ")
}

func rolesIn(names []string) []app.Role {
	roles := make([]app.Role, len(names))
	for i, name := range names {
		roles[i] = app.Role(name)
	}
	return roles
}
