package main

import (
	"context"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"time"

	"surety/connect/mail"
	"surety/fault"
)

// mailFlags say where mail is handed in. Without them nothing leaves the house.
type mailFlags struct {
	SMTP         string `name:"smtp" help:"Mail server that tells people what is due from them: smtp://user@mail.example.org:587 (STARTTLS) or smtps://… (TLS). Without one, no mail is sent." placeholder:"URL" env:"SURETY_SMTP"`
	PasswordFile string `name:"smtp-password-file" help:"File that holds the password of the mail server. Or set SURETY_SMTP_PASSWORD." placeholder:"FILE" env:"SURETY_SMTP_PASSWORD_FILE"`
	From         string `name:"mail-from" help:"Address that mails come from." placeholder:"ADDRESS" env:"SURETY_MAIL_FROM"`
	URL          string `name:"url" help:"Address under which people reach surety, for links in mails." placeholder:"URL" env:"SURETY_URL"`
}

// mailPause is how often is looked for mails that are due.
const mailPause = time.Minute

// postman is who sends mails; nil where no mail server is named.
func (f mailFlags) postman(p *program, log *slog.Logger) (*mail.Postman, error) {
	if f.SMTP == "" {
		return nil, nil
	}
	base, err := url.Parse(f.URL)
	if err != nil || base.Host == "" || base.Scheme != "https" && base.Scheme != "http" {
		return nil, fault.New(fault.Invalid, "%q is no address under which people reach surety", f.URL).Mending("name it with --url, as in https://isms.example.org: mails lead there")
	}
	password, err := f.password()
	if err != nil {
		return nil, err
	}
	server, err := mail.NewServer(f.SMTP, f.From, password, nil)
	if err != nil {
		return nil, err
	}
	return &mail.Postman{App: p.App, Server: server, URL: f.URL, Log: log}, nil
}

func (f mailFlags) password() (string, error) {
	if f.PasswordFile == "" {
		return os.Getenv("SURETY_SMTP_PASSWORD"), nil
	}
	text, err := os.ReadFile(f.PasswordFile)
	if err != nil {
		return "", &fault.Error{Kind: fault.Unavailable, Message: "the file with the password of the mail server can't be read", Mend: "see whether it is there and yours", Err: err}
	}
	return strings.TrimRight(string(text), "\r\n"), nil
}

// deliver sends mails until the context ends; what it returns waits for the end.
func deliver(ctx context.Context, postman *mail.Postman) (wait func()) {
	if postman == nil {
		return func() {}
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		postman.Run(ctx, mailPause)
	}()
	return func() { <-ended }
}
