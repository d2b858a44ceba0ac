package agenda

import (
	"fmt"
	"strings"

	"surety/app"
	"surety/record"
)

// mostRows is how many records a table of a draft names.
const mostRows = 15

// text is a draft on its way.
type text struct {
	*drafting
	b strings.Builder
}

// draft lets an input be written, and says beneath from what it was computed.
func (d *drafting) draft(write func(*drafting, *text) error) (record.Markdown, error) {
	t := &text{drafting: d}
	d.marked = map[string]bool{}
	if err := write(d, t); err != nil {
		return "", err
	}
	if len(d.marked) > 0 {
		t.say(d.Say("Restricted records are counted here, not named."))
	}
	t.say("*" + d.Say("Computed from records as of %s, for the time from %s to %s. What they do not show is for people to add.", d.Instant(d.now), d.Day(d.period.from.Time()), d.Day(d.period.to.Time())) + "*")
	return record.Markdown(strings.TrimSpace(t.b.String())), nil
}

// say adds a paragraph.
func (t *text) say(paragraph string) { t.b.WriteString(paragraph + "\n\n") }

// table adds a table, as long as it can be read; from says where all of it is seen.
func (t *text) table(head []string, rows [][]string, from string) {
	if len(rows) == 0 {
		return
	}
	line := func(cells []string) { t.b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	line(head)
	rules := make([]string, len(head))
	for i := range rules {
		rules[i] = "---"
		if i > 0 && figure(rows[0][i]) {
			rules[i] = "--:"
		}
	}
	line(rules)
	for i, row := range rows {
		if i == mostRows {
			break
		}
		line(row)
	}
	t.b.WriteString("\n")
	if more := len(rows) - mostRows; more > 0 && from != "" {
		t.say(fmt.Sprintf("[%s](%s)", t.Count(more, "and one more", "and %d more"), from))
	}
}

// figure tells a cell whose content is a number.
func figure(cell string) bool { return cell != "" && strings.Trim(cell, "0123456789.,\u00a0") == "" }

// link names a record so that its name leads to it, where it is for everybody.
func (d *drafting) link(rec *record.Record) string {
	if rec.Mark != record.MarkNone {
		d.marked[rec.Kind.Name] = true
		return app.Name{Kind: rec.Kind, Restricted: true}.Said(d.Reader)
	}
	return fmt.Sprintf("[%s](/%s) %s", rec.Key, rec.Key, escape(rec.Title()))
}

// named is the name of what a record refers to: persons by name, everything else by
// a key that leads to it.
func (d *drafting) named(refs ...record.Ref) string {
	var list []string
	for _, ref := range refs {
		name, ok := d.names[ref.ID()]
		switch {
		case ref == "" || !ok:
		case name.Restricted || name.Marked:
			d.marked[name.Kind.Name] = true
			list = append(list, app.Name{Kind: name.Kind, Restricted: true}.Said(d.Reader))
		case name.Kind.Name == "person":
			list = append(list, escape(name.Title))
		default:
			list = append(list, fmt.Sprintf("[%s](/%s)", name.Key, name.Key))
		}
	}
	return or(strings.Join(list, ", "))
}

// value is a field of a record in words.
func (d *drafting) value(rec *record.Record, field string) string {
	return or(escape(d.names.Said(d.Reader, rec.Kind.Field(field), rec.Body)))
}

// option is a value of a field in words.
func (d *drafting) option(kind, field, value string) string {
	if option, ok := d.app.Catalogue().Kind(kind).Field(field).Option(value); ok {
		return d.Say(option.Label)
	}
	return value
}

// state is a record's state in words.
func (d *drafting) state(rec *record.Record) string {
	if state, ok := rec.Kind.Lifecycle.State(rec.State); ok {
		return d.Say(state.Label)
	}
	return rec.State
}

func (d *drafting) day(day record.Date) string { return or(d.Day(day.Time())) }

// due is a day by which something has to be done, and that it is over.
func (d *drafting) due(rec *record.Record, day record.Date) string {
	if day != "" && day < d.today && !rec.Ended() {
		return "**" + d.Say("%s, late", d.Day(day.Time())) + "**"
	}
	return d.day(day)
}

// trend says how a figure stands to that of the time before.
func (d *drafting) trend(now, before int) string {
	switch {
	case now > before:
		return d.Count(now-before, "up by one", "up by %d")
	case now < before:
		return d.Count(before-now, "down by one", "down by %d")
	}
	return d.Say("as before")
}

// compared is a row of a table that holds figures against the time before.
func (d *drafting) compared(what string, now, before int) []string {
	return []string{what, d.Number(now), d.Number(before), d.trend(now, before)}
}

// comparedHead is the head of such a table.
func (d *drafting) comparedHead() []string {
	return []string{"", d.Say("This time"), d.Say("The time before"), d.Say("Trend")}
}

// or is a text, or a dash where there is none.
func or(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// escape keeps words from being read as Markdown, and on one line of a table.
func escape(words string) string { return meant.Replace(strings.Join(strings.Fields(words), " ")) }

var meant = strings.NewReplacer("\\", "\\\\", "|", "\\|", "*", "\\*", "_", "\\_", "`", "\\`", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;", "&", "&amp;", "~", "\\~")
