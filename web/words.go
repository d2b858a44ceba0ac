package web

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"surety/conform"
)

func queryEscape(text string) string { return url.QueryEscape(text) }

func current(path, url string) string {
	if path == url || url != "/" && strings.HasPrefix(path, url+"/") {
		return "page"
	}
	return "false"
}

// verdictClass is the style of a verdict.
func verdictClass(v string) string {
	switch conform.Verdict(v) {
	case conform.Fails, conform.NotComputed, conform.Broken:
		return "fails"
	case conform.NeedsPerson, conform.NotFollowed:
		return "person"
	case conform.Holds:
		return "holds"
	}
	return "none"
}

// verdictWord says a verdict plainly.
func verdictWord(v string) string {
	switch conform.Verdict(v) {
	case conform.NotComputed:
		return "could not be computed"
	case conform.NeedsPerson:
		return "needs a person"
	case conform.NotFollowed:
		return "not followed"
	case conform.Broken:
		return "your own rule, broken"
	case conform.NoOccasion:
		return "no occasion yet"
	}
	return v
}

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
