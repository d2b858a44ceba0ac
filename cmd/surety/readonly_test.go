package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// asNobody makes the test's own binary run as an account that may write only
// what everybody may, where it would be root, whom no mode stops.
const asNobody = "SURETY_TEST_AS_NOBODY"

const nobody = 65534

func becomeNobody() error {
	if os.Getenv(asNobody) == "" || os.Getuid() != 0 {
		return nil
	}
	if err := syscall.Setgid(nobody); err != nil {
		return err
	}
	return syscall.Setuid(nobody)
}

// still makes a folder one that nothing can be written into, for programs that
// are run as nobody.
func still(t *testing.T, dir string) {
	t.Helper()
	t.Setenv(asNobody, strconv.Itoa(nobody))
	for above := filepath.Dir(dir); above != filepath.Clean(os.TempDir()) && above != filepath.Dir(above); above = filepath.Dir(above) {
		if err := os.Chmod(above, 0o755); err != nil { // the test's own: nobody must find through
			t.Fatal(err)
		}
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if os.Getuid() == 0 {
			if err := os.Chown(path, nobody, nobody); err != nil {
				return err
			}
		}
		if d.IsDir() {
			t.Cleanup(func() {
				if err := os.Chmod(path, 0o700); err != nil {
					t.Error(err)
				}
			})
			return nil
		}
		return os.Chmod(path, 0o400)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return os.Chmod(path, 0o500)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestACopyThatCannotBeWrittenIsReadCheckedAndBackedUp(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	mustSurety(t, dir, "", "demo")
	still(t, dir)
	before := folder(t, dir)
	out := t.TempDir()
	if err := os.Chmod(out, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"list", "risk"}, 0, "RISK-0001"},
		{[]string{"get", "RISK-0001"}, 0, "RISK-0001"},
		{[]string{"check", "--standard", "iso27001"}, 1, "4.1-1      holds"},
		{[]string{"log", "verify"}, 0, "agree with each other"},
		{[]string{"report", "soa", "--draft", "--format", "md", "-o", filepath.Join(out, "soa.md")}, 0, ""},
		{[]string{"backup", "-o", filepath.Join(out, "b"), "--keys", filepath.Join(out, "k")}, 0, "is in the backup, its keys in " + filepath.Join(out, "k")},
		{[]string{"log", "checkpoint"}, 2, "surety.db can't be used"},
	} {
		said, err := surety(t, dir, "", c.args...)
		if exitCode(err) != c.code || !strings.Contains(said, c.says) {
			t.Errorf("%s: exit %d and %.400q, expected %d and %q", strings.Join(c.args, " "), exitCode(err), said, c.code, c.says)
		}
	}
	for name, content := range folder(t, dir) {
		if before[name] != content {
			t.Errorf("%s was changed", name)
		}
	}
	t.Setenv(asNobody, "")
	again := filepath.Join(t.TempDir(), "again")
	mustSurety(t, again, "", "restore", filepath.Join(out, "b"), "--keys", filepath.Join(out, "k"))
	mustSurety(t, again, "", "log", "verify")
}

func TestACopyWithoutItsNewestWritesSaysSoWhereItCannotBeWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	mustSurety(t, dir, "", "demo")
	s := startServer(t, dir)
	s.kill(t)
	wal := filepath.Join(dir, "surety.db-wal")
	if err := os.Remove(filepath.Join(dir, "surety.db-shm")); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if err := os.WriteFile(wal, []byte("writes that wait"), 0o600); err != nil {
		t.Fatal(err)
	}
	still(t, dir)
	said, err := surety(t, dir, "", "log", "verify")
	if exitCode(err) != 2 || !strings.Contains(said, "still stand in "+wal) || !strings.Contains(said, "copy both files") {
		t.Errorf("exit %d and %q", exitCode(err), said)
	}
}
