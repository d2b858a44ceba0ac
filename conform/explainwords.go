package conform

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"surety/expr"
	"surety/record"
)

// mostQuoted is how much of a text an explanation quotes, in letters.
const mostQuoted = 120

// inWords puts a line for people beside one in the terms of the expression: what was
// read as the forms call it, its value as its reader writes it.
func (x *explainer) inWords(named Named, seen expr.Seen) (what, value string) {
	what, asked := strings.CutPrefix(seen.What, "has(")
	if asked {
		what = strings.TrimSuffix(what, ")")
	}
	label, f := x.fieldCalled(named.Kind, what)
	if asked {
		label = x.words.Say("“%s” filled in", label)
	}
	return named.call() + ": " + label, x.valueInWords(named.Kind, what, f, seen.Value)
}

// fieldCalled is a field of a kind, or of its rows (actions[2].due), as its form
// calls it. What is in no form stays as the expression calls it.
func (x *explainer) fieldCalled(kind, what string) (string, *record.Field) {
	k := x.catalogue.Kind(kind)
	if k == nil {
		return what, nil
	}
	name, inRow, _ := strings.Cut(what, ".")
	name, index, _ := strings.Cut(name, "[")
	f := k.Field(name)
	switch {
	case name == "state":
		return x.words.Say("State"), nil
	case name == "key":
		return x.words.Say("Key"), nil
	case name == "live()":
		return x.words.Say("still counts"), nil
	case name == "ended()":
		return x.words.Say("has ended"), nil
	case name == "approved()":
		return x.words.Say("approved"), nil
	case name == "approvals()":
		return x.words.Say("approvals that count"), k.ApprovalsField()
	case f == nil:
		return cmp.Or(x.backCalled(k, name), what), nil
	}
	label := x.words.Say(f.Label)
	if at, ok := strings.CutSuffix(index, "]"); ok {
		label += " " + at
	}
	for _, rf := range f.Row {
		if rf.Name == inRow {
			return label + ", " + x.words.Say(rf.Label), rf
		}
	}
	return label, f
}

// backCalled names what refers to a record: the kind that does.
func (x *explainer) backCalled(k *record.Kind, name string) string {
	for _, b := range x.catalogue.Backs(k) {
		if b.Name == name {
			return x.words.Say(b.Kind.Plural)
		}
	}
	return ""
}

// valueInWords writes a value as its reader does.
func (x *explainer) valueInWords(kind, what string, f *record.Field, v expr.Value) string {
	if v.Records != nil {
		return x.value(v)
	}
	if v.Items > 0 {
		return x.words.Count(v.Items, "%d entry", "%d entries")
	}
	text, err := strconv.Unquote(v.Text)
	if err != nil {
		return x.plainInWords(v.Text)
	}
	if k := x.catalogue.Kind(kind); k != nil && what == "state" {
		if state, ok := k.Lifecycle.State(text); ok {
			return x.words.Say(state.Label)
		}
	}
	if f != nil {
		if option, ok := f.Option(text); ok {
			return x.words.Say(option.Label)
		}
	}
	if letters := []rune(text); len(letters) > mostQuoted {
		text = string(letters[:mostQuoted]) + "…"
	}
	return x.words.Say("“%s”", text)
}

// plainInWords writes what is no text: a truth, a day, an instant, a number.
func (x *explainer) plainInWords(text string) string {
	switch text {
	case "true":
		return x.words.Say("yes")
	case "false":
		return x.words.Say("no")
	case expr.None, "[]":
		return x.words.Say("no value")
	case expr.NotAsked:
		return x.words.Say("not asked")
	case expr.NotComputed:
		return x.words.Say("could not be computed")
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return x.words.Day(day)
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return x.words.Instant(at)
	}
	return text
}
