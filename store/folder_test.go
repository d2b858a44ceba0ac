package store

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestADatabaseIsKeptFromOthersOnTheMachine(t *testing.T) {
	modes := func(t *testing.T, dir string) map[string]fs.FileMode {
		t.Helper()
		found := map[string]fs.FileMode{}
		for _, name := range []string{"", "surety.db", "surety.db-wal", "surety.db-shm", "keys", "keys/master"} {
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			found[name] = info.Mode().Perm()
		}
		return found
	}
	f := newFixture(t, filepath.Join(t.TempDir(), "data", "surety.db"))
	if err := f.store.Close(); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(f.opts.URL)
	f.opts.Dir = dir
	if err := os.Rename(filepath.Join(f.store.dir, "keys"), filepath.Join(dir, "keys")); err != nil {
		t.Fatal(err)
	}
	check := func(when string) {
		t.Helper()
		f.open()
		f.put("create", f.person("Ann"))
		for name, mode := range modes(t, dir) {
			if mode&0o077 != 0 {
				t.Errorf("%s: others may do %v with %q", when, mode, name)
			}
		}
		if err := f.store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	check("made anew")
	for _, path := range []string{dir, f.opts.URL} {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	check("as an earlier program left it")
}

func TestAFolderThatHoldsOtherThingsKeepsItsMode(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	newFixture(t, filepath.Join(dir, "surety.db"))
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("the folder has the mode %v, %v", info.Mode(), err)
	}
}

func TestAnOpeningThatCannotMakeItsKeysLeavesNothingThatNeedsThem(t *testing.T) {
	onBoth(t, func(t *testing.T, f *fixture) {
		o := f.opts
		o.URL, o.Dir = freshURL(t, f), t.TempDir()
		inTheWay := filepath.Join(o.Dir, "keys")
		if err := os.WriteFile(inTheWay, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(f.ctx, o); err == nil {
			t.Fatal("it opened")
		}
		if err := os.Remove(inTheWay); err != nil {
			t.Fatal(err)
		}
		s, err := Open(f.ctx, o)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.CreateOrganization(f.ctx, testOrganization, "Test"); err != nil {
			t.Fatal(err)
		}
		err = s.In(testOrganization).Write(f.ctx, testAuthor, func(tx *Tx) error { return tx.Put(f.person("Ann"), "create", "") })
		if err != nil {
			t.Errorf("the next opening can't keep a person: %v", err)
		}
	})
}
