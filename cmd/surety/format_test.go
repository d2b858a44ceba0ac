package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"surety/isms"
)

func TestTheExampleOfThePackFormatLintsAsItStands(t *testing.T) {
	text, err := os.ReadFile("../../pack/FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	files := regexp.MustCompile("(?s)```yaml\n# (\\S+)\n(.*?)```").FindAllSubmatch(text, -1)
	if len(files) == 0 {
		t.Fatal("FORMAT.md shows no files")
	}
	for _, file := range files {
		path := filepath.Join(folder, string(file[1]))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file[2], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, failed bytes.Buffer
	code := run(context.Background(), isms.Kinds(), []string{"pack", "lint", folder}, streams{strings.NewReader(""), &out, &failed})
	if code != 0 || !strings.Contains(out.String(), "Nothing is wrong.") {
		t.Errorf("exit %d: %s%s", code, out.String(), failed.String())
	}
}
