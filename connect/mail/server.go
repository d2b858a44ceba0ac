package mail

import (
	"context"
	"crypto/tls"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"

	"surety/fault"
)

// timeout is how long handing in one letter may take.
const timeout = 30 * time.Second

// Server is where mail is handed in.
type Server struct {
	host     string
	port     int
	user     string
	password string
	from     string
	security string // a scheme
	tls      *tls.Config
}

// The schemes of a server's address, with their ports.
const (
	startTLS = "smtp"          // refused where the server offers no STARTTLS
	onlyTLS  = "smtps"         // TLS from the first byte
	insecure = "smtp+insecure" // without TLS, for a server on the same machine
)

var ports = map[string]int{startTLS: 587, onlyTLS: 465, insecure: 25}

// NewServer reads an address such as smtp://surety@mail.example.org:587. from is
// whom mails come from; authorities are those that the server's certificate is
// held against, nil for those of the system.
func NewServer(address, from, password string, authorities *tls.Config) (*Server, error) {
	wrong := func(format string, args ...any) (*Server, error) {
		return nil, fault.New(fault.Invalid, format, args...).Mending("write it as smtp://user@mail.example.org:587 (STARTTLS) or smtps://user@mail.example.org:465 (TLS)")
	}
	u, err := url.Parse(address)
	if err != nil {
		return wrong("the address of the mail server can't be read") // the cause would show a password in it
	}
	port, known := ports[u.Scheme]
	if !known || u.Hostname() == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" {
		return wrong("%q is no address of a mail server", u.Redacted())
	}
	if _, set := u.User.Password(); set {
		return wrong("the address of the mail server holds a password, which others on this machine can read: name a file that holds it")
	}
	if u.Port() != "" {
		if port, err = strconv.Atoi(u.Port()); err != nil || port < 1 || port > 65535 {
			return wrong("%q is no port", u.Port())
		}
	}
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, fault.New(fault.Invalid, "%q is no address that mails can come from", from).Mending("write it as surety@example.org")
	}
	s := &Server{host: u.Hostname(), port: port, user: u.User.Username(), password: password, from: sender.String(), security: u.Scheme, tls: authorities}
	switch {
	case s.user != "" && s.password == "":
		return nil, fault.New(fault.Invalid, "there is no password for %s at the mail server", s.user).Mending("name a file that holds it")
	case s.user != "" && s.security == insecure:
		return nil, fault.New(fault.Invalid, "without TLS the password would cross the network readable").Mending("use smtp:// or smtps://")
	}
	return s, nil
}

// String says what is in use, without the password.
func (s *Server) String() string {
	text := s.security + "://"
	if s.user != "" {
		text += url.User(s.user).String() + "@"
	}
	return text + net.JoinHostPort(s.host, strconv.Itoa(s.port))
}

// From is whom mails come from.
func (s *Server) From() string { return s.from }

// send hands a message in.
func (s *Server) send(ctx context.Context, message *gomail.Msg) error {
	options := []gomail.Option{gomail.WithTimeout(timeout), gomail.WithPort(s.port)}
	switch s.security {
	case onlyTLS:
		options = append(options, gomail.WithSSL())
	case startTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if s.tls != nil {
		config := s.tls.Clone()
		config.ServerName = s.host
		options = append(options, gomail.WithTLSConfig(config))
	}
	if s.user != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.user), gomail.WithPassword(s.password))
	}
	client, err := gomail.NewClient(s.host, options...)
	if err == nil {
		err = client.DialAndSendWithContext(ctx, message)
	}
	if err != nil {
		return fault.New(fault.Unavailable, "the mail server %s did not take it: %w", s.String(), err).Mending("see whether it runs, and whether address, user and password are right")
	}
	return nil
}
