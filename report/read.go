package report

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"surety/app"
	"surety/conform"
	"surety/language"
)

// read makes a paper in the language of the context's reader, with the days of
// the organization, and says of which records it was made: of those that the
// log shows up to an entry.
func read(ctx context.Context, a *app.App, actor app.Actor, fill func(*Paper) error) (*Paper, error) {
	organization, err := a.OrganizationName(ctx, actor)
	if err != nil {
		return nil, err
	}
	from, err := a.Position(ctx, actor)
	if err != nil {
		return nil, err
	}
	zone, err := a.Zone(ctx, actor)
	if err != nil {
		return nil, err
	}
	r := language.For(language.From(ctx).Tag(), zone)
	p := &Paper{Organization: organization, Language: r.Tag(), reader: r, Printed: a.Now().In(zone), marked: map[string]bool{}}
	if p.logo, err = readLogo(ctx, a, actor); err != nil {
		return nil, err
	}
	if err := fill(p); err != nil {
		return nil, err
	}
	if n := len(p.marked); n > 0 { // said on each page
		p.Classification = strings.Join(filled(p.Classification, p.reader.Say("Holds restricted records: %d", n)), " · ")
	}
	to, err := a.Position(ctx, actor)
	if err != nil {
		return nil, err
	}
	entries := fmt.Sprint(from)
	if from != to {
		entries = p.reader.Say("%s to %s", entries, fmt.Sprint(to))
	}
	p.Facts = append(p.Facts, Fact{Label: p.reader.Say("Records as of"), Value: p.reader.Instant(p.Printed) + " " + p.Printed.Format("MST")}, Fact{Label: p.reader.Say("Entries in the log"), Value: entries})
	return p, nil
}

// disclaimer is what every paper says of itself.
func (p *Paper) disclaimer() string { return p.reader.Say(conform.Disclaimer) }

// keyed is a text that begins with a record's key, as papers name records.
var keyed = regexp.MustCompile(`^([A-Z][A-Z0-9]{0,9}-[0-9]{4,}) `)

// listed is a cell of several texts; a key that one begins with leads to its
// record.
func listed(texts []string) cell {
	var c cell
	for i, text := range texts {
		if i > 0 {
			c.pieces = append(c.pieces, piece{text: "; "})
		}
		if m := keyed.FindStringSubmatch(text); m != nil {
			c.pieces = append(c.pieces, piece{text: m[1], key: m[1]})
			text = text[len(m[1]):]
		}
		c.pieces = append(c.pieces, piece{text: text})
	}
	return c
}
