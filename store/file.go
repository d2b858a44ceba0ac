package store

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"surety/fault"
)

// writeDurably makes a file so that it is there whole or not at all, also when
// the machine stops: a temporary file, synced, then renamed, and the folder
// synced. A file that stands at path is replaced.
func writeDurably(path string, mode fs.FileMode, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return explainFile(err, path)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreClosed(f.Close()), os.Remove(f.Name()))
		}
	}()
	w := bufio.NewWriterSize(f, 64<<10)
	if err := write(w); err != nil {
		return explainFile(err, path)
	}
	for _, step := range []func() error{w.Flush, func() error { return f.Chmod(mode) }, f.Sync, f.Close} {
		if err := step(); err != nil {
			return explainFile(err, path)
		}
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return explainFile(err, path)
	}
	return explainFile(syncFolder(filepath.Dir(path)), path)
}

// ignoreClosed forgives a file that was closed before.
func ignoreClosed(err error) error {
	if errors.Is(err, fs.ErrClosed) {
		return nil
	}
	return err
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// explainFile turns an error of the file system into a fault; nil stays nil.
func explainFile(err error, path string) error {
	if known, ok := asFault(err); ok {
		return known
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return unavailable(err, "the disk is full, nothing was changed", "make room where "+path+" lies and try again")
	case errors.Is(err, fs.ErrNotExist):
		return &fault.Error{Kind: fault.NotFound, Message: "there is no " + path, Err: err}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return unavailable(err, path+" can't be used", "check that this program's account may read and write there")
	}
	return &fault.Error{Kind: fault.Unavailable, Message: path + " can't be used", Err: err}
}
