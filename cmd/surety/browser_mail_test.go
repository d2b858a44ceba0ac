package main

import (
	"io"
	"log/slog"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/emersion/go-smtp"

	"surety/internal/testbrowser"
)

// posting serves the site once more, with a mail server behind it that passes on
// what it is handed until it is closed.
func (s *site) posting(t *testing.T) (box postbox, shut func()) {
	t.Helper()
	box = make(postbox, 10)
	peer := smtp.NewServer(box)
	peer.Domain = "localhost"
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	go peer.Serve(listener) //nolint:errcheck // ends when it is closed
	t.Cleanup(func() { peer.Close() })
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	serving := &serveCommand{}
	flags := mailFlags{SMTP: "smtp+insecure://localhost:" + port, From: "isms@example.org", URL: "https://isms.example.org"}
	if serving.postman, err = flags.postman(s.program, log); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(serving.handler(s.program, log))
	t.Cleanup(server.Close)
	s.address = server.URL
	return box, func() { peer.Close() }
}

func TestAManagerTriesTheMailServerFromItsPage(t *testing.T) {
	s := newSite(t)
	box, shut := s.posting(t)
	address, err := s.MailAddress(t.Context(), s.manager)
	if err != nil {
		t.Fatal(err)
	}
	test := chromedp.CSS(`form[action="/mail/test"] button`)
	p := testbrowser.Start(t).Page(t)
	p.Do(s.enters(t, s.manager.Account), chromedp.Navigate(s.address+"/mail"), testbrowser.Press(test))
	says(t, testbrowser.Value(p, chromedp.Text(testbrowser.Notice)), address)
	shows(t, p, "https://isms.example.org")
	select {
	case mail := <-box:
		for _, want := range []string{"To: <" + address + ">", "From: ", "isms@example.org", "https://isms.example.org"} {
			if !strings.Contains(mail, want) {
				t.Errorf("the mail does not hold %q:\n%s", want, mail)
			}
		}
	case <-time.After(time.Minute):
		t.Fatal("the page says that a mail was taken, and none came")
	}

	// Where the mail server does not answer, the page says so.
	shut()
	p.Do(chromedp.Click(test), chromedp.WaitVisible(chromedp.CSS(".why")))
	shows(t, p, "The test was not sent.")
	if faults := p.Faults(); len(faults) != 1 || !strings.Contains(faults[0], "422") {
		t.Errorf("beside the refusal the browser met %q", faults)
	}
}
