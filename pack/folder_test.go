package pack

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"surety/fault"
)

func TestOnlyFilesInTheFolderAreRead(t *testing.T) {
	outside, folder := t.TempDir(), t.TempDir()
	acme := filepath.Join(folder, "acme")
	if err := errors.Join(
		os.WriteFile(filepath.Join(outside, "secret.yaml"), []byte("secret: root\n"), 0o600),
		os.Mkdir(acme, 0o700),
		os.WriteFile(filepath.Join(folder, "pack.txt"), []byte(wholeHeader), 0o600),
		os.Symlink("../pack.txt", filepath.Join(acme, "pack.yaml")),
		os.Symlink(filepath.Join(outside, "secret.yaml"), filepath.Join(acme, "out.yaml")),
		os.Symlink("/dev/zero", filepath.Join(acme, "endless.yaml")),
		os.Symlink(outside, filepath.Join(folder, "elsewhere")),
		syscall.Mkfifo(filepath.Join(acme, "waits.yaml"), 0o600),
	); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(folder) // as the program opens the folder
	if err != nil {
		t.Fatal(err)
	}
	told := Lint(root.FS(), nil).String()
	for _, want := range []string{
		"acme/out.yaml: the link leads out of the folder", "acme/endless.yaml: the link leads out of the folder",
		"elsewhere: the link leads out of the folder", "acme/waits.yaml: it can't be read: it is no file",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not told", want)
		}
	}
	if strings.Contains(told, "secret") || strings.Contains(told, "acme/pack.yaml") {
		t.Errorf("what lies outside was read, or a link inside refused:\n%s", told)
	}
}

func TestExpressionsAreCompiledWhateverElseIsWrong(t *testing.T) {
	files := mistake{file: "entries:\n" +
		"- {id: a, type: requirement, force: requirement, title: T, text: T, nonsense: 1, checks: [{id: c, shape: each, of: risk, holds: wrong, reason: R, mend: M}]}\n" +
		"- {id: b, type: requirement, force: requirement, title: T, text: T, checks: [{id: c, shape: each, holds: lacking}, {id: d, shape: none, of: risk, holds: shapeless}]}\n"}.pack()
	told := Lint(folderOf(files), func(c Check) error {
		return fault.At(fault.Invalid, "", "holds", "compiled: %s", c.Holds)
	}).String()
	if !strings.Contains(told, "nonsense") || !strings.Contains(told, "compiled: wrong") {
		t.Errorf("not all is told in one round:\n%s", told)
	}
	if strings.Contains(told, "compiled: lacking") || strings.Contains(told, "compiled: shapeless") {
		t.Errorf("what lacks its kind or shape was compiled:\n%s", told)
	}
}
