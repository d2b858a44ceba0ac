package pack

import (
	"slices"
	"strings"
	"unicode"
)

// Linker finds the terms of packs in running text of one language. It is made
// once and may be used by many at the same time.
//
// It works on words and not on letters: a term is met at the bounds of words
// only, over any white space, and where a longer form does not fit the next
// shorter one may. Searching for letters would miss "risk" in "risk owners"
// when only "risk owner" is known.
type Linker struct {
	forms map[string][]termForm // by first word, folded; the longest first
}

// termForm is one way in which a term is written.
type termForm struct {
	term  *Term
	words []formWord
}

type formWord struct {
	folded string
	exact  string // as it must be written; empty where case doesn't matter
	before string // what parts it from the word before; empty for white space
}

// Linker makes a linker of the terms of all packs for a language. Where packs
// have a form in common, the edition to work with has it: current before
// legacy, newer before older.
func (s *Set) Linker(language string) *Linker {
	terms := s.Terms()
	slices.SortStableFunc(terms, func(a, b *Term) int {
		if a.Pack.rank() != b.Pack.rank() {
			return b.Pack.rank() - a.Pack.rank()
		}
		return compareNatural(b.Pack.Edition, a.Pack.Edition)
	})
	l := &Linker{forms: map[string][]termForm{}}
	taken := map[string]bool{}
	for _, t := range terms {
		for _, words := range t.written(language) {
			if folded := foldForm(words); folded != "" && !taken[folded] {
				taken[folded] = true
				l.add(t, words)
			}
		}
	}
	for _, forms := range l.forms {
		slices.SortStableFunc(forms, func(a, b termForm) int { return len(b.words) - len(a.words) })
	}
	return l
}

// written lists the ways in which a term is written in a language.
func (t *Term) written(language string) []string {
	var all []string
	for _, text := range append([]Text{t.Term}, t.Also...) {
		if words := text.exactly(language); words != "" {
			all = append(all, words)
		}
	}
	return append(all, t.Pack.translations.list(language, "terms/"+t.ID+"/also")...)
}

func (l *Linker) add(t *Term, text string) {
	form := termForm{term: t}
	end := 0
	for _, w := range words(text) {
		next := formWord{folded: w.folded, before: gap(text[end:w.start])}
		if written := text[w.start:w.end]; strings.IndexFunc(written, unicode.IsUpper) >= 0 {
			next.exact = written
		}
		form.words = append(form.words, next)
		end = w.end
	}
	first := form.words[0].folded
	l.forms[first] = append(l.forms[first], form)
}

// gap is what parts two words: nothing but white space, or what a form and a
// text must have in common, such as an apostrophe of either shape.
func gap(text string) string {
	return strings.ReplaceAll(strings.TrimSpace(text), "’", "'")
}

// foldForm is what a form is compared by: its words in lower case.
func foldForm(text string) string {
	var folded []string
	for _, w := range words(text) {
		folded = append(folded, w.folded)
	}
	return strings.Join(folded, " ")
}

// Segment is a piece of a text: the use of a term, or what stands between.
type Segment struct {
	Text string
	Term *Term // nil for what stands between
}

// Reading remembers which terms a reader of a page has met. It is for one page.
type Reading struct {
	linker *Linker
	met    map[*Term]bool
}

// Read begins a page. Terms that are known, such as the one that the page is
// about, are not linked on it.
func (l *Linker) Read(known ...*Term) *Reading {
	r := &Reading{linker: l, met: map[*Term]bool{}}
	for _, t := range known {
		r.met[t] = true
	}
	return r
}

// Segments splits a text at the terms that are met in it for the first time on
// the page: the longest form that fits, whole words, outside code. A form in
// lower case is met in any case; one with capitals, such as ISMS, only so. The
// segments' texts put together are the text.
func (r *Reading) Segments(text string) []Segment {
	var segments []Segment
	all, done := words(text), 0
	for i := 0; i < len(all); {
		term, n := r.linker.match(text, all[i:])
		if term == nil {
			i++
			continue
		}
		start, end := all[i].start, all[i+n-1].end
		if i += n; r.met[term] {
			continue
		}
		r.met[term] = true
		if start > done {
			segments = append(segments, Segment{Text: text[done:start]})
		}
		segments = append(segments, Segment{Text: text[start:end], Term: term})
		done = end
	}
	if done < len(text) {
		segments = append(segments, Segment{Text: text[done:]})
	}
	return segments
}

// match finds the longest form that the words begin with, and its length in words.
func (l *Linker) match(text string, all []word) (*Term, int) {
	for _, form := range l.forms[all[0].folded] {
		if form.fits(text, all) {
			return form.term, len(form.words)
		}
	}
	return nil, 0
}

func (f *termForm) fits(text string, all []word) bool {
	if len(all) < len(f.words) {
		return false
	}
	for i, want := range f.words {
		got := all[i]
		if got.folded != want.folded || (want.exact != "" && text[got.start:got.end] != want.exact) {
			return false
		}
		if i > 0 && gap(text[all[i-1].end:got.start]) != want.before {
			return false
		}
	}
	return true
}
