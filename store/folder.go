package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// makeFolder makes a folder that this program's account alone may use, and those
// above it that are missing, durable before it returns.
func makeFolder(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil
	}
	above := filepath.Dir(path)
	if above != path {
		if err := makeFolder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return explainFile(err, path)
	}
	return explainFile(syncFolder(above), above)
}

// makeDatabaseFile makes the file of a database before SQLite does, which would
// let everybody on the machine read it. The files beside it take over its mode.
func makeDatabaseFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return explainFile(err, path)
	}
	return explainFile(f.Close(), path)
}

// tighten takes from others what an earlier program, or a copy, has let them do:
// a database holds personal data and confidential records. The folder is
// tightened, too, where nothing lies in it but what is ours.
func tighten(path string) error {
	dir, base := filepath.Split(path)
	files := []string{base, base + "-wal", base + "-shm"}
	paths := make([]string, 0, len(files)+1)
	for _, name := range files {
		paths = append(paths, filepath.Join(dir, name))
	}
	there, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return explainFile(err, dir)
	}
	ours := slices.Concat(files, []string{"keys", "blobs", "packs", "uploads", "demonstration"})
	if !slices.ContainsFunc(there, func(e os.DirEntry) bool { return !slices.Contains(ours, e.Name()) }) {
		paths = append(paths, filepath.Dir(path))
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue // it comes and goes with the database's use
		}
		if err != nil {
			return explainFile(err, path)
		}
		if info.Mode().Perm()&0o077 == 0 {
			continue
		}
		err = os.Chmod(path, info.Mode().Perm()&0o700)
		if err != nil && !errors.Is(err, fs.ErrPermission) && !errors.Is(err, fs.ErrNotExist) { // another account's file is for that one to say
			return explainFile(err, path)
		}
	}
	return nil
}
