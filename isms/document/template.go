package document

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"surety/record"
)

// texts are the templates, a file each, in a folder for each language. Beside
// them stands what an open place asks for whose fact is not known.
//
//go:embed templates
var texts embed.FS

// Template is a text that a document begins with and that an organization then
// makes its own. Its facts stand in braces, {organization}; what only a person
// can say stands open in double brackets.
type Template struct {
	Name        string   `yaml:"-"` // of its file: access-control
	Language    string   `yaml:"-"`
	Version     string   `yaml:"version"`
	Title       string   `yaml:"title"`
	Type        string   `yaml:"type"`
	Clauses     []string `yaml:"clauses"`  // of ISO/IEC 27001 that ask for it
	Controls    []string `yaml:"controls"` // of Annex A that it serves
	Commitments []string `yaml:"commitments"`
	Audience    string   `yaml:"audience"`
	ReadByAll   bool     `yaml:"read_by_all"`
	Text        string   `yaml:"-"`
}

// order are the types of documents that templates are of, in the order in which an
// organization needs them.
var order = []string{"scope", "security_policy", "risk_method", "treatment_method", "plan", "topic_policy", "procedure", "record"}

// Templates lists the templates in a language, those that the standard makes an
// organization have first. A language that has none is an error.
func Templates(language string) ([]Template, error) {
	files, err := fs.Glob(texts, path.Join("templates", language, "*.md"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no templates are kept in the language %q", language)
	}
	list := make([]Template, 0, len(files))
	for _, file := range files {
		t, err := readTemplate(file)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	slices.SortStableFunc(list, func(a, b Template) int { return a.rank() - b.rank() })
	return list, nil
}

// rank is a template's place among all: what the standard wants comes first.
func (t Template) rank() int {
	rank := slices.Index(order, t.Type)
	if !t.Mandatory() {
		rank += len(order)
	}
	return rank
}

// FindTemplate finds a template by name; false where there is none of it in the
// language.
func FindTemplate(name, language string) (Template, bool) {
	t, err := readTemplate(path.Join("templates", language, path.Base(name)+".md"))
	return t, err == nil
}

func readTemplate(file string) (Template, error) {
	whole, err := fs.ReadFile(texts, file)
	if err != nil {
		return Template{}, err
	}
	head, text, ok := bytes.Cut(bytes.TrimPrefix(whole, []byte("---\n")), []byte("\n---\n"))
	if !ok {
		return Template{}, fmt.Errorf("%s: no head between two lines of ---", file)
	}
	t := Template{Name: strings.TrimSuffix(path.Base(file), ".md"), Language: path.Base(path.Dir(file)), Text: string(text)}
	if err := yaml.Unmarshal(head, &t); err != nil {
		return Template{}, fmt.Errorf("%s: %w", file, err)
	}
	return t, nil
}

// Mandatory tells that ISO/IEC 27001 itself wants what the template is for in
// writing.
func (t Template) Mandatory() bool {
	switch t.Type {
	case "scope", "security_policy", "risk_method", "treatment_method":
		return true
	}
	return t.Type == "plan" && slices.Contains(t.Clauses, "6.2")
}

// Begin is the document that a template makes, with the facts that are known.
// What is not known stays an open place.
func (t Template) Begin(facts map[string]string) (*Document, error) {
	text, err := t.fill(facts)
	if err != nil {
		return nil, err
	}
	d := &Document{
		Title: t.Title, Type: t.Type, RequiredBy: "organization", Version: "1.0", Language: t.Language, Medium: "page", Text: record.Markdown(text),
		Commitments: t.Commitments, Classification: "internal", MustRead: t.ReadByAll, Template: t.Name, TemplateVersion: t.Version,
	}
	if t.Mandatory() {
		d.RequiredBy = "standard"
	}
	if t.Audience != "" {
		d.Audience = []string{t.Audience}
	}
	return d, nil
}

// fill puts facts in the place of their names.
func (t Template) fill(facts map[string]string) (string, error) {
	whole, err := fs.ReadFile(texts, path.Join("templates", t.Language, "unknown.yaml"))
	if err != nil {
		return "", err
	}
	asked := map[string]string{}
	if err := yaml.Unmarshal(whole, &asked); err != nil {
		return "", fmt.Errorf("what open places ask for in %s: %w", t.Language, err)
	}
	pairs := make([]string, 0, 2*len(asked))
	for name, ask := range asked {
		said := facts[name]
		if said == "" {
			said = "[[" + ask + "]]"
		}
		pairs = append(pairs, "{"+name+"}", said)
	}
	return strings.NewReplacer(pairs...).Replace(t.Text), nil
}
