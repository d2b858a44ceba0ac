package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"surety/fault"
)

// UploadKept is how long a file is kept that somebody has sent and not decided
// on yet.
const UploadKept = 24 * time.Hour

// uploadFolder is where an owner's files lie.
func (s *Store) uploadFolder(owner string) string {
	sum := sha256.Sum256([]byte(owner)) // whatever an owner is called, it is a folder's name
	return filepath.Join(s.dir, "uploads", hex.EncodeToString(sum[:16]))
}

// PutUpload keeps a file that its owner decides on later, by the digest of its
// content: apart from attachments, out of backups, found by nobody else, and for
// [UploadKept] at most. More than [MostBlob] bytes are refused as TooLarge.
func (s *Store) PutUpload(ctx context.Context, owner string, r io.Reader) (digest string, size int64, err error) {
	if err := s.sweepUploads(); err != nil {
		return "", 0, err
	}
	folder := s.uploadFolder(owner)
	digest, size, err = receive(ctx, folder, func(digest string) string { return filepath.Join(folder, digest) }, r)
	if err != nil {
		return "", 0, err
	}
	path := filepath.Join(folder, digest)
	return digest, size, explainFile(os.Chtimes(path, s.now(), s.now()), path)
}

// UploadSize tells how many bytes a file has that its owner has sent; NotFound when
// there is none.
func (s *Store) UploadSize(owner, digest string) (int64, error) {
	if !digestForm.MatchString(digest) {
		return 0, errNoUpload()
	}
	path := filepath.Join(s.uploadFolder(owner), digest)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, errNoUpload()
	}
	if err != nil {
		return 0, explainFile(err, path)
	}
	return info.Size(), nil
}

// AttachUpload keeps a file that its owner has sent for good, as an attachment. It
// is on the disk when AttachUpload returns; one that is kept already is left as it is.
func (s *Store) AttachUpload(owner, digest string) error {
	from, to := filepath.Join(s.uploadFolder(owner), digest), s.blobPath(digest)
	folder := filepath.Dir(to)
	if err := makeFolder(folder); err != nil {
		return explainFile(err, folder)
	}
	err := os.Link(from, to) // no byte is copied: this happens while others wait
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return explainFile(err, to)
	}
	return explainFile(errors.Join(syncFolder(folder), syncFolder(filepath.Dir(folder))), to)
}

// OpenUpload opens a file that its owner has sent; NotFound when it is gone.
func (s *Store) OpenUpload(owner, digest string) (io.ReadCloser, error) {
	path := filepath.Join(s.uploadFolder(owner), digest)
	if !digestForm.MatchString(digest) {
		return nil, errNoUpload()
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNoUpload()
	}
	if err != nil {
		return nil, explainFile(err, path)
	}
	return f, nil
}

// DropUpload removes a file that its owner has sent; one that is gone is none.
func (s *Store) DropUpload(owner, digest string) error {
	if !digestForm.MatchString(digest) {
		return nil
	}
	path := filepath.Join(s.uploadFolder(owner), digest)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return explainFile(err, path)
	}
	return nil
}

func errNoUpload() error {
	return &fault.Error{Kind: fault.NotFound, Message: "the file that you sent is no longer kept", Mend: "choose it once more"}
}

// sweepUploads removes what nobody has decided on in time, and what was never
// sent to its end.
func (s *Store) sweepUploads() error {
	folder := filepath.Join(s.dir, "uploads")
	files, err := fs.Glob(os.DirFS(folder), "*/*")
	if err != nil {
		return explainFile(err, folder)
	}
	for _, name := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue // another sweep was faster
		}
		if err != nil {
			return explainFile(err, path)
		}
		if s.now().Sub(info.ModTime()) < UploadKept {
			continue
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return explainFile(err, path)
		}
	}
	return nil
}
