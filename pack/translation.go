package pack

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	yaml "go.yaml.in/yaml/v4"
)

// translations are what a pack says in the folders of other languages than its
// own: "de/10-rules.yaml" beside "10-rules.yaml". A folder is read when its
// language is asked for the first time, since few installations read all of them.
type translations struct {
	folders map[string]func() *translation // by language, read once
}

// translation is what a pack says in one language, by place: "entries/5.1/title",
// "entries/5.1/checks/owned/reason", "terms/3.1/also/0".
type translation struct {
	texts    map[string]translated
	problems []Problem
}

// translated is a text and where it stands.
type translated struct {
	words string
	file  string
	node  *yaml.Node
}

// words is what is said in a language at a place, or "".
func (t *translations) words(tag, place string) string {
	if t == nil || t.folders[tag] == nil {
		return ""
	}
	return t.folders[tag]().texts[place].words
}

// list is what is said in a language in a list of any length, such as the other
// forms of a term.
func (t *translations) list(tag, place string) []string {
	var all []string
	for i := 0; ; i++ {
		words := t.words(tag, place+"/"+strconv.Itoa(i))
		if words == "" {
			return all
		}
		all = append(all, words)
	}
}

// languageFolder is how the folders of a pack are named that hold a translation.
// Languages of three letters are left out: "old" and "new" are some.
var languageFolder = regexp.MustCompile(`^[a-z]{2}(-[A-Za-z0-9]{2,8}){0,3}$`)

// readTranslations finds the translations in a pack's folder.
func readTranslations(fsys fs.FS, folder string, items []fs.DirEntry) *translations {
	found := &translations{folders: map[string]func() *translation{}}
	for _, item := range items {
		if item.IsDir() && languageFolder.MatchString(item.Name()) {
			found.folders[item.Name()] = sync.OnceValue(func() *translation {
				return readTranslation(fsys, path.Join(folder, item.Name()), item.Name())
			})
		}
	}
	return found
}

// readTranslation reads the files of one language.
func readTranslation(fsys fs.FS, name, tag string) *translation {
	f := readFolder(fsys, name, false)
	parseAll([]*folder{f})
	t := &translation{texts: map[string]translated{}}
	r := &reader{language: tag, origins: map[any]origin{}}
	f.each(r, func(root *yaml.Node) { t.read(r, root, "") })
	t.problems = r.found.problems
	return t
}

// read gathers the texts of a node: the items of a list are named by their id, or
// where they are texts by their position.
func (t *translation) read(r *reader, n *yaml.Node, place string) {
	switch {
	case n.Kind == yaml.ScalarNode && place != "":
		if words, ok := r.plain(n, "text", maxText); ok {
			t.put(r, n, place, words)
		}
	case n.Kind == yaml.SequenceNode && place != "":
		i := 0
		r.items(n, maxEntries, "texts, or what they belong to by id", func(item *yaml.Node) {
			step := strconv.Itoa(i)
			if id := child(item, "id"); id != nil {
				step = id.Value
			}
			t.read(r, item, place+"/"+step)
			i++
		})
	case r.is(n, yaml.MappingNode, "texts by the keys that they have in the pack"):
		for i := 0; i+1 < len(n.Content); i += 2 {
			if key := n.Content[i].Value; key != "id" {
				t.read(r, n.Content[i+1], strings.TrimPrefix(place+"/"+key, "/"))
			}
		}
	}
}

func (t *translation) put(r *reader, n *yaml.Node, place, words string) {
	if first, twice := t.texts[place]; twice {
		r.bad(n, "each text once", "%s is translated already, in %s at line %d", place, first.file, first.node.Line)
		return
	}
	t.texts[place] = translated{words, r.file, n}
}

// translate hands the texts of a pack their places in its translations.
func (p *Pack) translate(from *translations) {
	if len(from.folders) == 0 {
		return
	}
	p.translations = from
	for place, text := range p.texts() {
		text.translations, text.place = from, place
	}
}

// checkTranslations tells what the translations of a pack say that the pack does
// not. What they leave out is said in the pack's own language.
func (r *reader) checkTranslations(p *Pack) {
	if p.translations == nil {
		return
	}
	for tag, read := range p.translations.folders {
		t := read()
		for _, problem := range t.problems {
			r.found.add(problem)
		}
		own := map[string]*Text{}
		for place, text := range p.texts() {
			own[place] = text
		}
		for place, said := range t.texts {
			r.checkTranslated(p, tag, place, said, own[place])
		}
	}
}

func (r *reader) checkTranslated(p *Pack, tag, place string, said translated, own *Text) {
	switch check := p.checkAt(place); {
	case tag == p.Language:
		r.badTranslation(said, "the text where the pack has it", "%s is the pack's own language", tag)
	case own == nil && !p.alsoAt(place):
		r.badTranslation(said, "the keys and ids of the pack, in lists as many items at most", "the pack has no text %s", place)
	case check != nil:
		for _, unknown := range check.unknownPlaceholders(said.words) {
			r.badTranslation(said, expectedPlaceholders, "nothing is known to put in place of %s", unknown)
		}
	}
}

func (r *reader) badTranslation(at translated, expected, format string, args ...any) {
	r.found.add(Problem{at.file, at.node.Line, at.node.Column, fmt.Sprintf(format, args...), expected})
}

// alsoAt tells the places of a term's other forms, of which each language has its own.
func (p *Pack) alsoAt(place string) bool {
	steps := strings.Split(place, "/")
	return len(steps) == 4 && steps[0] == "terms" && steps[2] == "also" && p.Term(steps[1]) != nil
}

// checkAt is the check whose words stand at a place, or nil.
func (p *Pack) checkAt(place string) *Check {
	steps := strings.Split(place, "/")
	if len(steps) != 5 || steps[0] != "entries" || p.Entry(steps[1]) == nil {
		return nil
	}
	checks := p.Entry(steps[1]).Checks
	if i := slices.IndexFunc(checks, func(c *Check) bool { return c.ID == steps[3] }); i >= 0 {
		return checks[i]
	}
	return nil
}
