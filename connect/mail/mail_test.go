package mail_test

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"surety/app"
	"surety/connect/mail"
	"surety/fault"
	"surety/internal/testhouse"
	"surety/isms/document"
	"surety/record"
)

func serverOf(t *testing.T, p *peer) *mail.Server {
	t.Helper()
	s, err := mail.NewServer("smtp+insecure://"+p.address, "Surety <surety@example.org>", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// parts are the texts of a mail by media type.
func parts(t *testing.T, m handed) map[string]string {
	t.Helper()
	_, body, _ := strings.Cut(m.text, "\r\n\r\n")
	_, params, err := mime.ParseMediaType(m.header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	reader := multipart.NewReader(strings.NewReader(body), params["boundary"])
	for {
		part, err := reader.NextPart() // reads quoted-printable
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
		found[kind] = string(text)
	}
}

func TestADigestIsSentOnceADayInThePersonsLanguageAtTheirHour(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		peer := newPeer(t, with{})
		server := serverOf(t, peer)
		tom := h.colleague("Tom Okafor", app.Preferences{Digest: app.DigestDaily, DigestHour: 11, Language: "de", Zone: "Europe/Berlin"})
		off := h.colleague("Ida Berg", app.Preferences{Digest: app.DigestOff})
		weekly := h.colleague("Bo Holm", app.Preferences{})
		idle := h.colleague("Cy Dahl", app.Preferences{Digest: app.DigestDaily})
		for _, of := range []app.Actor{tom, off, weekly} {
			h.task("Late task", of, "2026-11-20")
		}
		h.task("Far task", idle, "2027-06-01")
		h.do(app.Create{Kind: "document", Mark: record.MarkRestricted, Body: &document.Document{Title: "CANARY takeover", Type: "plan", RequiredBy: "organization", Version: "1", Owner: record.Ref(tom.Person), NextReview: "2026-12-01"}})
		h.round(server) // it is ten o'clock in Berlin
		if got := peer.handed(); len(got) != 0 {
			t.Fatalf("before the hour %d were sent, the first to %s", len(got), got[0].to)
		}
		h.now = h.now.Add(time.Hour)
		h.round(server)
		h.round(server)
		h.restart()
		h.now = h.now.Add(2 * time.Hour)
		h.round(server)
		got := peer.handed()
		if len(got) != 1 || got[0].to != "tom@example.org" {
			t.Fatalf("sent were %d: %v", len(got), got)
		}
		m := got[0]
		for name, want := range map[string]string{
			"List-Unsubscribe": "<https://isms.example.org/settings#mail>", "Auto-Submitted": "auto-generated", "Content-Language": "de", "From": `"Surety" <surety@example.org>`,
		} {
			if m.header.Get(name) != want {
				t.Errorf("%s is %q, not %q", name, m.header.Get(name), want)
			}
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.header.Get("Subject"))
		if err != nil || subject != "Nordwerk Netz: 2 Sachen werden von Ihnen erwartet, 1 davon ist überfällig" {
			t.Errorf("the subject is %q, %v", subject, err)
		}
		texts := parts(t, m)
		for _, kind := range []string{"text/plain", "text/html"} {
			for _, want := range []string{"Guten Tag, Tom Okafor", "Late task", "https://isms.example.org/TASK-0001", "20.11.2026, vor 4 Tagen", "DOC-0001", "https://isms.example.org/work", "https://isms.example.org/settings#mail"} {
				if !strings.Contains(texts[kind], want) {
					t.Errorf("%s does not hold %q:\n%s", kind, want, texts[kind])
				}
			}
			if strings.Contains(texts[kind], "CANARY") {
				t.Errorf("%s tells what is marked", kind)
			}
		}
		h.now = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC) // a Monday
		h.round(server)
		var to []string
		for _, m := range peer.handed() {
			to = append(to, m.to)
		}
		if text := strings.Join(to, " "); !strings.Contains(text, "tom@") || !strings.Contains(text, "bo@") || !strings.Contains(text, "mara@") || len(to) != 3 {
			t.Errorf("on Monday it was sent to %s", text)
		}
	})
}

