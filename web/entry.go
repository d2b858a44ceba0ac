package web

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"surety/app"
	"surety/fault"
	"surety/language"
)

// entryRoutes are the ways in and out.
func (s *server) entryRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /sign-in", s.signInForm)
	mux.HandleFunc("POST /sign-in", s.signIn)
	mux.HandleFunc("GET /enter", s.enterForm)
	mux.HandleFunc("POST /enter", s.enter)
	mux.HandleFunc("GET /setup", s.setUpForm)
	mux.HandleFunc("POST /setup", s.setUp)
	mux.Handle("POST /sign-out", s.page(s.signOut))
	mux.Handle("GET /{$}", s.page(s.home))
	mux.Handle("POST /seen", s.page(s.seen))
}

// cookie names the session's cookie. The prefix binds it to this host where it
// travels over HTTPS (RFC 6265bis). Browsers don't tell ports of one host apart,
// so the name does: who signs in to one server on a machine stays signed in to
// the other.
func (s *server) cookie(r *http.Request) string {
	if s.own != nil {
		return s.own.cookie(r) + besideCookie
	}
	if s.secure {
		return "__Host-surety"
	}
	if _, port, err := net.SplitHostPort(r.Host); err == nil && isNumber(port) {
		return "surety-" + port
	}
	return "surety"
}

// isNumber keeps what a client says its port is from being anything else.
func isNumber(port string) bool {
	_, err := strconv.ParseUint(port, 10, 16)
	return err == nil
}

func (s *server) visitor(r *http.Request) (app.Actor, string, error) {
	return s.app.ActorOfSession(r.Context(), s.secret(r))
}

// secret is that of the visitor's session; empty where none was sent.
func (s *server) secret(r *http.Request) string {
	c, err := r.Cookie(s.cookie(r))
	if err != nil {
		return ""
	}
	return c.Value
}

func (s *server) admit(w http.ResponseWriter, r *http.Request, session app.Session, to string) {
	if _, err := r.Cookie(s.cookie(r) + besideCookie); err == nil { // who comes in here is not over there any more
		s.demonstrating(nil).leave(w, r)
	}
	http.SetCookie(w, &http.Cookie{
		Name: s.cookie(r), Value: session.Secret, Path: "/", MaxAge: int(session.Expires.Sub(s.app.Now()).Seconds()), HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode,
	})
	http.Redirect(w, r, inHouse(to), http.StatusSeeOther)
}

func (s *server) leave(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{Name: s.cookie(r), Path: "/", MaxAge: -1, HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode})
}

// inHouse keeps a redirection on this site. Browsers read a backslash as a slash
// (WHATWG URL, 4.4), and what is redirected to is cleaned before: /./\e.example
// would lead elsewhere.
func inHouse(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, "\\") {
		return "/"
	}
	return to
}

// mostInMemory is how much of an upload is held in memory; the rest waits in
// a file.
const mostInMemory = 8 << 20

// checkForm compares the form's token with the session's.
func checkForm(v visit) error {
	parse := v.ParseForm
	if strings.HasPrefix(v.Header.Get("Content-Type"), "multipart/") {
		parse = func() error { return v.ParseMultipartForm(mostInMemory) }
	}
	if err := parse(); err != nil {
		if _, over := errors.AsType[*http.MaxBytesError](err); over {
			return fault.New(fault.TooLarge, "what you sent is larger than %d MB", mostUpload>>20).Mending("send the files one by one, or keep the largest elsewhere and name the place")
		}
		return fault.New(fault.Malformed, "the form can't be read: %w", err)
	}
	if !app.SameFormToken(v.PostFormValue("token"), v.Token) {
		return &fault.Error{Kind: fault.Forbidden, Message: "this form does not come from your session", Mend: "go back, load the page again and send it once more"}
	}
	return nil
}

// outside shows a page to somebody who is not signed in.
func (s *server) outside(w http.ResponseWriter, r *http.Request, status int, title string, content templ.Component) {
	if err := s.show(w, visit{Request: r}, status, title, content); err != nil {
		s.log.WarnContext(r.Context(), "page not made", "path", r.URL.Path, "error", err)
	}
}

func (s *server) signInForm(w http.ResponseWriter, r *http.Request) {
	if there, err := s.app.IsSetUp(r.Context()); err == nil && !there {
		http.Redirect(w, r, "/setup", http.StatusSeeOther)
		return
	}
	s.outside(w, r, http.StatusOK, visit{Request: r}.reader().Say("Sign in"), signInPage("", r.URL.Query().Get("to"), ""))
}

