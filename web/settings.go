package web

import (
	"net/http"
	"time"

	"surety/app"
)

func (s *server) settingsRoutes(mux *http.ServeMux) {
	mux.Handle("GET /accounts", s.page(s.accounts))
	mux.Handle("POST /accounts", s.page(s.addAccount))
	mux.Handle("POST /accounts/{id}", s.page(s.changeAccount))
	mux.Handle("POST /tokens", s.page(s.addToken))
	mux.Handle("GET /log", s.page(s.logPage))
	mux.Handle("GET /log/checkpoint", s.page(s.checkpoint))
}

// accountsView is the page of accounts; the form keeps what was typed.
type accountsView struct {
	Accounts []app.Account
	Wrong    []string
	Secret   string // shown once
	Login    string
	Name     string
	Person   string
}

func (s *server) accounts(w http.ResponseWriter, v visit) error {
	return s.showAccounts(w, v, http.StatusOK, accountsView{})
}

func (s *server) showAccounts(w http.ResponseWriter, v visit, status int, view accountsView) error {
	var err error
	if view.Accounts, err = s.app.Accounts(v.Context(), v.Actor); err != nil {
		return err
	}
	return s.show(w, v, status, "Accounts", accountsPage(view))
}

func rolesOf(v visit) []app.Role {
	var roles []app.Role
	for _, role := range v.PostForm["role"] {
		roles = append(roles, app.Role(role))
	}
	return roles
}

func (s *server) addAccount(w http.ResponseWriter, v visit) error {
	n := app.NewAccount{Login: v.PostFormValue("login"), Name: v.PostFormValue("name"), Password: v.PostFormValue("password"), Roles: rolesOf(v), Person: firstWord(v.PostFormValue("person"))}
	if _, err := s.app.AddAccount(v.Context(), v.Actor, n); err != nil {
		return s.showAccounts(w, v, http.StatusUnprocessableEntity, accountsView{Wrong: []string{plain(err)}, Login: n.Login, Name: n.Name, Person: n.Person})
	}
	setNotice(w, n.Name+" can sign in.")
	http.Redirect(w, v.Request, "/accounts", http.StatusSeeOther)
	return nil
}

func (s *server) changeAccount(w http.ResponseWriter, v visit) error {
	id := v.PathValue("id")
	if v.PostFormValue("act") == "once" {
		secret, err := s.app.OneTimeFor(v.Context(), v.Actor, id)
		if err != nil {
			return err
		}
		return s.showAccounts(w, v, http.StatusOK, accountsView{Secret: "/enter?token=" + secret})
	}
	if err := s.app.ChangeAccount(v.Context(), v.Actor, id, rolesOf(v), v.PostFormValue("disabled") != ""); err != nil {
		return s.showAccounts(w, v, http.StatusUnprocessableEntity, accountsView{Wrong: []string{plain(err)}})
	}
	http.Redirect(w, v.Request, "/accounts", http.StatusSeeOther)
	return nil
}

// tokenLife is how long a token made here is valid.
const tokenLife = 365 * 24 * time.Hour

func (s *server) addToken(w http.ResponseWriter, v visit) error {
	secret, err := s.app.AddToken(v.Context(), v.Actor, v.PostFormValue("name"), rolesOf(v), tokenLife)
	if err != nil {
		return s.showAccounts(w, v, http.StatusUnprocessableEntity, accountsView{Wrong: []string{plain(err)}})
	}
	return s.showAccounts(w, v, http.StatusOK, accountsView{Secret: secret})
}

func (s *server) logPage(w http.ResponseWriter, v visit) error {
	report, err := s.app.VerifyLog(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	return s.show(w, v, http.StatusOK, "Log", logView(report))
}

func (s *server) checkpoint(w http.ResponseWriter, v visit) error {
	note, err := s.app.Checkpoint(v.Context(), v.Actor)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="checkpoint.txt"`)
	_, err = w.Write(note)
	return err
}