func TestAWeeklyDigestThatWasMissedIsSentAtTheNextStartThatWeekAndOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		peer := newPeer(t, with{})
		server := serverOf(t, peer)
		tom := h.colleague("Tom Okafor", app.Preferences{})
		h.task("Late task", tom, "2026-11-20")
		h.round(server) // Tuesday; the Monday before, nobody was there to be told
		h.now = time.Date(2026, 11, 30, 6, 59, 0, 0, time.UTC)
		h.round(server) // Monday, before the hour; then the program is down
		if got := peer.handed(); len(got) != 0 {
			t.Fatalf("before there was a digest to miss, %d were sent", len(got))
		}
		h.now = time.Date(2026, 12, 3, 5, 0, 0, 0, time.UTC) // Thursday
		for range 2 {
			h.restart()
			h.round(server)
			h.now = h.now.Add(24 * time.Hour)
		}
		var to []string
		for _, m := range peer.handed() {
			to = append(to, m.to)
		}
		slices.Sort(to)
		if !slices.Equal(to, []string{"mara@example.org", "tom@example.org"}) {
			t.Errorf("what was missed on Monday was sent to %v", to)
		}
	})
}

func TestWhoTakesUpTheWeeklyDigestAgainMidWeekWaitsForMonday(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		peer := newPeer(t, with{})
		server := serverOf(t, peer)
		tom := h.colleague("Tom Okafor", app.Preferences{Digest: app.DigestOff})
		h.task("Late task", tom, "2026-11-20")
		h.now = time.Date(2026, 12, 2, 9, 0, 0, 0, time.UTC) // a Wednesday
		tom.Preferences.Digest = app.DigestOff
		if err := h.KeepPreferences(t.Context(), tom, app.Preferences{Digest: app.DigestWeekly}); err != nil {
			t.Fatal(err)
		}
		sent := func() (n int) {
			h.round(server)
			for _, m := range peer.handed() {
				if m.to == "tom@example.org" {
					n++
				}
			}
			return n
		}
		if n := sent(); n != 0 {
			t.Errorf("on the day itself %d were sent", n)
		}
		h.now = time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC) // a Monday
		if n := sent(); n != 1 {
			t.Errorf("on Monday %d were sent", n)
		}
	})
}

func TestALineManagerIsTold(t *testing.T) {
	h := newHouse(t, testhouse.SQLite)
	peer := newPeer(t, with{})
	tom := h.colleague("Tom Okafor", app.Preferences{Digest: app.DigestOff})
	h.task("Tom's own affair", tom, "2026-11-20")
	h.now = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	h.round(serverOf(t, peer))
	got := peer.handed()
	if len(got) != 1 || got[0].to != "mara@example.org" || !strings.Contains(got[0].text, "Overdue with your people") || !strings.Contains(got[0].text, "Tom Okafor") {
		t.Fatalf("the line manager was told %v", got)
	}
	if strings.Contains(got[0].text, "affair") {
		t.Error("the line manager was told what it is")
	}
}

func TestTwoProgramsOnOneDatabaseSendADigestOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		peer := newPeer(t, with{})
		server := serverOf(t, peer)
		for _, name := range []string{"Tom", "Ida", "Bo", "Cy"} {
			h.task("Late task", h.colleague(name, app.Preferences{Digest: app.DigestDaily}), "2026-11-20")
		}
		other := h.App
		if !strings.HasSuffix(h.url, ".db") {
			second, s := h.open()
			other = second
			defer s.Close()
		}
		ended := make(chan error, 2)
		for _, a := range []*app.App{h.App, other} {
			p := h.postman(server)
			p.App = a
			go func() { ended <- p.Round(t.Context()) }()
		}
		for range 2 {
			if err := <-ended; err != nil {
				t.Fatal(err)
			}
		}
		if got := peer.handed(); len(got) != 4 {
			t.Errorf("four people were sent %d digests", len(got))
		}
	})
}

func TestAJobOfAProgramThatWasKilledIsDoneByTheNext(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		peer := newPeer(t, with{})
		h.task("Late task", h.colleague("Tom", app.Preferences{Digest: app.DigestDaily}), "2026-11-20")
		if err := h.LeaveDigests(t.Context()); err != nil {
			t.Fatal(err)
		}
		taken, err := h.TakeJobs(t.Context(), 10, app.DigestTopic)
		if err != nil || len(taken) != 1 {
			t.Fatal(taken, err)
		}
		h.restart() // between taking it and doing it
		h.round(serverOf(t, peer))
		if got := peer.handed(); len(got) != 0 {
			t.Error("what another has was done")
		}
		h.now = h.now.Add(6 * time.Minute)
		h.round(serverOf(t, peer))
		first := peer.handed()
		if len(first) != 1 {
			t.Fatalf("%d were sent", len(first))
		}
		if id := first[0].header.Get("Message-Id"); id == "" {
			t.Error("a second time it could not be told from another")
		}
	})
}

