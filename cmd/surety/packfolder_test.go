package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"surety/pack"
)

func TestAFolderThatCanNotBeOpenedIsTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if told := pack.Lint(packFolder(file), nil).String(); !strings.Contains(told, "can't be read") {
		t.Errorf("told: %s", told)
	}
	if problems := pack.Lint(packFolder(filepath.Join(t.TempDir(), "none")), nil); len(problems) != 1 {
		t.Errorf("a folder that is not there: %v", problems)
	}
}
