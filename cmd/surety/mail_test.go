package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"surety/app"
	"surety/isms"
	"surety/isms/org"
	"surety/record"
)

// postbox is a mail server that passes on what it is handed.
type postbox chan string

func (p postbox) NewSession(*smtp.Conn) (smtp.Session, error) { return postboxSession{p}, nil }

type postboxSession struct{ box postbox }

func (postboxSession) Mail(string, *smtp.MailOptions) error { return nil }
func (postboxSession) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (postboxSession) Reset()                               {}
func (postboxSession) Logout() error                        { return nil }
func (s postboxSession) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	s.box <- string(text)
	return err
}

func TestWhileItServesPeopleAreToldByMailWhatIsDueFromThem(t *testing.T) {
	c := &commands{Dir: t.TempDir(), kinds: isms.Kinds()}
	p, err := c.open(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	token, err := p.SetUpToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	session, err := p.SetUp(t.Context(), token, app.SetUpForm{Organization: "Nordwerk Netz", Name: "Mara Lind", Login: "mara@example.org", Password: "correct horse battery"})
	if err != nil {
		t.Fatal(err)
	}
	mara, _, err := p.ActorOfSession(t.Context(), session.Secret)
	if err != nil {
		t.Fatal(err)
	}
	// Where she is it is noon, so her hour has come and no day ends meanwhile.
	east := 12 - time.Now().UTC().Hour()
	likes := app.Preferences{Digest: app.DigestDaily, Zone: fmt.Sprintf("Etc/GMT%+d", -east)}
	if err := p.KeepPreferences(t.Context(), mara, likes); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Do(t.Context(), mara, app.Request{}, app.Create{Kind: "task", Body: &org.Task{Title: "Ask the auditors", Assignee: record.Ref(mara.Person), Due: "2026-01-02"}}); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}

	box := make(postbox, 10)
	server := smtp.NewServer(box)
	server.Domain = "localhost"
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(listener) //nolint:errcheck // ends when it is closed
	defer server.Close()
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	serving := &serveCommand{Listen: "127.0.0.1:0", Mail: mailFlags{SMTP: "smtp+insecure://localhost:" + port, From: "isms@example.org", URL: "https://isms.example.org"}}
	go func() { ended <- serving.Run(ctx, streams{nil, &bytes.Buffer{}, &bytes.Buffer{}}, c) }()
	select {
	case text := <-box:
		for _, want := range []string{"To: <mara@example.org>", "Ask the auditors", "https://isms.example.org/TASK-0001"} {
			if !strings.Contains(text, want) {
				t.Errorf("the mail does not hold %q:\n%s", want, text)
			}
		}
	case err := <-ended:
		t.Fatalf("it ended: %v", err)
	case <-time.After(time.Minute):
		t.Fatal("no mail came")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
