package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

const (
	// longestToken is the most bytes of a word that search knows.
	longestToken = 48
	// mostTokens is the most different words of one record that search knows.
	mostTokens = 5000
	// longestColumn and longestKey are the most bytes of a text in an indexed column,
	// and of its key in the order of readers before it: an index of PostgreSQL holds
	// no more than 2,704 in one entry.
	longestColumn = 1000
	longestKey    = 1500
)

// fold brings a text to the form in which texts are compared and found: no
// marks, no capitals, compatibility forms and ligatures taken apart (ß as ss).
func fold(s string) string {
	ascii, lower := true, true
	for i := range len(s) {
		ascii = ascii && s[i] < utf8.RuneSelf
		lower = lower && (s[i] < 'A' || s[i] > 'Z')
	}
	switch {
	case ascii && lower:
		return s
	case ascii:
		return strings.ToLower(s)
	}
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
	return cases.Fold().String(s)
}

// foldColumn is the form of a text in an indexed column.
func foldColumn(s string) string { return clip(fold(s), longestColumn) }

// clip cuts s to at most n bytes without cutting a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// tokenize splits a text into the words that search knows, folded; the same for
// what is stored and for what is asked. Scripts without spaces between words
// give each pair of neighbouring characters.
func tokenize(dst []string, text string) []string {
	text = fold(text)
	start := -1
	for i, r := range text {
		switch {
		case unspaced(r):
			dst = appendToken(dst, text, start, i)
			start = -1
			end := i + utf8.RuneLen(r)
			if next, size := utf8.DecodeRuneInString(text[end:]); unspaced(next) {
				end += size
			}
			dst = append(dst, text[i:end])
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if start < 0 {
				start = i
			}
		default:
			dst = appendToken(dst, text, start, i)
			start = -1
		}
	}
	return appendToken(dst, text, start, len(text))
}

func appendToken(dst []string, text string, start, end int) []string {
	if start < 0 {
		return dst
	}
	return append(dst, clip(text[start:end], longestToken))
}

// unspaced tells the characters of scripts that put no space between words.
func unspaced(r rune) bool {
	return r > 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// wordList is what search knows of a record: the words of its title and those
// of its other searchable fields, each list ascending, no word in both.
type wordList struct{ title, other []string }

func newWordList(title string, others []string) wordList {
	w := wordList{title: distinct(tokenize(nil, title))}
	var all []string
	for _, text := range others {
		all = tokenize(all, text)
	}
	all = distinct(all)
	for _, token := range all {
		if _, found := slices.BinarySearch(w.title, token); !found && len(w.other) < mostTokens {
			w.other = append(w.other, token)
		}
	}
	return w
}

func distinct(tokens []string) []string {
	slices.Sort(tokens)
	tokens = slices.Compact(tokens)
	return tokens[:min(len(tokens), mostTokens)]
}

// text is the list as the directory holds it, each word between spaces:
// " annual review | server ". SQL looks for " rev" in it.
func (w wordList) text() string {
	if len(w.title)+len(w.other) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteByte(' ')
	for _, token := range w.title {
		b.WriteString(token)
		b.WriteByte(' ')
	}
	b.WriteString("| ")
	for _, token := range w.other {
		b.WriteString(token)
		b.WriteByte(' ')
	}
	return b.String()
}

// has tells whether a word begins so.
func (w wordList) has(prefix string) bool {
	place, _ := w.first(prefix)
	return place >= 0
}

// first finds the first word that begins so: place 0 in the title, 1 among the
// others, -1 nowhere.
func (w wordList) first(prefix string) (place int, token string) {
	for place, list := range [...][]string{w.title, w.other} {
		if i, _ := slices.BinarySearch(list, prefix); i < len(list) && strings.HasPrefix(list[i], prefix) {
			return place, list[i]
		}
	}
	return -1, ""
}

func parseWordList(text string) wordList {
	title, other, _ := strings.Cut(text, "|")
	return wordList{strings.Fields(title), strings.Fields(other)}
}
