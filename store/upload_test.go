package store

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"surety/fault"
)

func TestAnUploadIsFoundByItsOwnerAloneAndGoneAfterADay(t *testing.T) {
	f := newFixture(t, filepath.Join(t.TempDir(), "surety.db"))
	digest, size, err := f.store.PutUpload(f.ctx, "mara", strings.NewReader("a register"))
	if err != nil {
		t.Fatal(err)
	}
	read := func(owner string) string {
		content, err := f.store.OpenUpload(owner, digest)
		if fault.Is(err, fault.NotFound) {
			return ""
		}
		if err != nil {
			t.Fatal(err)
		}
		defer content.Close()
		data, err := io.ReadAll(content)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if read("mara") != "a register" || read("tom") != "" {
		t.Errorf("mara reads %q, tom %q", read("mara"), read("tom"))
	}
	if _, err := f.store.OpenUpload("mara", "../"+digest); !fault.Is(err, fault.NotFound) {
		t.Errorf("a path in place of a digest: %v", err)
	}
	if got, err := f.store.UploadSize("mara", digest); err != nil || got != size || size != int64(len("a register")) {
		t.Errorf("its size is %d and %d, %v", size, got, err)
	}
	if _, err := f.store.UploadSize("tom", digest); !fault.Is(err, fault.NotFound) {
		t.Errorf("somebody else learns its size: %v", err)
	}
	f.now = f.now.Add(UploadKept - time.Hour)
	if _, _, err := f.store.PutUpload(f.ctx, "tom", strings.NewReader("another")); err != nil || read("mara") == "" {
		t.Errorf("gone too early, %v", err)
	}
	f.now = f.now.Add(time.Hour)
	if _, _, err := f.store.PutUpload(f.ctx, "tom", strings.NewReader("a third")); err != nil || read("mara") != "" {
		t.Errorf("a day later mara reads %q, %v", read("mara"), err)
	}
}

func TestAnUploadThatIsAttachedStaysWhenItIsGoneAsAnUpload(t *testing.T) {
	f := newFixture(t, filepath.Join(t.TempDir(), "surety.db"))
	digest, _, err := f.store.PutUpload(f.ctx, "mara", strings.NewReader("minutes"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a second time it is there already
		if err := f.store.AttachUpload("mara", digest); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.store.DropUpload("mara", digest); err != nil {
		t.Fatal(err)
	}
	content, err := f.store.OpenBlob(f.ctx, digest)
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	if data, err := io.ReadAll(content); err != nil || string(data) != "minutes" {
		t.Errorf("it reads %q, %v", data, err)
	}
}

// putBlob keeps a file as a record does that takes it: sent, then attached.
func (f *fixture) putBlob(ctx context.Context, r io.Reader) (digest string, size int64, err error) {
	if digest, size, err = f.store.PutUpload(ctx, "somebody", r); err != nil {
		return digest, size, err
	}
	return digest, size, f.store.AttachUpload("somebody", digest)
}
