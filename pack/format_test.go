package pack

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	yaml "go.yaml.in/yaml/v4"
)

// example is the pack that FORMAT.md shows: its files by their paths.
func example(t *testing.T) fstest.MapFS {
	t.Helper()
	text, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, block := range regexp.MustCompile("(?s)```yaml\n# (\\S+)\n(.*?)```").FindAllSubmatch(text, -1) {
		files[string(block[1])] = &fstest.MapFile{Data: block[2]}
	}
	if len(files) != 4 {
		t.Fatalf("FORMAT.md shows %d files, not 4", len(files))
	}
	return files
}

func TestTheExampleOfTheFormatLoadsWithAllThatItShows(t *testing.T) {
	var compiled []string
	set, problems := load(fstest.MapFS{}, example(t), func(c Check) error {
		compiled = append(compiled, c.ID+" of "+c.Of)
		return nil
	})
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	p, err := set.Find("acme-rules")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"owned of supplier", "occasion of change"}, compiled); diff != "" {
		t.Errorf("compiled (-want +got):\n%s", diff)
	}
	if got := p.Title.In("de"); got != "Regeln für Lieferanten" {
		t.Errorf("title in German: %s", got)
	}
	rule := p.Entry("3.1")
	if got := rule.Checks[0].Mend.In("de") + " " + rule.Evidence[0].In("de") + " " + p.Attributes[0].Name("Before signing").In("de"); got != "Benennen Sie jemanden. Liste der Lieferanten mit einem Namen bei jedem Vor der Unterschrift" {
		t.Errorf("in German: %s", got)
	}
	if rule.Parent != p.Entry("3") || rule.Clause != "annex 3, no. 1" || !rule.Confirmed || rule.Judge != JudgeSecurityManager || rule.Judgement ||
		rule.Checks[0].Empty != EmptyPerson || rule.Attributes["phase"][0] != "While it runs" ||
		len(rule.Parts["watch"]) != 2 || rule.Parts[p.Parts[0].ID][1].String() != "The end of the contract" {
		t.Errorf("entry 3.1: %+v", rule)
	}
	if got := marked(set.Linker("en").Read().Segments("The customer's data, and suppliers.")); got != "The [customer's data|t1], and [suppliers|t2]." {
		t.Errorf("linked: %s", got)
	}
	if p.Edges[0].Strength != 0.6 || p.Edges[1].To.ID != "" {
		t.Errorf("edges: %+v", p.Edges)
	}
}

func fileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// asJSON reads YAML as a validator of JSON Schema wants its values.
func asJSON(t *testing.T, text []byte) any {
	t.Helper()
	var value any
	if err := yaml.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	written, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	value, err = jsonschema.UnmarshalJSON(bytes.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestTheSchemaAcceptsEveryFileThatLoads(t *testing.T) {
	schema := fileSchema(t)
	for _, folder := range []fs.FS{builtIn(), example(t)} {
		err := fs.WalkDir(folder, ".", func(name string, item fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case item.IsDir() && languageFolder.MatchString(item.Name()):
				return fs.SkipDir // a translation repeats keys and lacks most of them
			case item.IsDir():
				return nil
			}
			text, err := fs.ReadFile(folder, name)
			if err != nil {
				return err
			}
			if err := schema.Validate(asJSON(t, text)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestTheSchemaRefusesWhatOneFileAloneShowsToBeWrong(t *testing.T) {
	schema := fileSchema(t)
	// What only shows beside other files or entries, or in the text of the file, is for the loader alone.
	beyond := []string{"a second header", "that is taken", "twice", "loop", "no other term", "not there", "not declared", "no entry",
		"two terms", "own language", "without words", "merger", "split into", "at once", "and more", "same edition", "which none",
		"alias", "tag", "documents", "control character", "UTF-8", "not closed", "indentation", "empty file", "key of a header",
		"nobody judges", "placeholder", "no sources", "are taken"}
	for _, m := range mistakes {
		if slices.ContainsFunc(beyond, func(words string) bool { return strings.Contains(m.name, words) }) {
			continue
		}
		if schema.Validate(asJSON(t, []byte(m.file))) == nil {
			t.Errorf("%s is accepted:\n%s", m.name, m.file)
		}
	}
}

func TestTheSchemaAndTheLoaderKnowTheSameKeys(t *testing.T) {
	text, err := os.ReadFile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	type object struct {
		Properties map[string]struct {
			Properties map[string]any
		}
		Defs map[string]object `json:"$defs"`
	}
	var schema object
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		schema object
		keys   string
	}{
		"file":      {schema, keys(packFields)},
		"source":    {schema.Defs["source"], keys(sourceFields)},
		"attribute": {schema.Defs["attribute"], keys(attributeFields)},
		"entry":     {schema.Defs["entry"], keys(entryFields)},
		"depends":   {schema.Defs["depends"], keys(dependsFields)},
		"occasion":  {schema.Defs["occasion"], keys(occasionFields)},
		"check":     {schema.Defs["check"], keys(checkFields)},
		"term":      {schema.Defs["term"], keys(termFields)},
		"edge":      {schema.Defs["edge"], keys(edgeFields)},
		"replaces":  {schema.Defs["editionRef"], keys(editionFields)},
	} {
		want := slices.Sorted(slices.Values(strings.Split(test.keys, ", ")))
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(test.schema.Properties))); diff != "" {
			t.Errorf("keys of %s (-loader +schema):\n%s", name, diff)
		}
	}
}
