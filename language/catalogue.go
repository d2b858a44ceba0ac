package language

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/en_GB"
	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"
)

// The languages in which the program speaks.
const (
	English = "en"
	German  = "de"
)

// files are the catalogues, a folder for each language and a file for each part
// of the program.
//
//go:embed de
var files embed.FS

// speeches are the languages by tag, each read when somebody first reads in it.
// English needs no catalogue: its messages are the keys.
var speeches = map[string]func() speech{
	English: sync.OnceValue(func() speech { return speech{tag: English, locale: en_GB.New()} }),
	German:  sync.OnceValue(func() speech { return speech{tag: German, locale: de.New(), said: read(German)} }),
}

// Name is what a language calls itself.
type Name struct{ Tag, Name string }

// Names are the languages to choose from.
func Names() []Name { return []Name{{English, "English"}, {German, "Deutsch"}} }

// Match is the language that suits best what a browser asks for in its header
// Accept-Language (RFC 9110, 12.5.4).
func Match(accepted string) string {
	wanted, _, err := language.ParseAcceptLanguage(accepted)
	if err != nil {
		return English
	}
	_, at, _ := language.NewMatcher([]language.Tag{language.English, language.German}).Match(wanted...)
	return []string{English, German}[at]
}

// wording is how a catalogue says a message.
type wording struct {
	plain   string
	counted map[string]string // by CLDR's plural rule: one, few, many, other
}

// UnmarshalYAML reads a sentence, or a mapping from plural rules to sentences.
func (w *wording) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.MappingNode {
		return n.Decode(&w.counted)
	}
	return n.Decode(&w.plain)
}

func (w wording) of(rule locales.PluralRule) string {
	if text, ok := w.counted[strings.ToLower(rule.String())]; ok {
		return text
	}
	return w.counted["other"]
}

// read reads the catalogue of a language. It is part of the program, so what is
// wrong in it is a mistake of ours, which every test meets.
func read(tag string) map[string]wording {
	said := map[string]wording{}
	names, err := fs.Glob(files, path.Join(tag, "*.yaml"))
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			panic(err)
		}
		part := map[string]wording{}
		if err := yaml.Unmarshal(data, &part); err != nil {
			panic(fmt.Errorf("language/%s: %w", name, err))
		}
		maps.Copy(said, part)
	}
	return said
}

// Messages are the messages that the catalogue of a language holds.
func Messages(tag string) []string {
	var list []string
	for message := range speeches[tag]().said {
		list = append(list, message)
	}
	return list
}

// numbered puts a written number into the place of a message's %d.
func numbered(message, number string) string { return strings.Replace(message, "%d", number, 1) }
