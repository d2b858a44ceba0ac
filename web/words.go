package web

import (
	"net/url"
	"unicode"
	"unicode/utf8"
)

func queryEscape(text string) string { return url.QueryEscape(text) }

// capital begins a text with a capital letter.
func capital(text string) string { return first(text, unicode.ToUpper) }

// small begins a text with a small letter.
func small(text string) string { return first(text, unicode.ToLower) }

func first(text string, change func(rune) rune) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 || r == utf8.RuneError {
		return text
	}
	return string(change(r)) + text[size:]
}
