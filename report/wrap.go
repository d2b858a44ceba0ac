package report

import (
	"strings"
	"unicode"
)

// softHyphen is where a word may be divided; it shows only where it is.
const softHyphen = '\u00ad'

// ink is a colour of the page.
type ink [3]int

var (
	black  = ink{29, 33, 41}
	muted  = ink{95, 103, 115}
	hair   = ink{214, 218, 225}
	wash   = ink{244, 246, 249}
	red    = ink{179, 38, 30}
	amber  = ink{138, 90, 0}
	green  = ink{28, 107, 63}
	accent = ink{31, 95, 191}
)

// span is a stretch of text that is set alike.
type span struct {
	text string
	face face
	size float64 // in points
	ink  ink
	link string // where it leads

	underlined bool
	struck     bool
}

// segment is a part of a line in one face.
type segment struct {
	span
	x     float64 // from the line's beginning, in millimetres
	width float64
}

// textLine is a line of text as it is set.
type textLine struct {
	segments []segment
	width    float64
}

// letter is a character with what it is set in.
type letter struct {
	r     rune
	of    int // its span
	width float64
}

// millimetres of a point.
const point = 25.4 / 72

func (t *types) letters(spans []span) []letter {
	var list []letter
	for i, s := range spans {
		for _, r := range s.text {
			l := letter{r: r, of: i}
			if r != '\n' && r != softHyphen {
				l.width = t.width(s.face, r) * s.size * point
			}
			list = append(list, l)
		}
	}
	return list
}

// wrap breaks text into lines of a width: after spaces, after hyphens between
// letters, at soft hyphens, and where a word is longer than a line anywhere in it.
func (t *types) wrap(spans []span, width float64) []textLine {
	var lines []textLine
	letters := t.letters(spans)
	for start := 0; start < len(letters); {
		end, next, hyphen := cut(letters, start, width)
		lines = append(lines, t.line(spans, letters[start:end], hyphen))
		start = next
	}
	return lines
}

// slack is what a line may be too long by, for sums of widths are never exact.
const slack = 0.01

// cut finds where the line that begins at start ends, where the next begins, and
// whether a hyphen divides a word there.
func cut(letters []letter, start int, width float64) (end, next int, hyphen bool) {
	at, filled := -1, 0.0
	for i := start; i < len(letters); i++ {
		r := letters[i].r
		if r == '\n' {
			return trim(letters, start, i), i + 1, false
		}
		filled += letters[i].width
		if filled > width+slack && !breakingSpace(r) && i > start {
			if at <= start {
				return i, i, false
			}
			end = trim(letters, start, at)
			return end, skip(letters, at), letters[at-1].r == softHyphen
		}
		if breaks(letters, i) {
			at = i + 1
		}
	}
	return trim(letters, start, len(letters)), len(letters), false
}

// breaks tells whether a line may end after a character.
func breaks(letters []letter, i int) bool {
	r := letters[i].r
	if breakingSpace(r) || r == softHyphen {
		return true
	}
	if i < 2 || i+2 >= len(letters) {
		return false
	}
	switch r {
	case '-', '–', '—', '/':
		return unicode.IsLetter(letters[i-1].r) && unicode.IsLetter(letters[i-2].r) && unicode.IsLetter(letters[i+1].r) && unicode.IsLetter(letters[i+2].r)
	}
	return false
}

func breakingSpace(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' && r != '\u2007'
}

func trim(letters []letter, start, end int) int {
	for end > start && breakingSpace(letters[end-1].r) {
		end--
	}
	return end
}

func skip(letters []letter, from int) int {
	for from < len(letters) && letters[from].r != '\n' && breakingSpace(letters[from].r) {
		from++
	}
	return from
}

// line puts the letters of a line together again, by face.
func (t *types) line(spans []span, letters []letter, hyphen bool) textLine {
	if hyphen {
		last := letters[len(letters)-1]
		s := spans[last.of]
		letters = append(letters[:len(letters)-1:len(letters)-1], letter{r: '-', of: last.of, width: t.width(s.face, '-') * s.size * point})
	}
	var l textLine
	var words strings.Builder
	last := -1
	flush := func() {
		if n := len(l.segments); n > 0 {
			l.segments[n-1].text = words.String()
		}
		words.Reset()
	}
	for _, c := range letters {
		if c.r == softHyphen {
			continue
		}
		home := t.home(spans[c.of].face, c.r)
		if c.of != last || home != l.segments[len(l.segments)-1].face {
			flush()
			s := spans[c.of]
			s.face = home
			l.segments = append(l.segments, segment{span: s, x: l.width})
			last = c.of
		}
		words.WriteRune(c.r)
		l.segments[len(l.segments)-1].width += c.width
		l.width += c.width
	}
	flush()
	return l
}

// natural is how wide text is on one line, and how wide its longest word.
func (t *types) natural(spans []span) (whole, word float64) {
	letters := t.letters(spans)
	for start := 0; start < len(letters); {
		end, filled, from := start, 0.0, 0.0
		for ; end < len(letters) && letters[end].r != '\n'; end++ {
			filled += letters[end].width
			if breaks(letters, end) {
				word = max(word, filled-from-spaceWidth(letters[end]))
				from = filled
			}
		}
		word = max(word, filled-from)
		whole = max(whole, filled)
		start = end + 1
	}
	return whole, word
}

func spaceWidth(l letter) float64 {
	if breakingSpace(l.r) {
		return l.width
	}
	return 0
}
