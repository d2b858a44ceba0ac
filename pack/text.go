package pack

import (
	"slices"
	"strings"
)

// Wording is a text in one language.
type Wording struct {
	Language string // BCP 47 tag: "en", "de-AT"
	Words    string
}

// Text is what a pack says, in one or several languages. It is empty when the
// pack says nothing there.
type Text struct {
	wordings     []Wording     // where the text stands: the pack's own language, then the others in the order of their tags
	translations *translations // what the pack says in the folders of other languages, by the text's place; may be nil
	place        string
}

// String is the wording in the pack's own language, or "".
func (t Text) String() string {
	if len(t.wordings) == 0 {
		return ""
	}
	return t.wordings[0].Words
}

// In is the wording in the first of the languages that the text has, "de"
// standing in for "de-AT"; where it has none of them, that of the pack's own
// language.
func (t Text) In(languages ...string) string {
	for _, language := range languages {
		base, _, _ := strings.Cut(language, "-")
		for _, tag := range []string{language, base} {
			if words := t.exactly(tag); words != "" {
				return words
			}
		}
	}
	return t.String()
}

// exactly is the wording in a language and no other, or "".
func (t Text) exactly(tag string) string {
	if i := slices.IndexFunc(t.wordings, func(w Wording) bool { return w.Language == tag }); i >= 0 {
		return t.wordings[i].Words
	}
	return t.translations.words(tag, t.place)
}

// Reworded is the text in the first of the languages that it has, in place of
// words that are the text in the pack's own language; other words stay as they are.
func (t Text) Reworded(words string, languages ...string) string {
	if words != t.String() {
		return words
	}
	return t.In(languages...)
}

// IsZero tells that nothing is said.
func (t Text) IsZero() bool { return len(t.wordings) == 0 }
