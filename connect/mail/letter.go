package mail

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	htmltemplate "html/template"
	"strings"
	"text/template"
	"time"

	gomail "github.com/wneessen/go-mail"

	"surety/app"
	"surety/fault"
	"surety/language"
)

//go:embed letter.txt letter.html
var templates embed.FS

// letter is what one person is told.
type letter struct {
	Language string
	Subject  string
	Intro    string
	Sections []section
	Settings link
	Foot     string
}

type section struct {
	Title string
	Lines []line
}

type line struct {
	Text   string
	URL    string // empty where the reader may not open it
	Detail string
	Day    string
}

type link struct{ Text, URL string }

// digestLetter words a digest. What is marked is not named in it: a mail lies where
// nobody asks who reads it.
func digestLetter(d *app.Digest, base string) letter {
	r := d.Reader
	l := letter{Language: r.Tag(), Subject: subject(d), Intro: r.Say("Good day, %s", d.Name) + ".",
		Settings: link{r.Say("How often you are told, and at which hour"), base + "/settings#mail"},
		Foot:     r.Say("Sent by surety for %s, because you own what is named here.", d.Organization)}
	late := section{Title: r.Say("Overdue")}
	soon := section{Title: r.Say("In the next two weeks")}
	for _, due := range d.Work.Mine {
		if due.Day < d.Work.Today {
			late.Lines = append(late.Lines, dueLine(r, due, d, base))
		} else {
			soon.Lines = append(soon.Lines, dueLine(r, due, d, base))
		}
	}
	read := section{Title: r.Say("To read")}
	for _, of := range d.Work.Read {
		read.Lines = append(read.Lines, line{Text: of.Document.Outside(r), URL: base + "/" + of.Document.Key + "/read", Detail: r.Say("Version %s", of.Version)})
	}
	people := section{Title: r.Say("Overdue with your people")}
	for _, p := range d.Work.People {
		if p.Overdue > 0 {
			people.Lines = append(people.Lines, line{Text: p.Person.Title, URL: base + "/" + p.Person.Key, Detail: r.Number(p.Overdue)})
		}
	}
	for _, s := range []section{late, soon, read, people} {
		if len(s.Lines) > 0 {
			l.Sections = append(l.Sections, s)
		}
	}
	l.Sections = append(l.Sections, section{Title: "", Lines: []line{{Text: r.Say("All of my work"), URL: base + "/work"}}})
	return l
}

func subject(d *app.Digest) string {
	late := 0
	for _, due := range d.Work.Mine {
		if due.Day < d.Work.Today {
			late++
		}
	}
	switch n := len(d.Work.Mine) + len(d.Work.Read); {
	case n == 0:
		return d.Organization + ": " + d.Reader.Say("Overdue with your people")
	case late > 0:
		return d.Organization + ": " + d.Reader.Count(n, "%d thing is due from you", "%d things are due from you") + ", " + d.Reader.Count(late, "%d of them is overdue", "%d of them are overdue")
	default:
		return d.Organization + ": " + d.Reader.Count(n, "%d thing is due from you", "%d things are due from you")
	}
}

func dueLine(r language.Reader, due app.Due, d *app.Digest, base string) line {
	details := []string{r.Say(due.Name.Kind.Label), r.Say(due.Field.Label)}
	l := line{Text: due.Name.Outside(r), Day: r.Day(due.Day.Time()) + ", " + r.Until(due.Day.Time(), d.Work.Today.Time())}
	if !due.Name.Restricted {
		l.URL = base + "/" + due.Name.Key
		details = append([]string{due.Name.Key}, details...)
	}
	if due.For != nil {
		details = append(details, r.Say("for %s", due.For.Said(r)))
	}
	l.Detail = strings.Join(details, " · ")
	return l
}

// testLetter is what is sent where somebody tries whether mails arrive.
func testLetter(r language.Reader, base string) letter {
	return letter{Language: r.Tag(), Subject: r.Say("A test from surety"), Intro: r.Say("This mail has arrived, so others will."),
		Settings: link{r.Say("How often you are told, and at which hour"), base + "/settings#mail"}}
}

// message makes the mail of a letter. What stands for identifies it: two with the
// same are one for the mailbox.
func (s *Server) message(l letter, to, identity string, now time.Time) (*gomail.Msg, error) {
	var text, html bytes.Buffer
	if err := template.Must(template.ParseFS(templates, "letter.txt")).Execute(&text, l); err != nil {
		return nil, err
	}
	if err := htmltemplate.Must(htmltemplate.ParseFS(templates, "letter.html")).Execute(&html, l); err != nil {
		return nil, err
	}
	m := gomail.NewMsg()
	if err := m.From(s.from); err != nil {
		return nil, err
	}
	if err := m.To(to); err != nil {
		return nil, fault.New(fault.Invalid, "%q is no address that a mail can go to", to)
	}
	m.Subject(l.Subject)
	m.SetDateWithValue(now)
	sum := sha256.Sum256([]byte(identity))
	m.SetMessageIDWithValue(hex.EncodeToString(sum[:16]) + "@surety." + s.host)
	m.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+l.Settings.URL+">")
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader(gomail.HeaderContentLang, l.Language)
	m.SetBodyString(gomail.TypeTextPlain, text.String())
	m.AddAlternativeString(gomail.TypeTextHTML, html.String())
	return m, nil
}
