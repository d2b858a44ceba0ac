package expr_test

import (
	"os"
	"strings"
	"testing"

	yaml "go.yaml.in/yaml/v4"
)

// TestTheExamplesOfTheLanguageCompile holds the reference to what is true.
func TestTheExamplesOfTheLanguageCompile(t *testing.T) {
	text, err := os.ReadFile("LANGUAGE.md")
	if err != nil {
		t.Fatal(err)
	}
	env := newEnvironment(t, newRecords(t))
	_, rest, _ := strings.Cut(string(text), "```yaml\n")
	block, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("the examples are gone")
	}
	var examples []struct{ ID, Shape, Of, Where, Holds string }
	if err := yaml.Unmarshal([]byte(block), &examples); err != nil {
		t.Fatal(err)
	}
	if len(examples) < 8 {
		t.Errorf("%d examples were read", len(examples))
	}
	for _, e := range examples {
		if e.Shape == "count" {
			_, err = env.Count(e.Of, e.Where, e.Holds)
		} else {
			_, err = env.Each(e.Of, e.Where, e.Holds)
		}
		if err != nil {
			t.Errorf("%s: %v", e.ID, err)
		}
	}
}
