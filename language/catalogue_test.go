package language

import (
	"io/fs"
	"path"
	"testing"

	"go.yaml.in/yaml/v4"
)

func TestEachMessageStandsInOneFileOfItsCatalogue(t *testing.T) {
	for _, tag := range Names() {
		names, err := fs.Glob(files, path.Join(tag.Tag, "*.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		stands := map[string]string{}
		for _, name := range names {
			data, err := files.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			part := map[string]wording{}
			if err := yaml.Unmarshal(data, &part); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for message := range part {
				if other, twice := stands[message]; twice {
					t.Errorf("%q stands in %s and %s: keep it in one", message, other, name)
				}
				stands[message] = name
			}
		}
	}
}
