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

// Text is what a pack says, in one or several languages: first the pack's own
// language, then the others in the order of their tags. It is empty when the
// pack says nothing there.
type Text []Wording

// String is the wording in the pack's own language, or "".
func (t Text) String() string {
	if len(t) == 0 {
		return ""
	}
	return t[0].Words
}

// In is the wording in the first of the languages that the text has, "de"
// standing in for "de-AT"; where it has none of them, that of the pack's own
// language.
func (t Text) In(languages ...string) string {
	for _, language := range languages {
		base, _, _ := strings.Cut(language, "-")
		for _, tag := range []string{language, base} {
			if i := slices.IndexFunc(t, func(w Wording) bool { return w.Language == tag }); i >= 0 {
				return t[i].Words
			}
		}
	}
	return t.String()
}

// IsZero tells that nothing is said.
func (t Text) IsZero() bool { return len(t) == 0 }
