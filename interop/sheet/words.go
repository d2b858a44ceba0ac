package sheet

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed words.txt
var wordList string

// meaning is what a word may mean: one word, or several where it is ambiguous.
type meaning []string

func (m meaning) shares(other meaning) bool {
	return slices.ContainsFunc(m, func(word string) bool { return slices.Contains(other, word) })
}

// vocabulary knows what phrases of headings and values mean.
type vocabulary struct {
	phrases map[string][]meaning
	longest int // words in a phrase
	singles []string
}

// words is the vocabulary of words.txt, which a test reads line by line.
var words = sync.OnceValue(func() *vocabulary { return readVocabulary(wordList) })

func readVocabulary(list string) *vocabulary {
	v := &vocabulary{phrases: map[string][]meaning{}}
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		head, tail, ok := strings.Cut(line, " = ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		var meanings []meaning
		if head != "-" {
			for word := range strings.FieldsSeq(head) {
				meanings = append(meanings, meaning{word})
			}
			tail = head + ", " + tail
		}
		for phrase := range strings.SplitSeq(tail, ",") {
			v.add(strings.TrimSpace(phrase), meanings)
		}
	}
	for phrase := range v.phrases {
		if !strings.Contains(phrase, " ") {
			v.singles = append(v.singles, phrase)
		}
	}
	slices.Sort(v.singles)
	return v
}

func (v *vocabulary) add(phrase string, meanings []meaning) {
	known, ok := v.phrases[phrase]
	switch {
	case !ok:
		v.phrases[phrase] = meanings
	case len(known) == 1 && len(meanings) == 1 && !known[0].shares(meanings[0]):
		v.phrases[phrase] = []meaning{append(slices.Clone(known[0]), meanings[0]...)}
	}
	v.longest = max(v.longest, len(strings.Fields(phrase)))
}

// longestPhrase is how long a text may be, in bytes, to be translated.
const longestPhrase = 200

// meanings translates a text, phrase by phrase, the longest first. Words that
// aren't known mean themselves, or, in a compound, what their halves mean.
func (v *vocabulary) meanings(text string) []meaning {
	if len(text) > longestPhrase {
		return []meaning{{text}} // prose names no field and no value
	}
	var out []meaning
	for parts := strings.Fields(fold(text)); len(parts) > 0; {
		n := min(v.longest, len(parts))
		for ; n > 0; n-- {
			if found, ok := v.phrases[strings.Join(parts[:n], " ")]; ok {
				out = append(out, found...)
				break
			}
		}
		if n == 0 {
			out = append(out, v.unknown(parts[0])...)
			n = 1
		}
		parts = parts[n:]
	}
	return out
}

// unknown translates a word that isn't listed: German compounds in two halves
// with or without a linking s or n, and words with a slip of the pen.
func (v *vocabulary) unknown(word string) []meaning {
	for i := 3; i <= len(word)-3; i++ {
		tail, ok := v.phrases[word[i:]]
		if !ok || len(tail) == 0 {
			continue
		}
		for _, head := range []string{word[:i], strings.TrimSuffix(word[:i], "s"), strings.TrimSuffix(word[:i], "n")} {
			if found, ok := v.phrases[head]; ok {
				return append(slices.Clone(found), tail...)
			}
		}
	}
	if near := v.near(word); near != "" {
		return v.phrases[near]
	}
	return []meaning{{word}}
}

// near finds a listed word that differs by one letter, or two in a long one.
func (v *vocabulary) near(word string) string {
	if len(word) < 6 || strings.ContainsFunc(word, unicode.IsDigit) {
		return ""
	}
	most := 1
	if len(word) > 9 {
		most = 2
	}
	for _, known := range v.singles {
		if len(known) >= 5 && known[0] == word[0] && max(len(known)-len(word), len(word)-len(known)) <= most && distance(known, word) <= most {
			return known
		}
	}
	return ""
}

// distance is the number of letters to insert, delete, exchange or swap with
// their neighbour between two words (optimal string alignment).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// fold makes texts comparable: small letters, umlauts written out, accents
// gone, everything but letters and digits a blank.
func fold(text string) string {
	text = norm.NFC.String(strings.ToLower(text))
	text = norm.NFD.String(umlauts.Replace(text))
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// sameMeanings tells that two texts say the same in the vocabulary's words.
func sameMeanings(a, b []meaning) bool {
	return len(a) > 0 && len(a) == len(b) && overlap(a, b) == len(a)
}

// overlap counts how many of a have a partner of their own in b.
func overlap(a, b []meaning) int {
	used := make([]bool, len(b))
	n := 0
	for _, m := range a {
		for j := range b {
			if !used[j] && m.shares(b[j]) {
				used[j] = true
				n++
				break
			}
		}
	}
	return n
}