func TestAMailThatTheServerDoesNotTakeIsTriedAgainLaterAndShown(t *testing.T) {
	onBoth(t, func(t *testing.T, h *house) {
		peer := newPeer(t, with{})
		server := serverOf(t, peer)
		tom := h.colleague("Tom", app.Preferences{Digest: app.DigestDaily})
		h.task("Late task", tom, "2026-11-20")
		peer.refuse(&smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "the disk is full"})
		h.round(server)
		h.round(server) // too early
		failed, err := h.FailedJobs(t.Context(), h.manager)
		if err != nil || len(failed) != 1 || failed[0].Attempts != 1 || !strings.Contains(failed[0].Cause, "the disk is full") || failed[0].Next.Sub(h.now) != time.Minute {
			t.Fatalf("failed: %+v, %v", failed, err)
		}
		if _, err := h.FailedJobs(t.Context(), tom); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a contributor sees it: %v", err)
		}
		h.now = h.now.Add(time.Minute)
		h.round(server)
		if failed, err = h.FailedJobs(t.Context(), h.manager); err != nil || len(failed) != 1 || failed[0].Attempts != 2 || failed[0].Next.Sub(h.now) != 2*time.Minute {
			t.Fatalf("failed twice: %+v, %v", failed, err)
		}
		peer.refuse(nil)
		if err := h.RetryJob(t.Context(), h.manager, failed[0].ID); err != nil {
			t.Fatal(err)
		}
		h.round(server)
		if got := peer.handed(); len(got) != 1 {
			t.Errorf("%d were sent", len(got))
		}
		if failed, err = h.FailedJobs(t.Context(), h.manager); err != nil || len(failed) != 0 {
			t.Errorf("still failed: %+v, %v", failed, err)
		}
	})
}

func TestMailIsHandedInOverTLSWithThePasswordAndNotWithout(t *testing.T) {
	h := newHouse(t, testhouse.SQLite)
	secured := newPeer(t, with{TLS: true, auth: true})
	send := func(address, password string, p *peer) error {
		t.Helper()
		server, err := mail.NewServer(address+p.address, "surety@example.org", password, p.trusts)
		if err != nil {
			t.Fatal(err)
		}
		to, err := h.postman(server).Test(t.Context(), h.manager)
		if err == nil && to != "mara@example.org" {
			t.Errorf("it went to %s", to)
		}
		return err
	}
	if err := send("smtp://surety@", "hush", secured); err != nil {
		t.Errorf("with STARTTLS and the password: %v", err)
	}
	if got := secured.handed(); len(got) != 1 || !strings.Contains(got[0].text, "This mail has arrived") {
		t.Errorf("taken: %v", got)
	}
	err := send("smtp://surety@", "wrong-canary", secured)
	if !fault.Is(err, fault.Unavailable) || strings.Contains(err.Error(), "wrong-canary") {
		t.Errorf("with a wrong password: %v", err)
	}
	if err := send("smtp://", "", newPeer(t, with{})); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a server without STARTTLS: %v", err)
	}
	unknown := newPeer(t, with{TLS: true, auth: true})
	unknown.trusts = nil
	if err := send("smtp://surety@", "hush", unknown); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a certificate that nobody vouches for: %v", err)
	}
}

func TestAnAddressOfAMailServerThatCannotBeIsRefused(t *testing.T) {
	for address, says := range map[string]string{
		"mail.example.org":                    "no address of a mail server",
		"http://mail.example.org":             "no address of a mail server",
		"smtp://":                             "no address of a mail server",
		"smtp://u:canary@mail.example.org":    "holds a password",
		"smtp://mail.example.org:99999":       "no port",
		"smtp://u@mail.example.org":           "no password for u",
		"smtp+insecure://u@mail.example.org":  "no password for u",
		"smtp://mail.example.org/?tls=canary": "no address",
	} {
		_, err := mail.NewServer(address, "surety@example.org", "", nil)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "u:canary") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := mail.NewServer("smtp+insecure://u@mail.example.org", "surety@example.org", "x", nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("a password without TLS: %v", err)
	}
	if _, err := mail.NewServer("smtps://mail.example.org", "nobody", "", nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("mail from nobody: %v", err)
	}
	if s, err := mail.NewServer("smtps://surety@mail.example.org", "surety@example.org", "x", nil); err != nil || s.String() != "smtps://surety@mail.example.org:465" {
		t.Errorf("%v, %v", s, err)
	}
}
