package pack

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	yaml "go.yaml.in/yaml/v4"
)

// The forms of identifiers.
var (
	packForm     = form{regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`), "lower-case letters, digits and hyphens"}
	editionForm  = form{regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$`), `letters, digits, dots, hyphens and underscores, as "2022"`}
	idForm       = form{regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`), `letters, digits, dots, hyphens and underscores, as "6.1.2-1"`}
	nameForm     = form{regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`), "lower-case letters, digits and underscores"}
	standsForm   = form{regexp.MustCompile(`^P([1-5]Y|[1-9]M|[1-5][0-9]M)$`), "a period of up to five years, as P6M or P2Y"}
	pathForm     = form{regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,63}){0,3}$`), "the name of a field"}
	languageForm = form{regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`), `a language tag, as "en" or "de-AT"`}
)

// form is how an identifier is written.
type form struct {
	pattern *regexp.Regexp
	words   string
}

// plain reads a text that is the same in all languages. It reports an empty
// one, and values that YAML takes for something other than text.
func (r *reader) plain(n *yaml.Node, expected string, most int) (string, bool) {
	if !r.is(n, yaml.ScalarNode, expected) {
		return "", false
	}
	value := n.Value
	switch {
	case n.Tag == "!!null" || strings.TrimSpace(value) == "":
		r.bad(n, expected+", or no key at all", "nothing stands here")
	case n.Tag != "!!str":
		r.bad(n, strconv.Quote(clip(value))+" in quotes", "%s is no text to YAML", clip(value))
	case len(value) > most:
		r.bad(n, "", "the text is too long: %d bytes, at most %d are read", len(value), most)
	case strings.IndexFunc(value, isControl) >= 0:
		r.bad(n, "text", "the text holds control characters")
	default:
		return strings.TrimSpace(value), true
	}
	return "", false
}

// isControl tells control characters that no text needs.
func isControl(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }

// identifier reads a text of a form.
func (r *reader) identifier(n *yaml.Node, f form) string {
	value, ok := r.plain(n, f.words, maxText)
	if ok && !f.pattern.MatchString(value) {
		r.bad(n, f.words, "%q is not written as it should be", clip(value))
		return ""
	}
	return value
}

// expression reads a CEL expression.
func (r *reader) expression(n *yaml.Node) string {
	value, _ := r.plain(n, "an expression", maxExpression)
	return value
}

// line reads a short text that is the same in all languages.
func (r *reader) line(n *yaml.Node) string {
	value, ok := r.plain(n, "text", maxText)
	if ok && strings.Contains(value, "\n") {
		r.bad(n, "a single line", "the text has several lines")
		return ""
	}
	return value
}

// text reads a text of one language, or a mapping from languages to texts that
// has the pack's own among them.
func (r *reader) text(n *yaml.Node) Text {
	text := r.wordings(n)
	if n.Kind == yaml.MappingNode && r.language != "" {
		return r.ownLanguageFirst(n, text)
	}
	return text
}

// wordings reads a text of one language, or a mapping from any languages to texts.
func (r *reader) wordings(n *yaml.Node) Text {
	if n.Kind != yaml.MappingNode {
		if words, ok := r.plain(n, "text", maxText); ok {
			return Text{wordings: []Wording{{r.language, words}}}
		}
		return Text{}
	}
	if !r.is(n, yaml.MappingNode, "text") {
		return Text{}
	}
	var wordings []Wording
	for i := 0; i+1 < len(n.Content); i += 2 {
		language := r.identifier(n.Content[i], languageForm)
		words, ok := r.plain(n.Content[i+1], "text", maxText)
		switch {
		case language == "" || !ok:
		case slices.ContainsFunc(wordings, func(w Wording) bool { return w.Language == language }):
			r.bad(n.Content[i], "each language once", "the language %q stands here twice", language)
		default:
			wordings = append(wordings, Wording{language, words})
		}
	}
	return Text{wordings: wordings}
}

// ownLanguageFirst sorts a text by language, the pack's own first.
func (r *reader) ownLanguageFirst(n *yaml.Node, text Text) Text {
	wordings := text.wordings
	slices.SortFunc(wordings, func(a, b Wording) int { return strings.Compare(a.Language, b.Language) })
	own := slices.IndexFunc(wordings, func(w Wording) bool { return w.Language == r.language })
	if own < 0 {
		r.bad(n, "a text in "+r.language, "the pack's own language %s is missing", r.language)
		return Text{}
	}
	wording := wordings[own]
	return Text{wordings: slices.Insert(slices.Delete(wordings, own, own+1), 0, wording)}
}

// texts reads a list of texts, each read as one.
func (r *reader) texts(n *yaml.Node, read func(*yaml.Node) Text) []Text {
	var texts []Text
	r.items(n, maxList, "texts", func(item *yaml.Node) {
		if text := read(item); !text.IsZero() {
			texts = append(texts, text)
		}
	})
	return texts
}

// lines reads a list of short texts.
func (r *reader) lines(n *yaml.Node) []string {
	var lines []string
	r.items(n, maxList, "texts", func(item *yaml.Node) {
		if line := r.line(item); line != "" {
			lines = append(lines, line)
		}
	})
	return lines
}

// truth reads true or false.
func (r *reader) truth(n *yaml.Node) bool {
	if !r.is(n, yaml.ScalarNode, "true or false") {
		return false
	}
	if n.Tag != "!!bool" || (n.Value != "true" && n.Value != "false") {
		r.bad(n, "true or false", "%s stands here", describe(n))
	}
	return n.Value == "true"
}

// strength reads a number from 0 to 1.
func (r *reader) strength(n *yaml.Node) float64 {
	const expected = "a number from 0 to 1"
	if !r.is(n, yaml.ScalarNode, expected) {
		return 0
	}
	value, err := strconv.ParseFloat(n.Value, 64)
	if number := n.Tag == "!!float" || n.Tag == "!!int"; err != nil || !number || !(value >= 0 && value <= 1) {
		r.bad(n, expected, "%s is no strength", clip(n.Value))
		return 0
	}
	return value
}

// choice reads one of a few words.
func choice[T ~string](r *reader, n *yaml.Node, what string, options ...T) T {
	words := make([]string, len(options))
	for i, o := range options {
		words[i] = string(o)
	}
	expected := "one of " + strings.Join(words, ", ")
	value, ok := r.plain(n, expected, maxText)
	if ok && !slices.Contains(words, value) {
		r.bad(n, expected, "there is no %s %q", what, clip(value))
		return ""
	}
	return T(value)
}
