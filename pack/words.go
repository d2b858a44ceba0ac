package pack

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a word of a text: where it stands, and itself in lower case.
type word struct {
	start, end int
	folded     string
}

// words finds the words of a text. A word is letters, digits and the marks
// between them that join rather than part: "non-repudiation", "27001.A",
// "user@example" are one word, "owner's" and "and/or" are two. Code between
// backticks and addresses such as https://… hold none.
func words(text string) []word {
	var found []word
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '`':
			i = skipCode(text, i)
		case isWordRune(r):
			end := wordEnd(text, i)
			if strings.HasPrefix(text[end:], "://") {
				i = len(text) - len(strings.TrimLeftFunc(text[end:], isNoSpace))
				continue
			}
			found = append(found, word{i, end, strings.ToLower(text[i:end])})
			i = end
		default:
			i += size
		}
	}
	return found
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func isNoSpace(r rune) bool { return !unicode.IsSpace(r) }

// isJoiner tells what stands inside a word when word runes are on both sides.
func isJoiner(r rune) bool { return strings.ContainsRune("-\u2010\u2011._@:\\", r) }

// wordEnd is where the word ends that begins at start.
func wordEnd(text string, start int) int {
	end := start
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if isJoiner(r) {
			next, _ := utf8.DecodeRuneInString(text[end+size:])
			if !isWordRune(next) {
				return end
			}
		} else if !isWordRune(r) {
			return end
		}
		end += size
	}
	return end
}

// skipCode is where the code ends that a run of backticks at start opens: after
// the next run of the same length, or, where there is none, after this run
// (CommonMark 0.31, 6.1).
func skipCode(text string, start int) int {
	run := backticks(text, start)
	for i := start + run; i < len(text); {
		if text[i] != '`' {
			i++
			continue
		}
		length := backticks(text, i)
		if i += length; length == run {
			return i
		}
	}
	return start + run
}

func backticks(text string, start int) int {
	return len(text[start:]) - len(strings.TrimLeft(text[start:], "`"))
}