func (s *server) signIn(w http.ResponseWriter, r *http.Request) {
	login := r.PostFormValue("login")
	session, err := s.app.SignIn(r.Context(), login, r.PostFormValue("password"))
	if err != nil {
		if fault.Is(err, fault.Internal) {
			s.fail(w, visit{Request: r}, err)
			return
		}
		s.outside(w, r, fault.KindOf(err).Status(), visit{Request: r}.reader().Say("Sign in"), signInPage(login, r.PostFormValue("to"), waiting(w, visit{Request: r}.reader(), err)))
		return
	}
	s.admit(w, r, session, r.PostFormValue("to"))
}

// waiting says what was wrong, and how long to wait where that is so: to people
// in the sentence, to programs in the header (RFC 9110, 10.2.3).
func waiting(w http.ResponseWriter, r language.Reader, err error) string {
	e := told(err)
	if e == nil || e.Wait <= 0 {
		return plain(r, err)
	}
	w.Header().Set("Retry-After", strconv.Itoa(int((e.Wait+time.Second-1)/time.Second)))
	return plain(r, err) + " " + sentence(e.SaidMend(r.Say))
}

// enterForm asks for the code of a one-time address. It stands after the # of the
// address, which browsers send to nobody: no log, of this program or of a proxy,
// and no referrer ever holds it. A script puts it into the form. Where the address
// was opened from outside of any page, as from a terminal, and nobody is signed
// in, it also sends the form; else somebody could sign others in to an account of
// their own.
func (s *server) enterForm(w http.ResponseWriter, r *http.Request) {
	_, _, err := s.visitor(r)
	s.outside(w, r, http.StatusOK, visit{Request: r}.reader().Say("Sign in"), enterPage(err != nil && r.Header.Get("Sec-Fetch-Site") == "none"))
}

func (s *server) enter(w http.ResponseWriter, r *http.Request) {
	code := strings.TrimSpace(r.PostFormValue("code"))
	session, err := s.app.EnterOnce(r.Context(), code)
	if fault.Is(err, fault.Forbidden) {
		switch entered, besides := s.enterBeside(w, r, code); {
		case entered:
			return
		case besides != nil:
			err = besides
		}
	}
	if err != nil {
		s.fail(w, visit{Request: r}, err)
		return
	}
	s.admit(w, r, session, "/")
}

func (s *server) setUpForm(w http.ResponseWriter, r *http.Request) {
	s.outside(w, r, http.StatusOK, visit{Request: r}.reader().Say("Set up"), setUpPage(app.SetUpForm{}, s.keptCode(r), s.beside != nil, nil))
}

// codeCookie ends the name of the cookie that keeps the code of the set-up address
// for who looks at the demonstration first.
const codeCookie = "-setup"

func (s *server) keepCode(w http.ResponseWriter, r *http.Request, code string) {
	http.SetCookie(w, &http.Cookie{Name: s.cookie(r) + codeCookie, Value: code, Path: "/", HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode})
}

func (s *server) keptCode(r *http.Request) string {
	c, err := r.Cookie(s.cookie(r) + codeCookie)
	if err != nil || s.app.CheckSetUp(c.Value) != nil {
		return ""
	}
	return c.Value
}

// setUpForm is what was sent to set up, and the code that lets one.
func setUpForm(r *http.Request) (app.SetUpForm, string) {
	return app.SetUpForm{
		Organization: r.PostFormValue("organization"), Name: r.PostFormValue("name"), Login: r.PostFormValue("login"), Password: r.PostFormValue("password"),
	}, strings.TrimSpace(r.PostFormValue("code"))
}

func (s *server) setUp(w http.ResponseWriter, r *http.Request) {
	form, code := setUpForm(r)
	session, err := s.app.SetUp(r.Context(), code, form)
	if err != nil {
		s.refuseSetUp(w, r, form, code, err)
		return
	}
	s.admit(w, r, session, "/")
}

func (s *server) refuseSetUp(w http.ResponseWriter, r *http.Request, form app.SetUpForm, code string, err error) {
	v := visit{Request: r}
	if fault.Is(err, fault.Internal) {
		s.fail(w, v, err)
		return
	}
	s.outside(w, r, fault.KindOf(err).Status(), v.reader().Say("Set up"), setUpPage(form, code, s.beside != nil, strings.Split(plain(v.reader(), err), "\n")))
}

func (s *server) signOut(w http.ResponseWriter, v visit) error {
	if err := s.app.SignOut(v.Context(), s.secret(v.Request)); err != nil {
		return err
	}
	s.leave(w, v.Request)
	if s.own != nil { // who signs out is signed in nowhere
		if err := s.own.app.SignOut(v.Context(), s.own.secret(v.Request)); err != nil {
			return err
		}
		s.own.leave(w, v.Request)
	}
	http.Redirect(w, v.Request, "/sign-in", http.StatusSeeOther)
	return nil
}
