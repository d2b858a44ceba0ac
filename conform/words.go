package conform

import (
	"unicode"
	"unicode/utf8"

	"surety/language"
	"surety/pack"
	"surety/record"
)

// say is what a pack says, in the reader's language.
func (n *names) say(t pack.Text) string { return t.In(n.words.Tag()) }

// label is the name of a kind within a sentence: "management system".
func (n *names) label(kind string) string {
	k := n.catalogue.Kind(kind)
	if k == nil {
		return n.words.Say("record")
	}
	return within(n.words, k.Label)
}

// within makes a label fit into a sentence: in English it begins small, except for
// such as "SoA row".
func within(r language.Reader, label string) string {
	if r.Tag() != language.English {
		return r.Say(label)
	}
	first, size := utf8.DecodeRuneInString(label)
	second, _ := utf8.DecodeRuneInString(label[size:])
	if size == 0 || unicode.IsUpper(second) {
		return label
	}
	return string(unicode.ToLower(first)) + label[size:]
}

// day writes a day as the reader does.
func (n *names) day(d record.Date) string {
	return n.words.Day(d.Time())
}

func upperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 || unicode.IsUpper(first) {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
