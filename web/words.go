package web

import (
	"net/url"
	"unicode"
	"unicode/utf8"

	"surety/language"
)

// saidAll says words of ours one by one.
func saidAll(r language.Reader, words []string) []string {
	said := make([]string, len(words))
	for i, word := range words {
		said[i] = r.Say(word)
	}
	return said
}

func queryEscape(text string) string { return url.QueryEscape(text) }

// capital begins a text with a capital letter.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 || r == utf8.RuneError {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}
