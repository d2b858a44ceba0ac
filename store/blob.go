package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"surety/fault"
)

// MostBlob is the most bytes of an attachment.
const MostBlob = 256 << 20

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (s *Store) blobPath(digest string) string {
	return filepath.Join(s.blobs, digest[:2], digest)
}

// receive keeps a file under folder, in the place that its digest gives it.
func receive(ctx context.Context, folder string, place func(digest string) string, r io.Reader) (digest string, size int64, err error) {
	if err := makeFolder(folder); err != nil {
		return "", 0, err
	}
	f, err := os.CreateTemp(folder, ".new-*")
	if err != nil {
		return "", 0, explainFile(err, folder)
	}
	defer func() {
		_ = f.Close()           // it was closed before, or its error is told already
		_ = os.Remove(f.Name()) // it is there only where it was not renamed
	}()
	h := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, h), io.LimitReader(&ender{ctx, r}, MostBlob+1))
	if err != nil {
		return "", 0, explainFile(err, folder)
	}
	if size > MostBlob {
		return "", 0, fault.New(fault.TooLarge, "the file is larger than %d MB", MostBlob>>20)
	}
	digest = hex.EncodeToString(h.Sum(nil))
	path := place(digest)
	if _, err := os.Stat(path); err == nil {
		return digest, size, nil
	}
	return digest, size, explainFile(keep(f, path), path)
}

// keep makes a temporary file durable under its name.
func keep(f *os.File, path string) error {
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	folder := filepath.Dir(path)
	if err := makeFolder(folder); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return errors.Join(syncFolder(folder), syncFolder(filepath.Dir(folder)))
}

// ender ends reading with its context.
type ender struct {
	ctx context.Context
	r   io.Reader
}

func (e *ender) Read(p []byte) (int, error) {
	if err := e.ctx.Err(); err != nil {
		return 0, err
	}
	return e.r.Read(p)
}

// OpenBlob opens a kept file. Its content is checked against the digest while it
// is read: the last read fails with Malformed when they differ. NotFound when
// there is none.
func (s *Store) OpenBlob(_ context.Context, digest string) (io.ReadCloser, error) {
	if !digestForm.MatchString(digest) {
		return nil, fault.New(fault.Invalid, "%q is no digest: expected 64 hexadecimal digits", clip(digest, 80))
	}
	f, err := os.Open(s.blobPath(digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "there is no attachment with the digest %s", digest)
	}
	if err != nil {
		return nil, explainFile(err, s.blobPath(digest))
	}
	return &checkedFile{f: f, digest: digest, hash: sha256.New()}, nil
}

// checkedFile compares what was read with its digest at the end.
type checkedFile struct {
	f      *os.File
	digest string
	hash   hash.Hash
}

func (c *checkedFile) Read(p []byte) (int, error) {
	n, err := c.f.Read(p)
	c.hash.Write(p[:n])
	if errors.Is(err, io.EOF) && hex.EncodeToString(c.hash.Sum(nil)) != c.digest {
		return n, &fault.Error{Kind: fault.Malformed, Message: fmt.Sprintf("the attachment %s was altered: its content has another digest", c.digest), Mend: "restore it from a backup"}
	}
	return n, err
}

func (c *checkedFile) Close() error { return c.f.Close() }
